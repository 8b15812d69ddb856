package org.jpsi.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jpsi.core.eval.AdjustedRandIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against scikit-learn (`oracles/learners.py`).
class ClusteringTest {
  @ParameterizedTest
  @CsvSource({"blobs, 4", "dense, 3", "moons, 2"})
  void kMeansFindsTheGroupsThatScikitLearnFinds(String name, int k) {
    Events events = Events.read(name + ".csv");
    Clustering found = KMeans.of(k).fit(events.points());
    assertThat(found.count()).isEqualTo(k);
    assertThat(AdjustedRandIndex.of(found.labels(), events.groups("means"))).isGreaterThan(0.95);
    assertThat(KMeans.of(k).fit(events.points()).labels()).isEqualTo(found.labels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"blobs", "dense", "moons"})
  void hdbscanFindsTheGroupsThatScikitLearnFinds(String name) {
    Events events = Events.read(name + ".csv");
    Clustering found = new Hdbscan(15, 5).fit(events.points());
    assertThat(AdjustedRandIndex.of(found.labels(), events.groups("islands"))).isGreaterThan(0.95);
    assertThat(new Hdbscan(15, 5).fit(events.points()).labels()).isEqualTo(found.labels());
  }

  @Test
  void groupsAreNumberedAsTheyAppearAndNoiseIsLeftOutOfMeans() {
    double[][] points = {{0, 0}, {8, 8}, {2, 0}, {9, 9}};
    Clustering groups = Clustering.of(points, new int[] {7, 3, 7, 0}, 0);
    assertThat(groups.labels()).containsExactly(0, 1, 0, Clustering.NOISE);
    assertThat(groups.centers()).isDeepEqualTo(new double[][] {{1, 0}, {8, 8}});
    assertThat(groups.inertia(points)).isEqualTo(2);
    assertThat(groups.size(Clustering.NOISE)).isEqualTo(1);
  }

  @Test
  void tooFewEventsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KMeans.of(3).fit(new double[2][2]))
        .withMessage("KMeans: expected 3 events or more, found 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hdbscan.of(5).fit(new double[5][2]))
        .withMessage("Hdbscan: expected more than 5 events, found 5");
  }
}
