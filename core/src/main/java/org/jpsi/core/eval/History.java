package org.jpsi.core.eval;

import java.util.List;
import java.util.Locale;

/// The epochs of a training.
///
/// @param bestEpoch whose weights were kept (its number, from 1; 0 where training ended before its
///   first epoch did)
/// @param ending why it ended
public record History(List<Epoch> epochs, int bestEpoch, Ending ending) {
  public History {
    epochs = List.copyOf(epochs);
  }

  /// A line per epoch, and how it ended.
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    for (Epoch e : epochs) {
      lines.append(
          String.format(Locale.ROOT, "epoch %d: train loss %.4g", e.number(), e.trainLoss()));
      lines
          .append(said(", validation loss", e.validationLoss()))
          .append(said(", metric", e.metric()));
      lines.append(e.number() == bestEpoch ? " (kept)\n" : "\n");
    }
    return lines
        .append(
            switch (ending) {
              case EPOCHS -> "all epochs were done";
              case PATIENCE -> "ended, for the validation loss fell no further";
              case STOPPED -> "stopped";
            })
        .toString();
  }

  private static String said(String name, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%s %.4g", name, value);
  }

  /// Why a training ended.
  public enum Ending {
    /// All epochs were done.
    EPOCHS,
    /// No better validation loss for as many epochs as patience allows.
    PATIENCE,
    /// The listener asked for it.
    STOPPED
  }
}
