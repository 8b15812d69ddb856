package org.jpsi.lab.classic;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;

/// Perceptron learning rule (Rosenblatt 1958): events are presented one after the other, and each
/// that is misclassified updates the weights,
///
/// ```
/// w_i(t + 1) = w_i(t) + r (d - y) x_i
/// ```
///
/// with the bias as the weight of a constant input 1, until a whole pass changes nothing.
///
/// Where a hyperplane separates the classes with a margin `gamma`, events being no longer than `R`
/// (both with the constant input counted), there are at most `(R / gamma)^2` updates from weights
/// of 0, whatever the order of the events (Novikoff, Symp. Math. Theory of Automata 12 (1962) 615).
/// Where none does, the weights never converge, but stay bounded (Minsky and Papert, "Perceptrons",
/// 1969, chapter 11).
///
/// @param learningRate `r`, greater than 0; starting from weights of 0 it only scales them, without
///   effect on the output
/// @param passes maximum number of passes over all events
public record PerceptronRule(double learningRate, int passes) {
  public static final double LEARNING_RATE = 1;
  public static final int PASSES = 1000;

  public PerceptronRule {
    if (!(learningRate > 0) || learningRate == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "PerceptronRule: expected learningRate > 0, found " + learningRate);
    }
    if (passes < 1) {
      throw new IllegalArgumentException("PerceptronRule: expected passes >= 1, found " + passes);
    }
  }

  /// The default: learning rate {@link #LEARNING_RATE}, at most {@link #PASSES} passes.
  public PerceptronRule() {
    this(LEARNING_RATE, PASSES);
  }

  /// The rule with another maximum number of passes.
  public PerceptronRule withPasses(int number) {
    return new PerceptronRule(learningRate, number);
  }

  /// Trains from weights of 0.
  ///
  /// @param x `[event][input]`
  /// @param desired 0 or 1 for each event
  /// @throws InputException where there is no event, an input is not finite, events differ in
  ///   length, or a class is neither 0 nor 1
  public PerceptronTraining fit(double[][] x, int[] desired) {
    if (x.length == 0) {
      throw InputException.at("perceptron").expected("training events").found("none").exception();
    }
    return fit(Perceptron.zero(x[0].length), x, desired);
  }

  /// Trains from the weights of `start`.
  public PerceptronTraining fit(Perceptron start, double[][] x, int[] desired) {
    check(start.inputs(), x, desired);
    List<PerceptronTraining.Update> trajectory = new ArrayList<>();
    Perceptron now = start;
    long updates = 0;
    for (int pass = 1; pass <= passes; pass++) {
      long before = updates;
      for (int event = 0; event < x.length; event++) {
        Perceptron next = now.updated(learningRate, x[event], desired[event]);
        if (next != now) {
          now = next;
          updates++;
          if (trajectory.size() < PerceptronTraining.MAX_TRAJECTORY) {
            trajectory.add(new PerceptronTraining.Update(pass, event, now));
          }
        }
      }
      if (updates == before) {
        return new PerceptronTraining(start, now, updates, pass, true, trajectory);
      }
    }
    return new PerceptronTraining(start, now, updates, passes, false, trajectory);
  }

  private static void check(int inputs, double[][] x, int[] desired) {
    if (x.length != desired.length) {
      throw new IllegalArgumentException(
          "PerceptronRule: expected a class per event, found "
              + x.length
              + " events and "
              + desired.length
              + " classes");
    }
    for (int event = 0; event < x.length; event++) {
      if (x[event].length != inputs) {
        throw error(event, inputs + " inputs", x[event].length + "");
      }
      for (double value : x[event]) {
        if (!Double.isFinite(value)) {
          throw error(event, "finite inputs", value + "");
        }
      }
      if (desired[event] != 0 && desired[event] != 1) {
        throw error(event, "class 0 or 1", desired[event] + "");
      }
    }
  }

  private static InputException error(int event, String expected, String found) {
    return InputException.at("perceptron, event " + event)
        .expected(expected)
        .found(found)
        .exception();
  }
}
