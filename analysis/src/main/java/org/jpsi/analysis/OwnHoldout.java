package org.jpsi.analysis;

import java.util.Arrays;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;

/// Holdout of a learner's own: a tenth of the training events ends its rounds, where the validation
/// events judge or mix it, and so must choose nothing of it.
final class OwnHoldout {
  private static final int SHARE = 10;

  private OwnHoldout() {}

  /// Nine tenths of these events as training, one as validation events.
  ///
  /// @param seed of the run: the same events for whoever asks
  static Parts of(Dataset train, long seed) {
    int[] order = Rng.of(seed).child("holdout").permutation(train.events());
    Part[] partOf = new Part[order.length];
    Arrays.fill(partOf, Part.TRAIN);
    for (int i = 0; i < order.length / SHARE; i++) {
      partOf[order[i]] = Part.VALIDATION;
    }
    return Parts.of(train, partOf);
  }
}
