package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Runs whose samples are normalized to a luminosity; yields beside those that NumPy computes of
/// the same files, which uproot wrote.
class NormalizationRunTest {
  @TempDir private Path folder;

  private static Path resource(String name) {
    return Path.of(
        Objects.requireNonNull(NormalizationRunTest.class.getResource("normalization/" + name))
            .getPath());
  }

  private static double[] yields(String name) throws IOException {
    for (String line : Files.readAllLines(resource("yields.tsv"))) {
      String[] cells = line.split("\t", -1);
      if (cells[0].equals(name)) {
        return Stream.of(cells).skip(1).mapToDouble(Double::parseDouble).toArray();
      }
    }
    throw new IllegalArgumentException(name);
  }

  private Path analysis(String sumw) {
    Path signal = resource("signal_1.root").resolveSibling("signal_*.root");
    return Toy.analysis(
        folder,
        "samples:\n  - {files: "
            + signal
            + ", tree: Events, class: s, xsec: 0.83 pb, kFactor: 1.1, filterEfficiency: 0.5, sumw: "
            + sumw
            + "}\n  - {files: "
            + resource("background.root")
            + ", tree: Events, class: b, xsec: 2.5 nb, sumw: 12000}\n"
            + "luminosity: 139 /fb\n"
            + "weight: genWeight\n"
            + "select: x > -1\n"
            + "features: [x, y]\n"
            + "signal: s\n"
            + Toy.QUICK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"runs|{tree: Runs, branch: genEventSumw}", "branch|genWeight"})
  void yieldsAreThoseOfAllFilesBeforeTheSelection(String name, String sumw) throws IOException {
    TrainService.TrainResult result =
        TrainService.run(
            Toy.request(analysis(sumw), folder.resolve("run")), ProgressListener.SILENT);
    JsonNode samples = Runs.metrics(result.folder()).get("samples");
    assertThat(samples).hasSize(2);
    same(samples.get(0), "signal_", yields(name));
    same(samples.get(1), "background", yields("number"));
    assertThat(result.comparison())
        .hasSize(3)
        .first()
        .asString()
        .isEqualTo("sample      class  events  selected  sum of weights                  yield");
    assertThat(Files.readString(result.folder().resolve("report.html")))
        .contains(">sum of weights<", ">signal_<", ">expected yield<");
    assertThat(Files.readString(result.folder().resolve("analysis.yaml")))
        .contains("yields: true\nluminosity: \"139 /fb\"\n");
    // the weights of the scores are the normalized ones: their sum over the parts is the yield
    JsonNode metrics = Runs.metrics(result.folder());
    double all = 0;
    for (String part : List.of("train", "validation", "test")) {
      all += metrics.get(part).get("weight").asDouble();
    }
    double expected = yields(name)[3] + yields("number")[3];
    assertThat(all).isCloseTo(expected, within(1e-12 * expected));
  }

  private static void same(JsonNode sample, String name, double[] expected) {
    assertThat(sample.get("sample").asString()).isEqualTo(name);
    List<String> keys = List.of("events", "selected", "sumOfWeights", "yield", "yieldError");
    for (int k = 0; k < keys.size(); k++) {
      assertThat(sample.get(keys.get(k)).asDouble())
          .isCloseTo(expected[k], within(1e-12 * expected[k]));
    }
  }

  @Test
  void aSumThatIsNotPositiveAndABranchThatIsNotThereAreRefused() {
    assertThatThrownBy(() ->
            TrainService.run(
                Toy.request(analysis("y - 9"), folder.resolve("run")), ProgressListener.SILENT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a column y - 9");
    assertThatThrownBy(() ->
            TrainService.run(
                Toy.request(analysis("{tree: Run, branch: n}"), folder.resolve("run")),
                ProgressListener.SILENT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("did you mean Runs");
  }
}
