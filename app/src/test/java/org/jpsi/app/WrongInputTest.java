package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with the input: status 1, one message that says where, what and what to do,
/// and nothing half-written.
class WrongInputTest {
  private static final int EVENTS = TwoSamples.EVENTS;
  private static final String TWO = TwoSamples.YAML;

  @TempDir Path folder;
  private TwoSamples samples = new TwoSamples(Path.of(""));

  @BeforeEach
  void samples() {
    samples = new TwoSamples(folder);
    samples.write();
  }

  private static List<Column> columns(long seed, int n, int kind) {
    return TwoSamples.columns(seed, n, kind);
  }

  private Path write(String name, List<Column> columns) {
    return samples.write(name, columns);
  }

  private void change(Column column) {
    samples.change(column);
  }

  private static double[] ones() {
    double[] ones = new double[EVENTS];
    Arrays.fill(ones, 1);
    return ones;
  }

  private Session train(String yaml, String... more) {
    return samples.train(yaml, more);
  }

  private AbstractStringAssert<?> refused(String yaml, String... more) {
    Session session = train(yaml, more);
    assertThat(session.err()).startsWith("[").doesNotContain("\tat ", "Exception");
    assertThat(session.status()).as(session.err()).isEqualTo(1);
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(folder.resolve("run.partial")).doesNotExist();
    return assertThat(session.err());
  }

