package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.Matrix;
import org.jpsi.core.kernel.Sums;

/// Matrix product operations: matmul and linear.
final class MatrixProductOps {
  private MatrixProductOps() {}

  /// Matrix product as NumPy's matmul: a vector is a row on the left, a column on the right;
  /// leading axes broadcast.
  static Tensor matmul(Tensor a, Tensor b) {
    int left = a.shape().rank();
    int right = b.shape().rank();
    boolean fits = left > 0 && right > 0;
    if (!fits || a.shape().size(-1) != b.shape().size(right == 1 ? 0 : -2)) {
      throw refused(a, b);
    }
    if (left == 1) {
      Tensor product = matmul(a.unsqueeze(0), b);
      return product.squeeze(right == 1 ? 0 : -2);
    }
    if (right == 1) {
      return matmul(a, b.unsqueeze(1)).squeeze(-1);
    }
    if (left > 2 && right == 2) {
      // one product for all leading axes
      int[] sizes = a.shape().sizes();
      Tensor rows = ViewOp.of(a, Shape.of(a.shape().product(0, left - 1), sizes[left - 1]));
      sizes[left - 1] = b.shape().size(1);
      return ViewOp.of(matmul(rows, b), Shape.of(sizes));
    }
    return left == 2 && right == 2 ? Tensor.of(Matmul.of(a, b)) : BatchedProductOp.of(a, b);
  }

  static IllegalArgumentException refused(Tensor a, Tensor b) {
    return new IllegalArgumentException("matmul of " + a.shape() + " and " + b.shape());
  }

  /// Matrix product: `Y = A B`; `dA = G B^T`, `dB = A^T G`.
  record Matmul(Tensor a, Tensor b, Shape shape) implements Operation {
    static Matmul of(Tensor a, Tensor b) {
      if (a.shape().rank() != 2
          || b.shape().rank() != 2
          || a.shape().size(1) != b.shape().size(0)) {
        throw refused(a, b);
      }
      return new Matmul(a, b, Shape.of(a.shape().size(0), b.shape().size(1)));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(a, b);
    }

    @Override
    public void forward(Tensor output) {
      Kernels.INSTANCE.product(matrix(a), matrix(b), output.data(), output.offset(), false);
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      Matrix g = Matrix.of(adjoints.of(output), 0, shape.size(0), shape.size(1));
      float[] da = adjoints.accumulator(a);
      if (da != null) {
        Kernels.INSTANCE.product(g, matrix(b).transpose(), da, 0, true);
      }
      float[] db = adjoints.accumulator(b);
      if (db != null) {
        Kernels.INSTANCE.product(matrix(a).transpose(), g, db, 0, true);
      }
    }
  }

  /// Linear (affine) operation: `Y = X W^T + b` in each row; `dX = G W`, `dW = G^T X`, `db = sum of
  /// G over rows`, in the order of a product.
  record LinearOp(Tensor x, Tensor weight, Tensor bias, Shape shape) implements Operation {
    static LinearOp of(Tensor x, Tensor weight, Tensor bias) {
      if (x.shape().rank() != 2
          || weight.shape().rank() != 2
          || x.shape().size(1) != weight.shape().size(1)
          || !bias.shape().equals(Shape.of(weight.shape().size(0)))) {
        throw new IllegalArgumentException(
            "linear of " + x.shape() + ", weight " + weight.shape() + ", bias " + bias.shape());
      }
      return new LinearOp(x, weight, bias, Shape.of(x.shape().size(0), weight.shape().size(0)));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(x, weight, bias);
    }

    @Override
    public void forward(Tensor output) {
      Kernels.INSTANCE.product(
          matrix(x), matrix(weight).transpose(), output.data(), output.offset(), false);
      Kernels.INSTANCE.bias(
          bias.data(),
          bias.offset(),
          output.data(),
          output.offset(),
          shape.size(0),
          shape.size(1),
          false);
    }

    @Override
    public void backward(Tensor output, Backpropagation adjoints) {
      float[] gradient = adjoints.of(output);
      Matrix g = Matrix.of(gradient, 0, shape.size(0), shape.size(1));
      float[] dx = adjoints.accumulator(x);
      if (dx != null) {
        Kernels.INSTANCE.product(g, matrix(weight), dx, 0, true);
      }
      float[] dw = adjoints.accumulator(weight);
      if (dw != null) {
        Kernels.INSTANCE.product(g.transpose(), matrix(x), dw, 0, true);
      }
      float[] db = adjoints.accumulator(bias);
      if (db != null) {
        Sums.columns(gradient, 0, shape.size(0), shape.size(1), db, 0);
      }
    }
  }

  static Matrix matrix(Tensor t) {
    return Matrix.of(t.data(), t.offset(), t.shape().size(0), t.shape().size(1));
  }
}
