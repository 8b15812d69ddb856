package org.jpsi.core.train;

/// The loss became NaN or infinite: the message names epoch, batch and the first layer whose
/// numbers are not finite.
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergedException(String message) {
    super(message);
  }
}
