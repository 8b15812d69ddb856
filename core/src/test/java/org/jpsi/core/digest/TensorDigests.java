package org.jpsi.core.digest;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jpsi.core.tensor.IntTensor;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Digests of tensor operations, value and gradient in one line for each topic.
final class TensorDigests {
  private TensorDigests() {}

  static void into(Digests digests) {
    Tensor row = Numbers.normal(2, Shape.of(6));
    Tensor column = Numbers.normal(3, Shape.of(5, 1));
    topic(
        digests,
        "arithmetic",
        x -> x.add(row).mul(column).sub(0.5f).div(row.square().add(1)).neg(),
        x -> x.maximum(row).minimum(column).clamp(-1.5f, 1.5f),
        x -> x.abs().add(0.1f).sqrt().add(x.square().add(0.5f).reciprocal()),
        x -> x.square().add(1).pow(1.7f).add(x.square().add(1).pow(row)),
        x -> x.where(x.gt(row), x.mul(2)).add(x.sign()));
    topic(
        digests,
        "functions",
        x -> x.exp().add(x.square().add(0.1f).log()),
        x -> x.sigmoid().mul(x.tanh()).add(x.softplus()).add(x.relu()));
    topic(
        digests,
        "reductions",
        x -> x.sum(0).mul(row),
        x -> x.mean(1).mul(x.variance(1).add(x.std(1))),
        x -> x.max(1).add(x.min(1)).add(x.sum()),
        x -> x.logSumExp(1).add(x.dot(x)));
    topic(digests, "softmax", x -> x.softmax(1), x -> x.logSoftmax(0).mul(row));
    topic(
        digests,
        "shapes",
        x -> x.permute(1, 0, 2).reshape(5, 24).transpose(),
        x -> x.slice(1, 1, 5, 2).unsqueeze(0).expand(3, 4, 2, 6),
        x -> Tensor.concat(1, List.of(x, x.mul(row))),
        x -> Tensor.stack(0, List.of(x, x.mul(row))),
        x -> x.take(1, Tensor.of(new float[] {4, 0, 0, 2})).select(0, 1));
    topic(
        digests,
        "products",
        x -> x.matmul(Numbers.normal(4, Shape.of(6, 9))),
        x -> x.matmul(x.transpose(1, 2)),
        x -> x.reshape(20, 6).linear(Numbers.normal(5, Shape.of(3, 6)), Tensor.ones(3)));
    topic(
        digests,
        "normalization",
        x -> x.reshape(20, 6).batchNorm(row, row.mul(2), 1e-5),
        x -> x.reshape(20, 6).layerNorm(row, row.mul(2), 1e-5));
    topic(
        digests,
        "masked",
        x -> x.maskedSum(x.gt(0), 1).add(x.maskedMean(row.gt(0), 1)),
        x -> x.maskedMax(x.gt(row), 1),
        x -> x.maskedSoftmax(x.gt(-1)).add(x.maskedSoftmax(column.gt(0), 1)));
    topic(
        digests,
        "indexing",
        x -> x.sort(1).values().mul(x.cumsum(2)),
        x -> x.topk(3, 2).values(),
        x -> x.indexAdd(1, IntTensor.of(4, 0, 4), x.slice(1, 1, 4, 1)));
  }

  @SafeVarargs
  private static void topic(Digests digests, String name, UnaryOperator<Tensor>... operations) {
    Digest digest = digests.line("tensor." + name);
    for (UnaryOperator<Tensor> operation : operations) {
      Tensor x = Numbers.normal(1, Shape.of(4, 5, 6)).requiresGrad();
      Tensor y = operation.apply(x);
      Tensor cotangent = Numbers.normal(7, y.shape());
      digest.add(y).add(y.backward(cotangent).of(x));
    }
  }
}
