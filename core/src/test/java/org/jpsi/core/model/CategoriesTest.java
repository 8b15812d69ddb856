package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Silu;
import org.jpsi.core.nn.TabularEncoding;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.TabularColumn;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Text as categories, numbers of few values, and missing values: from a table through the
/// preprocessing and a network for tables to a score.
class CategoriesTest {
  private static final String[] WORDS = {"muon", "electron", "jet"};

  @TempDir private Path folder;

  /// `det` is text, `n` one of five numbers, `x` missing in every seventh event.
  private static Table events(int events) {
    String[] det = new String[events];
    int[] n = new int[events];
    float[] x = new float[events];
    for (int i = 0; i < events; i++) {
      det[i] = WORDS[Rng.of(1).integer(3, i)];
      n[i] = Rng.of(2).integer(5, i);
      x[i] = i % 7 == 0 ? Float.NaN : (float) (3 + 2 * Rng.of(3).normal(i));
    }
    return table(det, n, x);
  }

  private static Table table(String[] det, int[] n, float[] x) {
    return Table.of(
        "events",
        List.of(
            new TextColumn("det", det), NumberColumn.of("n", "", n), NumberColumn.of("x", "", x)));
  }

  private static Preprocessing fitted() {
    return Preprocessing.robust("det", "n", "x").withMissing().fit(events(400));
  }

  private static Dataset train(float[] inputs) {
    return Dataset.of(inputs, new int[inputs.length / 3]);
  }

  private static Model model() {
    Preprocessing preprocessing = fitted();
    List<TabularColumn> columns =
        preprocessing.tabularColumns(train(preprocessing.apply(events(400))));
    TabularEncoding encoding = TabularEncoding.of(columns);
    int width = encoding.outputs(Shape.of(3)).size(0);
    Sequential network = Sequential.of(encoding, Linear.of(width, 16), Silu.of(), Linear.of(16, 1));
    network.initialize(Rng.of(4));
    return new Model(
        List.of(
            new InputColumn("det", true, 1, ""),
            new InputColumn("n", false, 1, ""),
            new InputColumn("x", false, 1, "")),
        preprocessing,
        "",
        new Task.Binary("signal", "background"),
        new NetworkPredictor(network),
        Map.of());
  }

  @Test
  void theColumnsOfTheNetworkFollowFromTheTrainingEvents() {
    Preprocessing preprocessing = fitted();
    assertThat(preprocessing.columns().getFirst())
        .isEqualTo(ColumnPreprocessing.category(List.of("electron", "jet", "muon")))
        .hasToString("3 categories: electron, jet, muon");
    assertThat(preprocessing.columns().get(2).missing()).isEqualTo(58 / 400.0);
    float[] inputs = preprocessing.apply(events(400));
    assertThat(preprocessing.tabularColumns(train(inputs)))
        .containsExactly(
            TabularColumn.Category.of(4),
            // of 0 to 4, median 2 and quartiles 1 and 3
            new TabularColumn.Numeric(List.of(-1f, -0.5f, 0f, 0.5f, 1f), false),
            new TabularColumn.Numeric(List.of(), true));
    // a level of fewer than ten events has no indicator
    inputs[1] = 7;
    assertThat(preprocessing.tabularColumns(train(inputs)).get(1))
        .isEqualTo(new TabularColumn.Numeric(List.of(-1f, -0.5f, 0f, 0.5f, 1f), false));
    for (int i = 0; i < 400; i++) {
      inputs[3 * i + 1] = i % 17;
    }
    assertThat(preprocessing.tabularColumns(train(inputs)).get(1))
        .isEqualTo(TabularColumn.Numeric.of());
    for (int i = 0; i < 400; i++) {
      inputs[3 * i + 1] = i % 4 == 0 ? -0f : i % 4 == 1 ? 0f : 1;
    }
    assertThat(preprocessing.tabularColumns(train(inputs)).get(1))
        .as("two values are told by the number")
        .isEqualTo(TabularColumn.Numeric.of());
  }

