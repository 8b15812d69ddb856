package org.jpsi.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Linear transformations of groups of features beside scikit-learn, scipy and numpy
/// (`oracles/principal_components.py`).
class PrincipalComponentsTest {
  private static final Fixture ORACLE = Fixture.named("principal_components");
  private static final int WIDTH = 4;
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  private static double[][] columns() {
    double[] events = ORACLE.array("events");
    double[][] columns = new double[WIDTH][events.length / WIDTH];
    for (int i = 0; i < events.length; i++) {
      columns[i % WIDTH][i / WIDTH] = events[i];
    }
    return columns;
  }

  private static double[] ones() {
    double[] ones = new double[columns()[0].length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Preprocessing with(LinearTransformation transformation, double... missing) {
    List<ColumnPreprocessing> columns = new ArrayList<>();
    for (int j = 0; j < NAMES.size(); j++) {
      columns.add(ColumnPreprocessing.NONE.withMissing(j < missing.length ? missing[j] : 0));
    }
    return Preprocessing.of(
        Features.of(NAMES.toArray(String[]::new)), columns, List.of(transformation));
  }

  private static void close(float[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .isCloseTo(expected[i], within(2e-7 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  private static Table table() {
    double[][] columns = columns();
    List<NumberColumn> all = new ArrayList<>();
    for (int j = 0; j < WIDTH; j++) {
      all.add(NumberColumn.of(NAMES.get(j), "", columns[j]));
    }
    return Table.of("events", List.copyOf(all));
  }

  @Test
  void componentsAndVariancesAreThoseOfScikitLearn() {
    PrincipalComponents found = PrincipalComponents.of(columns(), ones());
    double[] components = ORACLE.array("components");
    double[] variances = ORACLE.array("variances");
    for (int k = 0; k < WIDTH; k++) {
      assertThat(found.variances()[k]).isCloseTo(variances[k], within(1e-12 * variances[0]));
      for (int j = 0; j < WIDTH; j++) {
        assertThat(found.vectors()[k][j]).isCloseTo(components[k * WIDTH + j], within(1e-11));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void inputsAreThoseOfScikitLearnAndScipy(LinearTransformation.Kind kind) {
    PrincipalComponents found = PrincipalComponents.of(columns(), ones());
    Preprocessing preprocessing = with(found.transformation(kind, List.of(0, 1, 2, 3)));
    float[] inputs = preprocessing.apply(table());
    close(inputs, ORACLE.array(kind.id()));
    // an event by itself has the same bits
    double[] events = ORACLE.array("events");
    for (int i = 0; i < events.length / WIDTH; i++) {
      float[] own = new float[WIDTH];
      preprocessing.applyEvent(Arrays.copyOfRange(events, i * WIDTH, (i + 1) * WIDTH), own);
      assertThat(own).isEqualTo(Arrays.copyOfRange(inputs, i * WIDTH, (i + 1) * WIDTH));
    }
  }

  @Test
  void ofWeightsTheMagnitudesCount() {
    PrincipalComponents found = PrincipalComponents.of(columns(), ORACLE.array("weights"));
    double[] center = ORACLE.array("weighted.center");
    double[] variances = ORACLE.array("weighted.variances");
    for (int k = 0; k < WIDTH; k++) {
      assertThat(found.center()[k]).isCloseTo(center[k], within(1e-13));
      assertThat(found.variances()[k]).isCloseTo(variances[k], within(1e-12 * variances[0]));
    }
    Preprocessing preprocessing =
        with(found.transformation(LinearTransformation.Kind.DECORRELATION, List.of(0, 1, 2, 3)));
    close(preprocessing.apply(table()), ORACLE.array("weighted.decorrelate"));
  }

  @Test
  void theFeaturesOfAGroupMayStandInAnyOrderBesideOthers() {
    double[][] columns = columns();
    PrincipalComponents found =
        PrincipalComponents.of(new double[][] {columns[3], columns[1]}, ones());
    Preprocessing preprocessing =
        with(found.transformation(LinearTransformation.Kind.PCA, List.of(3, 1)));
    float[] inputs = preprocessing.apply(table());
    for (int i = 0; i < columns[0].length; i++) {
      double[] expected = new double[2];
      for (int k = 0; k < 2; k++) {
        expected[k] =
            found.vectors()[k][0] * (columns[3][i] - found.center()[0])
                + found.vectors()[k][1] * (columns[1][i] - found.center()[1]);
      }
      assertThat(inputs[i * WIDTH]).isEqualTo((float) columns[0][i]);
      assertThat(inputs[i * WIDTH + 2]).isEqualTo((float) columns[2][i]);
      assertThat(inputs[i * WIDTH + 3]).isEqualTo((float) expected[0]);
      assertThat(inputs[i * WIDTH + 1]).isEqualTo((float) expected[1]);
    }
    assertThat(preprocessing.inputNames()).containsExactly("a", "pca2(d, b)", "c", "pca1(d, b)");
    assertThat(preprocessing.isComponent(1)).isTrue();
    assertThat(preprocessing.isComponent(2)).isFalse();
    assertThat(preprocessing.toString()).contains("\npca of d, b, with ");
    assertThat(preprocessing)
        .isEqualTo(with(preprocessing.transformations().getFirst()))
        .hasSameHashCodeAs(with(preprocessing.transformations().getFirst()))
        .isNotEqualTo(with(preprocessing.transformations().getFirst(), 0.5))
        .isNotEqualTo(Preprocessing.of(preprocessing.features(), preprocessing.columns()));
    // fewer features, the group whole or not at all
    assertThat(preprocessing.of(new int[] {1, 2, 3}).inputNames())
        .containsExactly("pca2(d, b)", "c", "pca1(d, b)");
    assertThat(preprocessing.of(new int[] {0, 2}).transformations()).isEmpty();
    assertThatThrownBy(() -> preprocessing.of(new int[] {0, 1}))
        .hasMessageContaining("expected all or none");
  }

  /// Of two columns of equal variance both coefficients are equal but for rounding.
  @Test
  void theFirstOfEqualCoefficientsIsPositive() {
    double[][] columns = {{-1, 1, -2, 2, 0.5}, {1, -1, 1.5, -2, -1}};
    for (double[] column : columns) {
      double mean = Arrays.stream(column).average().orElseThrow();
      double width =
          Math.sqrt(
              Arrays.stream(column).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
      for (int i = 0; i < column.length; i++) {
        column[i] = (column[i] - mean) / width;
      }
    }
    PrincipalComponents found = PrincipalComponents.of(columns, new double[] {1, 1, 1, 1, 1});
    for (double[] vector : found.vectors()) {
      assertThat(vector[0]).isCloseTo(Math.sqrt(0.5), within(1e-9));
    }
  }

  @Test
  void aMissingValueCountsAsTheMeanWhereTrainingHadSome() {
    double[][] columns = columns();
    double[] without = columns[1].clone();
    without[0] = Double.NaN;
    PrincipalComponents found =
        PrincipalComponents.of(new double[][] {columns[0], without}, ones());
    double mean = Arrays.stream(columns[1]).skip(1).average().orElseThrow();
    assertThat(found.center()[1]).isCloseTo(mean, within(1e-13));
    double[] filled = columns[1].clone();
    filled[0] = mean;
    PrincipalComponents imputed =
        PrincipalComponents.of(new double[][] {columns[0], filled}, ones());
    assertThat(found.variances()[0]).isCloseTo(imputed.variances()[0], within(1e-12));
    LinearTransformation pca = found.transformation(LinearTransformation.Kind.PCA, List.of(0, 1));
    float[] inputs = new float[WIDTH];
    with(pca, 0, 0.1).applyEvent(new double[] {2, Double.NaN, 3, 4}, inputs);
    assertThat(inputs[0]).isEqualTo((float) (found.vectors()[0][0] * (2 - found.center()[0])));
    assertThat(inputs[3]).isEqualTo(4);
    // a model cannot have learned what it means where none was missing
    with(pca).applyEvent(new double[] {2, Double.NaN, 3, 4}, inputs);
    assertThat(inputs).containsExactly(Float.NaN, Float.NaN, 3, 4);
  }

  @Test
  void aLinearFunctionOfOthersHasNoWidthToDivideBy() {
    double[][] columns = columns();
    double[] sum = new double[columns[0].length];
    Arrays.setAll(sum, i -> columns[0][i] + 2 * columns[1][i]);
    PrincipalComponents found =
        PrincipalComponents.of(new double[][] {columns[0], columns[1], sum}, ones());
    assertThat(found.isDegenerate()).isTrue();
    assertThat(found.variances()[2]).isNotNegative();
    assertThat(found.transformation(LinearTransformation.Kind.PCA, List.of(0, 1, 2)).matrix())
        .hasSize(3);
    assertThatThrownBy(
            () -> found.transformation(LinearTransformation.Kind.WHITENED_PCA, List.of(0, 1, 2)))
        .hasMessageContaining("linear function");
    assertThat(PrincipalComponents.of(columns, ones()).isDegenerate()).isFalse();
    PrincipalComponents nothing =
        PrincipalComponents.of(new double[][] {{Double.NaN}, {1}}, new double[] {1});
    assertThat(nothing.center()).containsExactly(0, 1);
    assertThat(nothing.isDegenerate()).isTrue();
    assertThat(nothing.transformation(LinearTransformation.Kind.PCA, List.of(0, 1)).text(NAMES))
        .isEqualTo("pca of a, b, with 0.00, 0.00 % of the variance");
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    List<Double> two = List.of(1.0, 2.0);
    LinearTransformation.Kind pca = LinearTransformation.Kind.PCA;
    List<List<Double>> matrix = List.of(two, two);
    for (List<Integer> features : List.of(List.of(1), List.of(1, 1), List.of(-1, 1))) {
      assertThatThrownBy(() -> new LinearTransformation(pca, features, two, matrix, two))
          .isInstanceOf(IllegalArgumentException.class);
    }
    List<Integer> features = List.of(0, 1);
    List<Double> nan = List.of(1.0, Double.NaN);
    List<Double> one = List.of(1.0);
    for (Runnable wrong :
        List.<Runnable>of(
            () -> new LinearTransformation(pca, features, nan, matrix, two),
            () -> new LinearTransformation(pca, features, one, matrix, two),
            () -> new LinearTransformation(pca, features, two, List.of(two, nan), two),
            () -> new LinearTransformation(pca, features, two, List.of(two, one), two),
            () -> new LinearTransformation(pca, features, two, List.of(two), two),
            () -> new LinearTransformation(pca, features, two, matrix, one),
            () -> new LinearTransformation(pca, features, two, matrix, List.of(1.0, -1.0)))) {
      assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> with(new LinearTransformation(pca, List.of(0, 9), two, matrix, two)))
        .hasMessageContaining("found index 9");
    LinearTransformation right = new LinearTransformation(pca, features, two, matrix, two);
    assertThatThrownBy(() ->
            Preprocessing.of(
                Features.of("a", "b"),
                List.of(ColumnPreprocessing.NONE, ColumnPreprocessing.NONE),
                List.of(right, right)))
        .hasMessageContaining("found index 0");
    assertThatThrownBy(() ->
            Preprocessing.of(
                Features.of("a", "b"),
                List.of(ColumnPreprocessing.NONE, ColumnPreprocessing.category(List.of("x", "y"))),
                List.of(right)))
        .hasMessageContaining("found index 1");
    assertThat(LinearTransformation.Kind.of("none")).isEmpty();
  }
}
