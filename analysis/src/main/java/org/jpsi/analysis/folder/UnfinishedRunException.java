package org.jpsi.analysis.folder;

import org.jpsi.core.errors.ProblemText;

/// Thrown where a run fails after its first checkpoint, whatever the reason, which is the cause.
/// Nothing that was there is lost: {@link #run} can be resumed.
public final class UnfinishedRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient UnfinishedRun run;
  private final Throwable reason;

  UnfinishedRunException(Throwable reason, UnfinishedRun run) {
    super(reason);
    this.reason = reason;
    this.run = run;
  }

  /// The run that is kept.
  public UnfinishedRun run() {
    return run;
  }

  /// Why the run failed.
  public Throwable reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return ProblemText.messageOf(reason)
        + "; "
        + run.kept()
        + ": go on with --resume "
        + run.folder();
  }
}
