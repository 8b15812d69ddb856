package org.jpsi.benchmarks.endure;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;

/// Heaps in which a training hardly fits, or does not.
record SmallHeap() implements Attack {
  private static final int LEAST_MB = 5;
  private static final int MOST_MB = 16;

  @Override
  public String name() {
    return "small-heap";
  }

  @Override
  public String promise() {
    return "a training in too small a heap says so, and goes on in a larger one to the same bits";
  }

  @Override
  public void run(Deadline until, Report report) throws Exception {
    ToyRun toy = ToyRun.in(report.folder());
    Random random = report.random();
    int run = 0;
    do {
      run++;
      squeeze(toy, "run" + run, LEAST_MB + random.nextInt(MOST_MB - LEAST_MB), report);
    } while (!until.isOver());
  }

  private static void squeeze(ToyRun toy, String name, int megabytes, Report report)
      throws IOException, InterruptedException {
    Command.Outcome outcome = toy.train(name).with("-Xmx" + megabytes + "m").run();
    report.count("heaps from " + LEAST_MB + " to " + MOST_MB + " MB");
    if (outcome.status() != 0) {
      report.count("too small");
      report.check(
          outcome.status() == 1 && outcome.text().contains("[memory] "),
          megabytes + " MB, status " + outcome.status() + ": " + outcome.text());
      boolean kept = toy.hasCheckpoint(name);
      report.check(kept || !Files.exists(toy.partial(name)), "left: " + toy.partial(name));
      Command.Outcome larger = (kept ? toy.resume(name) : toy.train(name)).run();
      report.check(larger.status() == 0, "status " + larger.status() + ": " + larger.text());
    }
    toy.demandSame(name, report);
  }
}
