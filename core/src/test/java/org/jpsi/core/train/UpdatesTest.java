package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.LearningRateFinderResult;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.ParameterGroup;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.RmsProp;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.tensor.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Update rules in a training: schedules, clipping, penalties, averaging and parameter groups.
class UpdatesTest {
  private static final Dataset TRAIN = TrainerTest.quadrants(1501, 1);
  private static final Dataset VALIDATION = TrainerTest.quadrants(400, 2);

  private record Variant(Optimizer optimizer, UpdateRule updates) {}

  private static Sequential network() {
    return Sequential.of(
        Linear.of(3, 16, Init.HE_NORMAL), Relu.of(), Linear.of(16, 1, Init.HE_NORMAL));
  }

  private static Trainer trainer(Sequential network, Optimizer optimizer) {
    return Trainer.of(network, new BinaryCrossEntropy(), optimizer);
  }

  private static TrainingConfig config(UpdateRule updates) {
    return TrainingConfig.epochs(8).withBatch(300).withPatience(0).withUpdates(updates);
  }

  private static float[] weights(Sequential network) {
    return Parameters.of(network.parameters()).values();
  }

  static Stream<Variant> variants() {
    return Stream.of(
        new Variant(
            new AdamW(0.5, 0.1),
            new UpdateRule(
                new Schedule.OnPlateau(0.5, 0, 0),
                GradientClipping.norm(0.3),
                Penalty.NONE,
                new Averaging.Ema(0.3),
                List.of(ParameterGroup.vectors(1, 0)))),
        new Variant(
            new Sgd(0.3),
            new UpdateRule(
                new Schedule.OneCycle(),
                new GradientClipping(1, 0.1),
                new Penalty(1e-3, 1e-3),
                new Averaging.Swa(0.5),
                List.of(new ParameterGroup("0.*", 0, 0.5, 2)))),
        new Variant(
            new RmsProp(0.01, 0.9, 0.5, true, 1e-8),
            UpdateRule.PLAIN.with(new Schedule.Exponential(0.1)).with(new Penalty(0, 1e-2))),
        new Variant(
            new Adam(0.05, 0.9, 0.99, 1e-8, true),
            UpdateRule.PLAIN.with(GradientClipping.value(0.01))),
        new Variant(
            new Adam(0.05),
            UpdateRule.PLAIN
                .with((step, steps) -> 1 / Math.sqrt(1 + step))
                .with(UpdatesTest::average)));
  }

  // An averaging of one's own: each step counts twice as much as the one before.
  private static void average(float[] average, float[] weights, long step, int from, int to) {
    for (int i = from; i < to; i++) {
      average[i] = step == 1 ? weights[i] : (average[i] + 2 * weights[i]) / 3;
    }
  }

  @Test
  void ownRulesDoWhatTheySay() {
    Sequential network = network();
    Schedule halves = (step, steps) -> step < steps / 2 ? 1 : 0;
    List<Double> rates = new ArrayList<>();
    trainer(network, new Sgd(0.3))
        .listener(
            new TrainingListener() {
              @Override
              public void epoch(Epoch epoch) {
                rates.add(epoch.learningRate());
              }
            })
        .fit(TRAIN, VALIDATION, config(UpdateRule.PLAIN.with(halves)));
    assertThat(rates).containsExactly(0.3, 0.3, 0.3, 0.3, 0.0, 0.0, 0.0, 0.0);
    Sequential last = network();
    Sequential copied = network();
    Averaging copy =
        (average, weights, step, from, to) ->
            System.arraycopy(weights, from, average, from, to - from);
    TrainingConfig alone = TrainingConfig.epochs(3).withBatch(300).withPatience(0);
    trainer(last, new Sgd(0.3)).fit(TRAIN, Dataset.none(), alone);
    trainer(copied, new Sgd(0.3))
        .fit(TRAIN, Dataset.none(), alone.withUpdates(UpdateRule.PLAIN.with(copy)));
    assertThat(weights(copied)).isEqualTo(weights(last));
  }

