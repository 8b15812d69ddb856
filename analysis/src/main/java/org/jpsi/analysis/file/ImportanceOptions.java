package org.jpsi.analysis.file;

import java.util.Optional;

/// Importance of features: whether it is computed, and how.
///
/// @param wanted whether it is computed
/// @param events that are shuffled, whatever it costs; empty for as many as cost about a tenth of
///   the training
/// @param repeats the largest number of times that each feature is shuffled
/// @param retrain whether the model is trained again without each feature
public record ImportanceOptions(
    boolean wanted, Optional<Integer> events, int repeats, boolean retrain) {
  public static final int REPEATS = 5;

  /// Options of an analysis without the key.
  public static final ImportanceOptions USUAL =
      new ImportanceOptions(true, Optional.empty(), REPEATS, false);

  public static final ImportanceOptions NONE =
      new ImportanceOptions(false, Optional.empty(), REPEATS, false);
}
