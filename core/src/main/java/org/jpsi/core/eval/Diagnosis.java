package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.eval.Overtraining.Gap;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jspecify.annotations.Nullable;

/// Diagnosis of a training: what {@link Overtraining} is assessed from.
///
/// @param evaluated the part compared with training events
/// @param metrics of each part
/// @param regressions metrics of each target of each part; of no targets in a classification
/// @param members of an ensemble
record Diagnosis(
    Task task,
    History history,
    ScoredEvents train,
    ScoredEvents evaluated,
    Map<Part, PartMetrics> metrics,
    Map<Part, List<RegressionMetrics>> regressions,
    Optional<MemberFigures> members) {

  Overtraining overtraining() {
    LossCurve curve =
        LossCurve.of(
            history.epochs().stream().mapToDouble(Epoch::validationLoss).toArray(),
            history.bestEpoch());
    List<Overtraining.Bias> biases = isCompared() ? biases() : List.of();
    if (members.isPresent()) {
      Optional<Gap> worse = fromHeldOut(members.get()).filter(Gap::material);
      return Overtraining.assess(
          worse.or(() -> ofMember(members.get())), curve, biases, "held-out loss");
    }
    return Overtraining.assess(isCompared() ? fromTraining() : Optional.empty(), curve, biases);
  }

  private boolean isCompared() {
    return evaluated.part() != Part.TRAIN;
  }

  private List<RegressionMetrics> targets(Part part) {
    return regressions.getOrDefault(part, List.of());
  }

  private List<RegressionMetrics> heldOutTargets(MemberFigures members) {
    return members.scores().heldOut().regressions(task);
  }

  private Optional<Gap> fromTraining() {
    return task instanceof Task.Regression
        ? worst(MemberFigures.TRAINING, targets(Part.TRAIN))
        : auc(MemberFigures.TRAINING, metrics.get(Part.TRAIN));
  }

  /// From the held-out training events, of one member, to the others, of what is kept: that is no
  /// worse than a member, so that it is for the events if these fare worse.
  private Optional<Gap> fromHeldOut(MemberFigures members) {
    if (!isCompared()) {
      return Optional.empty();
    }
    return task instanceof Task.Regression
        ? worst(MemberFigures.HELD_OUT, heldOutTargets(members))
        : auc(MemberFigures.HELD_OUT, members.heldOut());
  }

  private Optional<Gap> ofMember(MemberFigures members) {
    ScoredEvents heldOut = members.scores().heldOut();
    PartMetrics own = metrics.get(Part.TRAIN);
    if (task instanceof Task.Regression) {
      List<RegressionMetrics> trained = targets(Part.TRAIN);
      List<RegressionMetrics> held = heldOutTargets(members);
      Gap worst = null;
      for (int t = 0; t < Math.min(trained.size(), held.size()); t++) {
        worst = worse(worst, MemberFigures.rmseGap(train, trained.get(t), heldOut, held.get(t), t));
      }
      return Optional.ofNullable(worst);
    }
    return own == null
        ? Optional.empty()
        : MemberFigures.aucGap(train, own, heldOut, members.heldOut());
  }

  /// Of several targets, the one with the largest gap decides.
  private Optional<Gap> worst(String first, List<RegressionMetrics> from) {
    Gap worst = null;
    List<RegressionMetrics> test = targets(evaluated.part());
    for (int t = 0; t < Math.min(from.size(), test.size()); t++) {
      RegressionMetrics a = from.get(t);
      RegressionMetrics b = test.get(t);
      worst =
          worse(
              worst,
              new Gap(
                      "RMSE",
                      false,
                      b.spread(),
                      evaluated.part().id(),
                      a.rmse(),
                      a.rmseError(),
                      b.rmse(),
                      b.rmseError())
                  .from(first));
    }
    return Optional.ofNullable(worst);
  }

  private static Gap worse(@Nullable Gap one, Gap other) {
    return one == null || other.relative() > one.relative() ? other : one;
  }

  private Optional<Gap> auc(String first, @Nullable PartMetrics from) {
    PartMetrics test = metrics.get(evaluated.part());
    if (from == null
        || test == null
        || from.value("auc").isEmpty()
        || test.value("auc").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Gap(
                "AUC",
                true,
                0.5,
                evaluated.part().id(),
                from.value("auc").getAsDouble(),
                from.value("auc_error").orElse(Double.NaN),
                test.value("auc").getAsDouble(),
                test.value("auc_error").orElse(Double.NaN))
            .from(first));
  }

  private List<Overtraining.Bias> biases() {
    List<Overtraining.Bias> biases = new ArrayList<>();
    List<RegressionMetrics> all = targets(evaluated.part());
    for (int t = 0; t < all.size(); t++) {
      RegressionMetrics q = all.get(t);
      String target = ((Task.Regression) task).targets().get(t).name();
      biases.add(new Overtraining.Bias(target, q.bias(), q.biasError(), q.rmse()));
    }
    return biases;
  }
}
