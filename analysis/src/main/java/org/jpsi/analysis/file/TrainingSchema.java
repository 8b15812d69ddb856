package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile.Training;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.ParameterGroup;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.UpdateRule;

/// The keys of the training.
final class TrainingSchema {
  private static final Training USUAL = Training.DEFAULT;

  private static final Key<Training, Loss> LOSS =
      Key.withDefault(
          "loss",
          LossOptions.LOSS,
          new Default.ByTask<>(
              task -> task.classes().map(LossOptions::usual),
              "`bce` for two classes, `cross-entropy` for more, `mse` for a regression"),
          Training::loss,
          "What training makes small: `bce` or `focal` for two classes, `cross-entropy` for more,"
              + " the others for a regression.");

  private static final Key<Training, Optimizer> OPTIMIZER =
      Key.of(
          "optimizer",
          OptimizerOptions.OPTIMIZER,
          USUAL.optimizer(),
          Training::optimizer,
          "How weights follow their gradients.");

  private static final Key<Training, Schedule> SCHEDULE =
      Key.of(
          "schedule",
          UpdateOptions.SCHEDULE,
          USUAL.updates().schedule(),
          t -> t.updates().schedule(),
          "How the learning rate changes over a training: a factor on the optimizer's.");

  private static final Key<Training, GradientClipping> CLIP =
      Key.of(
          "clip",
          UpdateOptions.CLIPPING,
          USUAL.updates().clipping(),
          t -> t.updates().clipping(),
          "Gradients are cut to this before the optimizer sees them: `{norm: 1}`.");

  private static final Key<Training, Penalty> PENALTY =
      Key.of(
          "penalty",
          UpdateOptions.PENALTY,
          USUAL.updates().penalty(),
          t -> t.updates().penalty(),
          "`l1 sum abs(w) + l2/2 sum w^2` is added to the loss that is made small; the losses shown"
              + " are without it.");

  private static final Key<Training, Averaging> AVERAGE =
      Key.of(
          "average",
          UpdateOptions.AVERAGING,
          USUAL.updates().averaging(),
          t -> t.updates().averaging(),
          "Averaged weights are validated and kept.");

  private static final Key<Training, List<ParameterGroup>> GROUPS =
      Key.of(
          "groups",
          new ListType<>(
              "a list of groups, as in [{names: \"*.bias\", regularization: 0}]",
              UpdateOptions.GROUP,
              true,
              ListType.Single.NO),
          USUAL.updates().groups(),
          t -> t.updates().groups(),
          "Parameters with factors of their own; the first group that a parameter belongs to"
              + " counts.");

  private static final Key<Training, Long> BATCH =
      Key.of(
          "batch",
          WholeType.from(1),
          (long) USUAL.batch(),
          t -> (long) t.batch(),
          "Events per step.");

  private static final Key<Training, Long> EPOCHS =
      Key.of(
          "epochs",
          WholeType.from(1),
          (long) USUAL.epochs(),
          t -> (long) t.epochs(),
          "At most so many; the best epoch's weights are kept.");

  private static final Key<Training, Long> PATIENCE =
      Key.of(
          "patience",
          WholeType.from(0),
          (long) USUAL.patience(),
          t -> (long) t.patience(),
          "Training ends after so many epochs without a better validation loss; 0 never ends it"
              + " early.");

  private static final Key<Training, Long> ACCUMULATORS =
      Key.<Training, Long>of(
              "gradientAccumulators",
              new WholeType(1, 1024),
              (long) USUAL.gradientAccumulators(),
              t -> (long) t.gradientAccumulators(),
              "Into how many sums the gradients of a batch are gathered; part of what fixes the"
                  + " bits.")
          .withAliases("lanes");

  static final ObjectType<Training> TRAINING =
      new ObjectType<>(
          List.of(
              LOSS,
              OPTIMIZER,
              SCHEDULE,
              CLIP,
              PENALTY,
              AVERAGE,
              GROUPS,
              BATCH,
              EPOCHS,
              PATIENCE,
              ACCUMULATORS),
          List.of(),
          TrainingSchema::training);

  private TrainingSchema() {}

  private static Training training(KeyValues<Training> values) {
    Optional<Loss> loss = values.find(LOSS);
    LossOptions.demandFitting(loss, values.task(), values.where(LOSS));
    return new Training(
        loss,
        values.get(OPTIMIZER),
        new UpdateRule(
            values.get(SCHEDULE),
            values.get(CLIP),
            values.get(PENALTY),
            values.get(AVERAGE),
            values.get(GROUPS)),
        Math.toIntExact(values.get(BATCH)),
        Math.toIntExact(values.get(EPOCHS)),
        Math.toIntExact(values.get(PATIENCE)),
        Math.toIntExact(values.get(ACCUMULATORS)));
  }

  /// The training where nothing is said.
  static Training defaults(KnownTask task) {
    return task.classes().map(LossOptions::usual).map(USUAL::with).orElse(USUAL);
  }
}
