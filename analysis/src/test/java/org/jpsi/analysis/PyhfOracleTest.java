package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void pyhfValidatesItExpectsTheTemplatesAndFindsALimit() throws Exception {
    String python = System.getenv("JPSI_PYTHON");
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(python != null, "no Python with pyhf: set JPSI_PYTHON");
    }
    assertThat(python).as("JPSI_PYTHON, in CI").isNotNull();
    TemplateRuns runs = new TemplateRuns(folder);
    Path run = runs.train(TemplateRuns.SAMPLES + TemplateRuns.VARIED);
    var unused = runs.run(run, TemplateRuns.EDGES, false, 0.02, "w.json", "h.root");
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
        sums.put(name, Arrays.copyOfRange(parsed(words[1]), 1, 4));
      }
    }
    assertThat(sums).hasSize(3 + 6 + 2 + 2);
    double[] nominal = add(sums, "sig", "bkg", "more");
    close(value(lines, "jes 0.0"), nominal);
    close(value(lines, "mu 0.0"), add(sums, "bkg", "more"));
    close(value(lines, "observed"), add(sums, "bkg", "more"));
    for (String up : List.of("up", "down")) {
      close(
          value(lines, up.equals("up") ? "jes 1.0" : "jes -1.0"),
          add(sums, "sig__jes__" + up, "bkg__jes__" + up, "more__jes__" + up));
      close(
          value(lines, up.equals("up") ? "norm 1.0" : "norm -1.0"),
          add(sums, "sig__norm__" + up, "bkg", "more"));
    }
    close(value(lines, "shower 1.0"), add(sums, "sig", "bkg__shower", "more__shower"));
    double[] limit = value(lines, "limit");
    assertThat(limit).hasSize(6);
    // the Asimov data set has no signal: what is observed is the median
    assertThat(limit[0]).isCloseTo(limit[3], within(1e-3 * limit[0]));
    for (int i = 1; i < 5; i++) {
      assertThat(limit[i]).isPositive().isLessThan(limit[i + 1]);
    }
  }

  private static double[] value(TreeMap<String, double[]> lines, String name) {
    assertThat(lines).containsKey(name);
    return lines.getOrDefault(name, new double[0]);
  }

  private static double[] parsed(String hexes) {
    return Arrays.stream(hexes.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static double[] add(TreeMap<String, double[]> sums, String... names) {
    double[] sum = new double[3];
    for (String name : names) {
      double[] one = value(sums, name);
      Arrays.setAll(sum, b -> sum[b] + one[b]);
    }
    return sum;
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
