package org.jpsi.core.train;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.TargetRange;
import org.jpsi.core.nn.Layer;

/// Validation of a dataset before training: inputs and weights must be finite, targets in the range
/// of the loss. Found later, they could only be reported as a loss that is not finite.
public final class DatasetCheck {
  private DatasetCheck() {}

  /// Refuses a dataset with such a value.
  ///
  /// @param part name of the events in messages, such as `training events`
  public static void of(String part, Dataset events, Layer network, Loss loss) {
    if (events.events() == 0) {
      return;
    }
    float[] inputs = events.inputs();
    for (int i = 0; i < inputs.length; i++) {
      if (!Float.isFinite(inputs[i])) {
        throw wrong(part, i / events.features())
            .expected("finite inputs")
            .found(inputs[i] + " in column " + i % events.features())
            .remedy("leave such events out, or replace missing values by a number")
            .exception();
      }
    }
    float[] weights = events.weights();
    for (int i = 0; i < weights.length; i++) {
      if (!Float.isFinite(weights[i])) {
        throw wrong(part, i)
            .expected("a finite weight")
            .found(Float.toString(weights[i]))
            .remedy("leave such events out, or give them a weight")
            .exception();
      }
    }
    int outputs = network.outputs(events.features());
    TargetRange allowed = loss.targets(outputs);
    float[] targets = events.targets();
    for (int i = 0; i < targets.length; i++) {
      if (!allowed.contains(targets[i])) {
        throw wrong(part, i / events.outputs())
            .expected("a target that " + loss.name() + " takes (" + allowed + ")")
            .found(Float.toString(targets[i]))
            .remedy(remedy(allowed, outputs))
            .exception();
      }
    }
  }

  private static String remedy(TargetRange allowed, int outputs) {
    if (!allowed.integer()) {
      return "check how the targets were computed";
    }
    String classes = "number the classes from 0";
    return outputs > 1 ? classes + " and give the network an output for each" : classes;
  }

  private static InputException.Builder wrong(String part, int event) {
    return InputException.at(part + ", number " + event + " from 0");
  }
}
