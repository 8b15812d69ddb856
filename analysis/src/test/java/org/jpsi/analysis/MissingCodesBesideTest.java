package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Codes of missing values (`missing`) in measured data and in variations: they are NaN there as in
/// the samples.
class MissingCodesBesideTest {
  private static final double CODE = -999;
  private static final int N = 1200;

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  /// Events of which many have no x.
  private static Table events(long seed, double code) {
    Rng rng = Rng.of(seed);
    double[] x = new double[N];
    double[] y = new double[N];
    int[] signal = new int[N];
    long[] number = new long[N];
    for (int i = 0; i < N; i++) {
      signal[i] = i % 2;
      boolean missing = rng.uniform(i) < (signal[i] == 1 ? 0.3 : 0.1);
      x[i] = missing ? code : rng.child("x").normal(i) + signal[i];
      y[i] = rng.child("y").normal(i) - 0.5 * signal[i];
      number[i] = N * seed + i;
    }
    return Table.of(
        "events",
        List.of(
            NumberColumn.of("x", "", x),
            NumberColumn.of("y", "", y),
            NumberColumn.of("s", "", signal),
            NumberColumn.of("eventNumber", "", number)));
  }

  private JsonNode run(double code, String name, String more) {
    said.clear();
    Toy.write(folder.resolve("events.root"), "t", events(1, code));
    Toy.write(folder.resolve("data.root"), "t", Toy.without(events(2, code), "s"));
    Table other = events(1, code);
    double[] y = Arrays.stream(Runs.values(other, "y")).map(v -> v + 0.2).toArray();
    Toy.write(folder.resolve("other.root"), "t", Toy.with(other, NumberColumn.of("y", "", y)));
    Path analysis =
        Toy.analysis(
            folder,
            """
            samples: [events.root]
            label: s
            signal: 1
            features: [x, y, {name: sum, is: "x + y"}]
            model: {boosted-trees: {rounds: 30}}
            reference: false
            data: {files: data.root, blind: none, classifier: true}
            """
                + more
                + (Double.isNaN(code) ? "" : "missing: {x: -999}\n"));
    Path run =
        TrainService.run(Toy.request(analysis, folder.resolve(name)), Toy.noting(said)).folder();
    assertThat(said).noneMatch(note -> note.contains("could not") || note.contains("not compared"));
    return Runs.metrics(run);
  }

  private static final String VARIATIONS =
      """
      variations:
        jes: {up: {x: "1.1 * x"}, down: {x: "0.9 * x"}}
        filled: {up: {x: "DefaultValueFor(x, 0)"}}
      """;

  /// The same as where the files have NaN.
  @ParameterizedTest
  @ValueSource(
      strings = {
        VARIATIONS,
        "select: \"isnan(x) || x > -1\"\n" + VARIATIONS,
        "folds: {k: 3, by: eventNumber}\n" + VARIATIONS,
        "split: {by: eventNumber}\nvariations: {other: {files: other.root}}\n"
      })
  void codesAreMissingInDataAndVariations(String more) {
    JsonNode coded = run(CODE, "coded", more);
    JsonNode missing = run(Double.NaN, "missing", more);
    assertThat(coded.get("data")).isEqualTo(missing.get("data"));
    assertThat(coded.get("systematics")).isEqualTo(missing.get("systematics"));
    assertThat(coded.get("data").get("events").asInt()).isBetween(N / 2, N);
    assertThat(coded.get("data").get("classifier").get("importances")).hasSize(3);
    coded
        .get("systematics")
        .forEach(each -> assertThat(each.get("unchanged").asBoolean()).isFalse());
    assertThat(coded.get("systematics")).isNotEmpty();
  }

  @Test
  void aComparisonWithTheCodeIsRefusedThereToo() {
    assertThatThrownBy(
            () -> run(CODE, "run", "variations: {a: {weight: {up: \"x == -999 ? 1 : 2\"}}}\n"))
        .hasMessageContaining("variations.a.weight.up")
        .hasMessageContaining("isnan(");
    assertThatThrownBy(() -> run(CODE, "run", "variations: {a: {up: {y: \"x > -999 ? y : 0\"}}}\n"))
        .hasMessageContaining("variations.a.up.y")
        .hasMessageContaining("isnan(");
  }
}
