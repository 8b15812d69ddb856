package org.jpsi.core.train;

import org.jpsi.core.errors.Place;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.errors.ProblemText;

/// Thrown when the loss becomes NaN or infinite: the problem names epoch, batch and the first layer
/// whose weights or outputs are not finite. Callers add where it happened.
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 2;

  private final Problem problem;

  DivergedException(Problem problem) {
    super((Throwable) null);
    this.problem = problem;
  }

  /// The same of a member of an ensemble, from 1.
  DivergedException ofMember(int number, int members) {
    return new DivergedException(
        problem.in(new Place.Named("member " + number + " of " + members)));
  }

  public Problem problem() {
    return problem;
  }

  /// The problem in words.
  @Override
  public String getMessage() {
    return ProblemText.of(problem);
  }
}
