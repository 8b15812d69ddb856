package org.jpsi.core.train;

import java.util.List;

/// The epochs of a training.
///
/// @param bestEpoch whose weights were kept (its number, from 1; 0 where training ended before its
///   first epoch did)
/// @param ending why it ended
public record History(List<Epoch> epochs, int bestEpoch, Ending ending) {
  public History {
    epochs = List.copyOf(epochs);
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
