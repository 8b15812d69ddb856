package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Examples of the README and of the pages it leads to work, from the first line to the last.
@Isolated
class ReadmeTest {
  @TempDir private Path folder;

  @BeforeEach
  void events() throws Exception {
    PageData.higgs(folder, true);
  }

  @Test
  void theReadmeLeadsEachReaderToASuccess() throws Exception {
    Walkthrough reader = new Walkthrough(folder);
    List<String> said = reader.follow(Walkthrough.page("README.md"));
    assertThat(said).anySatisfy(s -> assertThat(s).contains("data.root", "100 events"));
    assertThat(said.getLast()).matches("0\\.\\d+\n");
    assertThat(folder.resolve("scores.root")).isRegularFile();
    assertThat(reader.read("perceptron.html")).contains("<svg ");
    assertThat(reader.read("runs/search/report.html")).contains("Signal efficiency");
  }

  @ParameterizedTest
  @ValueSource(strings = {"For a student", "For an analyst", "For a Java engineer"})
  void noReaderNeedsMoreThanFiveLines(String who) throws Exception {
    String section = Walkthrough.page("README.md").split("\n## " + who + "\n", -1)[1];
    List<String> lines =
        Walkthrough.blocks(section.split("\n## ", -1)[0]).stream()
            .flatMap(block -> block.text().lines())
            .filter(line -> !line.startsWith("# "))
            .toList();
    assertThat(lines).hasSizeBetween(1, 5);
  }

  @Test
  void theReadmeIsShort() throws Exception {
    assertThat(Walkthrough.page("README.md").lines()).hasSizeLessThanOrEqualTo(120);
  }

  @Test
  void anAnalysisIsWritten() throws Exception {
    PageData.higgs(folder, false); // trees refuse negative weights
    List<String> said = new Walkthrough(folder).follow(Walkthrough.page("docs/analysis.md"));
    assertThat(said).anySatisfy(s -> assertThat(s).contains("RMSE"));
    assertThat(said).anySatisfy(s -> assertThat(s).contains("boosted-trees"));
  }

  @Test
  void scoresAreWrittenAndAskedForFromJava() throws Exception {
    Walkthrough reader = new Walkthrough(folder);
    reader.keep("# search.yaml\n" + ANALYSIS);
    List<String> said = reader.follow(Walkthrough.page("docs/apply.md"));
    assertThat(said.get(said.size() - 2).lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).matches("event [01]: 0\\.\\d+"));
    assertThat(said.getLast()).matches("score 0\\.\\d+\n");
    assertThat(reader.read("scores.csv")).startsWith("score,selected\n").hasLineCount(101);
  }

  @Test
  void eventsAreConverted() throws Exception {
    Walkthrough reader = new Walkthrough(folder);
    List<String> said = reader.follow(Walkthrough.page("docs/convert.md"));
    assertThat(said).hasSize(3).allSatisfy(s -> assertThat(s).contains(" events of "));
    assertThat(reader.read("signal.csv").lines().findFirst().orElseThrow()).contains("m_bb");
  }

  @Test
  void aRunIsTrainedTwiceAndLookedAt() throws Exception {
    Walkthrough reader = new Walkthrough(folder);
    reader.keep("# search.yaml\n" + ANALYSIS);
    reader.follow(Walkthrough.page("docs/run.md"));
    Path run = folder.resolve("runs/quick");
    assertThat(run.resolve("plots")).isNotEmptyDirectory();
    for (String file :
        List.of(
            "report.html",
            "model.safetensors",
            "metrics.json",
            "history.csv",
            "scores.root",
            "analysis.yaml")) {
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
    assertThat(reader.read("runs/quick/history.csv")).hasLineCount(6);
  }

  private static final String ANALYSIS =
      """
      samples: [{files: signal.root, class: signal}, {files: background.root, class: background}]
      features: [m_bb, m_wbb, m_wwbb]
      select: m_bb > 1
      weight: weight
      """;
}
