package org.jpsi.core.train;

import java.util.Arrays;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.TargetRange;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.table.EventBlocks;

/// Validation of a dataset before training: weights must be finite, and inputs but for missing
/// values that the network takes, targets in the range of the loss. Found later, they could only be
/// reported as a loss that is not finite.
public final class DatasetCheck {
  private final String part;
  private final Batch events;
  // The number of the first of these events.
  private final int first;

  private DatasetCheck(String part, Batch events, int first) {
    this.part = part;
    this.events = events;
    this.first = first;
  }

  /// Refuses a dataset with such a value, and a network that does not take its inputs.
  ///
  /// @param part name of the events in messages, such as `training events`
  public static void of(String part, Dataset events, Layer network, Loss loss) {
    if (events.events() == 0) {
      return;
    }
    of(part, events, network, loss, network.outputs(events.inputShapes()).count());
  }

  /// The same for the events of a training. Where both have inputs of the same shapes, the network
  /// is asked once for its outputs.
  ///
  /// @return the network's outputs per event
  static int ofBoth(Dataset train, Dataset validation, Layer network, Loss loss) {
    int outputs = 0;
    if (train.events() > 0) {
      outputs = network.outputs(train.inputShapes()).count();
      of("training events", train, network, loss, outputs);
    }
    if (train.events() > 0 && validation.inputShapes().equals(train.inputShapes())) {
      of("validation events", validation, network, loss, outputs);
    } else {
      of("validation events", validation, network, loss);
    }
    demandMean("validation events", validation);
    return outputs;
  }

  private static void of(String part, Dataset events, Layer network, Loss loss, int outputs) {
    for (int block = 0; block < EventBlocks.count(events.events()); block++) {
      int first = EventBlocks.begin(block);
      Batch batch = events.batch(first, EventBlocks.end(block, events.events()));
      DatasetCheck check = new DatasetCheck(part, batch, first);
      batch.inputShapes().names().forEach(name -> check.input(name, network));
      check.weights();
      check.targets(loss, outputs);
    }
  }

  /// Refuses events by whose weights no mean can be divided; no events at all are taken.
  static void demandMean(String part, Dataset events) {
    double mean = events.meanWeight();
    if (events.events() > 0 && !(mean > 0)) {
      throw InputException.at(part)
          .expected("weights with a positive mean")
          .found(mean + " over " + events.events() + " events")
          .remedy("check the weights, or keep more events for validation")
          .exception();
    }
  }

  /// Refuses a batch of one's own that is no batch of the training.
  static void batch(Dataset train, Dataset events, int[] order, int from, int to) {
    if (from < 0 || to <= from || to > order.length) {
      throw new IllegalArgumentException(
          "step: expected one event or more within 0 to "
              + (order.length + ", found " + from + " to " + to));
    }
    for (int i = from; i < to; i++) {
      if (order[i] < 0 || order[i] >= events.events()) {
        throw new IllegalArgumentException(
            "step: expected events below " + events.events() + ", found " + order[i]);
      }
    }
    // the same dataset, as most loops give, is of its own kind
    if (events != train && !sameKind(events, train)) {
      throw InputException.at("step")
          .expected("events as those of the training, " + kind(train))
          .found(kind(events))
          .exception();
    }
  }

  private static boolean sameKind(Dataset a, Dataset b) {
    return a.outputs() == b.outputs()
        && a.inputShapes().equals(b.inputShapes())
        && a.spectators().equals(b.spectators());
  }

  private static String kind(Dataset events) {
    return "inputs "
        + (events.inputShapes() + ", targets [" + events.outputs() + "]")
        + (events.spectators().isEmpty() ? "" : ", spectators " + events.spectators());
  }

  private void input(String name, Layer network) {
    float[] values = events.inputs(name);
    int width = values.length / events.events();
    boolean single = events.inputShapes().names().size() == 1;
    String of = single ? "" : " of " + name;
    for (int i = 0; i < values.length; i++) {
      boolean missing = single && Float.isNaN(values[i]) && network.missingValues(i % width);
      if (!Float.isFinite(values[i]) && !missing) {
        throw wrong(i / width)
            .expected("finite inputs")
            .found(values[i] + " in column " + i % width + of)
            .remedy("leave such events out, or replace missing values by a number")
            .exception();
      }
    }
  }

  private void weights() {
    float[] weights = events.weights();
    for (int i = 0; i < weights.length; i++) {
      if (!Float.isFinite(weights[i])) {
        throw wrong(i)
            .expected("a finite weight")
            .found(Float.toString(weights[i]))
            .remedy("leave such events out, or give them a weight")
            .exception();
      }
    }
  }

  private void targets(Loss loss, int outputs) {
    float[] targets = events.targets();
    int width = events.outputs();
    TargetRange[] ranges = new TargetRange[width];
    Arrays.setAll(ranges, column -> loss.targets(outputs, column));
    for (int i = 0; i < targets.length; i++) {
      TargetRange allowed = ranges[i % width];
      if (!allowed.contains(targets[i])) {
        throw wrong(i / width)
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

  private InputException.Builder wrong(int event) {
    return InputException.at(part + ", number " + (first + event) + " from 0");
  }

  /// Demands validation events for a schedule that watches their loss.
  static void demandWatched(Schedule schedule, Dataset validation) {
    if (schedule.needsValidation() && validation.events() == 0) {
      throw InputException.at("schedule")
          .expected("validation events, whose loss it watches")
          .found("none")
          .remedy("take another schedule, or keep events for validation")
          .exception();
    }
  }
}
