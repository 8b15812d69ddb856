package org.jpsi.benchmarks.endure;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Several processes that want one run folder: starters, forcers and resumers, at once and later.
record TwoRuns() implements Attack {
  private static final String OWNED = "expected a run folder that nobody writes to now";

  @Override
  public String name() {
    return "two-runs";
  }

  @Override
  public String promise() {
    return "of several trainings into one folder one has it, with its own bits, and the others are"
        + " told who";
  }

  @Override
  public void run(Deadline until, Report report) throws Exception {
    ToyRun toy = ToyRun.in(report.folder());
    Random random = report.random();
    int run = 0;
    do {
      run++;
      race(toy, "run" + run, random, report);
    } while (!until.isOver());
  }

  private static void race(ToyRun toy, String name, Random random, Report report)
      throws IOException, InterruptedException {
    List<Command.Running> rivals = new ArrayList<>();
    boolean later = random.nextBoolean();
    rivals.add(toy.train(name, "--force").start());
    if (later) {
      // into the middle of the first
      rivals
          .getFirst()
          .endsWithin(Duration.ofNanos((long) (random.nextDouble() * toy.nanoseconds())));
    }
    rivals.add(toy.train(name).start());
    rivals.add(toy.resume(name).start());
    rivals.add(toy.train(name, "--force").start());
    int done = 0;
    for (Command.Running rival : rivals) {
      Command.Outcome outcome = rival.outcome();
      report.count("rivals");
      if (outcome.status() == 0) {
        done++;
      } else if (outcome.text().contains(OWNED)) {
        report.count("told who trains there");
        report.check(
            outcome.status() == 1
                && outcome.text().contains("process ")
                && !outcome.text().contains("--force"),
            "status " + outcome.status() + ": " + outcome.text());
      } else {
        // there was nothing to resume, or a finished run
        report.count("told what is there");
        report.check(
            outcome.status() == 1 && outcome.text().contains("] expected "),
            "status " + outcome.status() + ": " + outcome.text());
      }
    }
    report.check(done >= 1, "nobody finished " + name);
    toy.demandSame(name, report);
    report.check(!Files.exists(toy.partial(name)), "left: " + toy.partial(name));
    report.check(!Files.exists(toy.lock(name)), "left: " + toy.lock(name));
  }
}
