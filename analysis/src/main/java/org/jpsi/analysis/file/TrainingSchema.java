package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jpsi.analysis.file.AnalysisFile.Training;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.WordType;
import org.jpsi.core.errors.InputException;
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
  private static final Training PLAIN = Training.PLAIN;
  private static final Training RECIPE = DefaultRecipe.training(false);

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

  private static final Key<Training, Budget> BUDGET =
      Key.withDefault(
          "budget",
          new WordType<>(
              "a budget",
              List.of(
                  budget(Budget.QUICK, "A glance: a hundredth of the multiplications."),
                  budget(Budget.NORMAL, "What tables of 1,000 to 200,000 events are worth."),
                  budget(Budget.THOROUGH, "Ten times more, for the last per mille."))),
          new Default.ByTask<>(
              task -> task.defaultNetwork() ? RECIPE.budget() : Optional.empty(),
              "`" + Budget.NORMAL.id() + "` for the default network"),
          Training::budget,
          "The budget of the default network in multiplications, not in time: it sets members,"
              + " layers, epochs and patience where they are left out. Not with `network:`, which"
              + " has the numbers themselves.");

  private static final Key<Training, Optimizer> OPTIMIZER =
      Key.withDefault(
          "optimizer",
          OptimizerOptions.OPTIMIZER,
          byNetwork(t -> Optional.of(t.optimizer()), OptimizerOptions.OPTIMIZER),
          t -> Optional.of(t.optimizer()),
          "The optimizer.");

  private static final Key<Training, Schedule> SCHEDULE =
      Key.of(
          "schedule",
          UpdateOptions.SCHEDULE,
          PLAIN.updates().schedule(),
          t -> t.updates().schedule(),
          "The learning rate schedule: a factor on the optimizer's learning rate.");

  private static final Key<Training, GradientClipping> CLIP =
      Key.of(
          "clip",
          UpdateOptions.CLIPPING,
          PLAIN.updates().clipping(),
          t -> t.updates().clipping(),
          "Gradient clipping, before the optimizer: `{norm: 1}`.");

  private static final Key<Training, Penalty> PENALTY =
      Key.of(
          "penalty",
          UpdateOptions.PENALTY,
          PLAIN.updates().penalty(),
          t -> t.updates().penalty(),
          "L1 and L2 regularization: `l1 sum abs(w) + l2/2 sum w^2` is added to the loss that is"
              + " minimized; the losses shown do not contain it.");

  private static final Key<Training, Averaging> AVERAGE =
      Key.withDefault(
          "average",
          UpdateOptions.AVERAGING,
          new Default.ByTask<>(
              task -> Optional.of(base(task).updates().averaging()),
              code(RECIPE.updates().averaging(), UpdateOptions.AVERAGING)
                  + " for the default network of a classification, else `none`"),
          t -> Optional.of(t.updates().averaging()),
          "The averaging of weights; averaged weights are validated and kept.");

  private static final ListType<ParameterGroup> GROUP_LIST =
      new ListType<>(
          "a list of groups, as in [{names: \"*.bias\", regularization: 0}]",
          UpdateOptions.GROUP,
          true,
          ListType.Single.NO);

  private static final Key<Training, List<ParameterGroup>> GROUPS =
      Key.withDefault(
          "groups",
          GROUP_LIST,
          byNetwork(t -> Optional.of(t.updates().groups()), GROUP_LIST),
          t -> Optional.of(t.updates().groups()),
          "Parameter groups with factors of their own; a parameter belongs to the first that"
              + " matches.");

  private static final Key<Training, Long> BATCH =
      Key.withDefault(
          "batch",
          IntegerType.from(1),
          sized(Training::batch, "by the number of events"),
          t -> t.batch().map(Integer::longValue),
          "The batch size: events per step.");

  private static final Key<Training, Long> EPOCHS =
      Key.withDefault(
          "epochs",
          IntegerType.from(1),
          sized(Training::epochs, "by the budget"),
          t -> t.epochs().map(Integer::longValue),
          "The largest number of epochs; the weights of the best epoch are kept.");

  private static final Key<Training, Long> PATIENCE =
      Key.withDefault(
          "patience",
          IntegerType.from(0),
          sized(Training::patience, "a quarter of the epochs"),
          t -> t.patience().map(Integer::longValue),
          "Early stopping after so many epochs without a better validation loss; 0 turns it"
              + " off.");

  private static final Key<Training, Long> ACCUMULATORS =
      Key.<Training, Long>of(
              "gradientAccumulators",
              new IntegerType(1, 1024),
              (long) PLAIN.gradientAccumulators(),
              t -> (long) t.gradientAccumulators(),
              "The number of gradient accumulators, the partial sums of the gradients of a batch;"
                  + " another number changes the rounding.")
          .withAliases("lanes");

  static final ObjectType<Training> TRAINING =
      new ObjectType<>(
          List.of(
              LOSS,
              BUDGET,
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

  private static WordType.Word<Budget> budget(Budget value, String meaning) {
    return new WordType.Word<>(value.id(), value, meaning);
  }

  private static Training base(KnownTask task) {
    return task.defaultNetwork() ? DefaultRecipe.training(task.regression()) : PLAIN;
  }

  /// A default that is another for the default network.
  private static <T> Default<T> byNetwork(Function<Training, Optional<T>> get, ValueType<T> type) {
    return new Default.ByTask<>(
        task -> get.apply(base(task)),
        code(get.apply(RECIPE).orElseThrow(), type)
            + " for the default network, else "
            + code(get.apply(PLAIN).orElseThrow(), type));
  }

  private static <T> String code(T value, ValueType<T> type) {
    return "`" + YamlText.flow(type.write(value, Extent.NON_DEFAULTS, KnownTask.UNKNOWN)) + "`";
  }

  /// A default that depends on the events for the default network.
  private static Default<Long> sized(
      Function<Training, Optional<Integer>> get, String forTheDefaultNetwork) {
    return new Default.ByTask<>(
        task -> get.apply(base(task)).map(Integer::longValue),
        forTheDefaultNetwork
            + " for the default network, else `"
            + get.apply(PLAIN).orElseThrow()
            + "`");
  }

  private static Training training(KeyValues<Training> values) {
    Optional<Loss> loss = values.find(LOSS);
    LossOptions.requireFitting(loss, values.task(), values.where(LOSS));
    if (values.isSet(BUDGET) && !values.task().defaultNetwork()) {
      throw InputException.at(values.where(BUDGET))
          .expected("the default network, whose sizes a budget sets")
          .found(
              values.task().network() == KnownTask.NetworkOf.USER
                  ? "`network:`, which has them itself"
                  : "a model without a network")
          .remedy("leave `budget:` out, or `network:`")
          .exception();
    }
    return new Training(
        loss,
        values.find(BUDGET),
        values.get(OPTIMIZER),
        new UpdateRule(
            values.get(SCHEDULE),
            values.get(CLIP),
            values.get(PENALTY),
            values.get(AVERAGE),
            values.get(GROUPS)),
        values.find(BATCH).map(Math::toIntExact),
        values.find(EPOCHS).map(Math::toIntExact),
        values.find(PATIENCE).map(Math::toIntExact),
        Math.toIntExact(values.get(ACCUMULATORS)));
  }

  /// The default training.
  static Training defaults(KnownTask task) {
    Training training = base(task);
    return task.classes().map(LossOptions::defaultFor).map(training::with).orElse(training);
  }
}
