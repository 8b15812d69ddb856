package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Flat columns of a tree that has jagged ones too are trained on and scored; jagged ones are left
/// out and told, or refused where one value is asked for. The file is ROOT's: see
/// `oracles/jagged.py`.
class JaggedColumnsTest {
  @TempDir Path folder;

  private Path jets() {
    try {
      return Path.of(
          Objects.requireNonNull(JaggedColumnsTest.class.getResource("jets.root")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path run(String more) {
    Path analysis =
        Toy.analysis(
            folder,
            Toy.QUICK
                + "samples:\n  - {files: \"%s\", tree: signal, class: signal}\n".formatted(jets())
                + "  - {files: \"%s\", tree: background, class: background}\n".formatted(jets())
                + more);
    return Toy.train(analysis, folder.resolve("run"));
  }

  @Test
  void allFeaturesAreTheFlatOnesAndTheOthersAreNamed() throws IOException {
    Path run = run("features: all\n");
    assertThat(ModelFile.read(run.resolve("model.safetensors")).columns())
        .extracting(InputColumn::name)
        .containsExactly("pt", "eta", "nJet");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("jagged columns are no features by themselves")
        .contains(": Jet_pt, triggers");
    long scored =
        ApplyService.run(
            new ApplyService.ApplyRequest(
                run, List.of(jets()), "signal", folder.resolve("scores.root"), 1, true),
            ProgressListener.SILENT);
    assertThat(scored).isEqualTo(150);
  }

  @Test
  void aJaggedColumnIsNoFeatureAndNoSpectator() {
    assertThatThrownBy(() -> run("features: [pt, Jet_pt]\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected one value per event, found a varying number of them");
    assertThatThrownBy(() -> run("spectators: [Jet_pt]\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "expected one value, or a fixed number of them, in the spectator Jet_pt, found a"
                + " varying number of them (jagged), float32[]");
    assertThatThrownBy(() -> run("select: Jet_pt > 30\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("jagged");
  }
}
