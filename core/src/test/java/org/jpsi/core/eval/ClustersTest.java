package org.jpsi.core.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Adjusted Rand index and silhouette against scikit-learn (`oracles/learners.py`).
class ClustersTest {
  private static final List<double[]> ROWS = rows();

  private static List<double[]> rows() {
    try (InputStream csv = ClustersTest.class.getResourceAsStream("clusters.csv")) {
      String text = new String(Objects.requireNonNull(csv).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .skip(1)
          .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static int[] groups(int column) {
    return ROWS.stream().mapToInt(row -> (int) row[column]).toArray();
  }

  @Test
  void divisionsAgreeAsTheAdjustedRandIndexOfScikitLearnSays() {
    int[] a = groups(2);
    assertThat(AdjustedRandIndex.of(a, groups(3))).isCloseTo(0.001181558671640761, within(1e-12));
    assertThat(AdjustedRandIndex.of(a, groups(4))).isCloseTo(0.3580755822750024, within(1e-12));
    assertThat(AdjustedRandIndex.of(groups(4), a)).isEqualTo(AdjustedRandIndex.of(a, groups(4)));
    int[] renamed = Arrays.stream(a).map(g -> -7 * g).toArray();
    assertThat(AdjustedRandIndex.of(a, renamed)).isEqualTo(1);
    assertThat(AdjustedRandIndex.of(new int[] {1, 1}, new int[] {0, 0})).isEqualTo(1);
  }

  @Test
  void eventsLieInTheirGroupsAsTheSilhouetteOfScikitLearnSays() {
    double[][] points = ROWS.stream().map(r -> new double[] {r[0], r[1]}).toArray(double[][]::new);
    Silhouette silhouette = Silhouette.of(points, groups(4));
    double mean = 0;
    for (int i = 0; i < points.length; i++) {
      assertThat(silhouette.values()[i]).isCloseTo(ROWS.get(i)[5], within(1e-8));
      mean += ROWS.get(i)[5] / points.length;
    }
    assertThat(silhouette.mean()).isCloseTo(mean, within(1e-8));
  }

  @Test
  void oneGroupHasNoSilhouette() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Silhouette.of(new double[2][2], new int[2]))
        .withMessage("Silhouette: expected two clusters or more");
  }
}
