package org.jpsi.core.tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Matrix;
import org.jpsi.core.kernel.PackedMatrix;
import org.jpsi.core.parallel.ThreadPool;
import org.jspecify.annotations.Nullable;

/// Packed weights of linear layers, laid out for matrix products once per step and shared by all
/// shards and threads.
public final class PackedWeights {
  /// Packed forms of one weight `[out, in]`.
  ///
  /// @param forward `W^T`, for `Y = X W^T`
  /// @param backward `W`, for `dX = G W`; null where no gradient of the input is needed, as in a
  ///   first layer
  record Pair(PackedMatrix forward, @Nullable PackedMatrix backward) {}

  private final Map<Tensor, Pair> pairs = new IdentityHashMap<>();
  private List<PackedMatrix> all = List.of();

  /// Without any weights yet.
  public PackedWeights() {}

  /// @param backward whether the gradient of the input is needed
  synchronized Pair of(Tensor weight, boolean backward) {
    Pair present = pairs.get(weight);
    if (present != null && (present.backward != null || !backward)) {
      return present;
    }
    Matrix matrix = MatrixProductOps.matrix(weight);
    Pair pair =
        new Pair(
            present != null ? present.forward : packed(matrix.transpose()),
            backward ? packed(matrix) : null);
    pairs.put(weight, pair);
    return pair;
  }

  private PackedMatrix packed(Matrix matrix) {
    PackedMatrix packed = Kernels.INSTANCE.pack(matrix);
    List<PackedMatrix> more = new ArrayList<>(all);
    more.add(packed);
    all = more;
    return packed;
  }

  /// Packs the weights again after they have changed.
  public void refresh(ThreadPool pool) {
    List<PackedMatrix> now = all;
    pool.parallelFor(now.size(), (i, thread) -> Kernels.INSTANCE.repack(now.get(i)));
  }
}
