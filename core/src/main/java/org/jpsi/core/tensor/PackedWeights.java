package org.jpsi.core.tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.PackedMatrix;
import org.jpsi.core.parallel.ThreadPool;

/// Packed weights of linear layers, laid out for matrix products once per step and shared by all
/// shards and threads.
public final class PackedWeights {
  /// Packed forms of one weight `[out, in]`.
  ///
  /// @param forward `W^T`, for `Y = X W^T`
  /// @param backward `W`, for `dX = G W`
  record Pair(PackedMatrix forward, PackedMatrix backward) {}

  private final Map<Tensor, Pair> pairs = new IdentityHashMap<>();
  private List<PackedMatrix> all = List.of();

  /// Without any weights yet.
  public PackedWeights() {}

  synchronized Pair of(Tensor weight) {
    Pair present = pairs.get(weight);
    if (present != null) {
      return present;
    }
    Pair pair =
        new Pair(
            Kernels.INSTANCE.pack(MatrixProductOps.matrix(weight).transpose()),
            Kernels.INSTANCE.pack(MatrixProductOps.matrix(weight)));
    pairs.put(weight, pair);
    List<PackedMatrix> more = new ArrayList<>(all);
    more.add(pair.forward);
    more.add(pair.backward);
    all = more;
    return pair;
  }

  /// Packs the weights again after they have changed.
  public void refresh(ThreadPool pool) {
    List<PackedMatrix> now = all;
    pool.parallelFor(now.size(), (i, thread) -> Kernels.INSTANCE.repack(now.get(i)));
  }
}
