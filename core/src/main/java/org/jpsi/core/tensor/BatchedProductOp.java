package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Matrix;

/// Batched matrix product, one for each index of the leading axes: `Y = A B`; `dA = G B^T`, `dB =
/// A^T G`, added up in order where a matrix is used more than once. A transposed operand is read
/// where it lies, so that its copy is never made again in a replay.
record BatchedProductOp(Operand a, Operand b, Shape shape, int[] left, int[] right)
    implements Operation {
  /// Matrices of a tensor, or their transposes.
  private record Operand(Tensor tensor, boolean transposed) {
    static Operand of(Tensor tensor) {
      return tensor.origin() instanceof StridedOp strided && strided.transposesMatrices()
          ? new Operand(strided.x(), true)
          : new Operand(tensor, false);
    }

    Matrix matrix(int index) {
      int rows = tensor.shape().size(-2);
      int columns = tensor.shape().size(-1);
      int at = tensor.offset() + index * rows * columns;
      Matrix stored = Matrix.of(tensor.data(), at, rows, columns);
      return transposed ? stored.transpose() : stored;
    }

    /// Adds `X Y` to the adjoint of the matrix of that index.
    void addProduct(Matrix x, Matrix y, float[] adjoint, int index) {
      int at = index * tensor.shape().size(-2) * tensor.shape().size(-1);
      if (transposed) {
        Kernels.INSTANCE.product(y.transpose(), x.transpose(), adjoint, at, true);
      } else {
        Kernels.INSTANCE.product(x, y, adjoint, at, true);
      }
    }
  }

  static Tensor of(Tensor a, Tensor b) {
    Shape leadingA = leading(a.shape());
    Shape leadingB = leading(b.shape());
    if (!leadingA.isBroadcastable(leadingB)) {
      throw MatrixProductOps.refused(a, b);
    }
    Shape leading = leadingA.broadcast("matmul", leadingB);
    int rank = leading.rank();
    Shape shape = leading.insert(rank).insert(rank);
    shape = shape.with(rank, a.shape().size(-2)).with(rank + 1, b.shape().size(-1));
    return Tensor.of(
        new BatchedProductOp(
            Operand.of(a),
            Operand.of(b),
            shape,
            matrixIndices(leadingA, leading),
            matrixIndices(leadingB, leading)));
  }

  private static Shape leading(Shape shape) {
    return shape.without(shape.rank() - 1).without(shape.rank() - 2);
  }

  // The index of an operand's matrix for each matrix of the output.
  private static int[] matrixIndices(Shape own, Shape leading) {
    float[] numbers = new float[own.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    float[] repeated = new float[leading.count()];
    BroadcastOperand.of(Tensor.view(numbers, 0, own), leading).copy(0, repeated.length, repeated);
    int[] matrixIndices = new int[repeated.length];
    for (int i = 0; i < matrixIndices.length; i++) {
      matrixIndices[i] = (int) repeated[i];
    }
    return matrixIndices;
  }

  @Override
  public List<Tensor> inputs() {
    return List.of(a.tensor, b.tensor);
  }

  @Override
  public void forward(Tensor output) {
    int size = shape.size(-2) * shape.size(-1);
    for (int i = 0; i < left.length; i++) {
      Kernels.INSTANCE.product(
          a.matrix(left[i]), b.matrix(right[i]), output.data(), i * size, false);
    }
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] gradient = adjoints.of(output);
    float[] da = adjoints.accumulator(a.tensor);
    float[] db = adjoints.accumulator(b.tensor);
    int rows = shape.size(-2);
    int columns = shape.size(-1);
    for (int i = 0; i < left.length; i++) {
      Matrix g = Matrix.of(gradient, i * rows * columns, rows, columns);
      if (da != null) {
        a.addProduct(g, b.matrix(right[i]).transpose(), da, left[i]);
      }
      if (db != null) {
        b.addProduct(a.matrix(left[i]).transpose(), g, db, right[i]);
      }
    }
  }
}
