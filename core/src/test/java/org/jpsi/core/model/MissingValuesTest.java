package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// NaN is a value of a feature that was missing in some training events, and of no other.
class MissingValuesTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @TempDir private Path folder;

  /// Of `x`, missing in a quarter of the training events, and `y`, never missing: one tree.
  private static Model model() {
    DecisionTreeNode tree =
        new DecisionTreeNode.Branch(
            0,
            0.5f,
            false,
            new DecisionTreeNode.Leaf(-1),
            new DecisionTreeNode.Branch(
                1, 0.5f, true, new DecisionTreeNode.Leaf(2), new DecisionTreeNode.Leaf(3)));
    return new Model(
        List.of(new InputColumn("x", false, 1, ""), new InputColumn("y", false, 1, "")),
        Preprocessing.of(
            Features.of("x", "y"),
            List.of(
                ColumnPreprocessing.standardize(0, 1, 0, 1).withMissing(0.25),
                ColumnPreprocessing.standardize(0, 1, 0, 1))),
        "",
        new Task.Binary("signal", "background"),
        new TreesPredictor(TreeEnsemble.of(2, 1, List.of(tree)), Link.IDENTITY),
        Map.of());
  }

  private static Table events(double[] x, double[] y) {
    return Table.of("events", List.of(NumberColumn.of("x", "", x), NumberColumn.of("y", "", y)));
  }

  @Test
  void anEventIsScoredWhereItLacksWhatTrainingLackedToo() {
    double[] x = {0, 1, NAN, NAN, NAN, INFINITE, 1};
    double[] y = {0, 0, 0, 1, NAN, 0, NAN};
    double[] expected = {-1, 2, 2, 3, NAN, NAN, NAN};
    double[] scores = Scorer.of(model()).score(events(x, y)).numbers("score").toDoubles();
    EventScorer one = Scorer.of(model()).bind("y", "x");
    for (int i = 0; i < x.length; i++) {
      double probability = Scorer.activate(model().task(), new float[] {(float) expected[i]})[0];
      assertThat(Double.valueOf(scores[i])).isEqualTo(Double.valueOf(probability));
      assertThat(Float.valueOf(one.score(new double[] {y[i], x[i]})))
          .isEqualTo(Float.valueOf((float) probability));
    }
  }

  /// The model with codes of `x`, which is float32 here, and of `y`.
  private static Model coded() {
    Model plain = model();
    return new Model(
        List.of(
            new InputColumn("x", false, 1, "", List.of(-999.9, 9999.0)),
            new InputColumn("y", false, 1, "").withMissing(List.of(7.0))),
        plain.inputs(),
        "y < 5 && !isnan(x)",
        plain.task(),
        plain.targets(),
        plain.predictor(),
        Map.of());
  }

  @Test
  void codesOfItsColumnsAreMissing() {
    float[] x = {0, 1, -999.9f, 9999, 9999, 1, 1};
    double[] y = {0, 0, 0, 1, 7, 7, 9};
    double[] nan = {0, 1, NAN, NAN, NAN, 1, 1};
    double[] without = {0, 0, 0, 1, NAN, NAN, 9};
    Table events =
        Table.of("events", List.of(NumberColumn.of("x", "", x), NumberColumn.of("y", "", y)));
    Table scores = Scorer.of(coded()).score(events);
    double[] expected = Scorer.of(model()).score(events(nan, without)).numbers("score").toDoubles();
    assertThat(scores.numbers("score").toDoubles()).isEqualTo(expected);
    assertThat(expected[2]).isNotNaN();
    assertThat(expected[5]).isNaN();
    assertThat(scores.numbers("selected").toDoubles()).containsExactly(1, 1, 0, 0, 0, 0, 0);
    assertThat(coded().predict(Events.of(events))).isEqualTo(expected);
    EventScorer one = Scorer.of(coded()).bind("y", "x");
    for (int i = 0; i < x.length; i++) {
      double[] event = {y[i], x[i]};
      Float score = (float) expected[i];
      assertThat(Float.valueOf(one.score(event))).isEqualTo(score);
      assertThat(Float.valueOf(one.score(new float[] {(float) y[i], x[i]}))).isEqualTo(score);
      assertThat(one.selects(event)).isEqualTo(i < 2);
      assertThat(event).containsExactly(y[i], x[i]);
    }
    TrainingRangesCounter ranges = new TrainingRangesCounter(coded());
    ranges.add(events);
    assertThat(ranges.ranges().features().getFirst().missing()).isEqualTo(3 / 7.0);
  }

  @Test
  void theFileHasTheCodesAndNeedsAReaderThatKnowsThem() throws IOException {
    Path file = folder.resolve("coded.safetensors");
    ModelFile.write(coded(), file);
    assertThat(ModelFile.read(file).columns()).isEqualTo(coded().columns());
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("\\\"minimumReader\\\":4", "\\\"missing\\\":[-999.9,9999");
    ModelFile.write(model(), file);
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .contains("\\\"minimumReader\\\":3")
        .doesNotContain("\\\"missing\\\":[");
  }

  @Test
  void theFileHasTheFraction() {
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model(), file);
    assertThat(ModelFile.read(file).preprocessing()).isEqualTo(model().preprocessing());
    assertThat(model().preprocessing())
        .hasToString(
            "x: minus 0, divided by 1; 0 to 1 in training, 25 % missing\n"
                + "y: minus 0, divided by 1; 0 to 1 in training");
    assertThatThrownBy(() ->
            PreprocessingCodec.restore(
                JsonObject.of("feature", Map.of("steps", List.of(), "missing", 2.0))))
        .isInstanceOf(InputException.class)
        .hasMessage("[key missing] expected a fraction from 0 to 1, found 2.0");
  }

  @Test
  void anExpressionMakesACodeMissing() {
    Table events = events(new double[] {1, -999}, new double[2]);
    assertThat(Expression.parse("x > -900 ? x : 0.0 / 0").evaluate(events)).containsExactly(1, NAN);
  }

  @Test
  void anotherFractionThanInTrainingIsSaid() {
    double[] x = new double[400];
    double[] y = new double[400];
    Arrays.setAll(x, i -> i % 4 == 0 ? NAN : 0.5);
    TrainingRanges same = TrainingRanges.of(model(), events(x, y));
    assertThat(same.features().getFirst().missing()).isEqualTo(0.25);
    assertThat(same.outside()).isZero();
    assertThat(same.notes()).isEmpty();
    assertThat(same)
        .hasToString(
            "x: 0.00 % below 0.000, 0.00 % above 1.000, 25.0 % missing\n"
                + "y: 0.00 % below 0.000, 0.00 % above 1.000");
    Arrays.setAll(x, i -> i % 2 == 0 ? NAN : 0.5);
    assertThat(TrainingRanges.of(model(), events(x, y)).notes())
        .containsExactly("x: missing in 50.0 % of the events, in training in 25.0 %");
    y[7] = NAN;
    assertThat(TrainingRanges.of(model(), events(x, y)).features().getLast().notFinite())
        .isEqualTo(1 / 400.0);
  }
}
