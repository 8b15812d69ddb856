package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jpsi.Analysis;
import org.jpsi.Run;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.Events;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model knows members of objects by their full paths, however the analysis named them, and takes
/// no other object's for them. The files are ROOT's: see `oracles/members.py`.
class MemberPathsTest {
  @TempDir Path folder;

  private Path leptons() {
    try {
      return Path.of(
          Objects.requireNonNull(MemberPathsTest.class.getResource("leptons.root")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path analysis(String signal, String background, String more) {
    return Toy.analysis(
        folder,
        Toy.QUICK
            + "samples:\n  - {files: \"%s\", tree: %s_signal, class: signal}\n"
                .formatted(leptons(), signal)
            + "  - {files: \"%s\", tree: %s_background, class: background}\n"
                .formatted(leptons(), background)
            + more);
  }

  private Model trained(String features) {
    Path run = Toy.train(analysis("mu", "dotted", features), folder.resolve("run"));
    return ModelFile.read(run.resolve("model.safetensors"));
  }

  private static List<String> columns(Model model) {
    return model.columns().stream().map(InputColumn::name).toList();
  }

  private long apply(String tree) {
    Path out = folder.resolve(tree + ".root");
    return ApplyService.run(
        new ApplyService.ApplyRequest(
            folder.resolve("run"), List.of(leptons()), tree, out, 1, true),
        ProgressListener.SILENT);
  }

  @Test
  void aModelOfAMemberNeverScoresAnotherObjectsMember() {
    assertThat(columns(trained("features: [mu.pt, mu.eta]"))).containsExactly("mu.pt", "mu.eta");
    assertThat(apply("mu_background")).isEqualTo(150);
    assertThat(apply("dotted_signal")).as("mu. has the members of mu").isEqualTo(150);
    for (String other : List.of("el_signal", "flat_signal")) {
      assertThatThrownBy(() -> apply(other))
          .as(other)
          .isInstanceOf(InputException.class)
          .hasMessageContaining(
              leptons() + ":" + other + "] expected columns mu.pt, mu.eta, found 2 others");
    }
  }

  @Test
  void aModelOfABranchNeverScoresAMember() {
    Toy.train(analysis("flat", "flat", "features: [pt, eta]"), folder.resolve("run"));
    assertThat(apply("flat_signal")).isEqualTo(150);
    assertThatThrownBy(() -> apply("mu_signal"))
        .hasMessage(
            "["
                + leptons()
                + ":mu_signal] expected columns pt, eta, found 2 others, among them mu.pt, which is"
                + " a member of an object; `jpsi inspect` lists what is there; a model of version"
                + " 0.1, which called members so, is trained again or scores `events.alias(\"pt\","
                + " \"mu.pt\")`");
  }

  @Test
  void aNameAloneIsTheFullPathInTheRunAndItsModel() throws IOException {
    Model model =
        trained(
            """
            features: [pt, {name: angle, is: abs(eta)}, pt * eta]
            select: pt > 2
            weight: 1 + 0 * eta
            spectators: [eta]
            """);
    assertThat(columns(model)).containsExactly("mu.pt", "mu.eta");
    assertThat(model.preprocessing().features().list())
        .extracting(f -> f.name() + " = " + f.expression())
        .containsExactly("mu.pt = mu.pt", "angle = abs(mu.eta)", "mu.pt * mu.eta = mu.pt * mu.eta");
    assertThat(model.selection()).isEqualTo("mu.pt > 2");
    Path run = folder.resolve("run");
    assertThat(Tables.read(run.resolve("scores.root"), null).names()).contains("mu.eta");
    assertThat(AnalysisReader.read(run.resolve("analysis.yaml"), List.of()).analysis().weight())
        .isEqualTo("1 + 0 * mu.eta");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("column pt is mu.pt, the only member of that name");
    assertThat(apply("mu_signal")).isEqualTo(150);
    assertThatThrownBy(() -> apply("el_signal")).hasMessageContaining("expected columns mu.pt");
  }

  @Test
  void aNameThatMeansTwoThingsInOneAnalysisIsRefused() {
    String features = "features: [pt, eta]";
    assertThatThrownBy(() -> Toy.train(analysis("mu", "el", features), folder.resolve("run")))
        .hasMessage(
            "["
                + leptons()
                + ":el_background] expected by pt the column mu.pt, as in "
                + leptons()
                + ":mu_signal, found el.pt; name columns by their full paths");
    assertThatThrownBy(() -> Toy.train(analysis("flat", "mu", features), folder.resolve("run")))
        .hasMessageContaining("expected by pt the column pt")
        .hasMessageContaining("found mu.pt");
    assertThatThrownBy(() -> Toy.train(analysis("mu", "flat", features), folder.resolve("run")))
        .hasMessageContaining("expected by pt the column mu.pt")
        .hasMessageContaining("found pt");
    assertThatThrownBy(
            () -> Toy.train(analysis("mu", "mu", "features: [pt, mu.pt]"), folder.resolve("run")))
        .hasMessageContaining("expected different names, found mu.pt twice");
    assertThatThrownBy(() ->
            Toy.train(
                analysis("mu", "mu", "features: [mu.pt]\nspectators: [eta, mu.eta]"),
                folder.resolve("run")))
        .hasMessageContaining("expected every column once, found mu.eta twice");
  }

  @Test
  void aFileMayBeNamedWithItsTree() {
    Path analysis =
        Toy.analysis(
            folder,
            Toy.QUICK
                + """
                samples:
                  - {files: "LEPTONS:mu_signal", class: signal}
                  - {files: ["LEPTONS:dotted_background"], class: background}
                features: [mu.pt, mu.eta]
                """
                    .replace("LEPTONS", leptons().toString()));
    Path run = Toy.train(analysis, folder.resolve("run"));
    Path scores = Toy.apply(run, folder.resolve("s.root"), Path.of(leptons() + ":mu_signal"));
    assertThat(Tables.read(scores, null).rows()).isEqualTo(150);
    assertThatThrownBy(
            () -> Toy.train(analysis, folder.resolve("other"), "samples.0.tree=mu_background"))
        .hasMessageContaining("expected one tree of " + leptons() + ", found mu_signal behind");
  }

  @Test
  void allFeaturesAreFullPaths() {
    assertThat(columns(trained("features: all"))).containsExactly("mu.pt", "mu.eta");
  }

  @Test
  void aProgramMayNameAMemberAlone() {
    try (Events signal = Events.open(leptons(), "mu_signal")) {
      Run run =
          Analysis.of(signal.filter("pt > 0").label("eta > 0")).features("pt").epochs(1).fit();
      assertThat(columns(run.model())).containsExactly("mu.pt");
    }
  }

  @Test
  void aScaleByNameFollowsItsFeature() throws IOException {
    trained("features: [pt, {name: angle, is: eta}]\npreprocessing: {pt: log, angle: quantile}");
    assertThat(Files.readString(folder.resolve("run/analysis.yaml")))
        .contains("mu.pt: log")
        .contains("angle: quantile");
  }
}
