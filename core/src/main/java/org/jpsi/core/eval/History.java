package org.jpsi.core.eval;

import java.util.List;
import java.util.Locale;

/// Training history: the epochs of a training (`History` in Keras).
///
/// @param bestEpoch number, from 1, of the epoch whose weights were kept; 0 where training stopped
///   before the end of its first epoch
/// @param stopReason why training stopped
public record History(List<Epoch> epochs, int bestEpoch, StopReason stopReason) {
  public History {
    epochs = List.copyOf(epochs);
  }

  /// A line per epoch, and why training stopped.
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    for (Epoch e : epochs) {
      lines.append(
          String.format(Locale.ROOT, "epoch %d: train loss %.4g", e.number(), e.trainLoss()));
      lines
          .append(value(", validation loss", e.validationLoss()))
          .append(value(", metric", e.metric()));
      lines.append(e.number() == bestEpoch ? " (kept)\n" : "\n");
    }
    return lines
        .append(
            switch (stopReason) {
              case EPOCHS -> "all epochs completed";
              case PATIENCE -> "stopped early: the validation loss no longer decreased";
              case STOPPED -> "stopped";
              case DIVERGED -> "diverged";
            })
        .toString();
  }

  private static String value(String name, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%s %.4g", name, value);
  }

  /// Reason why a training stopped.
  public enum StopReason {
    /// All epochs were completed.
    EPOCHS,
    /// Early stopping: no better validation loss for as many epochs as the patience.
    PATIENCE,
    /// The listener stopped it.
    STOPPED,
    /// A loss or weight was not finite; the best epoch before is kept.
    DIVERGED
  }
}
