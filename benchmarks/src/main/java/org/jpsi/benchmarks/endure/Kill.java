package org.jpsi.benchmarks.endure;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;

/// Signals at random moments of a training, which is resumed until it is finished.
///
/// @param signal `KILL` or `TERM`
record Kill(String signal) implements Attack {
  private static final Duration PROMPT = Duration.ofSeconds(3);

  @Override
  public String name() {
    return signal.equals("KILL") ? "kill-9" : "sigterm";
  }

  @Override
  public String promise() {
    return "a training that gets SIG"
        + signal
        + " at any moment is resumed to the bits of one that was not disturbed";
  }

  @Override
  public void run(Deadline until, Report report) throws Exception {
    ToyRun toy = ToyRun.in(report.folder());
    Random moments = report.random();
    int run = 0;
    do {
      run++;
      disturb(toy, "run" + run, moments, report);
    } while (!until.isOver());
  }

  /// One run through two disturbed lives and an undisturbed one.
  private void disturb(ToyRun toy, String name, Random moments, Report report)
      throws IOException, InterruptedException {
    for (int life = 0; life < 2 && !Files.exists(toy.run(name)); life++) {
      boolean resumed = Files.exists(toy.partial(name).resolve("analysis.yaml"));
      Command.Running training = (resumed ? toy.resume(name) : toy.train(name, "--force")).start();
      Duration moment = Duration.ofNanos((long) (moments.nextDouble() * toy.nanoseconds()));
      if (training.endsWithin(moment)) {
        break;
      }
      training.signal(signal);
      report.count("signals");
      if (!training.endsWithin(PROMPT)) {
        report.broken("not ended " + PROMPT + " after SIG" + signal + ", " + moment + " into it");
        training.process().destroyForcibly();
      }
      Command.Outcome outcome = training.outcome();
      if (outcome.status() != 0) {
        int expected = signal.equals("KILL") ? 137 : 143;
        report.check(
            outcome.status() == expected,
            "status " + outcome.status() + " after SIG" + signal + ": " + outcome.text());
        boolean kept = toy.hasCheckpoint(name);
        // A JVM that has just been started dies of the signal before the program hears of it.
        boolean silent = signal.equals("KILL") || outcome.text().isBlank();
        report.check(
            silent || !kept || outcome.text().strip().endsWith(" --resume " + name),
            "no line to go on with: " + outcome.text());
        report.count(kept ? "with a checkpoint" : "before the first checkpoint");
      }
    }
    if (!Files.exists(toy.run(name))) {
      boolean resumed = Files.exists(toy.partial(name).resolve("analysis.yaml"));
      Command.Outcome last = (resumed ? toy.resume(name) : toy.train(name, "--force")).run();
      report.check(last.status() == 0, "status " + last.status() + ": " + last.text());
    }
    toy.demandSame(name, report);
  }
}