  @Test
  void tablesSingleEventsAndTensorsHaveTheSameBits() {
    Model model = model();
    Table events = events(300);
    Scorer scorer = Scorer.of(model);
    double[] scores = scorer.score(events).numbers("score").toDoubles();
    assertThat(scores).doesNotContain(Double.NaN);
    float[] inputs = model.preprocessing().apply(events);
    Sequential network = ((NetworkPredictor) model.predictor()).network();
    float[] logits =
        network.forward(Tensor.view(inputs, 0, Shape.of(300, 3)), Mode.inference()).toArray();
    assertThat(Scorer.activate(model.task(), logits)).isEqualTo(scores);
    EventScorer one = scorer.bind("x", "det", "n");
    double[] numbers =
        IntStream.range(0, 3).mapToDouble(k -> one.category("det", WORDS[k])).toArray();
    assertThat(numbers).containsExactly(3, 1, 2);
    for (int i = 0; i < 300; i++) {
      double[] values = {
        events.numbers("x").value(i), numbers[Rng.of(1).integer(3, i)], events.numbers("n").value(i)
      };
      assertThat((double) one.score(values)).isEqualTo(scores[i]);
    }
    assertThat(one.category("det", "tau")).isZero();
    assertThatThrownBy(() -> one.category("x", "tau"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("category: expected a feature that is text, found x of [x, det, n]");
  }

  /// A call that must allocate nothing: see InferenceAllocation.
  static IntConsumer oneEvent() {
    EventScorer scorer = Scorer.of(model()).bind("det", "n", "x");
    double[] values = {scorer.category("det", "jet"), 2, Double.NaN};
    double[] scores = new double[1];
    return i -> {
      values[0] = i % 4;
      scorer.scores(values, scores);
    };
  }

  @Test
  void aValueThatTrainingHadNoneOfIsScoredAndSaid() {
    Model model = model();
    String[] det = new String[60];
    int[] n = new int[60];
    float[] x = new float[60];
    for (int i = 0; i < 60; i++) {
      det[i] = i % 3 == 0 ? "tau" : "jet";
      n[i] = i % 5;
      x[i] = 3;
    }
    Table events = table(det, n, x);
    double[] scores = Scorer.of(model).score(events).numbers("score").toDoubles();
    assertThat(scores).doesNotContain(Double.NaN);
    // as that of any other new value
    det[0] = "photon";
    assertThat(Scorer.of(model).score(table(det, n, x)).numbers("score").toDoubles())
        .isEqualTo(scores);
    TrainingRanges ranges = TrainingRanges.of(model, events);
    assertThat(ranges.notes()).contains("det: 33.3 % have a value that training had none of");
    assertThat(ranges.toString()).startsWith("det: 33.3 % new values\n");
    assertThat(TrainingRanges.of(model, events(300)).notes()).isEmpty();
  }

  @Test
  void theFileHasTheCategories() {
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model(), file);
    Model read = ModelFile.read(file);
    assertThat(read.preprocessing()).isEqualTo(model().preprocessing());
    Table events = events(50);
    assertThat(Scorer.of(read).score(events).numbers("score").toDoubles())
        .isEqualTo(Scorer.of(model()).score(events).numbers("score").toDoubles());
  }

  @Test
  void textIsRefusedWhereItIsNoCategory() {
    Table one = Table.of("t", List.of(new TextColumn("w", new String[] {"a", "a"})));
    assertThatThrownBy(() -> Preprocessing.robust("w").fit(one))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[feature w] expected text of 2 to 1000 values, each a category, found 1; leave the"
                + " feature out");
    assertThatThrownBy(() -> new PreprocessingStep.Category(List.of("b", "a")))
        .hasMessage("Category: expected ascending values, found b before a");
    assertThatThrownBy(() -> new PreprocessingStep.Category(List.of()))
        .hasMessage("Category: expected 1 to 1000 values, found 0");
    PreprocessingStep category = new PreprocessingStep.Category(List.of("a", "b"));
    assertThatThrownBy(() ->
            new ColumnPreprocessing(List.of(category, PreprocessingStep.Standardize.NONE), 0, 1))
        .hasMessage("ColumnPreprocessing: expected a category as the only step, found 2");
    assertThat(IntStream.of(-1, 0, 1, 2, 3).mapToDouble(i -> category.apply(i)).toArray())
        .containsExactly(0, 0, 1, 2, 0);
    assertThat(category.apply(1.5)).isZero();
    assertThat(category.apply(Double.NaN)).isNaN();
  }
}
