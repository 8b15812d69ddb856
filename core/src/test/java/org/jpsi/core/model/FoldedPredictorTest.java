package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Json;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Folds: an event is scored by the model of its fold, with the bits of that model alone.
class FoldedPredictorTest {
  private static final Task BINARY = new Task.Binary("s", "b");
  private static final Task TARGET = new Task.Regression(List.of(new Task.Target("t", "ns")));
  private static final int EVENTS = 100;
  private static final int K = 4;

  @TempDir Path folder;

  private static FoldedPredictor folded(FoldRule rule, Task task) {
    List<FoldedPredictor.Fold> folds = new ArrayList<>();
    for (int f = 0; f < K; f++) {
      Sequential network = Sequential.of(Linear.of(2, 5), Relu.of(), Linear.of(5, 1));
      network.initialize(Rng.of(f));
      folds.add(
          new FoldedPredictor.Fold(
              Preprocessing.of(
                  Features.of("x", "y"),
                  List.of(
                      ColumnPreprocessing.standardize(0.1 * f, 1 + f, -9, 9),
                      ColumnPreprocessing.standardize(1.7e18 + f, 2, 0, 2e18))),
              task instanceof Task.Regression
                  ? List.of(ColumnPreprocessing.standardize(1.7e9 + f, 0.1 + f, 0, 2e9))
                  : List.of(),
              new NetworkPredictor(network)));
    }
    return new FoldedPredictor(rule, folds);
  }

  private static Model model(FoldRule rule, Task task) {
    return new Model(
        List.of(
            new InputColumn("x", false, 1, ""),
            new InputColumn("y", false, 1, ""),
            new InputColumn("number", false, 1, "")),
        Preprocessing.of(
            Features.of("x", "y"), List.of(ColumnPreprocessing.NONE, ColumnPreprocessing.NONE)),
        "",
        task,
        folded(rule, task),
        Map.of());
  }

  private static Table events(NumberColumn number) {
    double[] x = new double[number.rows()];
    double[] y = new double[x.length];
    Arrays.setAll(x, i -> Rng.of(3).normal(i));
    Arrays.setAll(y, i -> 1.7e18 + 256 * i);
    return Table.of(
        "events", List.of(NumberColumn.of("x", "", x), NumberColumn.of("y", "", y), number));
  }

  private static NumberColumn numbers(long first) {
    return NumberColumn.of(
        "number", "", IntStream.range(0, EVENTS).mapToLong(i -> first + i).toArray());
  }

  private static double[] values(Table scores, String name) {
    return scores.numbers(name).toDoubles();
  }

