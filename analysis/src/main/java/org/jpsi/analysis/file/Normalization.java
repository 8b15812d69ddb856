package org.jpsi.analysis.file;

import java.util.Locale;

/// Normalization between a linear layer and its activation, to mean 0 and variance 1.
public enum Normalization {
  NONE,
  /// Batch normalization, of each unit over the events of a shard: {@link
  /// org.jpsi.core.nn.BatchNorm}.
  BATCH,
  /// Layer normalization, over all units of one event: {@link org.jpsi.core.nn.LayerNorm}.
  LAYER;

  /// The word in the file.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
