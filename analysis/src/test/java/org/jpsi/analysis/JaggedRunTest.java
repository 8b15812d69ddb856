package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Runs on a tree with jets: selections, features, codes and variations of jagged columns.
class JaggedRunTest {
  private static final String EVENTS =
      """
      samples: [{files: nano.root}]
      label: process
      signal: 1
      missing: {Jet_btag: -999}
      """;
  private static final String SMALL =
      """
      network: {layers: [8], encoding: tabular}
      training: {epochs: 8, batch: 64}
      reference: false
      """;

  @TempDir private Path dir;

  @BeforeEach
  void copy() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("nano.root")) {
      Files.write(dir.resolve("nano.root"), Objects.requireNonNull(in).readAllBytes());
    }
  }

  private Path train(String name, String keys) throws IOException {
    Path file = dir.resolve(name + ".yaml");
    Files.writeString(file, EVENTS + keys + SMALL);
    Path out = dir.resolve(name);
    TrainService.run(
        new TrainService.TrainRequest(file, List.of(), out, null, 1, true),
        ProgressListener.SILENT);
    return out;
  }

  @Test
  void jetsAreSelectedScoredAndVaried() throws IOException {
    Path run =
        train(
            "jets",
            """
            select: count(Jet_pt > 30) >= 1 && length(Jet_pt) > 1
            features: ["first(Jet_pt, 3)", {name: btag, is: "max(Jet_btag[Jet_pt > 25])"}, "sum(Jet_pt)",
              {name: mjj, is: "mass(Jet_pt[0], Jet_eta[0], Jet_phi[0], Jet_mass[0], Jet_pt[1], Jet_eta[1], Jet_phi[1], Jet_mass[1])"}, MET]
            variations: {jes: {up: {Jet_pt: Jet_pt * 1.05}, down: {Jet_pt: Jet_pt * 0.95}}}
            """);
    assertThat(Runs.figure(run, "test", "auc")).isBetween(0.6, 0.95);
    assertThat(Files.readString(run.resolve("analysis.yaml")))
        .contains("{name: Jet_pt_0, is: \"Jet_pt[0]\"}")
        .contains("{name: Jet_pt_2, is: \"Jet_pt[2]\"}");
    Model model = ModelFile.read(run.resolve("model.safetensors"));
    assertThat(model.columns())
        .contains(new InputColumn("Jet_pt", false, 1, "", List.of(), 1))
        .contains(new InputColumn("Jet_btag", false, 1, "", List.of(-999.0), 1));
    Path scores = dir.resolve("scores.root");
    ApplyService.run(
        new ApplyService.ApplyRequest(
            run, List.of(dir.resolve("nano.root")), null, scores, 1, false),
        ProgressListener.SILENT);
    Runs.sameScores(run, List.of(scores));
    JsonNode jes = Runs.metrics(run).path("systematics").path("jes:up");
    assertThat(jes.isMissingNode()).as(Runs.metrics(run).propertyNames().toString()).isFalse();
  }

  @Test
  void foldsTakeJetsToo() throws IOException {
    Path run =
        train("folds", "features: [\"first(Jet_pt, 2, 0)\", MET]\nfolds: {k: 3, by: event}\n");
    assertThat(Runs.scores(run).rows()).isEqualTo(900);
    Path scores = dir.resolve("scores.csv");
    ApplyService.run(
        new ApplyService.ApplyRequest(
            run, List.of(dir.resolve("nano.root")), null, scores, 1, false),
        ProgressListener.SILENT);
    Runs.sameScores(run, List.of(scores));
  }

  @Test
  void mistakesWithJetsAreExplained() {
    assertThatThrownBy(() -> train("wrong", "features: [Jet_pt, MET]\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected one value per event")
        .hasMessageContaining("say x[0], sum(x)");
    assertThatThrownBy(() -> train("wrong", "features: [MET]\nselect: Jet_pt > 30\n"))
        .hasMessageContaining("say any(...), all(...) or count(...)");
    assertThatThrownBy(() -> train("wrong", "features: [MET]\nspectators: [Jet_pt]\n"))
        .hasMessageContaining("in the spectator Jet_pt");
    assertThatThrownBy(() -> train("wrong", "features: [MET]\nselect: max(Jet_btag) > -999\n"))
        .hasMessageContaining("isnan");
    assertThatThrownBy(() ->
            AnalysisReader.parse(
                "a.yaml", EVENTS + "features: [\"first(Jet_pt, many)\"]\n", dir, List.of()))
        .hasMessageContaining("a number of items from 1 to 1000");
  }

  @Test
  void aCodeAmongItemsIsPassedOver() throws IOException {
    // a tenth of the jets has the code -999, so that many events would fail
    Path run =
        train(
            "codes",
            """
            select: min(Jet_btag) > -1 || isnan(min(Jet_btag))
            features: [{name: low, is: "min(Jet_btag)"}, MET]
            folds: {k: 3, by: event}
            """);
    assertThat(Runs.scores(run).rows()).isEqualTo(900);
  }
}
