package org.jpsi.analysis.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.Runs;
import org.jpsi.analysis.Toy;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jpsi compare`: runs side by side on the test events that they share.
class CompareServiceTest {
  private static final String TWO =
      """
      samples: [{files: sig.root, class: sig}, {files: bkg.root, class: bkg}]
      signal: sig
      weight: w
      reference: false
      """;

  @TempDir Path folder;

  private Path run(String name, String yaml, String... settings) {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(400, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(400, 2, 0));
    return Toy.train(Toy.analysis(folder, Toy.QUICK + yaml), folder.resolve(name), settings);
  }

  private static CompareService.CompareResult compare(Optional<Path> page, Path... runs) {
    return CompareService.run(
        new CompareService.CompareRequest(List.of(runs), page, 1), ProgressListener.SILENT);
  }

  private static CompareService.CompareResult compare(Path... runs) {
    return compare(Optional.empty(), runs);
  }

  @Test
  void figuresOfTheRunsAreThoseOfTheirMetricsAndKeysThatDifferAreNamed() throws IOException {
    Path all = run("all", TWO, "features=[x, y]");
    Path one = run("one", TWO, "features=[y]", "training.epochs=3");
    Path page = folder.resolve("page.html");
    CompareService.CompareResult found = compare(Optional.of(page), all, one);
    assertThat(found.notes())
        .containsExactly("170 test events in common, of 170, 170; matched by file and entry");
    assertThat(found.heads()).containsExactly("figure", "all", "one", "one less all");
    String auc = String.format(java.util.Locale.ROOT, "%.2f", Runs.figure(one, "test", "auc"));
    assertThat(found.rows().getFirst().getFirst()).isEqualTo("auc");
    assertThat(found.rows().getFirst().get(2)).startsWith(auc);
    assertThat(found.headlines().getFirst()).startsWith("one is worse than all by its auc: -0.");
    assertThat(found.differences())
        .contains(List.of("training.epochs", "4", "3"))
        .noneMatch(row -> row.getFirst().equals("name") || row.getFirst().startsWith("samples"));
    assertThat(Files.readString(page))
        .contains("Comparison of runs", "ROC of sig", "training.epochs")
        .doesNotContain("could not be drawn");
    assertThat(compare(all, one)).isEqualTo(found);
  }

  @Test
  void onlySharedEventsCount() {
    Path whole = run("whole", TWO, "features=[x]");
    Path cut = run("cut", TWO, "features=[x]", "select=y > 0");
    CompareService.CompareResult found = compare(whole, cut);
    int events = Runs.scores(cut).rows();
    assertThat(events).isLessThan(170);
    assertThat(found.notes().getFirst())
        .isEqualTo(
            events + " test events in common, of 170, " + events + "; matched by file and entry");
    assertThat(found.differences()).contains(List.of("select", "true", "y > 0"));
  }

  @Test
  void runsOfMovedFilesAreMatchedByTheirNames() throws IOException {
    Path here = run("here", TWO, "features=[x]");
    Path away = Files.createDirectories(folder.resolve("away"));
    for (String name : List.of("sig.root", "bkg.root", "toy.yaml")) {
      Files.copy(folder.resolve(name), away.resolve(name));
    }
    Path there = Toy.train(away.resolve("toy.yaml"), folder.resolve("there"), "features=[x, y]");
    assertThat(compare(here, there).notes().getFirst())
        .endsWith("matched by name of the file and entry, since the paths differ");
  }

  @Test
  void regressionsAndClassesAreCompared() {
    String target =
        "samples: [{files: [sig.root, bkg.root]}]\ntarget: {name: weight, is: target}\n"
            + "reference: false\n";
    Path both = run("both", target, "features=[x, y]");
    Path half = run("half", target, "features=[x]", "weight=abs(w)");
    CompareService.CompareResult found = compare(both, half);
    assertThat(found.rows().stream().map(List::getFirst)).containsExactly("rmse", "mae", "bias");
    assertThat(found.notes().get(1))
        .matches("\\d+ events have other weights in half; those of both are taken");
    Path classes = run("classes", TWO, "features=[x]");
    assertThatThrownBy(() -> compare(both, classes))
        .hasMessageContaining("a regression of weight")
        .hasMessageContaining("found sig against the rest");
  }

  @Test
  void whatIsNoRunOrSharesNothingIsRefused() {
    Path run = run("run", TWO, "features=[x]");
    assertThatThrownBy(() -> compare(run, folder.resolve("nothing")))
        .hasMessageContaining("expected a run folder, with model.safetensors, found no folder");
    assertThatThrownBy(() -> compare(run))
        .hasMessageContaining("expected two runs or more, found 1");
    Toy.write(folder.resolve("new.root"), "t", Toy.events(400, 3, 1));
    Toy.write(folder.resolve("rest.root"), "t", Toy.events(400, 4, 0));
    Path other =
        run(
            "other",
            TWO.replace("sig.root", "new.root").replace("bkg.root", "rest.root"),
            "features=[x]");
    assertThatThrownBy(() -> compare(run, other))
        .hasMessageContaining("expected test events that " + run + " has too, found none");
  }

  @Test
  void aSharedEventOfAnotherClassIsRefused() {
    Path run = run("run", TWO, "features=[x]");
    Path other = run("swapped", TWO, "features=[x]");
    Path scores = other.resolve("scores.root");
    Table table = Tables.read(scores, null);
    double[] turned = table.numbers("label").toDoubles();
    turned[0] = 1 - turned[0];
    Toy.write(scores, "scores", Toy.with(table, NumberColumn.of("label", "", turned)));
    assertThatThrownBy(() -> compare(run, other)).hasMessageContaining("found 1 of 170 of another");
    turned[0] = 7;
    Toy.write(scores, "scores", Toy.with(table, NumberColumn.of("label", "", turned)));
    assertThatThrownBy(() -> compare(run, other))
        .hasMessageContaining("expected labels from 0 to 1, found 7.0");
  }
}
