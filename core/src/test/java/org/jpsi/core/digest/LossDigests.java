package org.jpsi.core.digest;

import java.util.Map;
import java.util.TreeMap;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.BinaryCrossEntropyOfProbability;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.DistanceCorrelationLoss;
import org.jpsi.core.loss.FocalLoss;
import org.jpsi.core.loss.GaussianNegativeLogLikelihood;
import org.jpsi.core.loss.HuberLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanAbsoluteError;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.loss.NonNegativeRisk;
import org.jpsi.core.loss.PoissonNegativeLogLikelihood;
import org.jpsi.core.loss.QuantileLoss;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Digests of losses: value, gradient and predictions from outputs.
final class LossDigests {
  private static final int EVENTS = 300;

  /// @param outputs of the network
  /// @param targets of an event; 0 for a class
  private record Case(Loss loss, int outputs, int targets) {}

  private static final Map<String, Case> CASES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("bce", new Case(new BinaryCrossEntropy(), 1, 0)),
              Map.entry("nonNegative", new Case(new NonNegativeRisk(new CrossEntropy(), 3), 3, 0)),
              Map.entry("bceOfProbability", new Case(new BinaryCrossEntropyOfProbability(), 1, 0)),
              Map.entry("crossEntropy", new Case(new CrossEntropy(), 3, 0)),
              Map.entry("crossEntropy.smoothing", new Case(new CrossEntropy(0.1), 3, 0)),
              Map.entry("focal", new Case(new FocalLoss(1.5, 0.25), 1, 0)),
              Map.entry("mse", new Case(new MeanSquaredError(), 2, 2)),
              Map.entry("mae", new Case(new MeanAbsoluteError(), 2, 2)),
              Map.entry("huber", new Case(new HuberLoss(0.5), 2, 2)),
              Map.entry("quantile", new Case(QuantileLoss.of(0.16, 0.84), 2, 1)),
              Map.entry("gaussian", new Case(new GaussianNegativeLogLikelihood(), 2, 1)),
              Map.entry("poisson", new Case(new PoissonNegativeLogLikelihood(), 2, 2))));

  private LossDigests() {}

  static void into(Digests digests) {
    CASES.forEach((name, c) -> {
      Tensor output = Numbers.normal(5, Shape.of(EVENTS, c.outputs)).requiresGrad();
      Tensor taken = name.equals("bceOfProbability") ? output.sigmoid() : output;
      float[] target = new float[EVENTS * Math.max(1, c.targets)];
      for (int i = 0; i < target.length; i++) {
        target[i] =
            c.targets == 0
                ? i % Math.max(2, c.outputs)
                : i % 4 + (name.equals("poisson") ? 0 : 0.25f);
      }
      Tensor targets = Tensor.of(target, EVENTS, target.length / EVENTS);
      Tensor value = c.loss.forward(taken, targets, Numbers.normal(6, Shape.of(EVENTS)));
      digests.line("loss." + name + ".forward").add(value);
      digests.line("loss." + name + ".gradient").add(value.backward().of(output));
      digests.line("loss." + name + ".response").add(c.loss.response(taken));
    });
    disco(digests);
  }

  private static void disco(Digests digests) {
    float[] target = new float[EVENTS];
    double[] mass = new double[EVENTS];
    float[] noise = Numbers.normal(7, Shape.of(EVENTS)).toArray();
    for (int i = 0; i < EVENTS; i++) {
      target[i] = i % 3 == 0 ? 1 : 0;
      mass[i] = i % 7 + noise[i];
    }
    Dataset events =
        Dataset.builder(EVENTS)
            .input("x", Shape.of(1), new float[EVENTS])
            .targets(1, target)
            .weights(Numbers.normal(6, Shape.of(EVENTS)).square().toArray())
            .spectator("mass", mass)
            .build();
    Tensor output = Numbers.normal(5, Shape.of(EVENTS, 1)).requiresGrad();
    Tensor value = DistanceCorrelationLoss.of(3, "mass").forward(output, events.batch());
    digests.line("loss.disco.forward").add(value);
    digests.line("loss.disco.gradient").add(value.backward().of(output));
  }
}
