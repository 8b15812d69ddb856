package org.jpsi.analysis.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisErrorTest {
  private static final String TWO = "samples: [a.csv, b.csv]\n";

  private static String error(String yaml, String... settings) {
    return catchThrowableOfType(
            InputException.class,
            () -> AnalysisReader.parse("h.yaml", yaml, Path.of("/data"), List.of(settings)))
        .message();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          trainig: {epochs: 5}        | [h.yaml:2:1] expected one of the keys KEYS, found `trainig`; did you mean training?
          training: {epohcs: 5}       | [h.yaml:2:12 training] expected one of the keys loss, budget, optimizer, schedule, clip, penalty, average, groups, batch, epochs, patience, gradientAccumulators, found `epohcs`; did you mean epochs?
          training: {epochs: many}    | [h.yaml:2:20 training.epochs] expected a whole number of 1 or more, found many
          training: {epochs: '5'}     | [h.yaml:2:20 training.epochs] expected a whole number of 1 or more, found the text "5"
          training: {epochs: 0}       | [h.yaml:2:20 training.epochs] expected a whole number of 1 or more, found 0
          training: {epochs: 2.5}     | [h.yaml:2:20 training.epochs] expected a whole number of 1 or more, found 2.5
          training: {epochs: 1e400}   | [h.yaml:2:20 training.epochs] expected a whole number of 1 or more, found 1e400
          training: {epochs: }        | [h.yaml:2:19 training.epochs] expected a whole number of 1 or more, found nothing
          training: {batch: [5]}      | [h.yaml:2:19 training.batch] expected a whole number of 1 or more, found a list of 1
          training: {gradientAccumulators: 2000} | [h.yaml:2:34 training.gradientAccumulators] expected a whole number from 1 to 1024, found 2000
          training: 5                 | [h.yaml:2:11 training] expected the keys loss, budget, optimizer, schedule, clip, penalty, average, groups, batch, epochs, patience, gradientAccumulators, found 5
          training: {loss: bec}       | [h.yaml:2:18 training.loss] expected a loss: bce, focal, cross-entropy, mse, l1, huber, quantile, found bec; did you mean bce?
          training: {loss: mse}       | [h.yaml:2:18 training.loss] expected bce, focal for 2 classes, found mse; leave `loss:` out
          training: {loss: {focal: {alpha: 1}}} | [h.yaml:2:34 training.loss.focal.alpha] expected a number above 0 and below 1, found 1
          training: {loss: {bce: {x: 1}}} | [h.yaml:2:25 training.loss.bce] expected no key, found `x`
          network: {activation: {leakyRelu: {slope: 2}}} | [h.yaml:2:43 network.activation.leakyRelu.slope] expected a number from 0 to 1, found 2
          network: {activation: softmax} | [h.yaml:2:23 network.activation] expected an activation: relu, leakyRelu, elu, selu, gelu, silu, mish, softplus, sigmoid, tanh, found softmax
          network: {normalization: bacth} | [h.yaml:2:26 network.normalization] expected a normalization: none, batch, layer, found bacth; did you mean batch?
          training: {optimizer: adm}  | [h.yaml:2:23 training.optimizer] expected an optimizer: adam, adamw, sgd, adagrad, rmsprop, found adm; did you mean adam or adamw?
          training: {optimizer: {adam: {}, sgd: {}}} | [h.yaml:2:23 training.optimizer] expected one optimizer of adam, adamw, sgd, adagrad, rmsprop, found the keys adam, sgd
          training: {optimizer: {adam: {rate: 1}}} | [h.yaml:2:31 training.optimizer.adam] expected one of the keys learningRate, beta1, beta2, epsilon, amsgrad, found `rate`; did you mean learningRate?
          training: {optimizer: {adam: {learningRate: 0}}} | [h.yaml:2:45 training.optimizer.adam.learningRate] expected a number greater than 0, found 0
          training: {optimizer: {adam: {beta1: 1}}} | [h.yaml:2:38 training.optimizer.adam.beta1] expected a number from 0 to below 1, found 1
          training: {optimizer: {sgd: {momentum: 0, nesterov: true}}} | [h.yaml:2:40 training.optimizer.sgd.momentum] expected a momentum greater than 0 for nesterov, found 0
          training: {optimizer: lbfgs} | [h.yaml:2:23 training.optimizer] expected an optimizer for mini-batches: adam, adamw, sgd, adagrad, rmsprop, found lbfgs, which needs the loss of all events at every step; in Java, org.jpsi.core.optim.Lbfgs fits small samples whole
          training: {optimizer: {sgd: {weightDecay: 1e-4}}} | [h.yaml:2:43 training.optimizer.sgd.weightDecay] expected `weightDecay` for adamw alone, where it is decoupled from the gradient, found it for sgd; set `training.penalty: {l2: ...}`, which PyTorch calls weight decay
          training: {optimizer: {rmsprop: {smoothing: 1}}} | [h.yaml:2:45 training.optimizer.rmsprop.smoothing] expected a number from 0 to below 1, found 1
          training: {schedule: onecycle} | [h.yaml:2:22 training.schedule] expected a schedule: constant, cosine, steps, exponential, oneCycle, plateau, found onecycle; did you mean oneCycle?
          training: {schedule: {plateau: {factor: 1}}} | [h.yaml:2:41 training.schedule.plateau.factor] expected a number above 0 and below 1, found 1
          training: {clip: 1}         | [h.yaml:2:18 training.clip] expected the keys norm, value, found 1
          training: {clip: {norm: 0}} | [h.yaml:2:25 training.clip.norm] expected a number greater than 0, found 0
          training: {penalty: {l2: -1}} | [h.yaml:2:26 training.penalty.l2] expected a number of 0 or more, found -1
          training: {average: {ema: {decay: 1}}} | [h.yaml:2:35 training.average.ema.decay] expected a number from 0 to below 1, found 1
          training: {groups: {names: x}} | [h.yaml:2:20 training.groups] expected a list of groups, as in [{names: "*.bias", regularization: 0}], found the keys names
          training: {groups: [{name: x}]} | [h.yaml:2:22 training.groups.0] expected one of the keys names, rank, learningRate, regularization, found `name`; did you mean names?
          training: {schedule: {cosine: {end: 2}}} | [h.yaml:2:37 training.schedule.cosine.end] expected a number from 0 to 1, found 2
          network: {layers: 128}      | [h.yaml:2:19 network.layers] expected a list of widths, as in [128, 128, 64], found 128
          network: {layers: [128, 0]} | [h.yaml:2:25 network.layers.1] expected a whole number from 1 to 65536, found 0
          network: {activation: rleu} | [h.yaml:2:23 network.activation] expected an activation: relu, leakyRelu, elu, selu, gelu, silu, mish, softplus, sigmoid, tanh, found rleu; did you mean relu or elu or gelu?
          network: {dropout: 1}       | [h.yaml:2:20 network.dropout] expected a rate from 0 to 0.99, found 1
          split: {train: 0.9, validation: 0.2} | [h.yaml:2:8 split] expected fractions that add up to 1, found a sum of 1.1
          split: {train: 0.5, validation: 0.2, test: 0.2} | [h.yaml:2:8 split] expected fractions that add up to 1, found a sum of 0.9
          split: {train: -1}          | [h.yaml:2:16 split.train] expected a fraction from 0 to 1, found -1
          split: {train: 0.8, validation: 0.2} | [h.yaml:2:8 split] expected events in each of train, validation and test, found none in test; give it a fraction, or a sample with `part: test`
          split: {folds: 5}           | [h.yaml:2:16 split.folds] folds are a key of the analysis, in the place of `split:`; write `folds: {k: 5, by: eventNumber}`
          folds: 2                     | [h.yaml:2:8 folds] expected a whole number from 3 to 100, found 2
          folds: {by: e}               | [h.yaml:2:8 folds] expected the number of folds, `k:`, found none; write {k: 5, by: eventNumber}
          signal: c                   | [h.yaml:2:9 signal] expected one of the classes a, b, found c; did you mean a or b?
          signal: [a]                 | [h.yaml:2:9 signal] expected the name of a class, found a list of 1
          seed: 1.5                   | [h.yaml:2:7 seed] expected a whole number, found 1.5
          allowLeak: yes              | [h.yaml:2:12 allowLeak] expected true or false, found yes
          reference: no               | [h.yaml:2:12 reference] expected true or false, found no
          constants: [1]              | [h.yaml:2:12 constants] expected constants by name, as in {lumi: 1.2}, found a list of 1
          constants: {lumi: one}      | [h.yaml:2:19 constants.lumi] expected a number, found one
          constants: {a-b: 1}         | [h.yaml:2:18 constants.a-b] expected a constant's name of letters, digits and _, not true, false or pi, found a-b
          constants: {pi: 3}          | [h.yaml:2:17 constants.pi] expected a constant's name of letters, digits and _, not true, false or pi, found pi
          spectators: {a: b}          | [h.yaml:2:13 spectators] expected a column, found the keys a
          spectators: [a, a]          | [h.yaml:2:13 spectators] expected every column once, found a twice
          features: []                | [h.yaml:2:11 features] expected `all`, or a list of expressions, found a list of 0
          features: m_bb              | [h.yaml:2:11 features] expected `all`, or a list of expressions, found m_bb
          features: [x, {name: x, is: y}] | [h.yaml:2:11 features] expected different names, found x twice; give one of them another name: {name: ..., is: ...}
          features: [x, {unit: GeV}]  | [h.yaml:2:15 features.1] expected the keys name and is, found the keys unit
          name: ../x                  | [h.yaml:2:7 name] expected a name that can be a folder's: no / or \\, no dot in front, found ../x
          name: a/x                   | [h.yaml:2:7 name] expected a name that can be a folder's: no / or \\, no dot in front, found a/x
          label: class                | OK
          target: []                  | [h.yaml:2:9 target] expected an expression, or a list of them, found a list of 0
          target: {is: y}             | OK
          """)
  void aWrongKeyOrValueIsToldWithItsPlace(String line, String expected) {
    if (expected.strip().equals("OK")) {
      AnalysisReader.parse("h.yaml", TWO + line, Path.of("/data"), List.of());
    } else {
      String keys = String.join(", ", AnalysisSchema.FILE.names());
      assertThat(error(TWO + line)).isEqualTo(expected.strip().replace("KEYS", keys));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          name: x                                    | [h.yaml] expected the key samples, found none; add the files of events, as in `samples: [{files: a.root, tree: t, class: signal}, {files: b.root, tree: t, class: background}]`
          samples: a.csv                             | [h.yaml:1:10 samples] expected a list of samples, each with `files:`, found a.csv
          samples: []                                | [h.yaml:1:10 samples] expected a list of samples, each with `files:`, found a list of 0
          samples: [a.csv]                           | [h.yaml:1:10 samples] expected two classes or more, found one, a; add a sample with another `class:`, name the column with the class by `label:`, or predict a quantity with `target:`; `jpsi init FILE` looks at its columns and drafts an analysis
          samples: [{file: a.csv}]                   | [h.yaml:1:12 samples.0] expected one of the keys files, tree, friends, generate, events, seed, given, class, weight, select, xsec, kFactor, filterEfficiency, sumw, part, found `file`; did you mean files?
          samples: [{tree: t}]                       | [h.yaml:1:11 samples.0] expected `files:` or `generate:`, found none
          samples: [{files: a, generate: higgs}]     | [h.yaml:1:11 samples.0] expected `files:` or `generate:`, found both
          samples: [{files: []}]                     | [h.yaml:1:19 samples.0.files] expected a file, or a list of files, found a list of 0
          samples: [{files: a, events: 5}]           | [h.yaml:1:30 samples.0.events] expected `events:` only with `generate:`, found it without; all events of files are read; choose some with `select:`
          samples: [{generate: higgs, tree: t}]      | [h.yaml:1:35 samples.0.tree] expected `tree:` only with `files:`, found it without; generated events have none
          samples: [{files: a, seed: 5}]             | [h.yaml:1:28 samples.0.seed] expected `seed:` only with `generate:`, found it without; events of files are what they are
          samples: [{given: a table}]                | [h.yaml:1:19 samples.0.given] expected `files:` or `generate:`, found events that were in the memory of a program; train in that program again, or write its events to a file
          samples: [{generate: higs}]                | [h.yaml:1:22 samples.0.generate] expected a process: higgs, dimuon, dijet, found higs; did you mean higgs?
          samples: [{generate: higgs, events: 0}]    | [h.yaml:1:37 samples.0.events] expected a whole number from 1 to 100000000, found 0
          samples: [{files: a, part: tset}]          | [h.yaml:1:28 samples.0.part] expected a part: train, validation, test, found tset; did you mean test?
          {samples: [{files: a, class: s}], label: y} | [h.yaml:1:12 samples.0.class] expected classes from the samples or from `label:`, found both; leave one of them out
          {samples: [{files: a, class: s}], target: y} | [h.yaml:1:12 samples.0.class] expected no class, since `target:` makes this a regression, found s; leave one of them out
          {samples: [a], target: y, label: z}        | [h.yaml:1:34 label] expected `label:` for classes or `target:` for regression, found both; leave one of them out
          {samples: [a], target: y, signal: z}       | [h.yaml:1:35 signal] a regression, with `target:`, has no signal; leave `signal:` out
          {samples: [a], target: y, training: {loss: bce}} | [h.yaml:1:44 training.loss] expected mse, l1, huber, quantile for a regression, found bce; leave `loss:` out
          {samples: [a], target: y, features: [2 * y]} | [h.yaml:1:37 features] feature 2 * y contains column y, from which the target is computed; leave it out, or set `allowLeak: true` if it is intended
          """)
  void samplesThatDoNotFitTogetherAreTold(String yaml, String expected) {
    assertThat(error(yaml)).isEqualTo(expected.strip());
  }

  @ParameterizedTest
  @CsvSource({
    "select, 'm_bb >', 6, 'expected a number, a name or `(`, found the end'",
    "weight, 'lumi $', 5, 'expected a name, a number or an operator, found `$`; write a name that"
        + " is no identifier in `backticks`'",
  })
  void aBadExpressionIsPointedAt(String key, String text, int place, String expected) {
    String line = key + ": \"" + text + "\"";
    assertThat(error(TWO + line))
        .isEqualTo(
            "[h.yaml:2:9 "
                + key
                + "] "
                + expected
                + "\n  "
                + text
                + "\n  "
                + " ".repeat(place)
                + "^");
  }

  @Test
  void expressionsOfFeaturesAndSamplesHaveTheirPlaceToo() {
    assertThat(error(TWO + "features: [x, 'y +']"))
        .startsWith("[h.yaml:2:15 features.1] expected a number, a name or `(`, found the end\n");
    assertThat(error(TWO + "features: [x, {name: z, is: y +}]"))
        .startsWith(
            "[h.yaml:2:29 features.1.is] expected a number, a name or `(`, found the end\n");
    assertThat(error("samples: [{files: a, select: x >}, b]"))
        .startsWith("[h.yaml:1:30 samples.0.select] expected a number, a name or `(`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          training.epohcs=5      | [--set training] expected one of the keys loss, budget, optimizer, schedule, clip, penalty, average, groups, batch, epochs, patience, gradientAccumulators, found `epohcs`; did you mean epochs?
          training.epochs=many   | [--set training.epochs] expected a whole number of 1 or more, found many
          training.epochs        | [--set] expected key=value, as in training.epochs=5, found training.epochs
          =5                     | [--set] expected key=value, as in training.epochs=5, found =5
          a..b=5                 | [--set] expected key=value, as in training.epochs=5, found a..b=5
          samples.5.tree=t       | [--set samples.5.tree] expected an index from 0 to 2 of the list, found 5
          samples.x=t            | [--set samples.x] expected an index from 0 to 2 of the list, found x
          seed.x=1               | [--set seed.x] expected keys in seed, found 4 (h.yaml:2:7)
          """)
  void aWrongSettingIsTold(String setting, String expected) {
    assertThat(error(TWO + "seed: 4", setting.strip())).isEqualTo(expected.strip());
  }

  @Test
  void aSettingThatIsNoYamlIsPointedAt() {
    assertThat(error(TWO, "features=[a, b"))
        .isEqualTo(
            """
            [--set:1:6] is not YAML: expected ',' or ']', but got <stream end>; close every bracket and quote, and indent keys of one mapping equally
              [a, b
                   ^\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      nullValues = "-",
      textBlock =
          """
          seed: 1;seed: 2            | [h.yaml:2:1] expected every key once, found `seed` again, after h.yaml:1:1; remove one of them
          -                          | [h.yaml] expected keys such as samples, found an empty file
          # nothing                  | [h.yaml] expected keys such as samples, found an empty file
          just words                 | [h.yaml:1:1] expected keys such as samples, each with a colon and a value, found just words; write them as `label: y`, with a blank behind the colon
          [a, b]                     | [h.yaml:1:1] expected keys such as samples, each with a colon and a value, found a list of 2; write them as `label: y`, with a blank behind the colon
          a: &x 1;b: *x              | [h.yaml:1:4] &x is an anchor, which analysis files do not have; write the value itself; quote an expression that begins with &
          a: 1;b: *x                 | [h.yaml:2:4] *x is an alias, which analysis files do not have; write the value itself; quote an expression that begins with *
          a: !!java.lang.Runtime {}  | [h.yaml:1:4] tag:yaml.org,2002:java.lang.Runtime is a tag, which analysis files do not have; quote an expression that begins with !
          select: !x                 | [h.yaml:1:9] !x is a tag, which analysis files do not have; quote an expression that begins with !
          a: 1;---;b: 2              | [h.yaml:2:1] expected one document, found a second one; remove the line ---, or make two files
          {[a]: 1}                   | [h.yaml:1:2] expected a key, found a list of 1
          """)
  void whatIsNoPartOfAnAnalysisFileIsRefused(String yaml, String expected) {
    String text = yaml == null ? "" : yaml.strip().replace(';', '\n');
    assertThat(error(text)).isEqualTo(expected.strip());
  }

  @Test
  void brokenYamlIsPointedAt() {
    assertThat(error(TWO + "features: [m_bb, `jet1_b-tag`]"))
        .isEqualTo(
            """
            [h.yaml:2:18] is not YAML: found character '`' that cannot start any token. (Do not use ` for indentation); quote text that begins with a backtick, @ or %: "`jet1_b-tag`"
              features: [m_bb, `jet1_b-tag`]
                               ^\
            """);
    assertThat(error("select: a: b"))
        .isEqualTo(
            """
            [h.yaml:1:10] is not YAML: mapping values are not allowed here; indent keys of one mapping equally; quote text with a colon
              select: a: b
                       ^\
            """);
    assertThat(error("training:\n\tepochs: 5"))
        .startsWith("[h.yaml:2:1] is not YAML: ")
        .contains("; indent with blanks, not with tabs\n");
    assertThat(error("training: {epochs: 5\nseed: 1"))
        .startsWith("[h.yaml:2:5] is not YAML: expected ',' or '}', but got :")
        .contains("close every bracket and quote");
  }

  @Test
  void theRemedyIsOfWhatPeopleWrite() {
    assertThat(error("samples: [a.csv]\nlabel:y\n"))
        .contains("; write a blank behind the colon, as in `label: y`");
    assertThat(error("samples:\n  - {files: a.csv class: s}\n"))
        .contains("; put commas between items in brackets, and close every bracket and quote");
    assertThat(error("samples:\n  - {files: a.csv}\n\t- {files: b.csv}\n"))
        .startsWith("[h.yaml:3:1] ")
        .contains("; indent with blanks, not with tabs");
    assertThat(error("samples:\n\u00A0 - {files: a.csv, class: s}\n"))
        .contains("; write plain blanks: line 2 is indented by others, U+00A0");
    assertThat(error("samples: [\"C:\\data\\a.csv\"]\n"))
        .contains("; write paths with / instead of \\, or in single quotes");
    assertThat(error("samples: [\u201Ca.csv\u201D]\nlabel: y\n"))
        .isEqualTo(
            "[h.yaml:1:11] expected straight quotes, \" or ', found typographic ones,"
                + " \u201Ca.csv\u201D; write the file with an editor of plain text");
    assertThat(error("samples = [a.csv]\nlabel = y\n"))
        .contains("; write them as `label: y`, with a blank behind the colon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "{", "!!x ", "'", "&a [", "[[", "a:\n - "})
  void hostileTextIsRefusedWithoutHarm(String again) {
    assertThat(error(again.repeat(100_000 / again.length()))).startsWith("[h.yaml");
  }

  @Test
  void manyAliasesExplodeNothing() {
    String laughs = "a: &a [lol, lol]\nb: &b [*a, *a]\nc: [*b, *b]\n";
    assertThat(error(laughs)).startsWith("[h.yaml:1:4] &a is an anchor");
  }

  @Test
  void depthIsLimited() {
    assertThat(error("a: " + "[".repeat(30) + "]".repeat(30)))
        .isEqualTo("[h.yaml:1:24] expected a nesting depth of at most 20, found a deeper one");
  }

  @Test
  void aFileThatIsNotThereIsAnsweredWithTheNearest(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("higgs.yaml"), TWO);
    Path file = folder.resolve("higs.yaml");
    assertThatThrownBy(() -> AnalysisReader.read(file, List.of()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + file
                + "] expected an analysis file, found no such file; did you mean higgs.yaml?");
  }

  @Test
  void anotherKindOfFileIsRefused(@TempDir Path folder) throws IOException {
    Path binary = folder.resolve("a.root");
    Files.write(binary, new byte[] {'r', 'o', 'o', 't', (byte) 0xFF, 0, (byte) 0xC0});
    assertThatThrownBy(() -> AnalysisReader.read(binary, List.of()))
        .hasMessage(
            "["
                + binary
                + "] expected an analysis file: YAML text in UTF-8, found bytes that are not text;"
                + " event files are named in one, under `samples:`");
    Path large = folder.resolve("large.yaml");
    Files.write(large, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> AnalysisReader.read(large, List.of()))
        .hasMessage(
            "["
                + large
                + "] expected an analysis file of up to 1 MB, found 1048577 bytes; name event"
                + " files in it, under `samples:`");
  }

  @Test
  void anyDamageToAFileIsReadOrRefused() {
    String whole =
        """
        name: higgs
        signal: signal
        samples:
          - {files: Higgs_data.root, tree: sig_tree, class: signal}
          - {files: ["b*.root"], tree: bkg_tree, class: background, weight: 1.0, part: test}
          - {generate: higgs, events: 10, class: background}
        features: [m_jj, {name: m_bb2, is: m_bb ** 2, unit: GeV^2}]
        constants: {lumi: 1.2}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        training: {loss: bce, optimizer: {adam: {learningRate: 1e-3}}, batch: 256}
        """;
    String letters = "[]{},:-#&*!|>'\"%@`\n\t ?~0a\\\u0000\uD83D";
    Rng rng = Rng.of(6);
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      Rng draw = rng.child(i);
      StringBuilder text = new StringBuilder(whole);
      for (int k = 0; k < 1 + draw.integer(3, 0); k++) {
        int at = draw.integer(text.length(), 3 * k + 1);
        char letter = letters.charAt(draw.integer(letters.length(), 3 * k + 2));
        switch (draw.integer(3, 3 * k + 3)) {
          case 0 -> text.setCharAt(at, letter);
          case 1 -> text.insert(at, letter);
          default -> text.delete(at, Math.min(text.length(), at + 5));
        }
      }
      try {
        AnalysisFile analysis =
            AnalysisReader.parse("h.yaml", text.toString(), Path.of("/data"), List.of()).analysis();
        AnalysisFile again =
            AnalysisReader.parse("h.yaml", analysis.toYaml(), Path.of("/data"), List.of())
                .analysis();
        assertThat(again).isEqualTo(analysis);
        read++;
      } catch (InputException e) {
        assertThat(e.message()).startsWith("[h.yaml");
      }
    }
    assertThat(read).isGreaterThan(200);
  }
}
