package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jpsi.core.model.EventAndLepton.CODECS;
import static org.jpsi.core.model.EventAndLepton.COLUMNS;
import static org.jpsi.core.model.EventAndLepton.EVENTS;
import static org.jpsi.core.model.EventAndLepton.TASK;
import static org.jpsi.core.model.EventAndLepton.batch;
import static org.jpsi.core.model.EventAndLepton.concatenated;
import static org.jpsi.core.model.EventAndLepton.event;
import static org.jpsi.core.model.EventAndLepton.events;
import static org.jpsi.core.model.EventAndLepton.lepton;
import static org.jpsi.core.model.EventAndLepton.model;
import static org.jpsi.core.model.EventAndLepton.network;
import static org.jpsi.core.model.EventAndLepton.preprocessed;
import static org.jpsi.core.model.EventAndLepton.scores;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.DatasetBuilder;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.model.Combinations.Folded;
import org.jpsi.core.nn.Concatenate;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.core.train.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Models of several inputs score by name.
class SeveralInputsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.jpsi.core.model.EventAndLepton#networks")
  void aTableAnEventAndTheNetworkItselfGiveTheSameBits(NetworkPredictor predictor) {
    Table events = events(EVENTS);
    Model model = model(predictor);
    double[] scores = scores(model, events);
    Batch batch = batch(events, event(), lepton(1.1));
    Tensor eager = predictor.network().forward(batch.tensors(), Mode.inference());
    assertThat(Scorer.activate(TASK, eager.toArray())).isEqualTo(scores);
    assertThat(Arrays.stream(scores).distinct().count()).isGreaterThan(EVENTS / 2);
    Scorer scorer = Scorer.of(model);
    assertThat(scorer.score(batch)).isEqualTo(scores);
    assertThat(scorer.score(preprocessed(model, events), EVENTS)).isEqualTo(scores);
    EventScorer one = scorer.bind(COLUMNS.reversed().toArray(String[]::new));
    for (int i = 0; i < EVENTS; i++) {
      int event = i;
      double[] values =
          COLUMNS.reversed().stream().mapToDouble(c -> events.numbers(c).value(event)).toArray();
      assertThat((double) one.score(values)).isEqualTo(scores[i]);
      assertThat(one.selects(values)).isEqualTo(values[4] > 0);
    }
  }

  @Test
  void aCombinationIsOfTheInputsOfItsMembers() {
    Table events = events(EVENTS);
    Predictor ensemble =
        new EnsemblePredictor(
            List.of(concatenated(1), concatenated(5)), EnsemblePredictor.Mean.PROBABILITIES);
    Model folded = model(new Folded("number % 2", List.of(ensemble, concatenated(6))));
    double[] even = scores(model(ensemble), events);
    double[] odd = scores(model(concatenated(6)), events);
    double[] scores = scores(folded, events);
    EventScorer one = Scorer.of(folded).bind(COLUMNS.toArray(String[]::new));
    for (int i = 0; i < EVENTS; i++) {
      assertThat(scores[i]).isEqualTo(i % 2 == 0 ? even[i] : odd[i]);
      int event = i;
      double[] values = COLUMNS.stream().mapToDouble(c -> events.numbers(c).value(event)).toArray();
      assertThat((double) one.score(values)).isEqualTo(scores[i]);
    }
    assertThatThrownBy(() -> Scorer.of(folded).score(preprocessed(folded, events), EVENTS))
        .hasMessage("score: the model needs [number % 2] beside its features; score a table");
    Path file = folder.resolve("folded.safetensors");
    ModelFile.write(folded, file, CODECS);
    assertThat(scores(ModelFile.read(file, CODECS, _ -> {}), events)).isEqualTo(scores);
  }

  /// Folds of a dataset in training: the batch has the spectator under its expression.
  @Test
  void aBatchHasSpectatorsToo() {
    Table events = events(EVENTS);
    Model model = model(new Folded("number % 2", List.of(concatenated(1), concatenated(6))));
    double[] parity = IntStream.range(0, EVENTS).mapToDouble(i -> i % 2).toArray();
    DatasetBuilder inputs =
        Dataset.builder(EVENTS)
            .input("event", Shape.of(3), event().apply(events))
            .input("lepton", Shape.of(4), lepton(1.1).apply(events))
            .targets(1, new float[EVENTS]);
    assertThatThrownBy(() -> Scorer.of(model).score(inputs.build().batch()))
        .hasMessage("[batch] expected no spectator, found number % 2");
    Dataset data = inputs.spectator("number % 2", parity).build();
    double[] scores = scores(model, events);
    assertThat(Scorer.of(model).score(data.batch())).isEqualTo(scores);
    float[] outputs =
        Predictions.of(model.predictor(), new BinaryCrossEntropy(), data, ThreadPool.SERIAL)
            .outputs();
    assertThat(Scorer.activate(TASK, outputs)).isEqualTo(scores);
  }

  @Test
  void anEventWithAnInputThatIsNoNumberHasNaN() {
    Model model = model(concatenated(1));
    Table events = events(3);
    Inputs<float[]> inputs = preprocessed(model, events);
    inputs.get("event")[4] = Float.NaN;
    inputs.get("lepton")[11] = Float.POSITIVE_INFINITY;
    double[] scores = Scorer.of(model).score(inputs, 3);
    assertThat(scores[0]).isEqualTo(scores(model, events)[0]);
    assertThat(scores[1]).isNaN();
    assertThat(scores[2]).isNaN();
    EventScorer one = Scorer.of(model).bind(COLUMNS.toArray(String[]::new));
    assertThat(one.score(new double[] {1, 1, 1, 1, 1, 1, Double.NaN, 0})).isNaN();
    assertThat(one.score(new double[] {Double.NaN, 1, 1, 1, 1, 1, 1, 0})).isNaN();
    assertThat(scores(model, events(0))).isEmpty();
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aMissingInputAndOneTooManyAreRefusedWithTheNearest() {
    Preprocessing event = event();
    Preprocessing lepton = lepton(1.1);
    refused(
        () -> model(Inputs.of("event", event).with("leptons", lepton), concatenated(1)),
        "[layer 0: inputs] expected lepton among them, found event, leptons; did you mean"
            + " leptons?");
    Model model = model(concatenated(1));
    Scorer scorer = Scorer.of(model);
    float[] three = new float[3];
    float[] four = new float[4];
    refused(
        () -> scorer.score(Inputs.of("event", three).with("leptn", four), 1),
        "[inputs] expected lepton among them, found event, leptn; did you mean leptn?");
    refused(
        () -> scorer.score(Inputs.of("event", three).with("lepton", four).with("leptons", four), 1),
        "[inputs] expected event, lepton alone, found leptons beside them; did you mean lepton?");
    assertThatThrownBy(() -> scorer.score(Inputs.of("lepton", three).with("event", three), 1))
        .hasMessage("InputBlock: expected [1, 4] values of lepton, found 3");
    Batch swapped =
        Dataset.builder(1)
            .input("event", Shape.of(4), four)
            .input("lepton", Shape.of(3), three)
            .build()
            .batch();
    refused(() -> scorer.score(swapped), "[input event] expected shape [3] of an event, found [4]");
    String several = "[inputs] expected one input, found event, lepton; say which by its name;";
    refused(() -> scorer.score(new float[7], 1), several);
    refused(model::preprocessing, several);
    refused(model::features, several);
    refused(() -> concatenated(1).predict(new float[7], 7), "[layer 0: inputs] expected lepton");
    Predictor trees =
        new TreesPredictor(
            TreeEnsemble.of(7, 1, List.of(new DecisionTreeNode.Leaf(1))), Link.IDENTITY);
    refused(() -> model(trees), several);
  }

  @Test
  void aConstantIsOneValueAndNoColumn() {
    Preprocessing other = lepton(1.2);
    assertThat(model(concatenated(1)).constants()).containsOnly(Map.entry("scale", 1.1));
    NetworkPredictor three = network(1, Concatenate.of("one", "two"), Linear.of(8, 1));
    assertThatThrownBy(() -> model(Inputs.of("one", lepton(1.1)).with("two", other), three))
        .hasMessage(
            "Model: expected one value of the constant scale, found 1.1 and, in input two, 1.2");
    Preprocessing column =
        Preprocessing.of(Features.of("scale"), List.of(ColumnPreprocessing.NONE));
    assertThatThrownBy(() -> model(Inputs.of("one", lepton(1.1)).with("two", column), three))
        .hasMessage(
            "Model: expected a constant of the name scale or a column, found both: input two reads"
                + " the column");
  }

  @Test
  void aValueThatIsNotBoundIsOfAFeatureOfAnInput() {
    refused(
        () -> Scorer.of(model(concatenated(1))).bind("met", "ht", "m_bb", "pt", "eta", "phi"),
        "[feature lepton.charge] expected a value charge, found 6 others");
  }

  @Test
  void rangesOfTrainingNameTheInput() {
    TrainingRanges ranges = TrainingRanges.of(model(concatenated(1)), events(EVENTS));
    assertThat(ranges.features().stream().map(TrainingRanges.Range::name))
        .containsExactly(
            "event.met",
            "event.ht",
            "event.m_bb",
            "lepton.pt",
            "lepton.eta",
            "lepton.sin(phi)",
            "lepton.charge");
    // Within a standard deviation in each of three quantities; the lepton's ranges are wide.
    assertThat(ranges.outside()).isBetween(0.63, 0.73);
  }
}
