package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Gelu;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Sigmoid;
import org.jpsi.core.nn.Silu;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventScorerTest {
  private static final int EVENTS = 300;
  private static final Task BINARY = new Task.Binary("signal", "background");
  private static final Task CLASSES = new Task.Multiclass(List.of("u", "d", "s"));
  private static final Task TARGETS =
      new Task.Regression(List.of(new Task.Target("e", "GeV"), new Task.Target("t", "ns")));

  static Stream<Model> models() {
    return Stream.of(
        model(BINARY, dense(28, 64, 64, 64, 1)),
        model(BINARY, dense(3, 7, 1)),
        model(BINARY, Linear.of(5, 1)),
        model(CLASSES, dense(300, 100, 33, 3)),
        model(TARGETS, dense(11, 300, 300, 2)),
        model(BINARY, Linear.of(4, 9), Tanh.of(), Dropout.of(0.5), Linear.of(9, 1), Sigmoid.of()),
        model(TARGETS, Sequential.of(Linear.of(6, 40), Sigmoid.of()), Linear.of(40, 2)),
        // No inference form: other layers, an activation before any layer, two activations in a
        // row.
        model(
            BINARY,
            Linear.of(4, 9),
            BatchNorm.of(9),
            Silu.of(),
            Residual.of(Linear.of(9, 9), Gelu.of()),
            Linear.of(9, 1)),
        model(BINARY, Tanh.of(), Linear.of(4, 9), Relu.of(), Tanh.of(), Linear.of(9, 1)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void anEventAloneHasTheBitsItHasAmongOthers(Model model) {
    Table events = events(model.features().size());
    List<String> names = events.names().reversed();
    EventScorer scorer = Scorer.of(model).bind(names.toArray(String[]::new));
    Table expected = Scorer.of(model).score(events);
    int width = model.task().width();
    double[] scores = new double[width];
    for (int i = 0; i < EVENTS; i++) {
      int row = i;
      double[] values = names.stream().mapToDouble(n -> events.numbers(n).value(row)).toArray();
      scorer.scores(values, scores);
      for (int k = 0; k < width; k++) {
        String name = model.task().scoreNames().get(k);
        assertThat(Double.valueOf(scores[k]))
            .isEqualTo(Double.valueOf(expected.numbers(name).value(i)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void manyThreadsShareOne(Model model) throws Exception {
    Table events = events(model.features().size());
    EventScorer scorer = Scorer.of(model).bind(events.names().toArray(String[]::new));
    double[][] alone =
        IntStream.range(0, EVENTS)
            .mapToObj(i -> scores(scorer, model, events, i))
            .toArray(double[][]::new);
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<double[][]>> jobs = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        jobs.add(() ->
            IntStream.range(0, EVENTS)
                .mapToObj(i -> scores(scorer, model, events, i))
                .toArray(double[][]::new));
      }
      for (Future<double[][]> job : threads.invokeAll(jobs)) {
        assertThat(job.get()).isDeepEqualTo(alone);
      }
    }
  }

  /// Calls that must allocate nothing: see InferenceAllocation.
  static List<IntConsumer> oneEvent() {
    return Stream.of(
            model(BINARY, dense(28, 64, 64, 64, 1)),
            model(CLASSES, dense(300, 100, 33, 3)),
            model(TARGETS, Linear.of(6, 40), Tanh.of(), Linear.of(40, 2)))
        .map(EventScorerTest::oneEvent)
        .toList();
  }

  private static IntConsumer oneEvent(Model model) {
    int n = model.features().size();
    EventScorer scorer = Scorer.of(model).bind(events(n).names().toArray(String[]::new));
    float[] values = new float[n];
    double[] scores = new double[model.task().width()];
    return i -> {
      values[i % n] = i;
      scorer.scores(values, scores);
    };
  }

  @Test
  void float32ValuesAreTheSameNumbers() {
    Model model = model(BINARY, dense(3, 7, 1));
    EventScorer scorer = Scorer.of(model).bind("x0", "x1", "x2");
    assertThat(scorer.score(new float[] {0.1f, -2, 3}))
        .isEqualTo(scorer.score(new double[] {0.1f, -2, 3}));
    double[] scores = new double[1];
    scorer.scores(new float[] {0.1f, -2, 3}, scores);
    assertThat(scores).containsExactly(scorer.score(new double[] {0.1f, -2, 3}));
  }

  @Test
  void aTimeOfTodayIsPredictedInFloat64() {
    Linear line = Linear.of(1, 1);
    Sequential network = Sequential.of(line);
    network.parameters().getFirst().set(new float[] {0.25f});
    network.parameters().getLast().set(new float[] {0});
    Model model =
        new Model(
            List.of(new InputColumn("x", false, 1, "")),
            Preprocessing.of(Features.of("x"), List.of(ColumnPreprocessing.NONE)),
            "",
            new Task.Regression(List.of(new Task.Target("t", "s"))),
            List.of(ColumnPreprocessing.standardize(1.7e9, 4, 1.7e9, 1.7e9 + 60)),
            new NetworkPredictor(network),
            Map.of());
    Scorer scorer = Scorer.of(model);
    Table events = Table.of("toy", List.of(NumberColumn.of("x", "", 0.5f, 59)));
    NumberColumn found = scorer.score(events).numbers("prediction");
    assertThat(found.typeName()).isEqualTo("float64");
    assertThat(found.toDoubles()).containsExactly(1_700_000_000.5, 1_700_000_059);
    assertThat(scorer.score(new float[] {0.5f}, 1)).containsExactly(1_700_000_000.5);
    EventScorer event = scorer.bind("x");
    assertThat(event.prediction(new double[] {59})).isEqualTo(1_700_000_059);
    assertThat(event.prediction(new float[] {59})).isEqualTo(1_700_000_059);
    double[] scores = new double[1];
    event.scores(new double[] {0.5}, scores);
    assertThat(scores).containsExactly(1_700_000_000.5);
  }

  @Test
  void aPredictionIsNoScoreAndAScoreNoPrediction() {
    EventScorer signal = Scorer.of(model(BINARY, dense(1, 1))).bind("x0");
    assertThatThrownBy(() -> signal.prediction(new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prediction: the model gives [score]; use score");
    EventScorer targets = Scorer.of(model(TARGETS, dense(1, 2))).bind("x0");
    assertThatThrownBy(() -> targets.prediction(new float[1]))
        .hasMessage("prediction: the model gives [prediction_e, prediction_t]; use scores");
  }

  @Test
  void aValueThatIsNoNumberGivesNoScore() {
    EventScorer scorer = Scorer.of(model(BINARY, dense(3, 7, 1))).bind("x2", "x0", "x1");
    assertThat(scorer.score(new double[] {1, Double.NaN, 2})).isNaN();
    assertThat(scorer.score(new double[] {1, Double.POSITIVE_INFINITY, 2})).isNaN();
    // Outside the range of float32.
    assertThat(scorer.score(new double[] {1, 1e300, 2})).isNaN();
    assertThat(scorer.score(new double[] {1, 0, 2})).isBetween(0f, 1f);
  }

  @Test
  void formulasConstantsAndSelectionAreComputedFromColumns() {
    List<String> formulas =
        List.of(
            "pt / 1000",
            "-eta ** 2 + 3 * lumi - pt % 7",
            "pt > 20 && !(eta < 0) ? 1 : phi[1]",
            "max(abs(eta), sqrt(pt), 0.5) - hypot(pt, eta)");
    Model plain = model(BINARY, dense(4, 8, 1));
    List<Feature> features =
        IntStream.range(0, 4).mapToObj(i -> new Feature("f" + i, formulas.get(i), "")).toList();
    Preprocessing preprocessing =
        Preprocessing.of(
            Features.of(features, Map.of("lumi", 1.2)),
            Collections.nCopies(4, ColumnPreprocessing.standardize(0.3, 1.7, 0, 1)));
    List<InputColumn> columns =
        List.of(
            new InputColumn("pt", false, 1, "MeV"),
            new InputColumn("eta", false, 1, ""),
            new InputColumn("phi", false, 2, ""));
    Model model = new Model(columns, preprocessing, "pt > 10", BINARY, plain.predictor(), Map.of());
    Table events =
        Table.of(
            "toy",
            List.<Column>of(
                NumberColumn.of("pt", "MeV", normal(1, EVENTS, 30)),
                NumberColumn.of("eta", "", normal(2, EVENTS, 1)),
                NumberColumn.of("phi", "", NumberType.FLOAT32, 2, normal(3, 2 * EVENTS, 1))));
    Table expected = Scorer.of(model).score(events);
    EventScorer scorer = Scorer.of(model).bind("phi[1]", "run", "pt", "eta");
    for (int i = 0; i < EVENTS; i++) {
      double[] values = {
        events.numbers("phi").value(i, 1),
        7,
        events.numbers("pt").value(i, 0),
        events.numbers("eta").value(i, 0)
      };
      assertThat(Double.valueOf(scorer.score(values)))
          .isEqualTo(Double.valueOf(expected.numbers("score").value(i)));
      assertThat(scorer.selects(values)).isEqualTo(expected.numbers("selected").value(i, 0) == 1);
    }
  }

  @Test
  void whatDoesNotFitIsToldByName() {
    Scorer scorer = Scorer.of(model(BINARY, dense(3, 7, 1)));
    assertThatThrownBy(() -> scorer.bind("x0", "x", "x2"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            """
            [feature x1] expected a value x1, found 3 others; did you mean x or x0 or x2?
              x1
              ^\
            """);
    assertThatThrownBy(() -> scorer.bind("x0", "x1", "x2", "x1"))
        .hasMessage("[names of an event's values] expected each name once, found x1 again");
    assertThatThrownBy(() -> scorer.bind("x2", "x1", "x0").score(new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("score: expected 3 values [x2, x1, x0], found 2");
    EventScorer classes = Scorer.of(model(CLASSES, dense(1, 3))).bind("x0");
    assertThatThrownBy(() -> classes.score(new double[1]))
        .hasMessage("score: the model gives [score_u, score_d, score_s]; use scores");
  }

  @Test
  void aSelectionOfUnboundColumnsIsRefusedWhenAsked() {
    Model plain = model(BINARY, dense(1, 1));
    Model model =
        new Model(
            List.of(new InputColumn("x0", false, 1, ""), new InputColumn("word", true, 1, "")),
            plain.preprocessing(),
            "x0 > 0 && word != \"no\"",
            BINARY,
            plain.predictor(),
            Map.of());
    EventScorer scorer = Scorer.of(model).bind("x0");
    assertThat(scorer.score(new double[] {0.5})).isBetween(0f, 1f);
    assertThatThrownBy(() -> scorer.selects(new double[] {0.5}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("[selection] expected a value word")
        .hasCauseInstanceOf(InputException.class);
    assertThatThrownBy(() -> Scorer.of(model).bind("x0", "word"))
        .hasMessageContaining("found word, which was text in training; score a table instead");
  }

  private static double[] scores(EventScorer scorer, Model model, Table events, int row) {
    double[] scores = new double[model.task().width()];
    scorer.scores(
        events.names().stream().mapToDouble(n -> events.numbers(n).value(row)).toArray(), scores);
    return scores;
  }

  private static Layer[] dense(int... widths) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < widths.length; i++) {
      layers.add(Linear.of(widths[i - 1], widths[i]));
      if (i < widths.length - 1) {
        layers.add(Relu.of());
      }
    }
    return layers.toArray(Layer[]::new);
  }

  /// A model of features x0, x1, ... with biases other than 0.
  private static Model model(Task task, Layer... layers) {
    Sequential network = Sequential.of(layers);
    network.initialize(Rng.of(4));
    network.parameters().stream()
        .filter(p -> p.name().endsWith("bias"))
        .forEach(p -> p.set(normal(5, p.shape().count(), 1)));
    int n =
        network.parameters().stream()
            .filter(p -> p.name().endsWith("weight"))
            .findFirst()
            .orElseThrow()
            .shape()
            .size(1);
    List<String> names = IntStream.range(0, n).mapToObj(i -> "x" + i).toList();
    return new Model(
        names.stream().map(name -> new InputColumn(name, false, 1, "")).toList(),
        Preprocessing.of(
            Features.of(names.toArray(String[]::new)),
            IntStream.range(0, n).mapToObj(EventScorerTest::column).toList()),
        "",
        task,
        task instanceof Task.Regression
            ? List.of(
                ColumnPreprocessing.standardize(3.1, 0.7, 0, 5),
                ColumnPreprocessing.standardize(-2, 11, -9, 9))
            : List.of(),
        new NetworkPredictor(network),
        Map.of());
  }

  // Every fifth feature is clipped within what is drawn, every seventh is taken as it is.
  private static ColumnPreprocessing column(int feature) {
    PreprocessingStep standardize = new PreprocessingStep.Standardize(0.1, 1.3);
    List<PreprocessingStep> steps =
        feature % 5 == 4
            ? List.of(standardize, new PreprocessingStep.Clip(-0.5, 0.7))
            : feature % 7 == 6 ? List.of() : List.of(standardize);
    return new ColumnPreprocessing(steps, -1, 1);
  }

  private static Table events(int features) {
    return Table.of(
        "toy",
        IntStream.range(0, features)
            .<Column>mapToObj(i -> NumberColumn.of("x" + i, "", normal(10 + i, EVENTS, 1)))
            .toList());
  }

  private static float[] normal(int seed, int n, double scale) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (scale * Rng.of(seed).normal(i));
    }
    return values;
  }
}
