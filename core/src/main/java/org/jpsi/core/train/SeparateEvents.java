package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.Batch;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.tensor.Tensor;

/// Check that events do not depend on each other, on a few of them together and in two halves: in
/// inference outputs are the same, else a score would depend on what else is scored; and a loss
/// that says so adds up over events, else training, which has a batch in shards, would compute
/// something else. What differs from call to call by itself, such as by random numbers of a user's
/// own, is not judged.
final class SeparateEvents {
  private static final int EVENTS = 8;
  private static final double OUTPUT_TOLERANCE = 1e-4;
  private static final double LOSS_TOLERANCE = 1e-3;
  // Of a sum that cancels, by weight.
  private static final double ROUNDING = 1e-6;

  private final Layer network;
  private final Loss loss;
  private final FirstEvents first;
  private final int events;
  private final int half;

  private SeparateEvents(Layer network, Loss loss, FirstEvents first) {
    this.network = network;
    this.loss = loss;
    this.first = first;
    this.events = Math.min(EVENTS, first.count());
    this.half = events / 2;
  }

  /// @throws InputException where outputs of an event depend on others, or the loss does not add up
  static void check(Layer network, Loss loss, FirstEvents first) {
    SeparateEvents check = new SeparateEvents(network, loss, first);
    if (check.half == 0) {
      return;
    }
    if (!ForeignClasses.isBuiltIn(network)) {
      check.outputs();
    }
    if (loss.additive() && !ForeignClasses.isBuiltIn(loss)) {
      check.loss();
    }
  }

  private void outputs() {
    if (!mixed(pass(0, events), pass(0, half), pass(half, events - half))) {
      return;
    }
    List<Seen> whole = walk(0, events);
    List<Seen> left = walk(0, half);
    List<Seen> right = walk(half, events - half);
    List<Seen> again = walk(0, events);
    if (!same(whole, again) || left.size() != whole.size() || right.size() != whole.size()) {
      return;
    }
    for (int i = 0; i < whole.size(); i++) {
      Seen at = whole.get(i);
      if (mixed(at.values, left.get(i).values, right.get(i).values)) {
        throw InputException.at(at.place)
            .expected("outputs of an event that do not depend on the other events with it")
            .found("others for " + events + " events together than for " + half + " of them alone")
            .remedy(
                "reduce over axes of one event, not over axis 0, that of events; statistics of all"
                    + " events belong into ownBuffers(), set in Mode.Calibration as BatchNorm's"
                    + " are")
            .exception();
      }
    }
  }

  private float[] pass(int from, int count) {
    Batch batch = first.batch(from, count);
    return network.forward(batch.tensors(), Mode.inference()).toArray();
  }

  /// The output of a layer at its place.
  private record Seen(String place, float[] values) {}

  private List<Seen> walk(int from, int count) {
    List<Seen> seen = new ArrayList<>();
    LayerWalk.of(
        network,
        first.batch(from, count).tensors(),
        Mode.inference(),
        (at, _, y, _) -> seen.add(new Seen(at, y.toArray())));
    return seen;
  }

  private static boolean same(List<Seen> one, List<Seen> other) {
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      same = Arrays.equals(one.get(i).values, other.get(i).values);
    }
    return same;
  }

  private static boolean mixed(float[] whole, float[] left, float[] right) {
    if (left.length + right.length != whole.length) {
      return true;
    }
    float scale = 0;
    for (float value : whole) {
      scale = Math.max(scale, Math.abs(value));
    }
    boolean mixed = false;
    for (int i = 0; i < whole.length; i++) {
      float part = i < left.length ? left[i] : right[i - left.length];
      mixed |= Math.abs(whole[i] - part) > OUTPUT_TOLERANCE * scale;
    }
    return mixed;
  }

  private void loss() {
    // As training has them, dropout by event included; in inference where batch statistics, or what
    // a layer does in training alone, join events.
    boolean statistics = BatchStatistics.of(network).any();
    if (!statistics && !sums(false).differ()) {
      return;
    }
    Sums sums = sums(true);
    if (sums.differ()) {
      String found = sums.whole + " of " + events + " events, " + sums.left + " and " + sums.right;
      throw InputException.at("loss " + loss.name())
          .expected("a loss that adds up over events, as additive() says")
          .found(found + " of its halves")
          .remedy(
              "return the sum of w l over events, with weight and l of one shape [n]:"
                  + " output.reshape(-1), target.reshape(-1), l.dot(weight), no mean; or let"
                  + " additive() return false: then it gets each batch whole")
          .exception();
    }
  }

  /// Losses of some events and of their halves.
  ///
  /// @param smallest what rounding may make
  private record Sums(float whole, float left, float right, float again, double smallest) {
    boolean differ() {
      double parts = (double) left + right;
      double largest = Math.max(Math.abs(whole), Math.max(Math.abs(left), Math.abs(right)));
      return whole == again
          && Math.abs(whole - parts) > Math.max(smallest, LOSS_TOLERANCE * largest);
    }
  }

  private Sums sums(boolean inference) {
    double weights = 0;
    for (float weight : first.batch(0, events).weights()) {
      weights += Math.abs(weight);
    }
    return new Sums(
        sum(0, events, inference),
        sum(0, half, inference),
        sum(half, events - half, inference),
        sum(0, events, inference),
        ROUNDING * weights);
  }

  private float sum(int from, int count, boolean inference) {
    Batch batch = first.batch(from, count);
    Mode mode = inference ? Mode.inference() : first.training(from, count);
    Tensor sum = loss.forward(network.forward(batch.tensors(), mode).detach(), batch);
    return sum.count() == 1 ? sum.item() : Float.NaN;
  }
}
