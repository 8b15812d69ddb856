package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jpsi.analysis.folder.RunUnderWay;
import org.jpsi.analysis.folder.UnfinishedRun;
import org.jpsi.core.eval.Epoch;
import org.junit.jupiter.api.Test;

/// Answers to signals, as far as the training is.
class TrainingWatchTest {
  private final TrainingWatch watch =
      new TrainingWatch(
          new Terminal(
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
              System.err,
              false,
              false));

  /// A run as far as a test says.
  private static final class Run implements RunUnderWay {
    private boolean begun;
    private Optional<UnfinishedRun> kept = Optional.empty();
    private boolean left;

    @Override
    public boolean isBegun() {
      return begun;
    }

    @Override
    public Optional<UnfinishedRun> kept() {
      return kept;
    }

    @Override
    public void leave() {
      left = true;
    }
  }

  private static UnfinishedRun unfinished(String folder) {
    return new UnfinishedRun(Path.of(folder).toAbsolutePath(), 3, false);
  }

  @Test
  void whileItReadsCtrlCEndsItAtOnceAndNothingIsLeft() {
    assertThat(watch.stopping(false)).isEmpty();
    Run run = new Run();
    watch.run(run);
    assertThat(watch.stopping(false)).isEmpty();
    assertThat(watch.ended()).isEqualTo("nothing was trained for an epoch yet, nothing is kept");
    watch.leave();
    assertThat(run.left).isTrue();
  }

  @Test
  void ctrlCMeansEnoughAsFarAsThereIsSomething() {
    Run run = new Run();
    run.begun = true;
    watch.run(run);
    assertThat(watch.stopping(false))
        .contains("and before the end of the first epoch nothing will be written");
    watch.epoch(new Epoch(1, 0.5, 0.5, 0.5, true, 1e-3, 0));
    assertThat(watch.stopping(false)).contains("the run will be written");
    watch.writing();
    assertThat(watch.stopping(false)).contains("though the run is being written and is whole soon");
  }

  @Test
  void aResumedRunHasSomethingFromTheStart() {
    Run run = new Run();
    run.begun = true;
    run.kept = Optional.of(unfinished("run"));
    watch.run(run);
    assertThat(watch.stopping(false)).contains("the run will be written");
  }

  @Test
  void terminationIsNeverOrderlyAndTellsHowToGoOn() {
    Run run = new Run();
    run.begun = true;
    run.kept = Optional.of(unfinished("runs/higgs"));
    watch.run(run);
    watch.writing();
    assertThat(watch.stopping(true)).isEmpty();
    assertThat(watch.ended())
        .startsWith("the run is kept as it was after epoch 3; go on with: ")
        .endsWith("jpsi train --resume runs/higgs");
  }

  /// The line is pasted into a shell.
  @Test
  void theLineToGoOnWithIsACommandOfAnyFolder() {
    Path here = Path.of("/home/me/jpsi");
    assertThat(line("/home/me/jpsi/runs/a", here, "/home/me/jpsi"))
        .isEqualTo("./jpsi train --resume runs/a");
    assertThat(line("/data/runs/a b", here, "/opt/my jpsi"))
        .isEqualTo("'/opt/my jpsi/jpsi' train --resume '/data/runs/a b'");
    assertThat(line("/home/me/jpsi/-o", here, "/opt/jpsi"))
        .isEqualTo("/opt/jpsi/jpsi train --resume ./-o");
    assertThat(line("/home/me/jpsi/it's", here, "/home/me/jpsi"))
        .isEqualTo("./jpsi train --resume 'it'\\''s'");
    assertThat(line("/home/me/jpsi/a" + (char) 27 + "[2J", here, "/home/me/jpsi"))
        .isEqualTo("./jpsi train --resume 'a\\u001b[2J'");
  }

  private static String line(String folder, Path here, String home) {
    String line = ResumeLine.of(new UnfinishedRun(Path.of(folder), 3, false), here, home);
    return line.replaceFirst(".*go on with: ", "");
  }
}
