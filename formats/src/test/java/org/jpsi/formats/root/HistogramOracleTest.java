package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jpsi.formats.Fixtures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Histograms that we wrote, read by uproot and by ROOT. Needs a Python with
/// `oracles/requirements.txt`, named by the environment's `JPSI_PYTHON`; skipped without, but not
/// in CI.
class HistogramOracleTest {
  @TempDir Path folder;

  private static final List<RootHistogram> HISTOGRAMS =
      List.of(
          new RootHistogram(
              "equal",
              "signal, as it is",
              "score",
              new double[] {0, 0.25, 0.5, 0.75, 1},
              new double[] {0, 1.5, -2.25, 1e-300, 0.1, 0},
              new double[] {0, 1, 3, 0, 0.01, 0},
              7),
          new RootHistogram(
              "of_two_widths",
              "caf\u00e9",
              "",
              new double[] {-1, 0.1, 3},
              new double[] {0.5, 2, 3, 7},
              new double[] {0.25, 4.25, 9, 49},
              5),
          new RootHistogram("one", "", "x", new double[] {0, 1}, new double[3], new double[3], 0));

  @Test
  @Tag("oracle")
  void uprootAndRootReadEveryNumberToTheBit() throws Exception {
    String python = System.getenv("JPSI_PYTHON");
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(python != null, "no Python with ROOT and uproot: set JPSI_PYTHON");
    }
    assertThat(python).as("JPSI_PYTHON, in CI").isNotNull();
    Path file = folder.resolve("h.root");
    RootHistogram.write(file, HISTOGRAMS);
    Process process =
        new ProcessBuilder(
                python,
                Fixtures.repository().resolve("oracles/templates.py").toString(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain("Error in <", "Warning in <");
    List<String> lines = output.lines().toList();
    for (RootHistogram h : HISTOGRAMS) {
      for (String reader : List.of("uproot", "root")) {
        assertThat(lines)
            .containsSubsequence(
                String.join("\t", reader, "TH1D", h.name(), h.title(), h.axis(), "" + h.entries()),
                reader + " edges\t" + hexes(h.edges()),
                reader + " sums\t" + hexes(h.sums()),
                reader + " squares\t" + hexes(h.squares()));
      }
    }
    List<String[]> means =
        lines.stream()
            .filter(line -> line.startsWith("root mean"))
            .map(line -> line.split("\t"))
            .toList();
    assertThat(means).hasSize(3);
    for (String[] mean : means) {
      for (int i = 1; i <= 2; i++) {
        assertThat(Double.parseDouble(mean[i]))
            .isCloseTo(Double.parseDouble(mean[i + 2]), within(1e-12));
      }
    }
    assertThat(lines).contains("root integral\t5.0\t10.0\t" + Math.sqrt(2));
  }

  // As Python writes them.
  private static String hexes(double[] values) {
    return Arrays.stream(values)
        .mapToObj(HistogramOracleTest::hex)
        .collect(Collectors.joining(" "));
  }

  private static String hex(double value) {
    if (value == 0) {
      return "0x0.0p+0";
    }
    String java = Double.toHexString(value);
    int point = java.indexOf('.');
    int power = java.indexOf('p');
    String digits = java.substring(point + 1, power);
    String padded = digits + "0".repeat(13 - digits.length());
    String exponent = java.substring(power + 1);
    return java.substring(0, point + 1)
        + padded
        + "p"
        + (exponent.startsWith("-") ? "" : "+")
        + exponent;
  }

  /// The record of a histogram that ROOT filled is ours, byte by byte, but for what ROOT knows of
  /// the events and for the bits of objects in memory.
  @Test
  void theRecordIsThatOfRoot() {
    Path ours = folder.resolve("h.root");
    RootHistogram.write(
        ours,
        List.of(
            new RootHistogram(
                "h",
                "a title",
                "",
                new double[] {0, 0.25, 1},
                new double[] {0.5, 1.5, 3, 7},
                new double[] {0.25, 4.25, 9, 49},
                5)));
    byte[] root = record(Fixtures.file("root/histogram.root"));
    byte[] own = record(ours);
    assertThat(own).hasSameSizeAs(root);
    List<Integer> different =
        IntStream.range(0, own.length).filter(i -> own[i] != root[i]).boxed().toList();
    // bits of the histogram and its axes; sums of w x and w x^2; bits of the list of functions
    assertThat(different)
        .isSubsetOf(
            IntStream.concat(
                    IntStream.of(24, 27, 96, 233, 346, 562, 563), IntStream.range(469, 485))
                .boxed()
                .toList());
  }

  private static byte[] record(Path path) {
    try (RootFile file = RootFile.open(path)) {
      Key key = Objects.requireNonNull(file.keys().get("h"));
      RootInput in = file.object(key, MetadataBudget.of("a test", file.size()), "a histogram");
      byte[] bytes = new byte[in.remaining()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) in.u8();
      }
      return bytes;
    }
  }

  @Test
  void theSameHistogramsGiveTheSameBytesAndNoTrees() throws IOException {
    Path one = folder.resolve("one.root");
    Path two = folder.resolve("two.root");
    RootHistogram.write(one, HISTOGRAMS);
    RootHistogram.write(two, HISTOGRAMS);
    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
    try (RootFile file = RootFile.open(one)) {
      assertThat(file.keys().keySet()).containsExactly("equal", "of_two_widths", "one");
      assertThat(file.keys().values()).allMatch(key -> key.className().equals("TH1D"));
    }
    assertThat(new RootFormat().trees(one)).isEmpty();
  }

  @Test
  void whatIsNoHistogramIsRefused() {
    double[] three = new double[3];
    assertThatThrownBy(() -> new RootHistogram("h", "", "", new double[1], three, three, 0))
        .hasMessageContaining("1 edges, 3 sums");
    for (double[] edges : new double[][] {{1, 1}, {0, Double.NaN}, {2, 1}}) {
      assertThatThrownBy(() -> new RootHistogram("h", "", "", edges, three, three, 0))
          .hasMessageContaining("edge");
    }
    RootHistogram one = HISTOGRAMS.getLast();
    assertThatThrownBy(() -> RootHistogram.write(folder.resolve("h.root"), List.of(one, one)))
        .hasMessageContaining("two histograms of the name one");
    assertThat(folder.resolve("h.root")).doesNotExist();
  }
}
