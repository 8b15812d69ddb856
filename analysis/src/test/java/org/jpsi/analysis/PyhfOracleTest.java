package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// pyhf reads a workspace, and expects at each parameter what the histograms of the ROOT file say.
/// Needs a Python with `oracles/requirements.txt`, named by the environment's `JPSI_PYTHON`;
/// skipped without, but not in CI.
@Tag("oracle")
class PyhfOracleTest {
  @TempDir Path folder;

  private static void close(double[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-9));
    }
  }

  /// What pyhf says of a workspace, and ROOT of the histograms.
  ///
  /// @param expected by parameter and its value; `observed`, `limit`
  /// @param sums of the bins of each histogram
  private record Seen(TreeMap<String, double[]> expected, TreeMap<String, double[]> sums) {
    double[] of(String name) {
      return value(expected, name);
    }

    double[] add(String... names) {
      double[] sum = new double[value(sums, names[0]).length];
      for (String name : names) {
        double[] one = value(sums, name);
        Arrays.setAll(sum, b -> sum[b] + one[b]);
      }
      return sum;
    }
  }

  private Seen seen() throws Exception {
    String python = System.getenv("JPSI_PYTHON");
    assertThat(python).as("JPSI_PYTHON, in CI").isNotNull();
    var lines = new TreeMap<String, double[]>();
    for (String line : python(python, folder.resolve("w.json"))) {
      String[] words = line.split("\t");
      if (words[0].equals("expected")) {
        lines.put(words[1] + " " + words[2], parsed(words[3]));
      } else if (words[0].equals("limit")) {
        lines.put("limit", Arrays.stream(words).skip(1).mapToDouble(Double::valueOf).toArray());
      } else if (words[0].equals("observed") || words[0].equals("errors")) {
        lines.put(words[0], parsed(words[1]));
      }
    }
    var sums = new TreeMap<String, double[]>();
    String name = "";
    for (String line : python(python, folder.resolve("h.root"))) {
      String[] words = line.split("\t");
      if (words[0].equals("root") && words[1].equals("TH1D")) {
        name = words[2];
      } else if (words[0].equals("root sums")) {
        double[] all = parsed(words[1]);
        sums.put(name, Arrays.copyOfRange(all, 1, all.length - 1));
      }
    }
    double[] limit = value(lines, "limit");
    assertThat(limit).hasSize(6);
    // the Asimov data set has no signal: what is observed is the median
    assertThat(limit[0]).isCloseTo(limit[3], within(1e-3 * limit[0]));
    for (int i = 1; i < 5; i++) {
      assertThat(limit[i]).isPositive().isLessThan(limit[i + 1]);
    }
    return new Seen(lines, sums);
  }

  private static void requirePython() {
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(System.getenv("JPSI_PYTHON") != null, "no Python with pyhf: set JPSI_PYTHON");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "folds: {k: 3, by: eventNumber}\n", "folds: 3\n"})
  void pyhfValidatesItExpectsTheTemplatesAndFindsALimit(String folds) throws Exception {
    requirePython();
    TemplateRuns runs = new TemplateRuns(folder);
    Path run = runs.train(TemplateRuns.SAMPLES + TemplateRuns.VARIED + folds);
    var unused = runs.run(run, TemplateRuns.EDGES, false, 0.02, "w.json", "h.root");
    Seen seen = seen();
    assertThat(seen.sums).hasSize(3 + 6 + 2 + 2);
    close(seen.of("jes 0.0"), seen.add("sig", "bkg", "more"));
    close(seen.of("mu 0.0"), seen.add("bkg", "more"));
    close(seen.of("observed"), seen.add("bkg", "more"));
    for (String up : List.of("up", "down")) {
      close(
          seen.of(up.equals("up") ? "jes 1.0" : "jes -1.0"),
          seen.add("sig__jes__" + up, "bkg__jes__" + up, "more__jes__" + up));
      close(
          seen.of(up.equals("up") ? "norm 1.0" : "norm -1.0"),
          seen.add("sig__norm__" + up, "bkg", "more"));
    }
    close(seen.of("shower 1.0"), seen.add("sig", "bkg__shower", "more__shower"));
  }

  @Test
  void pyhfFitsTheChannelsOfSeveralClassesTogether() throws Exception {
    requirePython();
    TemplateRuns runs = new TemplateRuns(folder);
    Path run = runs.trainClasses("variations: {jes: {up: {x: x + 0.25}, down: {x: x - 0.25}}}\n");
    var unused = runs.run(run, "0,0.5,1", List.of("higgs"), false, 0.02, "w.json", "h.root");
    Seen seen = seen();
    assertThat(seen.sums).hasSize(3 * 3 * 3);
    // pyhf has the channels by their names
    for (String varied : List.of("", "__jes__up", "__jes__down")) {
      double[] all =
          Stream.of("higgs__", "qcd__", "top__")
              .flatMapToDouble(channel ->
                  Arrays.stream(
                      seen.add(
                          channel + "qcd" + varied,
                          channel + "top" + varied,
                          channel + "higgs" + varied)))
              .toArray();
      close(
          seen.of("jes " + (varied.isEmpty() ? "0.0" : varied.endsWith("up") ? "1.0" : "-1.0")),
          all);
    }
    close(
        seen.of("mu 0.0"),
        Stream.of("higgs__", "qcd__", "top__")
            .flatMapToDouble(channel -> Arrays.stream(seen.add(channel + "qcd", channel + "top")))
            .toArray());
  }

  private static double[] value(TreeMap<String, double[]> lines, String name) {
    assertThat(lines).containsKey(name);
    return lines.getOrDefault(name, new double[0]);
  }

  private static double[] parsed(String hexes) {
    return Arrays.stream(hexes.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<String> python(String python, Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                python,
                "-W",
                "ignore",
                Toy.repository().resolve("oracles/templates.py").toString(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
