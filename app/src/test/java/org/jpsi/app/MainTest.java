package org.jpsi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.analysis.ApplyService;
import org.jpsi.analysis.LearningRateScan;
import org.jpsi.analysis.TrainService;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void anUnknownCommandIsAnsweredWithTheNearest() {
    Session session = Session.of("genrate");
    assertThat(session.status()).isEqualTo(2);
    assertThat(session.err())
        .isEqualToNormalizingNewlines(
            "[jpsi] no command genrate; did you mean generate?\n"
                + "`jpsi --help` lists the options\n");
  }

  @Test
  void anUnknownOptionIsAnsweredWithTheNearest() {
    Session session = Session.of("generate", "higgs", "--evnets", "3");
    assertThat(session.status()).isEqualTo(2);
    assertThat(session.err())
        .startsWith("[jpsi generate] no option --evnets; did you mean --events?");
  }

  @Test
  void withoutACommandItSaysWhatThereIs() {
    Session session = Session.of();
    assertThat(session.status()).isEqualTo(2);
    assertThat(session.out()).contains("inspect", "generate");
  }

  @Test
  void wrongInputIsAMessageAlone() {
    Session session = failing(InputException.at("a.root").says("no such file").exception());
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err()).isEqualToNormalizingNewlines("[a.root] no such file\n");
    assertThat(session.out()).isEmpty();
  }

  @Test
  void aNameFromAFileCannotSteerTheTerminal() {
    char esc = 27;
    String name = "pt" + esc + "[2J\n[all] fine";
    Session session = failing(InputException.at("a.root").expected("a column " + name).exception());
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err())
        .isEqualToNormalizingNewlines("[a.root] expected a column pt\\u001b[2J\\n[all] fine\n");
    assertThat(Session.of("generate", "higgs", "--ev\nents", "3").err())
        .startsWith("[jpsi generate] no option --ev\\nents");
  }

  @Test
  void aBugIsReportedWithAllThatIsNeeded() {
    Session session = failing(new IllegalStateException("impossible"));
    assertThat(session.status()).isEqualTo(3);
    assertThat(session.err())
        .contains("a bug of Jpsi", "jpsi train x.yaml", "JDK", "impossible", "MainTest")
        .contains("    at org.jpsi.")
        .doesNotContain("\\t");
  }

  @Test
  void outputThatIsLostIsNoSuccess() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(full, false, UTF_8), new PrintStream(err, true, UTF_8), false, true);
    assertThat(Main.written(0, terminal, false)).as("nothing was printed").isZero();
    assertThat(Main.run(terminal, Services.ANALYSIS, "help")).isZero();
    assertThat(Main.written(0, terminal, true)).as("as `head` leaves it").isZero();
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(Main.written(0, terminal, false)).isEqualTo(1);
    assertThat(Main.written(3, terminal, false)).isEqualTo(3);
    assertThat(err.toString(UTF_8)).startsWith("[output] not all").contains("the disk has room");
  }

  @Test
  void aFullDiskBehindTheOutputIsTold() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "a device that is always full");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "help")
            .redirectOutput(full.toFile())
            .start();
    try (var err = process.errorReader()) {
      assertThat(err.readLine()).startsWith("[output] not all");
      assertThat(process.waitFor()).isEqualTo(1);
    }
  }

  @Test
  void tooLittleMemoryIsToldWithTheRemedy() {
    Session session = failing(new OutOfMemoryError("Java heap space"));
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err())
        .startsWith("[memory] the events need more than")
        .contains("-Xmx")
        .hasLineCount(1);
  }

  @Test
  void aRunThatIsResumedTakesNoOtherSettings() {
    Session session =
        Session.of(failing(), "train", "--resume", "run", "--set", "training.epochs=3");
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err())
        .startsWith(
            "[--resume run] expected no FILE, --set, --out or --force with it, found --set");
  }

  @Test
  void trainHandsOverWhatItWasGiven() {
    List<TrainService.TrainRequest> orders = new java.util.ArrayList<>();
    Services services =
        new Services() {
          @Override
          public TrainService.TrainResult train(
              TrainService.TrainRequest request, ProgressListener watch) {
            orders.add(request);
            watch.warning("column Type is left out");
            return new TrainService.TrainResult(
                Path.of("out"),
                List.of("network  AUC 0.8"),
                "Good.",
                false,
                true,
                java.util.Optional.empty());
          }

          @Override
          public LearningRateScan.ScanResult findLearningRate(
              TrainService.TrainRequest request, ProgressListener watch) {
            orders.add(request);
            return new LearningRateScan.ScanResult(Path.of("lr.html"), "Falls.", "a.b=0.01");
          }

          @Override
          public long apply(ApplyService.ApplyRequest request, ProgressListener watch) {
            return 0;
          }
        };
    Session session =
        Session.of(
            services,
            "train",
            "a.yaml",
            "--set",
            "seed=2",
            "--set",
            "a.b=c=d",
            "--threads",
            "2",
            "--force");
    assertThat(session.status()).isZero();
    assertThat(orders)
        .containsExactly(
            new TrainService.TrainRequest(
                Path.of("a.yaml"), List.of("seed=2", "a.b=c=d"), null, null, 2, true));
    assertThat(session.lines()).first().isEqualTo("column Type is left out");
    assertThat(session.lines()).last().asString().startsWith("the run is in out; open file:/");
    Session search =
        Session.of(services, "train", "a.yaml", "--find-learning-rate", "--threads", "1");
    assertThat(search.lines()).startsWith("Falls.", "train with --set a.b=0.01");
    assertThat(search.lines()).last().asString().matches("the plot is in file:/.*lr\\.html");
    assertThat(orders).last().extracting(TrainService.TrainRequest::force).isEqualTo(false);
    assertThat(Session.of(services, "train", "--find-learning-rate", "--resume", "run").err())
        .startsWith("[--resume run] expected no --find-learning-rate with it, found both");
  }

  private static Session failing(Throwable failure) {
    return Session.of(new Failing(failure), "train", "x.yaml");
  }

  private static Services failing() {
    return new Failing(new IllegalStateException("not to be called"));
  }

  private record Failing(Throwable failure) implements Services {
    @Override
    public TrainService.TrainResult train(
        TrainService.TrainRequest request, ProgressListener watch) {
      throw MainTest.<RuntimeException>sneaky(failure);
    }

    @Override
    public LearningRateScan.ScanResult findLearningRate(
        TrainService.TrainRequest request, ProgressListener watch) {
      throw MainTest.<RuntimeException>sneaky(failure);
    }

    @Override
    public long apply(ApplyService.ApplyRequest request, ProgressListener watch) {
      throw MainTest.<RuntimeException>sneaky(failure);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneaky(Throwable failure) throws T {
    throw (T) failure;
  }
}
