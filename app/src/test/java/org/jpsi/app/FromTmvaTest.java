package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All that docs/from-tmva.md says on our side is trained with.
@Isolated
class FromTmvaTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern KEY = Pattern.compile("\\A([A-Za-z]+): .*");
  private static final String KEYS = "| TMVA | Jpsi | remark |";
  private static final String FIGURES = "| TMVAGui | in the report |";

  private static final Map<String, String> CLASSES =
      Map.of(
          "samples",
          "samples: [{files: sig.root, class: signal}, {files: bkg.root, class: background}]",
          "features",
          "features: [var1, var2, var3]",
          "network",
          "network: {layers: [8]}");
  private static final Map<String, String> NUMBERS =
      Map.of(
          "samples",
          "samples: [{files: reg.root}]",
          "target",
          "target: fvalue",
          "features",
          "features: [var1, var2]");

  @TempDir private static Path folder;

  @BeforeAll
  static void events() {
    PageData.tmva(folder);
  }

  /// The rows below a header, by the heading above them: what stands in the second column.
  private static List<String> cells(String header) throws IOException {
    List<String> cells = new ArrayList<>();
    boolean below = false;
    String heading = "";
    for (String line : Walkthrough.page("docs/from-tmva.md").lines().toList()) {
      heading = line.startsWith("##") ? line : heading;
      if (line.equals(header)) {
        below = true;
      } else if (!line.startsWith("|")) {
        below = false;
      } else if (below && !line.startsWith("|---")) {
        cells.add(heading + ": " + line.split(" ?(?<!\\\\)\\| ?", -1)[2]);
      }
    }
    return cells;
  }

  static Stream<String> rows() throws IOException {
    List<String> rows = cells(KEYS);
    assertThat(rows).hasSizeGreaterThan(35);
    return rows.stream();
  }

  private static List<String> code(String cell) {
    return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyKeyOnOurSideIsTrainedWith(String row) throws Exception {
    Map<String, String> keys = new LinkedHashMap<>(row.contains("Regression") ? NUMBERS : CLASSES);
    List<String> code = code(row);
    assertThat(code).isNotEmpty();
    for (String line : code) {
      var key = KEY.matcher(line);
      assertThat(key.matches()).as(line).isTrue();
      keys.put(key.group(1), line);
    }
    Path run = folder.resolve("run");
    Path file =
        Files.writeString(folder.resolve("row.yaml"), String.join("\n", keys.values()) + "\n");
    List<String> words =
        new ArrayList<>(List.of("train", file.toString(), "--out", run.toString(), "--force"));
    List<String> settings = row.contains("epochs") ? List.of() : List.of("training.epochs=1");
    settings.forEach(setting -> words.add("--set=" + setting));
    Session trained = Session.of(words.toArray(String[]::new));
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(trained.err()).doesNotContain("is called");
    // the run did what the row asks for; what is not asked for may have been found in the data
    AnalysisFile ran = AnalysisReader.read(run.resolve("analysis.yaml"), List.of()).analysis();
    AnalysisFile asked = AnalysisReader.read(file, settings).analysis();
    assertThat(asked)
        .usingRecursiveComparison()
        .ignoringActualEmptyOptionalFields()
        // a budget is written as the numbers that it chose
        .ignoringFields("samples", "training.budget")
        .isEqualTo(ran);
    assertThat(ran.samples()).hasSameSizeAs(asked.samples());
    assertThat(run.resolve("model.safetensors")).isNotEmptyFile();
  }

  @Test
  void thePageIsFollowedFromTheFirstLineToTheLast() throws Exception {
    Walkthrough reader = new Walkthrough(folder);
    List<String> said = reader.follow(Walkthrough.page("docs/from-tmva.md"));
    assertThat(said.getFirst()).contains("network", "boosted-trees", "AUC");
    assertThat(said.getLast()).matches("score 0\\.\\d+\n");
    assertThat(reader.read("runs/multiclass/metrics.json")).contains("\"bg1\"", "\"accuracy\"");
    assertThat(reader.read("runs/regression/metrics.json")).contains("\"rmse_ratio\"");
    String report = reader.read("runs/search/report.html");
    List<String> figures = cells(FIGURES).stream().flatMap(cell -> code(cell).stream()).toList();
    assertThat(figures)
        .hasSizeGreaterThan(6)
        .allSatisfy(figure -> assertThat(report).contains(figure));
  }

  @Test
  void whatIsSaidToBeMissingIsRefused() throws Exception {
    for (String missing :
        List.of("model: svm", "split: {folds: 5}", "training: {optimizer: adadelta}")) {
      Path file =
          Files.writeString(
              folder.resolve("missing.yaml"), CLASSES.get("samples") + "\n" + missing + "\n");
      Session refused = Session.of("train", file.toString());
      assertThat(refused.status()).as(missing).isEqualTo(Main.WRONG_INPUT);
    }
  }
}
