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

/// Schema of the key `training`.
final class TrainingSchema {
  private static final Training DEFAULTS = Training.DEFAULT;

  private static final Key<Training, Loss> LOSS =
      Key.withDefault(
          "loss",
          LossOptions.LOSS,
          new Default.ByTask<>(
              task -> task.classes().map(LossOptions::defaultFor),
              "`bce` for two classes, `cross-entropy` for more, `mse` for a regression"),
          Training::loss,
          "The loss function: `bce` or `focal` for two classes, `cross-entropy` for more,"
              + " the others for a regression.");

  private static final Key<Training, Optimizer> OPTIMIZER =
      Key.of(
          "optimizer",
          OptimizerOptions.OPTIMIZER,
          DEFAULTS.optimizer(),
          Training::optimizer,
          "The optimizer.");

  private static final Key<Training, Schedule> SCHEDULE =
      Key.of(
          "schedule",
          UpdateOptions.SCHEDULE,
          DEFAULTS.updates().schedule(),
          t -> t.updates().schedule(),
          "The learning rate schedule: a factor on the optimizer's learning rate.");

  private static final Key<Training, GradientClipping> CLIP =
      Key.of(
          "clip",
          UpdateOptions.CLIPPING,
          DEFAULTS.updates().clipping(),
          t -> t.updates().clipping(),
          "Gradient clipping, before the optimizer: `{norm: 1}`.");

  private static final Key<Training, Penalty> PENALTY =
      Key.of(
          "penalty",
          UpdateOptions.PENALTY,
          DEFAULTS.updates().penalty(),
          t -> t.updates().penalty(),
          "L1 and L2 regularization: `l1 sum abs(w) + l2/2 sum w^2` is added to the loss that is"
              + " minimized; the losses shown do not contain it.");

  private static final Key<Training, Averaging> AVERAGE =
      Key.of(
          "average",
          UpdateOptions.AVERAGING,
          DEFAULTS.updates().averaging(),
          t -> t.updates().averaging(),
          "The averaging of weights; averaged weights are validated and kept.");

  private static final Key<Training, List<ParameterGroup>> GROUPS =
      Key.of(
          "groups",
          new ListType<>(
              "a list of groups, as in [{names: \"*.bias\", regularization: 0}]",
              UpdateOptions.GROUP,
              true,
              ListType.Single.NO),
          DEFAULTS.updates().groups(),
          t -> t.updates().groups(),
          "Parameter groups with factors of their own; a parameter belongs to the first that"
              + " matches.");

  private static final Key<Training, Long> BATCH =
      Key.of(
          "batch",
          IntegerType.from(1),
          (long) DEFAULTS.batch(),
          t -> (long) t.batch(),
          "The batch size: events per step.");

  private static final Key<Training, Long> EPOCHS =
      Key.of(
          "epochs",
          IntegerType.from(1),
          (long) DEFAULTS.epochs(),
          t -> (long) t.epochs(),
          "The largest number of epochs; the weights of the best epoch are kept.");

  private static final Key<Training, Long> PATIENCE =
      Key.of(
          "patience",
          IntegerType.from(0),
          (long) DEFAULTS.patience(),
          t -> (long) t.patience(),
          "Early stopping after so many epochs without a better validation loss; 0 turns it"
              + " off.");

  private static final Key<Training, Long> ACCUMULATORS =
      Key.<Training, Long>of(
              "gradientAccumulators",
              new IntegerType(1, 1024),
              (long) DEFAULTS.gradientAccumulators(),
              t -> (long) t.gradientAccumulators(),
              "The number of gradient accumulators, the partial sums of the gradients of a batch;"
                  + " another number changes the rounding.")
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
    LossOptions.requireFitting(loss, values.task(), values.where(LOSS));
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

  /// The default training.
  static Training defaults(KnownTask task) {
    return task.classes().map(LossOptions::defaultFor).map(DEFAULTS::with).orElse(DEFAULTS);
  }
}
