package org.jpsi.analysis.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile.Feature;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisWriterTest {
  private static AnalysisFile read(String yaml) {
    return AnalysisReader.parse("analysis.yaml", yaml, Path.of("/data"), List.of()).analysis();
  }

  @Test
  void everyDefaultIsWrittenOut() {
    AnalysisFile analysis =
        AnalysisReader.parse(
                "higgs.yaml",
                """
                samples:
                  - {files: Higgs_data.root, tree: sig_tree}
                  - {files: Higgs_data.root, tree: bkg_tree}
                """,
                Path.of("/data"),
                List.of())
            .analysis()
            .sized(14_000, 2)
            .resolved(
                Optional.of("sig_tree"),
                List.of(Feature.column("m_bb"), Feature.column("jet1_b-tag")),
                ClassWeights.EVENTS,
                new BinaryCrossEntropy());
    assertThat(analysis.toYaml())
        .isEqualTo(
            """
            name: higgs
            signal: sig_tree
            samples:
              - {files: Higgs_data.root, tree: sig_tree, class: sig_tree, weight: 1, select: true}
              - {files: Higgs_data.root, tree: bkg_tree, class: bkg_tree, weight: 1, select: true}
            select: true
            features:
              - {name: m_bb, is: m_bb}
              - {name: jet1_b-tag, is: "`jet1_b-tag`"}
            weight: 1
            classWeights: events
            yields: false
            constants: {}
            spectators: []
            split: {train: 0.7, validation: 0.1, test: 0.2}
            model: network
            preprocessing: robust
            members: 8
            network: {encoding: {tabular: {frequencies: 16, sigma: 0.3, width: 3, clip: true, tails: true}}, layers: [128, 128, 128], activation: silu, normalization: none, dropout: 0}
            training:
              loss: bce
              optimizer: {adamw: {learningRate: 0.003, weightDecay: 0.02, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, amsgrad: false}}
              schedule: {cosine: {warmUp: 0.05, end: 0}}
              clip: {}
              penalty: {l1: 0, l2: 0}
              average: {ema: {decay: 0.99}}
              groups: [{names: "0.scale", rank: 0, learningRate: 6, regularization: 1}]
              batch: 160
              epochs: 64
              patience: 16
              gradientAccumulators: 8
            seed: 1
            allowLeak: false
            allowDuplicates: false
            reference: true
            """);
    assertThat(read(analysis.toYaml())).isEqualTo(analysis);
  }

  @Test
  void aFileThatSaysNothingOfItsNetworkSaysNothingOfItWhereItIsWrittenBeforeThereAreEvents() {
    assertThat(read("samples: [a, b]").toYaml())
        .contains("split: {train: 0.7,", "preprocessing: robust\ntraining:", "budget: normal\n")
        .doesNotContain("network:", "members:", "batch:", "epochs:", "patience:");
  }

  @Test
  void aFileWithANetworkMeansWhatItMeantBeforeThereWasAnotherDefault() {
    AnalysisFile old = read("{samples: [a, b], network: {dropout: 0.1}, training: {epochs: 7}}");
    assertThat(old.toYaml())
        .contains(
            """
            split: {train: 0.6, validation: 0.2, test: 0.2}
            model: network
            preprocessing: standardize
            members: 1
            network: {encoding: none, layers: [128, 128, 64], activation: relu, normalization: none, dropout: 0.1}
            training:
              loss: bce
              optimizer: {adamw: {learningRate: 0.003, weightDecay: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false}}
              schedule: {cosine: {warmUp: 0.05, end: 0}}
              clip: {}
              penalty: {l1: 0, l2: 0}
              average: none
              groups: []
              batch: 256
              epochs: 7
              patience: 10
            """);
    assertThat(old.sized(1000, 5)).isEqualTo(old);
    // version 0.1 wrote every key that it knew, so that its runs too are read as they were
    assertThat(
            read(
                """
                samples: [a, b]
                split: {train: 0.6, validation: 0.2, test: 0.2}
                model: network
                network: {layers: [128, 128, 64], activation: relu, normalization: none, dropout: 0.1}
                training:
                  loss: bce
                  optimizer: {adamw: {learningRate: 0.003, weightDecay: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false}}
                  schedule: {cosine: {warmUp: 0.05, end: 0}}
                  clip: {}
                  penalty: {l1: 0, l2: 0}
                  average: none
                  groups: []
                  batch: 256
                  epochs: 7
                  patience: 10
                  gradientAccumulators: 8
                """))
        .isEqualTo(old);
  }

  @ParameterizedTest
  @FieldSource("org.jpsi.analysis.file.Examples#ALL")
  void whatIsWrittenReadsAsTheSameAnalysis(String yaml) {
    AnalysisFile analysis = read(yaml);
    assertThat(read(AnalysisWriter.allKeys(analysis))).isEqualTo(analysis);
    assertThat(read(AnalysisWriter.nonDefaults(analysis))).isEqualTo(analysis);
    AnalysisFile sized = analysis.sized(1000, 7);
    assertThat(read(AnalysisWriter.allKeys(sized))).isEqualTo(sized);
    assertThat(read(AnalysisWriter.nonDefaults(sized))).isEqualTo(sized);
    assertThat(sized.sized(100_000, 3)).isEqualTo(sized);
  }

  @Test
  void onlyWhatDiffersFromItsDefaultIsWrittenOnDemand() {
    assertThat(
            AnalysisWriter.nonDefaults(
                read(
                    """
                    samples: [{files: a.csv, class: s, weight: 1}, {files: b.csv, class: b, select: x > 1}]
                    features: all
                    network: {layers: [128, 128, 64], dropout: 0.1, encoding: {tabular: {sigma: 0.1, width: 3}}}
                    members: {train: 3, ship: 3}
                    preprocessing: robust
                    model: [network, {boosted-trees: {depth: 3, bins: 256}}]
                    training:
                      loss: {focal: {gamma: 2}}
                      optimizer: {adamw: {learningRate: 3e-3, weightDecay: 0.01}}
                      schedule: {cosine: {warmUp: 0.05}}
                      batch: 256
                      patience: 3
                    """)))
        .isEqualTo(
            """
            name: analysis
            samples:
              - {files: a.csv, class: s}
              - {files: b.csv, class: b, select: x > 1}
            model: [network, {boosted-trees: {depth: 3}}]
            preprocessing: robust
            members: {train: 3, ship: 3}
            network: {encoding: {tabular: {sigma: 0.1}}, dropout: 0.1}
            training:
              loss: focal
              optimizer: {adamw: {learningRate: 0.003}}
              patience: 3
            """);
  }

  @Test
  void aDefaultThatDependsOnTheTaskIsTakenFromIt() {
    assertThat(
            AnalysisWriter.nonDefaults(
                read("{samples: [a], target: z, network: {dropout: 0}, training: {loss: mse}}")))
        .isEqualTo(
            "name: analysis\nsamples:\n  - {files: a}\ntarget: [{name: z, is: z}]\nnetwork: {}\n");
    assertThat(
            AnalysisWriter.nonDefaults(
                read("{samples: [a], target: z, network: {dropout: 0.3}, training: {loss: l1}}")))
        .endsWith("network: {dropout: 0.3}\ntraining:\n  loss: l1\n");
    // what the events will tell is no default
    assertThat(
            AnalysisWriter.nonDefaults(
                read("{samples: [a], label: c, training: {loss: bce, patience: 10}}")))
        .endsWith("training:\n  loss: bce\n  patience: 10\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "null",
        "~",
        "1",
        "1.50",
        "-1",
        "1e5",
        "",
        " a",
        "a ",
        "a: b",
        "a #b",
        "#a",
        "[a]",
        "{a",
        "a, b",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a`",
        "\"a\"",
        "'a'",
        "a\\b",
        "a\nb",
        "\u0000",
        "\u0085",
        "\u2028",
        "é",
        "\uD83D\uDE00",
        "yes",
        "No",
        "- a",
        "? a",
        "a:",
        "m_bb > 0.1",
        "a && b",
        "x ? y : z",
        "0x10",
        "1_000",
        "=",
        "<<"
      })
  void anyTextIsWrittenSoThatItIsReadAgain(String text) {
    String yaml = "a: " + YamlText.text(text) + "\nb: [" + YamlText.text(text) + ", c]\n";
    YamlNode.Mapping read = Yaml.read("t", yaml);
    List<YamlNode.Entry> values = List.copyOf(read.entries().values());
    var block = (YamlNode.Scalar) values.getFirst().value();
    var flow = (YamlNode.Sequence) values.getLast().value();
    assertThat(block.text()).isEqualTo(text);
    assertThat(((YamlNode.Scalar) flow.items().getFirst()).text()).isEqualTo(text);
    assertThat(flow.items()).hasSize(2);
  }

  @Test
  void relativePathsLeadFromAnotherFolderToTheSameFiles() {
    AnalysisFile moved =
        read("samples: [data/a.root, '*.csv', /abs/c.root, ~/d.root, $DATA/e.root,"
                + " root://h/f.root]")
            .rebased(Path.of("/w"), Path.of("/w/runs/1"));
    assertThat(moved.samples())
        .extracting(s -> ((Sample.Files) s.source()).paths().getFirst())
        .containsExactly(
            "../../data/a.root",
            "../../*.csv",
            "/abs/c.root",
            "~/d.root",
            "$DATA/e.root",
            "root://h/f.root");
    AnalysisFile stays = read("samples: [data/a.root, b.root]");
    assertThat(stays.rebased(Path.of("/w"), Path.of("/w/x/.."))).isEqualTo(stays);
  }
}