  @Test
  void aScheduleOfOnesOwnThatIsNoFactorIsRefused() {
    for (double wrong : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
      Schedule schedule = (step, steps) -> step == 3 ? wrong : 1;
      assertThatThrownBy(() ->
              trainer(network(), new Adam(0.01))
                  .fit(TRAIN, VALIDATION, config(UpdateRule.PLAIN.with(schedule))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Schedule: expected a factor on the learning rate that is finite and not negative,"
                  + " found "
                  + (wrong + " for step 3 of 48"));
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void resumedAndWithThreadsItEndsInTheSameBits(Variant variant, @TempDir Path folder) {
    Sequential straight = network();
    List<Path> files = new ArrayList<>();
    History whole =
        trainer(straight, variant.optimizer)
            .checkpoints(c -> {
              Path file = folder.resolve("checkpoint-" + c.epochs().size());
              c.write(file, "test");
              files.add(file);
            })
            .fit(TRAIN, VALIDATION, config(variant.updates));
    assertThat(files).hasSize(8);
    for (Path file : files) {
      Sequential again = network();
      History resumed =
          trainer(again, variant.optimizer)
              .resume(Checkpoint.read(file, "test"))
              .fit(TRAIN, VALIDATION, config(variant.updates).withThreads(2));
      assertThat(weights(again)).isEqualTo(weights(straight));
      assertThat(resumed).isEqualTo(whole);
    }
    if (variant.updates.schedule() instanceof Schedule.OnPlateau) {
      assertThat(whole.epochs().getLast().learningRate()).isLessThan(0.5);
    }
  }

  @Test
  void validationAndTheModelSeeTheAveragedWeights() {
    Dataset none = Dataset.none();
    List<Checkpoint> kept = new ArrayList<>();
    Sequential network = network();
    trainer(network, new Sgd(0.5))
        .checkpoints(kept::add)
        .fit(TRAIN, none, config(UpdateRule.PLAIN.with(new Averaging.Swa(0.5))));
    assertThat(kept.get(3).best()).isEqualTo(kept.get(3).parameters());
    float[] swa = weights(network);
    for (int i = 0; i < swa.length; i++) {
      double mean = 0;
      for (int epoch = 4; epoch < 8; epoch++) {
        mean += kept.get(epoch).parameters()[i] / 4.0;
      }
      assertThat((double) swa[i]).isCloseTo(mean, within(1e-5));
    }
    Sequential watched = network();
    History history =
        trainer(watched, new Sgd(0.5))
            .fit(TRAIN, VALIDATION, config(UpdateRule.PLAIN.with(new Averaging.Ema(0.9))));
    Predictions evaluation =
        Predictions.of(watched, new BinaryCrossEntropy(), VALIDATION, ThreadPool.SERIAL);
    assertThat(evaluation.lossSum() / (VALIDATION.meanWeight() * VALIDATION.events()))
        .isEqualTo(history.epochs().get(history.bestEpoch() - 1).validationLoss());
  }

  @Test
  void aTrainingOfOneStepWithAveragesGivesItsWeights() {
    Sequential plain = network();
    Sequential averaged = network();
    for (Sequential net : List.of(plain, averaged)) {
      Averaging averaging = net == plain ? new Averaging.None() : new Averaging.Ema(0.9);
      trainer(net, new Sgd(0.5))
          .listener(
              new TrainingListener() {
                @Override
                public boolean stop() {
                  return true;
                }
              })
          .fit(TRAIN, VALIDATION, config(UpdateRule.PLAIN.with(averaging)));
    }
    assertThat(weights(averaged)).isEqualTo(weights(plain));
  }

  @Test
  void thePenaltyIsToldBesideTheLossAndDecayIsNot() {
    Checkpoint[] last = new Checkpoint[1];
    UpdateRule penalized = UpdateRule.PLAIN.with(new Penalty(0, 0.1));
    Sequential network = network();
    History history =
        trainer(network, new Adam(0.01))
            .checkpoints(c -> last[0] = c)
            .fit(TRAIN, VALIDATION, config(penalized));
    double square = 0;
    for (float w : last[0].parameters()) {
      square += (double) w * w;
    }
    Epoch end = history.epochs().getLast();
    assertThat(end.penalty()).isCloseTo(0.05 * square, within(1e-9));
    assertThat(end.learningRate()).isEqualTo(0.01);
    // of the averaged weights, which are validated
    Epoch averaged =
        trainer(network(), new Adam(0.01))
            .checkpoints(c -> last[0] = c)
            .fit(TRAIN, VALIDATION, config(penalized.with(new Averaging.Ema(0.9))))
            .epochs()
            .getLast();
    square = 0;
    for (float w : last[0].average()) {
      square += (double) w * w;
    }
    assertThat(averaged.penalty()).isCloseTo(0.05 * square, within(1e-9));
    History decayed =
        trainer(network(), new AdamW(0.01, 0.1)).fit(TRAIN, VALIDATION, config(UpdateRule.PLAIN));
    assertThat(decayed.epochs()).allSatisfy(e -> assertThat(e.penalty()).isZero());
  }

  @Test
  void aPlateauWithoutValidationAndAGroupOfNothingAreRefused() {
    Dataset none = Dataset.none();
    assertThatThrownBy(() ->
            trainer(network(), new Adam())
                .fit(TRAIN, none, config(UpdateRule.PLAIN.with(new Schedule.OnPlateau()))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[schedule] expected validation events, whose loss it watches, found none; take"
                + " another schedule, or keep events for validation");
    assertThatThrownBy(() ->
            trainer(network(), new Adam())
                .fit(
                    TRAIN,
                    none,
                    config(
                        UpdateRule.PLAIN.with(List.of(new ParameterGroup("1.weight", 0, 1, 0))))))
        .hasMessageContaining("did you mean 0.weight or 2.weight?");
  }

  @Test
  void aCheckpointWithoutAveragesIsNoneOfATrainingThatAverages() {
    Checkpoint[] kept = new Checkpoint[1];
    trainer(network(), new Sgd(0.1))
        .checkpoints(c -> kept[0] = c)
        .fit(TRAIN, VALIDATION, config(UpdateRule.PLAIN));
    assertThatThrownBy(() ->
            trainer(network(), new Sgd(0.1))
                .resume(kept[0])
                .fit(TRAIN, VALIDATION, config(UpdateRule.PLAIN.with(new Averaging.Ema(0.9)))))
        .hasMessage(
            "[checkpoint] expected 81 parameters with [velocity] and averages, found 81 parameters"
                + " with [velocity]; train anew");
  }

  @Test
  void theLearningRateFinderGoesUpToWhereTheLossRunsAway() {
    Sequential network = network();
    TrainingConfig config = TrainingConfig.epochs(1).withBatch(100);
    LearningRateFinderResult found = trainer(network, new Sgd(0.1)).findLearningRate(TRAIN, config);
    assertThat(found.suggestion()).isBetween(1e-3, 1.0);
    assertThat(found.lowest()).isGreaterThanOrEqualTo(found.suggestion());
    assertThat(found.points()).hasSizeBetween(80, 140);
    assertThat(found.points().getFirst().rate()).isEqualTo(1e-6);
    assertThat(found.points().getFirst().loss()).isBetween(0.3, 1.5);
    Sequential again = network();
    assertThat(trainer(again, new Sgd(0.7)).findLearningRate(TRAIN, config.withThreads(3)))
        .isEqualTo(found);
    assertThat(weights(again)).isEqualTo(weights(network));
  }

  @Test
  void theSuggestionIsWhereTheLossFallsFastest() {
    List<Double> rates = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rates.add((double) (i + 1));
      // a step centered at 40, then a rise from 70 on
      losses.add(1 - StrictMath.tanh((i - 40) / 6.0) + (i > 70 ? 0.2 * (i - 70) : 0));
    }
    LearningRateFinderResult found = LearningRateFinderResult.of(rates, losses, 6);
    assertThat(found.suggestion()).isBetween(40.0, 42.0);
    assertThat(found.lowest()).isBetween(60.0, 71.0);
    LearningRateFinderResult flat =
        LearningRateFinderResult.of(rates, losses.stream().map(x -> 1.0).toList(), 6);
    assertThat(flat.suggestion()).isNaN();
    assertThat(LearningRateFinderResult.of(List.of(), List.of(), 6).lowest()).isNaN();
  }
}
