package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.MixturePredictor;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.TreesPredictor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs whose model is no network.
class LearnerTrainingTest {
  @TempDir Path folder;
  private Path analysis = Path.of("");

  @BeforeEach
  void samples() {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(600, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(700, 2, 0));
    analysis =
        Toy.analysis(
            folder,
            """
            signal: signal
            samples:
              - {files: sig.root, class: signal}
              - {files: bkg.root, class: background}
            features: [x, y, "array[1]"]
            weight: abs(w)
            network: {layers: [8]}
            training: {epochs: 4, batch: 20}
            model: {boosted-trees: {rounds: 40}}
            """);
  }

  private Path run(String name, String... settings) {
    return Toy.train(analysis, folder.resolve(name), settings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"boosted-trees", "random-forest", "decision-tree", "nearest-neighbors", "mix"})
  void aRunOfALearnerIsWholeAndItsModelScoresAsAnyOther(String name) {
    Path run = run("run", "model=" + name);
    assertThat(Toy.files(run).keySet())
        .contains("history.csv", "metrics.json", "model.safetensors", "report.html");
    assertThat(Runs.figure(run, "test", "auc")).isGreaterThan(0.8);
    assertThat(Runs.metrics(run).path("model").asString()).isEqualTo(name);
    Path model = run.resolve("model.safetensors");
    Path sig = Toy.apply(model, folder.resolve("s.root"), folder.resolve("sig.root"));
    Path bkg = Toy.apply(model, folder.resolve("b.root"), folder.resolve("bkg.root"));
    Runs.sameScores(run, List.of(sig, bkg));
    Path again = Toy.train(run.resolve("analysis.yaml"), folder.resolve("again"));
    assertThat(Files.exists(again)).isTrue();
    assertThat(Toy.files(again).get("model.safetensors"))
        .isEqualTo(Toy.files(run).get("model.safetensors"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {boosted-trees: {rounds: 400, learningRate: 1, patience: 7}} | no better validation loss in 7 rounds
          {boosted-trees: {rounds: 9, patience: 0}} | all 9 rounds done
          decision-tree | the model tells
          """)
  void theReportSpeaksOfNoNetworkWhereThereIsNone(String model, String says) throws Exception {
    String report = Files.readString(run("run", "model=" + model).resolve("report.html"));
    // The analysis as it ran names all keys.
    String own = report.replaceAll("(?s)<pre.*?</pre>", "");
    assertThat(own).contains(says).contains("numbers learned").doesNotContain("etwork ");
    assertThat(own).doesNotContain("The network").doesNotContain("epoch");
  }

  @Test
  void modelsSideBySideAreSaidInALineEachAndTheRunIsTheFirsts() {
    TrainService.TrainResult result =
        TrainService.run(
            Toy.request(
                analysis, folder.resolve("both"), "model=[network, {boosted-trees: {depth: 2}}]"),
            ProgressListener.SILENT);
    assertThat(result.comparison()).hasSize(2);
    String figures = "AUC 0\\.\\d{4} ± 0\\.\\d{4}  accuracy 0\\.\\d{4}  loss 0\\.\\d{4} ";
    assertThat(result.comparison().getFirst())
        .matches("network        " + figures + " on test events .*");
    assertThat(result.comparison().getLast())
        .matches("boosted-trees  " + figures + " on test events \\(AUC 0.\\d{4} in training\\)");
    var metrics = Runs.metrics(result.folder());
    assertThat(metrics.path("model").asString()).isEqualTo("network");
    double beside =
        metrics.path("beside").path("boosted-trees").path("test").path("auc").asDouble();
    assertThat(result.comparison().getLast())
        .contains(String.format(java.util.Locale.ROOT, "%.4f", beside));
    assertThat(Runs.figure(result.folder(), "test", "auc")).isNotEqualTo(beside);

    // The network of the pair is the one that does trained alone, and so are the trees.
    Path alone = run("alone", "model=network");
    assertThat(Runs.metrics(alone).path("test")).isEqualTo(metrics.path("test"));
    Path trees = run("trees", "model={boosted-trees: {depth: 2}}");
    assertThat(Runs.figure(trees, "test", "auc")).isEqualTo(beside);
  }

  @Test
  void aMixtureIsNoWorseThanItsPartsOnTheEventsThatChoseItAndTellsOfBoth() throws Exception {
    Path run = run("mix", "model=mix", "training.epochs=3");
    var metrics = Runs.metrics(run);
    var mixture = metrics.path("mixture");
    double weight = mixture.path("networkWeight").asDouble();
    assertThat(weight).isBetween(0.0, 1.0);
    assertThat(mixture.path("validationLoss").asDouble())
        .isLessThanOrEqualTo(mixture.path("networkValidationLoss").asDouble())
        .isLessThanOrEqualTo(mixture.path("treesValidationLoss").asDouble());
    assertThat(metrics.path("beside").propertyNames())
        .containsExactly("mix: network", "mix: boosted-trees");
    String report = Files.readString(run.resolve("report.html"));
    assertThat(report)
        .contains(String.format(java.util.Locale.ROOT, "%.2f of the network + ", weight))
        .contains("the model tells");
    assertThat(ModelFile.read(run.resolve("model.safetensors")).predictor())
        .isInstanceOfSatisfying(
            MixturePredictor.class,
            read -> {
              assertThat(read.first()).isInstanceOf(NetworkPredictor.class);
              assertThat(read.second()).isInstanceOf(TreesPredictor.class);
              assertThat(read.weight()).isEqualTo(weight);
            });

    // Its network is the one that is trained alone.
    Path alone = run("alone", "model=network", "training.epochs=3");
    assertThat(Runs.metrics(alone).path("test"))
        .isEqualTo(metrics.path("beside").path("mix: network").path("test"));
  }

  @Test
  void theMembersOfTheDefaultNetworkAreMixedWithTrees() throws Exception {
    Path file =
        Toy.analysis(
            folder,
            """
            signal: signal
            samples:
              - {files: sig.root, class: signal}
              - {files: bkg.root, class: background}
            features: [x, y, "array[1]"]
            weight: abs(w)
            training: {budget: quick, epochs: 3}
            model: mix
            compare: boosted-trees
            """);
    Path run = Toy.train(file, folder.resolve("members"));
    assertThat(ModelFile.read(run.resolve("model.safetensors")).predictor())
        .isInstanceOfSatisfying(
            MixturePredictor.class,
            read -> assertThat(read.first()).isInstanceOf(EnsemblePredictor.class));
    assertThat(Runs.metrics(run).path("comparison").path("difference").asDouble())
        .isLessThanOrEqualTo(0);
    Path model = run.resolve("model.safetensors");
    Path sig = Toy.apply(model, folder.resolve("s.root"), folder.resolve("sig.root"));
    Path bkg = Toy.apply(model, folder.resolve("b.root"), folder.resolve("bkg.root"));
    Runs.sameScores(run, List.of(sig, bkg));
    Path again = Toy.train(run.resolve("analysis.yaml"), folder.resolve("again"));
    assertThat(Toy.files(again).get("model.safetensors"))
        .isEqualTo(Toy.files(run).get("model.safetensors"));
  }

  @Test
  void theTreesOfAMixtureHaveTheSettingsOfTheMixture() throws Exception {
    Path run = run("mix", "model={mix: {rounds: 7, patience: 0}}");
    assertThat(ModelFile.read(run.resolve("model.safetensors")).predictor())
        .isInstanceOfSatisfying(
            MixturePredictor.class,
            read -> assertThat(((TreesPredictor) read.second()).trees().trees()).isEqualTo(7));
    assertThat(Files.readString(run.resolve("analysis.yaml"))).contains("rounds: 7");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void aMixtureHasTheSameBitsForAnyThreads(int threads) {
    Path one = run("one", "model=mix");
    TrainService.TrainRequest request = Toy.request(analysis, folder.resolve("many"), "model=mix");
    TrainService.run(
        new TrainService.TrainRequest(
            request.file(), request.settings(), request.out(), null, threads, false),
        ProgressListener.SILENT);
    Runs.same(Toy.files(folder.resolve("many")), Toy.files(one));
  }

  @Test
  void aRegressionIsMixedToo() {
    String[] settings = {
      "signal=",
      "target=target",
      "features=[x, y]",
      "model=mix",
      "training.epochs=30",
      "samples=[{files: sig.root}, {files: bkg.root}]"
    };
    var mixture = Runs.metrics(run("mass", settings)).path("mixture");
    assertThat(mixture.path("validationLoss").asDouble())
        .isLessThanOrEqualTo(mixture.path("networkValidationLoss").asDouble())
        .isLessThanOrEqualTo(mixture.path("treesValidationLoss").asDouble());
  }

  @Test
  void aRegressionIsLearnedByTreesToo() {
    Path run =
        run(
            "mass",
            "signal=",
            "target=target",
            "features=[x, y]",
            "model=boosted-trees",
            "samples=[{files: sig.root}, {files: bkg.root}]");
    assertThat(Runs.figure(run, "test", "rmse")).isLessThan(8); // of a spread of 30
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model=bosted-trees | [--set model] expected a model: network, mix, boosted-trees, decision-tree, nearest-neighbors, random-forest, found bosted-trees; did you mean boosted-trees?
          model={boosted-trees: {depth: 40}} | [--set:1:25 model.boosted-trees.depth] expected a whole number from 1 to 16, found 40
          model={mix: {depth: 40}} | [--set:1:15 model.mix.depth] expected a whole number from 1 to 16, found 40
          model=[network, network] | [--set:1:11 model.1] expected each model once, found network
          training.loss=focal | [--set training.loss] expected bce, which boosted-trees minimizes, found focal; leave `loss:` out, or train `model: network`
          model=[network, random-forest] --set weight=w | [model random-forest] expected weights that are not negative, found 78 negative ones of 768 events; a network takes them: `model: network`; or treat them for the training, with `negativeWeights:`
          model=mix --set weight=w | [model mix] expected weights of zero or more, of which the weight of the mixture is made, found negative ones; train `model: network`, which takes them, or treat them for the training, with `negativeWeights:`
          model=mix --set training.loss=focal | [--set training.loss] expected bce, which mix minimizes, found focal; leave `loss:` out, or train `model: network`
          weight=w | [model boosted-trees] expected weights that are not negative, found 78 negative ones of 768 events; a network takes them: `model: network`; or treat them for the training, with `negativeWeights:`
          """)
  void whatDoesNotFitIsRefusedAndLeavesNothing(String setting, String message) {
    assertThatThrownBy(() -> run("run", setting.split(" --set ")))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
    Runs.nothing(folder.resolve("run"));
  }

  @Test
  void anOldNameOfAKeyTrainsTheSameModelAndIsNoted() throws Exception {
    List<String> notes = new ArrayList<>();
    ProgressListener watch = Toy.noting(notes);
    Path old = folder.resolve("old");
    TrainService.run(
        Toy.request(analysis, old, "model={boosted-trees: {leastWeight: 3, rounds: 5}}"), watch);
    String note = "--set:1:18 model.boosted-trees: leastWeight is now named minChildWeight";
    assertThat(notes).containsOnlyOnce(note);
    assertThat(Files.readString(old.resolve("report.html"))).contains(note);
    assertThat(Files.readString(old.resolve("analysis.yaml")))
        .contains("minChildWeight: 3")
        .doesNotContain("leastWeight");
    Path today = run("today", "model={boosted-trees: {minChildWeight: 3, rounds: 5}}");
    assertThat(Toy.files(old))
        .containsEntry("model.safetensors", Toy.files(today).get("model.safetensors"));
    assertThat(Runs.figure(run("usual", "model={boosted-trees: {rounds: 5}}"), "test", "auc"))
        .isNotEqualTo(Runs.figure(today, "test", "auc"));
  }

  @Test
  void aLearningRateIsLookedForInNetworksAlone() {
    assertThatThrownBy(() ->
            LearningRateScan.find(
                Toy.request(analysis, folder.resolve("page.html")), ProgressListener.SILENT))
        .hasMessageContaining("expected a network, for its learning rate, found boosted-trees");
  }

  @Test
  void aDamagedModelOfTreesIsRefusedByName() {
    Path model = run("run").resolve("model.safetensors");
    assertThat(ModelFile.read(model).predictor()).isInstanceOf(TreesPredictor.class);
    Safetensors stored = Safetensors.read(model);
    for (String name : List.of("root", "feature", "right")) {
      List<Float> wrong = new ArrayList<>(List.of(-1f, 1f, 0.5f, 3e8f));
      for (float value : wrong) {
        Map<String, Safetensors.Array> arrays = new LinkedHashMap<>(stored.arrays());
        Safetensors.Array array = stored.array(name, "here");
        float[] values = array.values().clone();
        values[0] = value;
        arrays.put(name, new Safetensors.Array(array.shape(), values));
        Path damaged = folder.resolve("damaged.safetensors");
        new Safetensors(arrays, stored.metadata()).write(damaged);
        if (name.equals("feature") && value == 1) {
          continue; // another feature is a tree all the same
        }
        assertThatThrownBy(() -> ModelFile.read(damaged))
            .as(name + " " + value)
            .isInstanceOf(InputException.class)
            .hasMessageStartingWith(
                "[" + damaged + ": trees] the model's description is damaged: expected");
      }
    }
  }

  /// Scikit-learn's HistGradientBoostingClassifier reaches 0.7765 to 0.7802 on the same test events
  /// (`oracles/trees_on_higgs.py`).
  @Test
  void boostedTreesOnHiggsAreAsGoodAsThoseOfScikitLearn() {
    Path higgs = Toy.data("higgs/Higgs_data.root");
    Path file =
        Toy.analysis(
            folder,
            "signal: signal\nmodel: boosted-trees\nsamples:\n  - {files: "
                + higgs
                + ", tree: sig_tree, class: signal}\n  - {files: "
                + higgs
                + ", tree: bkg_tree, class: background}\n");
    Path run = Toy.train(file, folder.resolve("higgs"));
    assertThat(Runs.figure(run, "test", "auc")).isGreaterThan(0.7765 - 0.005);
  }
}
