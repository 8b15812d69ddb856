package org.jpsi.analysis.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile.Feature;
import org.jpsi.core.data.Scaling;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.FocalLoss;
import org.jpsi.core.loss.HuberLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.loss.QuantileLoss;
import org.jpsi.core.nn.Elu;
import org.jpsi.core.nn.LeakyRelu;
import org.jpsi.core.nn.Selu;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.table.Split;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisReaderTest {
  private static final Path FOLDER = Path.of("/data");

  private static AnalysisFile read(String yaml, String... settings) {
    return AnalysisReader.parse("higgs.yaml", yaml, FOLDER, List.of(settings)).analysis();
  }

  private static final String TWO =
      """
      samples:
        - {files: Higgs_data.root, tree: sig_tree}
        - {files: Higgs_data.root, tree: bkg_tree}
      """;

  private static final String WHOLE =
      """
      name: higgs
      signal: signal                            # the class looked for
      samples:
        - {files: Higgs_data.root, tree: sig_tree, class: signal}
        - {files: Higgs_data.root, tree: bkg_tree, class: background, weight: 1.0}
        - {files: ["extra_*.root"], tree: t, class: background, select: "m_bb > 0", part: test}
      select: "m_bb > 0.1"
      features: [m_jj, m_jjj, {name: m_bb2, is: m_bb ** 2, unit: GeV^2}, "`jet1_b-tag`"]
      weight: "genWeight * lumi"
      constants: {lumi: 1.2}
      spectators: [eventNumber]
      split: {train: 0.6, validation: 0.2, test: 0.2}
      network: {layers: [128, 64], activation: tanh, dropout: 0.2}
      training: {loss: bce, optimizer: {adam: {learningRate: 2e-3}}, batch: 512, epochs: 20, patience: 3}
      seed: 7
      allowLeak: true
      allowDuplicates: true
      """;

  @Test
  void theWholeFileOfTheDesignIsRead() {
    AnalysisFile a = read(WHOLE);
    assertThat(a.name()).isEqualTo("higgs");
    assertThat(a.signal()).contains("signal");
    assertThat(a.classes()).containsExactly("signal", "background");
    assertThat(a.samples().get(1).weight()).isEqualTo("1.0");
    assertThat(a.samples().get(2))
        .isEqualTo(
            new Sample(
                new Sample.Files(List.of("extra_*.root"), "t"),
                "background",
                "1",
                "m_bb > 0",
                Optional.empty(),
                Optional.of(Part.TEST)));
    assertThat(a.select()).isEqualTo("m_bb > 0.1");
    assertThat(a.features())
        .isEqualTo(
            new FeatureChoice(
                false,
                List.of(
                    new Feature("m_jj", "m_jj", ""),
                    new Feature("m_jjj", "m_jjj", ""),
                    new Feature("m_bb2", "m_bb ** 2", "GeV^2"),
                    new Feature("jet1_b-tag", "`jet1_b-tag`", ""))));
    assertThat(a.weight()).isEqualTo("genWeight * lumi");
    assertThat(a.constants()).isEqualTo(Map.of("lumi", 1.2));
    assertThat(a.spectators()).containsExactly("eventNumber");
    assertThat(a.network())
        .isEqualTo(
            Optional.of(
                new AnalysisFile.Network(
                    new Encoding.None(), List.of(128, 64), Tanh.of(), Normalization.NONE, 0.2)));
    assertThat(a.members()).isEqualTo(Members.ONE);
    assertThat(a.preprocessing()).isEqualTo(FeatureScaling.of(Scaling.STANDARDIZE));
    assertThat(a.training())
        .isEqualTo(
            new AnalysisFile.Training(
                Optional.of(new BinaryCrossEntropy()),
                Optional.empty(),
                new Adam(2e-3),
                UpdateRule.PLAIN.with(new Schedule.Cosine()),
                Optional.of(512),
                Optional.of(20),
                Optional.of(3),
                8));
    assertThat(a.seed()).isEqualTo(7);
    assertThat(a.allowLeak()).isTrue();
    assertThat(a.allowDuplicates()).isTrue();
  }

  @Test
  void samplesAloneAreAWholeAnalysis() {
    AnalysisFile a = read(TWO);
    assertThat(a.name()).isEqualTo("higgs");
    assertThat(a.signal()).isEmpty();
    assertThat(a.classes()).containsExactly("sig_tree", "bkg_tree");
    assertThat(a.select()).isEqualTo("true");
    assertThat(a.weight()).isEqualTo("1");
    assertThat(a.features()).isEqualTo(FeatureChoice.ALL);
    assertThat(a.split().fractions()).isEqualTo(new Split.Fractions(0.7, 0.1, 0.2));
    // the events decide
    assertThat(a.network()).isEmpty();
    assertThat(a.members()).isEqualTo(Members.BY_RECIPE);
    assertThat(a.training().batch()).isEmpty();
    assertThat(a.training().epochs()).isEmpty();
    assertThat(a.training().patience()).isEmpty();
    assertThat(a.preprocessing()).isEqualTo(FeatureScaling.of(Scaling.ROBUST));
    assertThat(a.missingValues()).isTrue();
    assertThat(a.training().loss()).contains(new BinaryCrossEntropy());
    assertThat(a.training().budget()).contains(Budget.NORMAL);
    assertThat(a.training().optimizer()).isEqualTo(new AdamW(3e-3, 0.02, 0.9, 0.95, 1e-8));
    assertThat(a.seed()).isEqualTo(1);
    assertThat(a.allowLeak()).isFalse();
    assertThat(a.allowDuplicates()).isFalse();
  }

  @Test
  void aClassIsTheTreesNameOrElseTheFiles() {
    assertThat(
            read("samples: [{files: data/ttbar.root, tree: t}, {files: higgs_*.root, tree: t}]")
                .classes())
        .containsExactly("ttbar", "higgs_");
    assertThat(read("samples: [a.csv, b.csv, {files: c.csv, class: b}]").classes())
        .containsExactly("a", "b");
    assertThat(read("samples: [{files: a.root, class: 1}, {files: a.root, class: 2.0}]").classes())
        .containsExactly("1", "2");
  }

  @Test
  void lossesAndActivationsHaveSettingsOfTheirOwn() {
    assertThat(loss("{samples: [a, b], training: {loss: focal}}")).contains(new FocalLoss());
    assertThat(loss("{samples: [a, b], training: {loss: {focal: {gamma: 1, alpha: 0.25}}}}"))
        .contains(new FocalLoss(1, 0.25));
    assertThat(loss("{samples: [a], target: y, training: {loss: {huber: {delta: 2}}}}"))
        .contains(new HuberLoss(2));
    assertThat(loss("{samples: [a], target: y, training: {loss: quantile}}"))
        .contains(QuantileLoss.of(0.5));
    assertThat(loss("{samples: [a, b, c], training: {loss: {cross-entropy: {smoothing: 0.1}}}}"))
        .contains(new CrossEntropy(0.1));
    AnalysisFile.Network network =
        read("{samples: [a, b], network: {activation: {leakyRelu: {slope: 0.2}}, normalization:"
                + " batch}}")
            .network()
            .orElseThrow();
    assertThat(network.activation()).isEqualTo(LeakyRelu.of(0.2));
    assertThat(network.normalization()).isEqualTo(Normalization.BATCH);
    assertThat(read("{samples: [a, b], network: {activation: selu}}").network())
        .map(AnalysisFile.Network::activation)
        .contains(Selu.of());
    assertThat(read("{samples: [a, b], network: {activation: {elu: {}}}}").network())
        .map(AnalysisFile.Network::activation)
        .contains(Elu.of());
  }

  private static Optional<Loss> loss(String yaml) {
    return read(yaml).training().loss();
  }

  @Test
  void theLossFollowsFromTheTask() {
    assertThat(read("samples: [a.csv, b.csv, c.csv]").training().loss())
        .contains(new CrossEntropy());
    assertThat(read("{samples: [a.csv], target: y}").training().loss())
        .contains(new MeanSquaredError());
    assertThat(read("{samples: [a.csv], label: class}").training().loss()).isEmpty();
    assertThat(read("{samples: [a.csv], label: class, signal: g}").training().loss())
        .contains(new BinaryCrossEntropy());
    assertThat(read("{samples: [a.csv, b.csv, c.csv], signal: a}").training().loss())
        .contains(new BinaryCrossEntropy());
  }

  @Test
  void aColumnTellsTheClass() {
    AnalysisFile a = read("{samples: [magic.csv], label: class, signal: g}");
    assertThat(a.label()).contains("class");
    assertThat(a.classes()).isEmpty();
    assertThat(a.signal()).contains("g");
    assertThat(read("{samples: [a.csv], label: y, signal: 1.0}").signal()).contains("1");
  }

  @Test
  void oneTargetOrSeveralMakeARegression() {
    assertThat(read("{samples: [a.csv], target: fvalue}").targets())
        .containsExactly(new Feature("fvalue", "fvalue", ""));
    AnalysisFile several =
        read("{samples: [a.csv], target: [x, {name: E, is: sqrt(p**2 + m**2), unit: GeV}]}");
    assertThat(several.regression()).isTrue();
    assertThat(several.targets())
        .containsExactly(new Feature("x", "x", ""), new Feature("E", "sqrt(p**2 + m**2)", "GeV"));
  }

  @Test
  void allFeaturesMayBeJoinedByOthers() {
    assertThat(read(TWO + "features: [all, m_bb / m_jj]").features())
        .isEqualTo(new FeatureChoice(true, List.of(new Feature("m_bb / m_jj", "m_bb / m_jj", ""))));
    assertThat(read(TWO + "features: all").features()).isEqualTo(FeatureChoice.ALL);
    assertThat(read(TWO + "features: [{name: jet1_b-tag, unit: '1'}]").features().named())
        .containsExactly(new Feature("jet1_b-tag", "`jet1_b-tag`", "1"));
  }

  @Test
  void fractionsLeftOutShareWhatIsLeft() {
    assertThat(read(TWO + "network: {}\nsplit: {train: 0.8}").split().fractions())
        .isEqualTo(new Split.Fractions(0.8, 0.1, 0.1));
    assertThat(read(TWO + "network: {}\nsplit: {test: 0.1}").split().fractions())
        .isEqualTo(new Split.Fractions(0.675, 0.225, 0.1));
    assertThat(
            read("""
            samples: [train.csv, {files: test.csv, part: test}]
            label: class
            split: {train: 0.8, validation: 0.2}
            """)
                .split()
                .fractions())
        .isEqualTo(new Split.Fractions(0.8, 0.2, 0));
  }

  @Test
  void optimizersAndSchedulesHaveTheirOwnSettings() {
    assertThat(read(TWO + "training: {optimizer: sgd}").training().optimizer())
        .isEqualTo(new Sgd(0.01));
    assertThat(
            read(TWO
                    + "training: {optimizer: {sgd: {learningRate: 0.1, momentum: 0.5, nesterov:"
                    + " true}}}")
                .training()
                .optimizer())
        .isEqualTo(new Sgd(0.1, 0.5, true));
    assertThat(
            read(TWO + "training: {optimizer: {adamw: {weightDecay: 0.1}}}").training().optimizer())
        .isEqualTo(new AdamW(1e-3, 0.1));
    assertThat(read(TWO + "training: {schedule: cosine}").training().updates().schedule())
        .isEqualTo(new Schedule.Cosine());
    assertThat(
            read(TWO + "training: {schedule: {steps: {parts: 2, factor: 0.5}}}")
                .training()
                .updates()
                .schedule())
        .isEqualTo(new Schedule.StepDecay(2, 0.5));
  }

  @Test
  void aGeneratedSampleKnowsItsLabelAndSignal() {
    AnalysisFile a =
        AnalysisReader.generated("higgs", FOLDER, List.of("samples.0.events=500")).analysis();
    assertThat(a.name()).isEqualTo("higgs-toy");
    assertThat(a.samples().getFirst().source())
        .isEqualTo(new Sample.Generated("higgs", 500, Optional.empty()));
    assertThat(a.label()).contains("process == 1 ? 'signal' : 'background'");
    assertThat(a.signal()).contains("signal");
    AnalysisFile dimuon = AnalysisReader.generated("dimuon", FOLDER, List.of()).analysis();
    assertThat(dimuon.samples().getFirst().source())
        .isEqualTo(new Sample.Generated("dimuon", 200_000, Optional.empty()));
    assertThat(dimuon.signal()).isEmpty();
  }

  @Test
  void anyKeyIsSetFromTheCommandLine() {
    AnalysisFile a =
        read(
            WHOLE,
            "training.epochs=5",
            "samples.0.tree=events",
            "samples.1.files=[a.root, b.root]",
            "select=!(m_bb > 1)",
            "label='g' == class",
            "label=",
            "weight=`gen-weight` * 2",
            "training.optimizer.adam.beta1=0.8",
            "network.layers=[16]",
            "features=",
            "constants.kappa=1e-2",
            "spectators.1=run",
            "training.schedule=cosine",
            "name=my higgs");
    assertThat(a.training().epochs()).contains(5);
    assertThat(((Sample.Files) a.samples().getFirst().source()).tree()).isEqualTo("events");
    assertThat(((Sample.Files) a.samples().get(1).source()).paths())
        .containsExactly("a.root", "b.root");
    assertThat(a.select()).isEqualTo("!(m_bb > 1)");
    assertThat(a.weight()).isEqualTo("`gen-weight` * 2");
    assertThat(a.training().optimizer()).isEqualTo(new Adam(2e-3, 0.8, 0.999, 1e-8));
    assertThat(a.network()).map(AnalysisFile.Network::layers).contains(List.of(16));
    assertThat(a.features()).isEqualTo(FeatureChoice.ALL);
    assertThat(a.constants()).isEqualTo(Map.of("lumi", 1.2, "kappa", 0.01));
    assertThat(a.spectators()).containsExactly("eventNumber", "run");
    assertThat(a.name()).isEqualTo("my higgs");
    assertThat(
            read(TWO + "training: {optimizer: adam}", "training.optimizer.adam.learningRate=0.01")
                .training()
                .optimizer())
        .isEqualTo(new Adam(0.01));
  }

  @Test
  void keysKnowWhereTheyStand() {
    AnalysisWithSource located =
        AnalysisReader.parse("higgs.yaml", WHOLE, FOLDER, List.of("seed=3"));
    assertThat(located.where("samples.1.files")).isEqualTo("higgs.yaml:5:13 samples.1.files");
    assertThat(located.where("features.2.is")).isEqualTo("higgs.yaml:8:43 features.2.is");
    assertThat(located.where("training.gradientAccumulators"))
        .isEqualTo("higgs.yaml:14:11 training.gradientAccumulators");
    assertThat(located.where("label")).isEqualTo("higgs.yaml label");
    assertThat(located.where("seed")).isEqualTo("--set seed");
    assertThat(located.folder()).isEqualTo(FOLDER);
  }

  @Test
  void aFileIsReadWithItsFolder(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("my.analysis.yaml");
    Files.writeString(file, "\uFEFF" + TWO);
    AnalysisWithSource located = AnalysisReader.read(file, List.of());
    assertThat(located.analysis().name()).isEqualTo("my.analysis");
    assertThat(located.folder()).isEqualTo(folder.toAbsolutePath());
  }

  private static List<String> warnings(String yaml, String... settings) {
    return AnalysisReader.parse("higgs.yaml", yaml, FOLDER, List.of(settings)).warnings();
  }

  /// Who means to change one thing of the default network has another network altogether.
  @Test
  void aKeyOfTheNetworkFromTheCommandLineIsToldToLeaveTheDefaultNetwork() {
    assertThat(warnings(TWO, "seed=2", "network.dropout=0.1", "network.activation=relu"))
        .singleElement()
        .asString()
        .startsWith("--set network.dropout makes it one plain network, not the default network")
        .contains("`analysis.yaml` of a run of the default network");
    assertThat(warnings(TWO + "network: {dropout: 0.2}\n", "network.dropout=0.1")).isEmpty();
    assertThat(warnings(TWO, "network={dropout: 0.1}")).isEmpty();
    assertThat(warnings(TWO, "model=boosted-trees", "network.dropout=0.1")).isEmpty();
    assertThat(warnings(TWO, "training.epochs=3")).isEmpty();
  }
}
