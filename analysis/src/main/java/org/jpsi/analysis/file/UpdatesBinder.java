package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.ParameterGroup;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.UpdateRule;

/// What happens at every step beside the optimizer.
final class UpdatesBinder {
  private static final int MOST = Integer.MAX_VALUE;
  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  private UpdatesBinder() {}

  static UpdateRule updates(Value.Keys training, UpdateRule unsaid) {
    return new UpdateRule(
        training.find("schedule").map(UpdatesBinder::schedule).orElse(unsaid.schedule()),
        training.find("clip").map(UpdatesBinder::clipping).orElse(unsaid.clipping()),
        training.find("penalty").map(UpdatesBinder::penalty).orElse(unsaid.penalty()),
        training.find("average").map(UpdatesBinder::averaging).orElse(unsaid.averaging()),
        training.find("groups").map(UpdatesBinder::groups).orElse(unsaid.groups()));
  }

  private static Schedule schedule(Value value) {
    Choice choice =
        Choice.of(
            value,
            "a schedule",
            List.of("constant", "cosine", "steps", "exponential", "oneCycle", "plateau"));
    return switch (choice.name()) {
      case "cosine" -> {
        Choice.Keys keys = choice.keys("warmUp", "end");
        Schedule.Cosine unsaid = new Schedule.Cosine();
        yield new Schedule.Cosine(
            keys.find("warmUp", Choice::belowOne, unsaid.warmUp()),
            keys.find("end", Choice::toOne, unsaid.end()));
      }
      case "steps" -> {
        Choice.Keys keys = choice.keys("parts", "factor");
        yield new Schedule.StepDecay(
            (int) keys.find("parts", v -> v.whole(1, MOST), 3),
            keys.find("factor", Choice::aboveZeroToOne, 0.1));
      }
      case "exponential" ->
          new Schedule.Exponential(
              choice
                  .keys("end")
                  .find("end", Choice::aboveZeroToOne, new Schedule.Exponential().end()));
      case "oneCycle" -> {
        Choice.Keys keys = choice.keys("rise", "start", "end");
        Schedule.OneCycle unsaid = new Schedule.OneCycle();
        yield new Schedule.OneCycle(
            keys.find("rise", Choice::betweenZeroAndOne, unsaid.rise()),
            keys.find("start", Choice::aboveZeroToOne, unsaid.start()),
            keys.find("end", Choice::toOne, unsaid.end()));
      }
      case "plateau" -> {
        Choice.Keys keys = choice.keys("factor", "patience", "least");
        Schedule.OnPlateau unsaid = new Schedule.OnPlateau();
        yield new Schedule.OnPlateau(
            keys.find("factor", Choice::betweenZeroAndOne, unsaid.factor()),
            (int) keys.find("patience", v -> v.whole(0, MOST), unsaid.patience()),
            keys.find("least", Choice::toOne, unsaid.least()));
      }
      default -> {
        choice.keys();
        yield new Schedule.ConstantRate();
      }
    };
  }

  private static GradientClipping clipping(Value value) {
    Choice.Keys keys = new Choice.Keys(Optional.of(value.keys("norm", "value")));
    return new GradientClipping(
        keys.find("norm", Choice::positive, UNBOUNDED),
        keys.find("value", Choice::positive, UNBOUNDED));
  }

  private static Penalty penalty(Value value) {
    Choice.Keys keys = new Choice.Keys(Optional.of(value.keys("l1", "l2")));
    return new Penalty(
        keys.find("l1", Choice::notNegative, 0), keys.find("l2", Choice::notNegative, 0));
  }

  private static Averaging averaging(Value value) {
    Choice choice = Choice.of(value, "an average of weights", List.of("none", "ema", "swa"));
    return switch (choice.name()) {
      case "ema" ->
          new Averaging.Ema(
              choice.keys("decay").find("decay", Choice::belowOne, Averaging.Ema.DECAY));
      case "swa" ->
          new Averaging.Swa(
              choice.keys("start").find("start", Choice::belowOne, Averaging.Swa.START));
      default -> {
        choice.keys();
        yield new Averaging.None();
      }
    };
  }

  private static List<ParameterGroup> groups(Value value) {
    return value.list("a list of groups, as in [{names: \"*.bias\", regularization: 0}]").stream()
        .map(UpdatesBinder::group)
        .toList();
  }

  private static ParameterGroup group(Value value) {
    Value.Keys all = value.keys("names", "rank", "learningRate", "regularization");
    Choice.Keys keys = new Choice.Keys(Optional.of(all));
    return new ParameterGroup(
        all.find("names").map(v -> v.text("names of parameters, as in *.bias")).orElse("*"),
        (int) keys.find("rank", v -> v.whole(0, 8), 0),
        keys.find("learningRate", Choice::notNegative, 1),
        keys.find("regularization", Choice::notNegative, 1));
  }
}
