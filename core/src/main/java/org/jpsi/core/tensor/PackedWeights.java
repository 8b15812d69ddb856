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
  private List<Source> all = List.of();

  // What was packed, and the version of the weight's values that was.
  private static final class Source {
    private final Tensor weight;
    private final PackedMatrix matrix;
    private int version;

    private Source(Tensor weight, PackedMatrix matrix) {
      this.weight = weight;
      this.matrix = matrix;
      this.version = weight.version();
    }

    // Frozen ones stay as they are until someone sets them.
    private void refresh() {
      if (weight.needsGrad() || version != weight.version() || !matrix.isPacked()) {
        version = weight.version();
        Kernels.INSTANCE.repack(matrix);
      }
    }
  }

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
            present != null ? present.forward : packed(weight, matrix.transpose()),
            backward ? packed(weight, matrix) : null);
    pairs.put(weight, pair);
    return pair;
  }

  private PackedMatrix packed(Tensor weight, Matrix matrix) {
    PackedMatrix packed = Kernels.INSTANCE.pack(matrix);
    List<Source> more = new ArrayList<>(all);
    more.add(new Source(weight, packed));
    all = more;
    return packed;
  }

  /// Packs the weights again after they have changed.
  public void refresh(ThreadPool pool) {
    List<Source> now = all;
    pool.parallelFor(now.size(), (i, thread) -> now.get(i).refresh());
  }
}
