package org.jpsi.report;

import static org.jpsi.report.Formatting.format;

/// Words of figures of an ensemble: which of its scores are shown.
final class MemberFigureWords {
  /// What a training spread is.
  static final String SPREAD =
      "Training spread: how much the score depends on first weights and on which events were drawn;"
          + " no physics uncertainty.";

  private MemberFigureWords() {}

  /// The events that the model is evaluated on, and by what they are scored.
  static String evaluated(ReportData run) {
    return run.evaluation().trainingOnly()
        ? "Training events with statistical errors, each scored by the one member that held it out."
        : format(
            "The %s events with statistical errors, scored by the model.",
            run.evaluation().evaluated().part().id());
  }

  /// The events that one member's training events are compared with.
  static String compared(ReportData run) {
    return run.evaluation().trainingOnly() ? "held-out" : run.evaluation().evaluated().part().id();
  }

  /// One member's training events beside others.
  static String overlaid(ReportData run) {
    return format(
        "Filled steps: training events, each scored by one member that was trained on it. Points"
            + " with statistical errors: %s events, each scored by one member. Unit area. The mean"
            + " of all members is another score than one member's: its shapes are no comparison.",
        compared(run));
  }
}
