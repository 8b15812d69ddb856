package org.jpsi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.train.TrainingStep;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long now;

  @Test
  void aPipeGetsALinePerEpoch() {
    ProgressLine line = line(false);
    line.stage("reading higgs.root");
    line.begin(50, 100_000, "AUC");
    seconds(0.5);
    line.step(step(1, 50_000));
    seconds(0.5);
    line.step(step(1, 100_000));
    line.epoch(new Epoch(1, 0.61234, 0.62345, 0.75678, true, 1e-3, 0));
    seconds(1);
    line.step(step(2, 100_000));
    line.epoch(new Epoch(2, 0.5, 0.63, 0.75, false, 1e-3, 0));
    assertThat(text())
        .containsExactly(
            "reading higgs.root",
            "epoch 1/50  train 0.6123  val 0.6235* AUC 0.7568  100k events/s  0:49 left",
            "epoch 2/50  train 0.5000  val 0.6300  AUC 0.7500  100k events/s  0:48 left");
  }

  @Test
  void ofMembersTheHeldOutFiguresAreCalledThose() {
    ProgressLine line = line(false);
    line.begin(64, 1000, "AUC");
    line.members("8 networks of 28-128-128-128-1");
    seconds(1);
    line.step(step(1, 1000));
    line.epoch(new Epoch(1, 0.6, 0.61, 0.7, true, 1e-3, 0));
    line.begin(1, 1000, "AUC");
    line.epoch(new Epoch(1, 0.6, 0.61, 0.7, true, 1e-3, 0));
    assertThat(text())
        .containsExactly(
            "8 networks of 28-128-128-128-1, trained side by side, 64 epochs at most; an event"
                + " is held out by one member",
            "epoch 1/64  train 0.6000  held out 0.6100* AUC 0.7000  1000 events/s  1:03 left",
            "epoch 1/1  train 0.6000  val 0.6100* AUC 0.7000");
  }

  @Test
  void aTerminalGetsOneLineThatIsWrittenOver() {
    ProgressLine line = line(true);
    line.begin(2, 1000, "AUC");
    for (int i = 1; i <= 10; i++) {
      seconds(0.05);
      line.step(step(1, 100 * i));
    }
    line.epoch(new Epoch(1, 0.6, 0.6, 0.7, true, 1e-3, 0));
    line.close();
    assertThat(text()).hasSize(1);
    String[] drawn = text().getFirst().split("\r", -1);
    // at 0.05, 0.25 and 0.45 s, and after the epoch
    assertThat(drawn).hasSize(4);
    assertThat(drawn[1]).contains("epoch 1/2 50%", "2000 events/s", "0:01 left");
  }

  @Test
  void aResumedTrainingCountsOnlyItsOwnEvents() {
    ProgressLine line = line(false);
    line.begin(20, 1000, "AUC");
    seconds(1);
    line.step(step(11, 1000));
    line.epoch(new Epoch(11, 0.6, 0.6, 0.7, true, 1e-3, 0));
    assertThat(text().getFirst()).endsWith("1000 events/s  0:09 left");
  }

  @Test
  void whereNothingIsValidatedNothingIsShownOfIt() {
    ProgressLine line = line(false);
    line.begin(1, 1000, "AUC");
    seconds(1);
    line.step(step(1, 1000));
    line.epoch(new Epoch(1, 0.6, Double.NaN, Double.NaN, true, 1e-3, 0));
    assertThat(text()).containsExactly("epoch 1/1  train 0.6000  1000 events/s");
  }

  private static TrainingStep step(int epoch, long events) {
    return new TrainingStep(1, epoch, events, 1, 1, 1e-3);
  }

  private ProgressLine line(boolean live) {
    PrintStream out = new PrintStream(bytes, true, UTF_8);
    return new ProgressLine(new Terminal(out, out, live, true), () -> false, () -> now);
  }

  private void seconds(double passed) {
    now += Math.round(passed * 1e9);
  }

  private java.util.List<String> text() {
    // `lines` would take the returns for line ends, too
    return java.util.Arrays.stream(bytes.toString(UTF_8).split("\n")).toList();
  }
}
