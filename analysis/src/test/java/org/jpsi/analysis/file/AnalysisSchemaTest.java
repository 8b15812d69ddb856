package org.jpsi.analysis.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jpsi.analysis.file.ValueType.BooleanType;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.train.Learner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnalysisSchemaTest {
  private static final String TWO = "samples: [a.csv, b.csv]\n";

  private static AnalysisWithSource located(String yaml, String... settings) {
    return AnalysisReader.parse("h.yaml", yaml, Path.of("/data"), List.of(settings));
  }

  private record Cut(double at, boolean inverted) {}

  private static final ObjectType<Cut> CUT =
      new ObjectType<>(
          List.of(
              Key.of("at", NumberType.POSITIVE, 1.0, Cut::at, "where it cuts")
                  .withAliases("threshold"),
              Key.of("inverted", BooleanType.BOOLEAN, false, Cut::inverted, "takes the others")),
          List.of(),
          v -> new Cut(v.number("at"), v.bool("inverted")));

  private static Cut cut(String yaml) {
    YamlNode node = Yaml.read("c.yaml", yaml);
    return CUT.read(new ConfigValue(node, "", new ReadContext(CUT)), KnownTask.UNKNOWN);
  }

  @Test
  void oneEntryReadsAndWritesAKey() {
    assertThat(cut("{at: 2}")).isEqualTo(new Cut(2, false));
    assertThat(YamlText.flow(CUT.write(new Cut(2, true), Extent.ALL_KEYS, KnownTask.UNKNOWN)))
        .isEqualTo("{at: 2, inverted: true}");
    assertThat(YamlText.flow(CUT.write(new Cut(1, true), Extent.NON_DEFAULTS, KnownTask.UNKNOWN)))
        .isEqualTo("{inverted: true}");
    assertThatThrownBy(() -> cut("{at: 1e7}"))
        .hasMessage("[c.yaml:1:6 at] expected a number above 0 and below 1000000, found 1e7");
    assertThatThrownBy(() -> cut("{inverse: true}"))
        .hasMessage(
            "[c.yaml:1:2] expected one of the keys at, inverted, found `inverse`; did you mean"
                + " inverted?");
  }

  @Test
  void aKeyThatNothingIsMadeOfIsABug() {
    ObjectType<Cut> deaf =
        new ObjectType<>(CUT.keys(), List.of(), v -> new Cut(v.number("at"), false));
    YamlNode node = Yaml.read("c.yaml", "{inverted: true}");
    assertThatThrownBy(
            () -> deaf.read(new ConfigValue(node, "cut", new ReadContext(deaf)), KnownTask.UNKNOWN))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cut ignores its key inverted");
  }

  private static Stream<ChoiceType<?>> choices() {
    return Stream.of(
        LossOptions.LOSS,
        OptimizerOptions.OPTIMIZER,
        UpdateOptions.SCHEDULE,
        UpdateOptions.AVERAGING,
        ActivationOptions.ACTIVATION,
        ModelOptions.MODEL);
  }

  @ParameterizedTest
  @MethodSource("choices")
  <T> void everyOptionIsReadAsAWordAndWithAllItsSettings(ChoiceType<T> type) {
    for (NamedOption<? extends T> option : type.options()) {
      T usual = read(type, option.name());
      assertThat(read(type, "{" + option.name() + ": {}}")).isEqualTo(usual);
      String whole = YamlText.flow(type.write(usual, Extent.ALL_KEYS, KnownTask.UNKNOWN));
      assertThat(read(type, whole)).isEqualTo(usual);
      assertThat(YamlText.flow(type.write(usual, Extent.NON_DEFAULTS, KnownTask.UNKNOWN)))
          .isEqualTo(option.name());
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  <T> void everySettingOfAnOptionChangesItAndIsWritten(ChoiceType<T> type) {
    for (NamedOption<? extends T> option : type.options()) {
      for (Key<?, ?> key : option.settings().keys()) {
        String other = other(key);
        T changed = read(type, "{" + option.name() + ": {" + key.name() + ": " + other + "}}");
        assertThat(changed)
            .as(option.name() + " " + key.name())
            .isNotEqualTo(read(type, option.name()));
        assertThat(YamlText.flow(type.write(changed, Extent.NON_DEFAULTS, KnownTask.UNKNOWN)))
            .isEqualTo("{" + option.name() + ": {" + key.name() + ": " + other + "}}");
      }
    }
  }

  /// A value that is allowed and not the default.
  private static String other(Key<?, ?> key) {
    String usual = YamlText.flow(key.constant().orElseThrow());
    return switch (key.type()) {
      case BooleanType _ -> usual.equals("true") ? "false" : "true";
      case IntegerType integer -> Long.toString(integer.min() + 1);
      case NumberType number ->
          YamlText.number(
              number.min() + (Math.min(number.max(), number.min() + 1) - number.min()) * 0.375);
      default -> throw new IllegalArgumentException(key.name());
    };
  }

  private static <T> T read(ChoiceType<T> type, String yaml) {
    YamlNode node = Yaml.value("o.yaml", yaml).orElseThrow();
    return type.read(
        new ConfigValue(node, "", new ReadContext(AnalysisSchema.FILE)), KnownTask.UNKNOWN);
  }

  @Test
  void everyActivationThatCanStandBetweenLayersIsAnOption() {
    assertThat(ActivationOptions.ACTIVATION.names())
        .containsExactlyElementsOf(
            Activation.all().stream()
                .map(Activation::name)
                .filter(name -> !name.equals("softmax") && !name.equals("step"))
                .toList());
  }

  @Test
  void whatLearnsBringsItsOptions() {
    NamedOption<?> trees = ModelOptions.MODEL.option("boosted-trees").orElseThrow();
    assertThat(trees.settings().names())
        .containsExactlyElementsOf(
            Learner.find("boosted-trees").orElseThrow().options().stream()
                .map(Learner.Option::name)
                .toList());
  }

  /// Names under which a key can be found are all different, and each key is explained.
  @Test
  void everyKeyHasAMeaningAndNamesOfItsOwn() {
    look("", AnalysisSchema.FILE);
  }

  private static void look(String path, ValueType<?> type) {
    switch (type) {
      case ObjectType<?> object -> {
        Set<String> names = new HashSet<>();
        for (Key<?, ?> key : object.keys()) {
          assertThat(key.meaning()).as(path + key.name()).isNotBlank();
          key.names().forEach(name -> assertThat(names.add(name)).as(path + name).isTrue());
          look(path + key.name() + ".", key.type());
        }
      }
      case ChoiceType<?> choice -> {
        Set<String> names = new HashSet<>();
        for (NamedOption<?> option : choice.options()) {
          assertThat(option.meaning()).as(path + option.name()).isNotBlank();
          assertThat(names.add(option.name())).isTrue();
          look(path + option.name() + ".", option.settings());
        }
      }
      case ValueType.ListType<?> list -> look(path, list.item());
      case ValueType.ShorthandType<?, ?> shorthand -> look(path, shorthand.full());
      case ValueType.ConvertedType<?, ?> converted -> look(path, converted.base());
      case ValueType.WordType<?> word ->
          word.words().forEach(w -> assertThat(w.meaning()).as(path + w.name()).isNotBlank());
      case NumberType _,
          IntegerType _,
          TextType _,
          BooleanType _,
          ValueType.MapType<?> _,
          TuneSchema.SpaceType _ -> {}
    }
  }

  @Test
  void anOldNameIsReadWithANoteAndWrittenAsTheNewOne() {
    AnalysisWithSource old =
        located(
            TWO
                + """
                model:
                  - network
                  - {boosted-trees: {leastWeight: 7}}
                  - {nearest-neighbours: {neighbours: 9}}
                training: {lanes: 4}
                """);
    assertThat(old.warnings())
        .containsExactly(
            "h.yaml:4:22 model.1.boosted-trees: leastWeight is now named minChildWeight",
            "h.yaml:5:6 model.2: nearest-neighbours is now named nearest-neighbors",
            "h.yaml:5:27 model.2.nearest-neighbours: neighbours is now named neighbors",
            "h.yaml:6:12 training: lanes is now named gradientAccumulators");
    assertThat(old.where("training.gradientAccumulators"))
        .isEqualTo("h.yaml:6:19 training.gradientAccumulators");
    AnalysisFile analysis = old.analysis();
    assertThat(analysis.models().get(1).settings()).containsEntry("minChildWeight", 7.0);
    assertThat(analysis.models().get(2).name()).isEqualTo("nearest-neighbors");
    assertThat(analysis.training().gradientAccumulators()).isEqualTo(4);
    assertThat(analysis.toYaml())
        .contains(
            "minChildWeight: 7", "{nearest-neighbors: {neighbors: 9,", "gradientAccumulators: 4")
        .doesNotContain("leastWeight", "neighbours", "lanes");
    AnalysisWithSource again = located(analysis.toYaml());
    assertThat(again.analysis()).isEqualTo(analysis);
    assertThat(again.warnings()).isEmpty();
  }

  /// As version 0.1 wrote it into a run.
  @Test
  void anAnalysisOfAnEarlierVersionIsTheSameToday() {
    String written =
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
        model: [network, {decision-tree: {depth: 6, leastWeight: 5}}, {nearest-neighbours: {neighbours: 50, events: 20000}}]
        network: {layers: [128, 128, 64], activation: relu, normalization: none, dropout: 0.3}
        training:
          loss: {focal: {alpha: 0.5, gamma: 2}}
          optimizer: {adamw: {learningRate: 0.003, weightDecay: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false}}
          schedule: {plateau: {factor: 0.1, patience: 4, least: 0}}
          clip: {}
          penalty: {l1: 0, l2: 0}
          average: {ema: {decay: 0.999}}
          groups: [{names: "*.bias", rank: 0, learningRate: 1, regularization: 0}]
          batch: 256
          epochs: 50
          patience: 10
          lanes: 8
        seed: 1
        allowLeak: false
        allowDuplicates: false
        reference: true
        """;
    assertThat(located(written).analysis().toYaml())
        .isEqualTo(
            written
                .replace(
                    "network: {layers",
                    "preprocessing: standardize\nmembers: 1\nnetwork: {encoding: none, layers")
                .replace("leastWeight", "minChildWeight")
                .replace("neighbours", "neighbors")
                .replace("lanes", "gradientAccumulators"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training: {lanes: 4, gradientAccumulators: 8} | [h.yaml:2:22 training] expected `gradientAccumulators` once, found its old name `lanes` beside it; remove `lanes`
          training: {gradientAccumulators: 8, lanes: 4} | [h.yaml:2:37 training] expected `gradientAccumulators` once, found its old name `lanes` beside it; remove `lanes`
          training: {lanes: 2000} | [h.yaml:2:19 training.lanes] expected a whole number from 1 to 1024, found 2000
          model: {nearest-neighbours: {}, nearest-neighbors: {}} | [h.yaml:2:8 model] expected one model of network, mix, boosted-trees, decision-tree, nearest-neighbors, random-forest, found the keys nearest-neighbours, nearest-neighbors
          epochs: 5 | [h.yaml:2:1] expected one of the keys KEYS, found `epochs`; there is `training.epochs`
          network: {dropuot: 0.1} | [h.yaml:2:11 network] expected one of the keys encoding, layers, activation, normalization, dropout, found `dropuot`; did you mean dropout?
          training: {optimizer: {adam: {learningRate: 1e6}}} | [h.yaml:2:45 training.optimizer.adam.learningRate] expected a number above 0 and below 1000000, found 1e6
          """)
  void whatIsWrongWithANameIsTold(String line, String message) {
    assertThatThrownBy(() -> located(TWO + line))
        .isInstanceOf(InputException.class)
        .hasMessage(message.replace("KEYS", String.join(", ", AnalysisSchema.FILE.names())));
  }

  @Test
  void aSettingReplacesAKeyUnderItsOldNameAndUnderItsNewOne() {
    assertThat(located(TWO + "training: {lanes: 4}", "training.gradientAccumulators=2"))
        .satisfies(l -> {
          assertThat(l.analysis().training().gradientAccumulators()).isEqualTo(2);
          assertThat(l.warnings()).isEmpty();
        });
    assertThat(located(TWO + "training: {gradientAccumulators: 4}", "training.lanes=2"))
        .satisfies(l -> {
          assertThat(l.analysis().training().gradientAccumulators()).isEqualTo(2);
          assertThat(l.warnings())
              .containsExactly("--set training: lanes is now named gradientAccumulators");
        });
    assertThat(
            located(TWO + "training: {lanes: 4}", "training.gradientAccumulators=")
                .analysis()
                .training()
                .gradientAccumulators())
        .isEqualTo(8);
    AnalysisFile neighbors =
        located(
                TWO + "model: {nearest-neighbours: {neighbours: 7, events: 50}}",
                "model.nearest-neighbors.neighbors=9")
            .analysis();
    assertThat(neighbors.models().getFirst().settings())
        .containsEntry("neighbors", 9.0)
        .containsEntry("events", 50.0);
    assertThat(
            located(TWO + "model: nearest-neighbours", "model.nearest-neighbors.neighbors=9")
                .analysis())
        .isEqualTo(located(TWO + "model: {nearest-neighbors: {neighbors: 9}}").analysis());
  }

  @Test
  void aSettingThatIsNoKeyIsAnsweredWithWhereItStands() {
    assertThatThrownBy(() -> located(TWO, "epochs=5"))
        .hasMessageEndingWith("found `epochs`; there is `training.epochs`");
  }
}
