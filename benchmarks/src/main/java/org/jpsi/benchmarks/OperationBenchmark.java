package org.jpsi.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.IntTensor;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Benchmark of single operations on tensors of 256 events with short axes, as attention and sets
/// of constituents have them: forward alone, and with the way back to their inputs.
final class OperationBenchmark {
  private static final int EVENTS = 256;

  private OperationBenchmark() {}

  /// Operation of one tensor, with its name and the shape of one event.
  private record Case(String name, int rows, int columns, UnaryOperator<Tensor> operation) {
    String shape() {
      return EVENTS + "x" + rows + "x" + columns;
    }
  }

  private static List<Case> cases() {
    Tensor tokens = normal(20, 16, 2);
    Tensor turned = normal(16, 20, 3);
    Tensor weights = normal(20, 20, 4);
    Tensor real = Tensor.uniform(Shape.of(EVENTS, 20), Rng.of(5), 0).lt(0.7f);
    Tensor rows = real.unsqueeze(2);
    Tensor keys = real.unsqueeze(1);
    IntTensor into = IntTensor.of(Tensor.uniform(Shape.of(20), Rng.of(6), 0).mul(5).floor());
    return List.of(
        new Case("matmul 16x20", 20, 16, x -> x.matmul(turned)),
        new Case("matmul 20x16", 20, 20, x -> x.matmul(tokens)),
        new Case("left matmul 20x20", 20, 16, weights::matmul),
        new Case("softmax", 20, 20, Tensor::softmax),
        new Case("logSoftmax", 20, 20, Tensor::logSoftmax),
        new Case("sum last", 20, 16, x -> x.sum(2)),
        new Case("sum middle", 20, 64, x -> x.sum(1)),
        new Case("transpose", 20, 16, x -> x.transpose(1, 2)),
        new Case("masked sum", 20, 64, x -> x.maskedSum(rows, 1)),
        new Case("masked mean", 20, 64, x -> x.maskedMean(rows, 1)),
        new Case("masked max", 20, 64, x -> x.maskedMax(rows, 1)),
        new Case("masked softmax", 20, 20, x -> x.maskedSoftmax(keys)),
        new Case("variance", 20, 64, x -> x.variance(1)),
        new Case("sin", 20, 16, Tensor::sin),
        new Case("erf", 20, 16, Tensor::erf),
        new Case("cumsum", 20, 64, x -> x.cumsum(1)),
        new Case("sort", 20, 16, x -> x.sort(1).values()),
        new Case("topk", 16, 20, x -> x.topk(3, 2).values()),
        new Case("index add", 20, 64, x -> Tensor.zeros(EVENTS, 5, 64).indexAdd(1, into, x)));
  }

  static void run(Settings settings) {
    Map<String, Double> best = new LinkedHashMap<>();
    for (int round = 0; round < settings.rounds(); round++) {
      for (Case one : cases()) {
        for (boolean back : new boolean[] {false, true}) {
          String cell = one.name + "," + one.shape() + "," + (back ? "both" : "forward");
          if (cell.contains(settings.only())) {
            best.merge(cell, seconds(one, back, settings), Math::min);
          }
        }
      }
    }
    System.out.println("operation,shape,pass,calls_per_s");
    best.forEach((cell, seconds) -> System.out.printf(Locale.ROOT, "%s,%.0f%n", cell, 1 / seconds));
  }

  private static double seconds(Case one, boolean back, Settings settings) {
    Tensor x = normal(one.rows, one.columns, 1);
    Tensor leaf = back ? x.requiresGrad() : x;
    Runnable job =
        () -> {
          Tensor y = one.operation.apply(leaf);
          float some = back ? y.sum().backward().of(leaf).get(0, 0, 0) : y.values()[0];
          if (!Float.isFinite(some)) {
            throw new IllegalStateException("found " + some);
          }
        };
    return Stopwatch.measured(settings, job).seconds();
  }

  private static Tensor normal(int rows, int columns, long seed) {
    return Tensor.normal(Shape.of(EVENTS, rows, columns), Rng.of(seed), 0);
  }
}
