package org.jpsi.analysis.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The schema as editors use it, with a validator that nobody here wrote.
class JsonSchemaTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final String TWO = "samples: [a.csv, b.csv]\n";
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema SCHEMA =
      REGISTRY.getSchema(JsonSchema.analysisFile(), InputFormat.JSON);

  private static List<Error> errors(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML);
  }

  private static AnalysisFile read(String yaml) {
    return AnalysisReader.parse("a.yaml", yaml, Path.of("/data"), List.of()).analysis();
  }

  static Stream<String> examples() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = Optional.ofNullable(root.getParent()).orElseThrow();
    }
    StringBuilder documents = new StringBuilder(Files.readString(root.resolve("README.md")));
    try (DirectoryStream<Path> pages = Files.newDirectoryStream(root.resolve("docs"), "*.md")) {
      for (Path page : pages) {
        documents.append(Files.readString(page));
      }
    }
    List<String> blocks = YAML.matcher(documents).results().map(found -> found.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThan(8);
    return Stream.concat(blocks.stream(), Examples.ALL.stream());
  }

  @Test
  void itIsAJsonSchema() {
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(meta.validate(JsonSchema.analysisFile(), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatIsReadIsValidAndSoIsWhatIsWritten(String yaml) {
    assertThat(errors(yaml)).isEmpty();
    AnalysisFile analysis = read(yaml);
    assertThat(errors(AnalysisWriter.allKeys(analysis))).isEmpty();
    assertThat(errors(AnalysisWriter.nonDefaults(analysis))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "training: {lanes: 4}",
        "model: [network, {boosted-trees: {leastWeight: 3}}]",
        "model: nearest-neighbours",
        "seed: -9223372036854775808",
        "training: {batch: 1e3}",
        "name: 2024",
        "constants: {}",
        "spectators: run",
        "features: [all]",
      })
  void rareFormsAreValidToo(String line) {
    assertThat(errors(TWO + line)).isEmpty();
    assertThat(read(TWO + line)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trainig: {epochs: 5}",
        "training: {epohcs: 5}",
        "training: {epochs: many}",
        "training: {epochs: '5'}",
        "training: {epochs: 0}",
        "training: {epochs: 2.5}",
        "training: {batch: [5]}",
        "training: {gradientAccumulators: 2000}",
        "training: {lanes: 4, gradientAccumulators: 4}",
        "training: 5",
        "training: {loss: bec}",
        "training: {loss: {focal: {alpha: 1}}}",
        "training: {loss: {bce: {x: 1}}}",
        "training: {optimizer: adm}",
        "training: {optimizer: {adam: {}, sgd: {}}}",
        "training: {optimizer: {adam: {rate: 1}}}",
        "training: {optimizer: {adam: {learningRate: 0}}}",
        "training: {optimizer: {sgd: {weightDecay: 1e-4}}}",
        "training: {schedule: onecycle}",
        "training: {schedule: {plateau: {factor: 1}}}",
        "training: {clip: 1}",
        "training: {clip: {norm: 0}}",
        "training: {penalty: {l2: -1}}",
        "training: {average: {ema: {decay: 1}}}",
        "training: {groups: {names: x}}",
        "training: {groups: [{name: x}]}",
        "network: {activation: softmax}",
        "network: {layers: 128}",
        "network: {layers: [128, 0]}",
        "network: {dropout: 1}",
        "network: {normalization: bacth}",
        "split: {train: -1}",
        "split: {folds: 5}",
        "signal: [a]",
        "seed: 1.5",
        "allowLeak: maybe",
        "constants: [1]",
        "constants: {lumi: one}",
        "constants: {a-b: 1}",
        "spectators: {a: b}",
        "features: []",
        "features: m_bb",
        "name: ../x",
        "target: []",
        "model: bosted-trees",
        "model: {boosted-trees: {depth: 40}}",
        "select: [x]",
      })
  void whatTheReaderRefusesIsInvalid(String line) {
    assertThat(errors(TWO + line)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: x",
        "samples: a.csv",
        "samples: []",
        "samples: [{file: a.csv}]",
        "samples: [{generate: higs}]",
        "samples: [{generate: higgs, events: 0}]",
        "samples: [{files: a, part: tset}]",
      })
  void samplesThatAreWrongAreInvalid(String yaml) {
    assertThat(errors(yaml)).isNotEmpty();
  }

  @Test
  void anEditorLearnsMeaningDefaultRangeAndWords() {
    JsonNode all = new ObjectMapper().readTree(JsonSchema.analysisFile()).path("properties");
    JsonNode training = all.path("training").path("properties");
    assertThat(training.path("gradientAccumulators").path("default").asInt()).isEqualTo(8);
    assertThat(training.path("epochs").path("minimum").asInt()).isEqualTo(1);
    assertThat(training.path("patience").path("description").asString())
        .startsWith("Early stopping after so many epochs");
    assertThat(training.path("schedule").path("default").path("cosine").path("warmUp").asDouble())
        .isEqualTo(0.05);
    assertThat(training.path("lanes").path("deprecated").asBoolean()).isTrue();
    assertThat(all.path("network").path("properties").path("normalization").path("enum").toString())
        .isEqualTo("[\"none\",\"batch\",\"layer\"]");
    assertThat(all.path("weight").path("default").asInt()).isEqualTo(1);
    assertThat(all.path("network").path("properties").path("dropout").has("default")).isFalse();
  }
}
