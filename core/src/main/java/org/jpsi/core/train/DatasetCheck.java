package org.jpsi.core.train;

import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.TargetRange;
import org.jpsi.core.nn.Layer;

/// Refuses events that no training can use, before it begins: afterwards all that could be said is
/// that the loss is not a number.
public final class DatasetCheck {
  private DatasetCheck() {}

  /// @param part what a message calls them, such as `training events`
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
            .remedy("leave such events out, or put a number in the place of what is missing")
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
      return "look at how the targets were made";
    }
    String classes = "number the classes from 0";
    return outputs > 1 ? classes + " and give the network an output for each" : classes;
  }

  private static InputException.Message wrong(String part, int event) {
    return InputException.at(part + ", number " + event + " from 0");
  }
}
