package org.jpsi.core.model;

import java.util.List;
import java.util.Locale;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Ensemble: predictors of the same inputs, of which the mean counts (bagging, Breiman 1996). Its
/// raw outputs are a logit, logits or standardized targets, as each member's are.
///
/// An event's outputs are computed in float64, in the order of the members.
///
/// @param members 1 to {@value #MAX_MEMBERS}
/// @param mean of what
public record EnsemblePredictor(List<Predictor> members, Mean mean) implements CombinedPredictor {
  /// The most members.
  public static final int MAX_MEMBERS = 1024;

  /// Which values of the members the mean is taken of.
  public enum Mean {
    /// Probabilities, for a classification: `ln(p / (1 - p))` with p the mean of the members'
    /// sigmoids where there is one output, `ln p` with the mean of their softmaxes where there are
    /// several. Finite for finite outputs, however large they are.
    PROBABILITIES,
    /// The outputs as they are, for a regression.
    OUTPUTS;

    /// That of a task.
    public static Mean of(Task task) {
      return task instanceof Task.Regression ? OUTPUTS : PROBABILITIES;
    }

    /// The word in a model file.
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The mean of that word.
    static Mean of(String id) {
      for (Mean mean : values()) {
        if (mean.id().equals(id)) {
          return mean;
        }
      }
      throw InputException.at("key mean")
          .expected("probabilities or outputs")
          .found("`" + id + "`")
          .exception();
    }
  }

  public EnsemblePredictor {
    members = List.copyOf(members);
    if (members.isEmpty() || members.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "EnsemblePredictor: expected 1 to "
              + MAX_MEMBERS
              + (" members, found " + members.size()));
    }
  }

  /// Whether there is an ensemble of probabilities in a predictor: no outputs of a regression.
  static boolean ofProbabilities(Predictor predictor) {
    return (predictor instanceof EnsemblePredictor ensemble && ensemble.mean == Mean.PROBABILITIES)
        || (predictor instanceof CombinedPredictor combined
            && combined.members().stream().anyMatch(EnsemblePredictor::ofProbabilities));
  }

  /// The ensemble's outputs of some events, from those of its members: with the bits of scoring.
  ///
  /// @param outputs of each member, in their order, `[events, width]`
  /// @param width outputs per event
  /// @param from the first of the events
  /// @param to behind the last
  /// @param result output: `[events, width]`, of these events
  public void combine(List<float[]> outputs, int width, int from, int to, float[] result) {
    if (outputs.size() != members.size()) {
      throw new IllegalArgumentException(
          "EnsemblePredictor: outputs of " + outputs.size() + " of " + members.size() + " members");
    }
    new EnsembleMean(members.size(), mean, width).of(outputs, from, to, result);
  }

  @Override
  public CompiledPredictor compile(Inputs<Shape> inputs, List<String> spectators) {
    int width = outputs(inputs);
    return new EnsembleInference(
        members.stream().map(member -> member.compile(inputs, spectators)).toList(), mean, width);
  }
}