  @Test
  void aCalibrationOfFoldsIsReadAgainAndGivesEachEventThatOfItsFold() {
    List<ScoreCalibration.CalibrationMap> maps =
        List.of(
            new ScoreCalibration.Platt(1, 0),
            new ScoreCalibration.Platt(2, 0.5),
            new ScoreCalibration.Isotonic(List.of(0.2, 0.8), List.of(0.1, 0.9)),
            new ScoreCalibration.Platt(0.5, -1));
    ScoreCalibration by =
        new ScoreCalibration(new ScoreCalibration.ByFold(maps), List.of(0.25, 0.75));
    Model model = model(new FoldRule.ByValue("number", K), BINARY).calibrated(by);
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model, file);
    Model read = ModelFile.read(file);
    assertThat(read.calibration()).contains(by);
    Table scores = Scorer.of(read).score(events(numbers(5)));
    for (int i = 0; i < EVENTS; i++) {
      ScoreCalibration own = new ScoreCalibration(maps.get((5 + i) % K), by.mixture());
      assertThat(values(scores, "probability")[i])
          .isEqualTo(own.probabilities(new double[] {values(scores, "score")[i]})[0]);
    }
    ScoreCalibration plain = new ScoreCalibration(maps.getFirst(), by.mixture());
    assertThatThrownBy(() -> model.calibrated(plain))
        .hasMessage("Model: expected a calibration of 4 folds, found 0");
    ScoreCalibration fewer =
        new ScoreCalibration(new ScoreCalibration.ByFold(maps.subList(0, 3)), by.mixture());
    assertThatThrownBy(() -> model.calibrated(fewer))
        .hasMessage("Model: expected a calibration of 4 folds, found 3");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -50, Long.MIN_VALUE, Long.MAX_VALUE - EVENTS, (1L << 53) + 1})
  void anEventIsScoredByTheModelOfItsFoldWithItsBits(long first) {
    Model model = model(new FoldRule.ByValue("number", K), TARGET);
    Table events = events(numbers(first));
    Table scores = Scorer.of(model).score(events);
    assertThat(model.folds()).hasSize(K);
    for (int i = 0; i < EVENTS; i++) {
      int fold = (int) Math.floorMod(first + i, (long) K);
      assertThat(values(scores, "fold")[i]).isEqualTo(fold);
      Table alone = Scorer.of(model.folds().get(fold)).score(events.slice(i, i + 1));
      assertThat(values(scores, "prediction")[i]).isEqualTo(values(alone, "prediction")[0]);
    }
  }

  @Test
  void unsignedNumbersBeyondInt64HaveTheirOwnFold() {
    long[] bits = {-1, Long.MIN_VALUE, 5}; // 2^64 - 1, 2^63, 5
    Table events = events(NumberColumn.of("number", "", NumberType.UINT64, 1, bits));
    Table scores = Scorer.of(model(new FoldRule.ByValue("number", K), BINARY)).score(events);
    assertThat(values(scores, "fold")).containsExactly(3, 0, 1);
  }

  @Test
  void oneEventHasTheBitsOfATable() {
    for (Task task : List.of(BINARY, TARGET)) {
      Table events = events(numbers(-7));
      long[] hashes =
          FoldRule.ByEvent.hashes(model(byEvents(events), task).preprocessing(), events);
      int[] folds = IntStream.range(0, EVENTS / 2).map(i -> i % K).toArray();
      FoldRule known = FoldRule.ByEvent.of(Arrays.copyOf(hashes, EVENTS / 2), folds);
      for (FoldRule rule : List.of(new FoldRule.ByValue("number + 1", K), known)) {
        Scorer scorer = Scorer.of(model(rule, task));
        double[] scores = values(scorer.score(events), task == BINARY ? "score" : "prediction");
        EventScorer one = scorer.bind("number", "y", "x");
        for (int i = 0; i < EVENTS; i++) {
          double[] event = {
            values(events, "number")[i], values(events, "y")[i], values(events, "x")[i]
          };
          assertThat(task == BINARY ? one.score(event) : one.prediction(event))
              .isEqualTo(scores[i]);
        }
      }
    }
  }

  private static FoldRule byEvents(Table events) {
    return FoldRule.ByEvent.of(new long[events.rows()], new int[events.rows()]);
  }

  @Test
  void anEventOfTheTrainingIsFoundByItsFeaturesAndAnyOtherHasTheMean() {
    Table events = events(numbers(0));
    long[] hashes =
        FoldRule.ByEvent.hashes(model(byEvents(events), BINARY).preprocessing(), events);
    int[] folds = IntStream.range(0, 60).map(i -> i % K).toArray();
    Model model = model(FoldRule.ByEvent.of(Arrays.copyOf(hashes, 60), folds), BINARY);
    Table scores = Scorer.of(model).score(events);
    List<double[]> each =
        model.folds().stream().map(fold -> values(Scorer.of(fold).score(events), "score")).toList();
    for (int i = 0; i < EVENTS; i++) {
      int event = i;
      double mean = each.stream().mapToDouble(fold -> fold[event]).sum() / K;
      assertThat(values(scores, "fold")[i]).isEqualTo(i < 60 ? i % K : FoldRule.NONE);
      assertThat(values(scores, "score")[i])
          .isEqualTo(i < 60 ? each.get(i % K)[i] : (double) (float) mean);
    }
  }

  @Test
  void aFileHasBothRulesWithAllBits() {
    Table events = events(numbers(11));
    long[] hashes =
        FoldRule.ByEvent.hashes(model(byEvents(events), BINARY).preprocessing(), events);
    int[] folds = IntStream.range(0, EVENTS).map(i -> i % 3).toArray(); // a fold without events
    for (Task task : List.of(BINARY, TARGET)) {
      for (FoldRule rule :
          List.of(new FoldRule.ByValue("number", K), FoldRule.ByEvent.of(hashes, folds))) {
        Model model = model(rule, task);
        Path file = folder.resolve("m.safetensors");
        ModelFile.write(model, file);
        Model read = ModelFile.read(file);
        assertThat(((FoldedPredictor) read.predictor()).rule()).isEqualTo(rule);
        String name = task == BINARY ? "score" : "prediction";
        assertThat(values(Scorer.of(read).score(events), name))
            .containsExactly(values(Scorer.of(model).score(events), name));
      }
    }
  }

  @Test
  void withoutAScorerItIsRightToFloat32() {
    Table events = events(numbers(0)).with(NumberColumn.of("y", "", new double[EVENTS]));
    for (FoldRule rule :
        List.of(new FoldRule.ByValue("number", K), FoldRule.ByEvent.of(new long[0], new int[0]))) {
      for (Task task : List.of(BINARY, TARGET)) {
        Model model = model(rule, task);
        float[] inputs = model.preprocessing().apply(events);
        CompiledPredictor compiled =
            model.predictor().compile(model.inputShapes(), List.of("number"));
        float[] outputs = new float[EVENTS];
        InputBlock block =
            new InputBlock(
                model.inputShapes(),
                InputBlock.of(inputs, 2).arrays(),
                0,
                EVENTS,
                new double[][] {values(events, "number")});
        compiled.predict(block, outputs, 0);
        String name = task == BINARY ? "score" : "prediction";
        double[] expected = values(Scorer.of(model).score(events), name);
        for (int i = 0; i < EVENTS; i++) {
          float[] one = new float[1];
          compiled.predict(new float[] {inputs[2 * i], inputs[2 * i + 1]}, new double[] {i}, one);
          assertThat(one[0]).isEqualTo(outputs[i]);
          assertThat(Scorer.activate(task, one)[0])
              .isCloseTo(expected[i], within(2e-7 * Math.abs(expected[i])));
        }
      }
    }
  }

  @Test
  void aValueThatIsNoWholeNumberIsRefused() {
    Scorer scorer = Scorer.of(model(new FoldRule.ByValue("number", K), BINARY));
    for (double wrong : new double[] {2.5, Double.NaN, Double.NEGATIVE_INFINITY, 0x1p53}) {
      assertThatThrownBy(() -> scorer.score(events(NumberColumn.of("number", "", 1.0, wrong))))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "[events: folds] expected a whole number for `number`, below 2^53 where it is a"
                  + " float64, found "
                  + wrong
                  + "; choose integers, which are exact whatever their size, or `int(...)` of it");
    }
    Table text =
        Table.of(
            "events",
            List.of(
                NumberColumn.of("x", "", 1.0),
                NumberColumn.of("y", "", 1.0),
                new TextColumn("number", new String[] {"a"})));
    assertThatThrownBy(() -> scorer.score(text)).isInstanceOf(InputException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind": "folds", "by": "n", "folds": [], "members": []} | [key folds] expected 3 to 100 folds, found 0
          {"kind": "folds", "events": [1], "folds": [{}, {}, {}], "members": []} | [key events] expected the number of events of each of 3 folds, found 1
          {"kind": "folds", "by": "n", "folds": [{}, {}, {}], "members": []} | [predictor] expected one member or more, found none
          """)
  void foldsThatAreNoneAreRefused(String json, String message) throws Exception {
    JsonObject settings = JsonObject.of("predictor", Json.parse(json));
    Safetensors none = new Safetensors(Map.of(), Map.of());
    PredictorReader reader =
        new PredictorReader(PredictorTest.CODECS, settings, none, "m.safetensors");
    assertThatThrownBy(reader::predictor).isInstanceOf(InputException.class).hasMessage(message);
  }
}
