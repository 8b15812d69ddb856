package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Mixture of two predictors of the same task, such as a network and boosted trees: a convex
/// combination of their raw outputs,
///
/// ```
/// z = weight * first + (1 - weight) * second
/// ```
///
/// of logits for a classification (the softmax of mixed logits is that of mixed log-probabilities:
/// they differ by one number per event), of standardized targets for a regression. Its log-loss and
/// its squared error are convex in the weight. Computed in float64 and rounded once.
///
/// @param weight of the first, in [0, 1]
public record MixturePredictor(Predictor first, Predictor second, double weight)
    implements CombinedPredictor {
  /// @throws IllegalArgumentException where the weight is not in [0, 1]
  public MixturePredictor {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight is " + weight + ", expected one in [0, 1]");
    }
  }

  @Override
  public List<Predictor> members() {
    return List.of(first, second);
  }

  /// That of the first, whose training is the one that is told of.
  @Override
  public boolean trainedByGradients() {
    return first.trainedByGradients();
  }

  /// Mixes the outputs of the second into those of the first.
  ///
  /// @param weight of the first
  /// @param outputs those of the first from `at`, `count` of them; output: the mixture
  /// @param others those of the second from 0
  public static void mix(double weight, float[] outputs, int at, float[] others, int count) {
    for (int i = 0; i < count; i++) {
      outputs[at + i] = (float) (weight * outputs[at + i] + (1 - weight) * others[i]);
    }
  }

  @Override
  public CompiledPredictor compile(Inputs<Shape> inputs, List<String> spectators) {
    return new Compiled(
        first.compile(inputs, spectators),
        second.compile(inputs, spectators),
        weight,
        outputs(inputs));
  }

  private record Compiled(
      CompiledPredictor first, CompiledPredictor second, double weight, int width)
      implements CompiledPredictor {
    @Override
    public void predict(InputBlock block, float[] outputs, int to) {
      int count = block.events() * width;
      float[] others = new float[count];
      first.predict(block, outputs, to);
      second.predict(block, others, 0);
      mix(weight, outputs, to, others, count);
    }

    @Override
    public void predict(float[] inputs, double[] spectators, float[] outputs) {
      Workspace workspace = Workspace.ofThread();
      int taken = workspace.taken();
      try {
        float[] others = workspace.take(width);
        second.predict(inputs, spectators, others);
        first.predict(inputs, spectators, outputs);
        mix(weight, outputs, 0, others, width);
      } finally {
        workspace.releaseTo(taken);
      }
    }
  }
}
