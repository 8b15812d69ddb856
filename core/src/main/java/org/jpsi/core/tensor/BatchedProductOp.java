package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Matrix;

/// Batched matrix product, one for each index of the leading axes: `Y = A B`; `dA = G B^T`, `dB =
/// A^T G`, added up in order where a matrix is used more than once.
record BatchedProductOp(Tensor a, Tensor b, Shape shape, int[] left, int[] right)
    implements Operation {
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
            a, b, shape, matrixIndices(leadingA, leading), matrixIndices(leadingB, leading)));
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
    return List.of(a, b);
  }

  @Override
  public void forward(Tensor output) {
    int size = shape.size(-2) * shape.size(-1);
    for (int i = 0; i < left.length; i++) {
      Kernels.INSTANCE.product(
          matrix(a, left[i]), matrix(b, right[i]), output.data(), i * size, false);
    }
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] gradient = adjoints.of(output);
    float[] da = adjoints.accumulator(a);
    float[] db = adjoints.accumulator(b);
    int rows = shape.size(-2);
    int columns = shape.size(-1);
    int inner = a.shape().size(-1);
    for (int i = 0; i < left.length; i++) {
      Matrix g = Matrix.of(gradient, i * rows * columns, rows, columns);
      if (da != null) {
        Matrix transposed = matrix(b, right[i]).transpose();
        Kernels.INSTANCE.product(g, transposed, da, left[i] * rows * inner, true);
      }
      if (db != null) {
        Matrix transposed = matrix(a, left[i]).transpose();
        Kernels.INSTANCE.product(transposed, g, db, right[i] * inner * columns, true);
      }
    }
  }

  private static Matrix matrix(Tensor t, int index) {
    int rows = t.shape().size(-2);
    int columns = t.shape().size(-1);
    return Matrix.of(t.data(), t.offset() + index * rows * columns, rows, columns);
  }
}
