package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.LayerSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs of the default network: of a file that says nothing of it.
class DefaultNetworkTest {
  private static final String TWO =
      """
      samples: [{files: sig.root, class: signal}, {files: bkg.root, class: background}]
      features: [x, y]
      reference: false
      """;

  @TempDir private Path folder;

  @BeforeEach
  void samples() {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(400, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(500, 2, 0));
  }

  private Path train(String yaml, String run) {
    return Toy.train(Toy.analysis(folder, yaml), folder.resolve(run));
  }

  private static Predictor predictor(Path run) {
    return ModelFile.read(run.resolve("model.safetensors")).predictor();
  }

  @Test
  void theAnalysisThatARunWroteTrainsTheSameBitsAgain() throws Exception {
    Path first = train(TWO + "members: 3\ntraining: {budget: quick, epochs: 2}\n", "first");
    Path written = first.resolve("analysis.yaml");
    assertThat(Files.readString(written))
        .contains("preprocessing: robust\nmembers: 3\nnetwork: {encoding: {tabular: {", "batch: 32")
        .doesNotContain("budget");
    Path again = Toy.train(written, folder.resolve("again"));
    assertThat(Files.readAllBytes(again.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(first.resolve("model.safetensors")));
    assertThat(Files.readString(again.resolve("metrics.json")))
        .isEqualTo(Files.readString(first.resolve("metrics.json")));
  }

  @Test
  void itIsAnEnsembleOfNetworksWhoseFirstLayerEncodesTheFeatures() {
    Path run = train(TWO + "training: {budget: quick, epochs: 3}\n", "run");
    EnsemblePredictor ensemble = (EnsemblePredictor) predictor(run);
    assertThat(ensemble.members()).hasSize(4);
    assertThat(
            ((NetworkPredictor) ensemble.members().getFirst())
                .network().spec().layers().stream().map(LayerSpec::type))
        .containsExactly(
            "tabularEncoding", "linear", "silu", "linear", "silu", "linear", "silu", "linear");
    assertThat(Runs.figure(run, "test", "auc")).isGreaterThan(0.8);
  }

  @Test
  void oneMemberMayBeKeptOfThoseThatAreTrained() throws Exception {
    Path run = train(TWO + "members: {train: 3, ship: 1}\ntraining: {epochs: 2}\n", "run");
    assertThat(predictor(run)).isInstanceOf(NetworkPredictor.class);
    assertThat(Files.readString(run.resolve("analysis.yaml")))
        .contains("members: {train: 3, ship: 1}");
  }

  @Test
  void aNetworkByHandMayHaveMembersAndAnEncoding() {
    Path run =
        train(
            TWO
                + "members: 2\npreprocessing: robust\n"
                + "network: {layers: [4], encoding: {tabular: {frequencies: 4}}}\n"
                + "training: {epochs: 2}\n",
            "run");
    assertThat(((EnsemblePredictor) predictor(run)).members()).hasSize(2);
  }

  @Test
  void groupsOfTheSplitAreWholeInEveryMember() {
    Path run =
        train(
            TWO + "members: 3\nsplit: {by: eventNumber}\ntraining: {budget: quick, epochs: 1}\n",
            "run");
    assertThat(((EnsemblePredictor) predictor(run)).members()).hasSize(3);
  }
}
