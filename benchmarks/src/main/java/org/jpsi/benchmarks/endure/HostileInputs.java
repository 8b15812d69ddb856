package org.jpsi.benchmarks.endure;

import java.time.Duration;
import org.jpsi.fuzz.FuzzRunner;
import org.jpsi.fuzz.FuzzTarget;
import org.jpsi.fuzz.FuzzTargets;

/// Hostile inputs of every format: a million made by chance, or as many as half the time allows,
/// then those at the limits.
final class HostileInputs implements Attack {
  private static final long INPUTS = 1_000_000;

  @Override
  public String name() {
    return "hostile-inputs";
  }

  @Override
  public String promise() {
    return "a file of any content gets an answer or a message, in memory and time that grow with"
        + " its size";
  }

  @Override
  public void run(Deadline until, Report report) {
    FuzzRunner runner = new FuzzRunner(report.folder());
    long first = report.random().nextLong() & Integer.MAX_VALUE;
    Deadline half = Deadline.in(until.left().dividedBy(2));
    int left = FuzzTargets.ALL.size();
    for (FuzzTarget target : FuzzTargets.ALL) {
      Duration share = half.left().dividedBy(left--);
      Deadline end = Deadline.in(share);
      tell(report, runner.random(target, first, INPUTS, () -> !end.isOver()), "by chance");
    }
    // some are of many MB: where there is time left, as the tests try them too
    for (FuzzTarget target : FuzzTargets.ALL) {
      tell(report, runner.extremes(target, () -> !until.isOver()), "at the limits");
    }
  }

  private static void tell(Report report, FuzzRunner.Outcome outcome, String how) {
    report.count(outcome.target() + " inputs " + how, outcome.inputs());
    report.count(outcome.target() + " answered " + how, outcome.answered());
    outcome.faults().forEach(fault -> report.broken(outcome.target() + ": " + fault));
  }
}
