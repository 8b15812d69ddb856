package org.jpsi.analysis.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile.Feature;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
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
            .resolved(
                Optional.of("sig_tree"),
                List.of(Feature.column("m_bb"), Feature.column("jet1_b-tag")),
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
            yields: false
            constants: {}
            spectators: []
            split: {train: 0.6, validation: 0.2, test: 0.2}
            model: network
            network: {layers: [128, 128, 64], activation: relu, normalization: none, dropout: 0.3}
            training:
              loss: bce
              optimizer: {adamw: {learningRate: 0.003, weightDecay: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false}}
              schedule: {cosine: {warmUp: 0.05, end: 0}}
              clip: {}
              penalty: {l1: 0, l2: 0}
              average: none
              groups: []
              batch: 256
              epochs: 50
              patience: 10
              lanes: 8
            seed: 1
            allowLeak: false
            """);
    assertThat(read(analysis.toYaml())).isEqualTo(analysis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples: [{generate: higgs, events: 1000}]",
        "{samples: [a, b], model: boosted-trees}",
        "{samples: [a, b], model: [network, {boosted-trees: {rounds: 7, learningRate: 0.3}},"
            + " nearest-neighbours]}",
        "{samples: [a, b], network: {activation: {leakyRelu: {slope: 0.2}}, normalization: layer},"
            + " training: {loss: {focal: {gamma: 1.5}}}}",
        "{samples: [a], target: y, network: {activation: elu}, training: {loss: {quantile: {level:"
            + " 0.84}}}}",
        "{samples: [a, b, c], training: {loss: {cross-entropy: {smoothing: 0.1}}}}",
        "{samples: [a], target: y, training: {loss: huber}}",
        "{samples: [{files: [a.csv, 'b c.csv'], part: train}, {files: [v.csv], part: validation},"
            + " {files: t.csv, part: test}], target: [y, {name: z, is: x*2, unit: mm}], seed: -5}",
        "{samples: [a.csv], label: \"class == \\\"g\\\" ? 'yes' : 'no'\", signal: 'yes',"
            + " name: \"a: 'b' # \u00e9\", spectators: 'event number'}",
        "{samples: [{files: a.csv, class: true}, {files: b.csv, class: ~x, select: '!(x > 1)'},"
            + " {files: c.csv, class: '- d'}], select: '[x]', weight: '{y}'}",
        "{samples: [a.csv, b.csv], network: {layers: []}, training: {optimizer: {sgd: {nesterov:"
            + " true}}, schedule: {cosine: {warmUp: 0.1, end: 0.01}}}, constants: {a: 1e-300, b:"
            + " 1e22, c: -0.1}}",
        "{samples: [a.csv, b.csv], training: {optimizer: {rmsprop: {centered: true}}, schedule:"
            + " oneCycle, clip: {norm: 1, value: 0.5}, penalty: {l1: 1e-5}, average: ema, groups:"
            + " [{names: '*.bias', regularization: 0}, {rank: 1, learningRate: 0.1}]}}",
        "{samples: [a.csv, b.csv], training: {optimizer: adagrad, schedule: {plateau: {patience:"
            + " 2}}, clip: {value: 3}, average: {swa: {start: 0.5}}}}",
        "{samples: [a.csv, b.csv], training: {optimizer: {adam: {amsgrad: true}}, schedule:"
            + " exponential, penalty: {l2: 1}}}",
        "{samples: [a.csv, b.csv], features: [all, x / y], training: {optimizer: adamw, schedule:"
            + " steps}}",
      })
  void whatIsWrittenReadsAsTheSameAnalysis(String yaml) {
    AnalysisFile analysis =
        read(yaml.contains("[x]") ? yaml.replace("'[x]'", "'x'").replace("'{y}'", "'y'") : yaml);
    assertThat(read(analysis.toYaml())).isEqualTo(analysis);
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
    String yaml = "a: " + YamlWriter.text(text) + "\nb: [" + YamlWriter.text(text) + ", c]\n";
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
        read("samples: [data/a.root, '*.csv', /abs/c.root]")
            .moved(Path.of("/w"), Path.of("/w/runs/1"));
    assertThat(moved.samples())
        .extracting(s -> ((Sample.Files) s.source()).paths().getFirst())
        .containsExactly("../../data/a.root", "../../*.csv", "/abs/c.root");
    AnalysisFile stays = read("samples: [data/a.root, b.root]");
    assertThat(stays.moved(Path.of("/w"), Path.of("/w/x/.."))).isEqualTo(stays);
  }
}