  @Test
  void noSuchFileTreeBranchOrClass() {
    refused(TWO.replace("sig.root", "sgi.root") + "features: [y]\n")
        .contains("toy.yaml:1:", "samples.0.files]", "expected a file sgi.root")
        .contains("found no such file; did you mean sig.root");
    refused(TWO.replace("tree: t", "tree: T") + "features: [y]\n")
        .contains("sig.root]", "expected a tree T", "did you mean t?");
    refused(TWO + "features: [m_b]\n")
        .contains("sig.root:t]", "expected a column m_b", "did you mean m_bb", "`jpsi inspect`");
    refused(TWO + "features: [y]\nweight: ww\n").contains("a column ww", "did you mean w");
    refused(TWO + "features: [y]\nsignal: sgi\n")
        .contains("toy.yaml:3:9 signal] expected one of the classes sig, bkg, found sgi")
        .contains("did you mean sig");
    refused("samples: [{files: sig.root}]\nlabel: 'Type > 5 ? \"b\" : \"a\"'\n")
        .contains("label] expected two classes or more, found only a; choose a label that differs");
    refused("samples: [sig.root, bkg.root]\nlabel: Type\nsignal: 7\nfeatures: [y]\n")
        .contains("signal] expected one of the classes 0, 1, found 7");
    Session none =
        Session.of(Services.ANALYSIS, "train", folder.resolve("nothing.yaml").toString());
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).contains("nothing.yaml] expected an analysis file, found no such file");
  }

  @Test
  void aBranchThatIsNotANumber() {
    refused(TWO + "features: [y, word]\n").contains("toy.yaml", "word", "expected numbers");
    refused(TWO + "features: [y]\nweight: word\n").contains("word", "expected a number");
    refused(TWO + "features: [y]\nselect: word\n").contains("word");
  }

  @Test
  void anEmptyTreeOrASelectionThatTakesNothing() {
    write("bkg.root", columns(1, 0, 0));
    refused(TWO + "features: [y]\n")
        .contains("bkg.root:t] expected events, found none; leave this input out");
    write("bkg.root", columns(1, EVENTS, 0));
    refused(TWO + "features: [y]\nselect: m_bb > 1e6\n")
        .contains("sig.root:t] expected events that pass the selection, found none of 200")
        .contains("loosen `select:`");
  }

  @Test
  void oneClassOnly() {
    refused("samples: [{files: sig.root, class: sig}]\nfeatures: [y]\n")
        .contains("samples] expected two classes or more, found one, sig; add a sample with");
    double[] kind = new double[ones().length];
    Arrays.fill(kind, 0, 2, 1);
    change(NumberColumn.of("Type", "", kind));
    refused("samples: [sig.root]\nlabel: Type\nfeatures: [y]\n")
        .contains("events of class 1 in each of train, validation and test, found 2 events; add");
  }

  @Test
  void eventsWithoutAClass() throws IOException {
    double[] kind = ones();
    Arrays.setAll(kind, i -> i % 40 == 0 ? Double.NaN : i % 2);
    change(NumberColumn.of("Type", "", kind));
    refused("samples: [sig.root]\nlabel: Type\nfeatures: [y]\n")
        .contains("sig.root:t] expected a class for every event")
        .contains("found none (`Type` is NaN or empty) for 5 of 200; exclude them");
    Files.writeString(folder.resolve("c.csv"), "x,c\n1,a\n2,\n3,b\n4,b\n");
    refused("samples: [c.csv]\nlabel: c\n").contains("none (`c` is NaN or empty) for 1 of 4");
  }

  @Test
  void numbersThatAreNotFinite() {
    float[] x = new float[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      x[i] = i < 3 ? Float.NaN : i < 5 ? Float.NEGATIVE_INFINITY : i % 17;
    }
    change(NumberColumn.of("m_bb", "GeV", x));
    refused(TWO + "features: [y, m_bb]\n")
        .contains(
            "features] expected finite numbers in all features, found m_bb (3 NaN, 2 infinite of"
                + " 400: ",
            "); exclude them with `select: \"isfinite(m_bb)\"`, or fill them with"
                + " `{name: ..., is: \"isfinite(m_bb) ? m_bb : 0\"}`");
    refused(TWO + "features: [y, {name: l, is: log(y)}]\n")
        .contains("found l (", "`select: \"isfinite(log(y))\"`");
    refused(TWO + "features: [y]\nweight: m_bb\n")
        .contains("sig.root:t] expected finite numbers in all event weights")
        .contains("found m_bb (3 NaN, 2 infinite of 200)", "isfinite(m_bb) ? m_bb : 0");
    refused("samples: [sig.root]\ntarget: m_bb\nfeatures: [y]\n")
        .contains("target] expected finite numbers in all targets, found m_bb (3 NaN, 2 infinite");
  }

  @Test
  void theRemediesForNumbersThatAreNotFiniteWork() {
    double[] y = new double[EVENTS];
    Arrays.setAll(y, i -> i % 13 == 0 ? Double.NaN : Rng.of(3).normal(i));
    change(NumberColumn.of("y", "", y));
    String[] remedies = {
      "features: [m_bb, y]\nselect: isfinite(y)\n",
      "features: [m_bb, {name: y, is: 'isfinite(y) ? y : 0'}]\n",
      "features: [m_bb]\nweight: 'isfinite(y) ? abs(y) : 0'\n"
    };
    for (String remedy : remedies) {
      Session session = train(TWO + remedy, "--force");
      assertThat(session.status()).as(session.err()).isZero();
    }
  }

  @Test
  void weightsThatNothingCanBeLearnedWith() {
    refused(TWO + "features: [y]\nweight: w * 0\n")
        .contains("weight] expected weights that are not all zero, found 400 zeros; check");
    change(NumberColumn.of("w", "", Arrays.stream(ones()).map(d -> -d).toArray()));
    refused(TWO + "features: [y]\nweight: w\n")
        .contains("weight] expected weights of class sig with a positive sum in the train part")
        .contains("found a sum of -1", "or select events so that the sum is positive");
    refused("samples: [sig.root]\ntarget: m_bb\nfeatures: [y]\nweight: w\n")
        .contains("expected weights with a positive sum in the train part");
    change(NumberColumn.of("w", "", ones()));
    for (String size : List.of("1e-310", "1e200")) {
      refused(TWO + "features: [y]\nweight: w * " + size + "\n")
          .contains(
              "weight] expected weights of class bkg whose squares float64 holds, found a sum")
          .contains("multiply `weight:` by a constant: only ratios of weights matter");
    }
  }

  @Test
  void aConstantThatIsAColumnOrIsRounded() {
    refused(TWO + "features: [m_bb]\nselect: y < 3\nconstants: {y: 2}\n")
        .contains("constants.y] expected a name that no column has, found a column y in ")
        .contains("sig.root:t; give the constant another name");
    refused(TWO + "constants: {y: 2}\n").contains("expected a name that no column has");
    refused(TWO + "select: y != best\nconstants: {best: 9007199254740993}\n")
        .contains(
            "constants.best] expected a number that float64 holds exactly, found 900719925474")
        .contains("0993; write it into the expressions, where integers are exact");
    assertThat(train(TWO + "features: [m_bb]\nconstants: {y: 2}\n").status()).isZero();
  }

  @Test
  void aTargetBeyondFloat32() {
    double[] target = new double[EVENTS];
    Arrays.setAll(target, i -> i == 77 ? 1e300 : Rng.of(3).normal(i));
    change(NumberColumn.of("w", "", target));
    refused("samples: [sig.root]\ntarget: w\nfeatures: [y]\n")
        .contains("[target] expected w within 3.4e38 deviations of its mean, as float32 holds it")
        .contains("found 1.0E300 with the mean ", "exclude such events with `select:`");
  }

  @Test
  void aRateOfDropoutThatLeavesNothing() {
    refused(TWO, "--set", "network.dropout=0.999")
        .startsWith("[--set network.dropout] expected a rate from 0 to 0.99, found 0.999");
  }

  @Test
  void onlyConstantFeatures() {
    refused(TWO + "features: [\"1\", 2 * 3]\n")
        .contains(
            "features] expected an expression with a column, found only numbers; name columns"
                + " in");
    refused(TWO + "features: [w]\n").contains("features] expected a feature to train on");
  }

  @Test
  void aLeakAskedForByName() {
    refused(TWO + "features: [y, Type]\n")
        .contains("features] expected features that do not contain the label")
        .contains("found Type, which alone separates the classes")
        .contains("leave it out, or set `allowLeak: true` if it is intended");
    Session meant = train(TWO + "features: [y, Type]\nallowLeak: true\n");
    assertThat(meant.status()).as(meant.err()).isZero();
    assertThat(meant.out()).contains("feature Type alone separates the classes (allowLeak)");
  }

  @Test
  void aRootFileThatIsTruncatedOrCorrupted() throws IOException {
    byte[] good = Files.readAllBytes(folder.resolve("sig.root"));
    for (int length : new int[] {0, 3, 70, good.length / 2, good.length - 1}) {
      Files.write(folder.resolve("sig.root"), Arrays.copyOf(good, length));
      refused(TWO + "features: [y]\n").contains("sig.root");
    }
    Rng rng = Rng.of(4);
    int wrong = 0;
    for (int i = 0; i < 40; i++) {
      byte[] bad = good.clone();
      bad[rng.integer(bad.length, 2L * i)] ^= (byte) (1 << rng.integer(8, 2L * i + 1));
      Files.write(folder.resolve("sig.root"), bad);
      Session session = train(TWO + "features: [y, m_bb]\n", "--force");
      assertThat(session.status()).as(session.err()).isIn(0, 1);
      wrong += session.status();
    }
    assertThat(wrong).isPositive();
  }

  @Test
  void aCsvFileWithRaggedRows() throws IOException {
    Files.writeString(folder.resolve("r.csv"), "x,c\n1,a\n2,b\n3\n4,b\n");
    refused("samples: [r.csv]\nlabel: c\n").contains("r.csv", "4", "expected 2", "found 1");
  }

  @Test
  void anAnalysisFileWithMistakes() {
    refused(TWO + "sed: 2\n").contains("toy.yaml:2:1] ", "sed", "did you mean seed");
    refused(TWO, "--set", "training.epochs=many")
        .contains("[--set training.epochs] expected a whole number of 1 or more, found many");
    refused(TWO + "seed: [1]\n").contains("toy.yaml:2:7 seed] expected a whole number");
    refused(TWO + "features: [y, 'm_bb +* 2']\n").contains("toy.yaml:2:", "m_bb +* 2\n", "^");
    refused(TWO + "features: [y]\n", "--set", "training.epoch=3")
        .startsWith("[--set training] expected one of the keys loss, budget, optimizer")
        .contains("found `epoch`; did you mean epochs?");
    refused(TWO + "  bad: [\n").contains("toy.yaml:");
  }

  @Test
  void aTrainingThatDiverges() {
    refused(
            TWO + "features: [y, m_bb]\n",
            "--set",
            "training.optimizer={sgd: {learningRate: 1e5}}",
            "--set",
            "training.batch=16")
        .containsPattern("training] the loss is not finite in epoch \\d+, batch \\d+: layer \\d")
        .contains("use a smaller learning rate");
  }

  @Test
  void aRunFolderThatExists() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(run.resolve("mine.txt"), "mine");
    for (List<String> more : List.of(List.<String>of(), List.of("--force"))) {
      Session session = train(TWO + "features: [y]\n", more.toArray(String[]::new));
      assertThat(session.status()).isEqualTo(1);
      assertThat(session.err()).startsWith("[" + run + "] expected").contains("--out");
      assertThat(run.resolve("mine.txt")).hasContent("mine");
      assertThat(folder.resolve("run.partial")).doesNotExist();
    }
  }

  @Test
  void aModelThatDoesNotFitTheFile() {
    assertThat(train(TWO + "features: [y, m_bb]\n").status()).isZero();
    Path other = write("other.root", columns(1, EVENTS, 1).subList(0, 1));
    Path out = folder.resolve("scores.root");
    Session session = apply(folder.resolve("run"), other, out);
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err()).startsWith("[" + other + ":t] expected a column y, found 1 others");
    assertThat(out).doesNotExist();
    Session nothing = apply(folder.resolve("run"), folder.resolve("sgi.root"), out);
    assertThat(nothing.status()).isEqualTo(1);
    assertThat(nothing.err()).contains("sgi.root] no such file; did you mean sig.root");
    Session noModel = apply(folder.resolve("rum"), other, out);
    assertThat(noModel.status()).isEqualTo(1);
    assertThat(noModel.err()).startsWith("[" + folder.resolve("rum") + "] no such file");
    Session noFormat =
        apply(folder.resolve("run"), folder.resolve("sig.root"), folder.resolve("s.txt"));
    assertThat(noFormat.status()).isEqualTo(1);
    assertThat(noFormat.err()).contains("s.txt] expected a name ending in", ".root", ".csv");
  }

  private static Session apply(Path model, Path events, Path out) {
    return Session.of(
        Services.ANALYSIS, "apply", model.toString(), events.toString(), "--out", out.toString());
  }

  /// The system refuses to write more, as where a disk is full: here by a limit on the length of
  /// files.
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 40})
  void aDiskThatIsFull(int kilobytes) throws Exception {
    Path run = folder.resolve("run");
    Process child =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -f " + kilobytes + " && exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                samples.analysis(TWO + "features: [y, m_bb]\n").toString(),
                "--out",
                run.toString())
            .redirectErrorStream(true)
            .start();
    child.getOutputStream().close();
    String output =
        new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(output).isEqualTo(1);
    assertThat(output)
        .contains("[" + folder, "cannot be written: ", "disk has room")
        .doesNotContain("\tat ");
    assertThat(run).doesNotExist();
    // what was trained before is kept
    if (Files.exists(folder.resolve("run.partial"))) {
      assertThat(output.strip()).endsWith("jpsi train --resume " + run);
      assertThat(Session.of("train", "--resume", run.toString()).status()).isZero();
    } else {
      assertThat(output).doesNotContain("--resume");
    }
  }
}
