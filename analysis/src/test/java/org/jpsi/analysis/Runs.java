package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What tests demand of runs.
public final class Runs {
  private Runs() {}

  static JsonNode metrics(Path run) {
    return JsonMapper.shared().readTree(run.resolve("metrics.json"));
  }

  /// One figure, such as `test`, `auc`.
  public static double figure(Path run, String part, String name) {
    JsonNode value = metrics(run).path(part).path(name);
    assertThat(value.isNumber()).as(part + "." + name + " in " + metrics(run)).isTrue();
    return value.asDouble();
  }

  public static Table scores(Path run) {
    Path root = run.resolve("scores.root");
    return Tables.read(Files.exists(root) ? root : run.resolve("scores.csv"), null);
  }

  public static void same(Map<String, byte[]> found, Map<String, byte[]> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    List<String> different = new ArrayList<>();
    expected.forEach((name, bytes) -> {
      if (!Arrays.equals(bytes, found.get(name))) {
        different.add(name);
      }
    });
    assertThat(different).as("files that differ").isEmpty();
  }

  /// Whether the test events' scores are those that `apply` gave to the files, entry by entry.
  ///
  /// @param applied the scores of each input of the analysis, in its order
  public static void sameScores(Path run, List<Path> applied) {
    Table kept = scores(run);
    List<Table> all = applied.stream().map(file -> Tables.read(file, null)).toList();
    List<String> names =
        kept.names().stream()
            .filter(n -> n.startsWith("score") || n.startsWith("prediction"))
            .toList();
    assertThat(names).isNotEmpty();
    assertThat(kept.rows()).isPositive();
    for (String name : names) {
      NumberColumn scores = kept.numbers(name);
      List<String> different = new ArrayList<>();
      for (int i = 0; i < kept.rows(); i++) {
        int input = (int) kept.numbers("input").integer(i, 0);
        int entry = (int) kept.numbers("entry").integer(i, 0);
        // as float32, which is what they are: CSV tells no type
        float again = (float) all.get(input).numbers(name).value(entry);
        if (Float.floatToIntBits(again) != Float.floatToIntBits((float) scores.value(i))) {
          different.add(input + ":" + entry + " " + scores.value(i) + " " + again);
        }
      }
      assertThat(different).as(name).isEmpty();
    }
  }

  /// Trains what a run has written as its analysis again: the scores are the same.
  static void sameScoresAgain(Path run, Path again) {
    TrainService.run(Toy.request(run.resolve("analysis.yaml"), again), ProgressListener.SILENT);
    assertThat(values(scores(again), "score")).isEqualTo(values(scores(run), "score"));
  }

  public static double[] values(Table table, String name) {
    Column column = table.column(name);
    return ((NumberColumn) column).toDoubles();
  }

  /// Neither the run nor its beginning is there.
  static void nothing(Path run) {
    assertThat(run).doesNotExist();
    assertThat(RunFolder.partial(run)).doesNotExist();
  }
}
