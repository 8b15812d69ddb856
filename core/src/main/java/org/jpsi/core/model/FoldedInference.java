package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.data.RowHash;

/// Inference form of a {@link FoldedPredictor}.
///
/// @param at the index of the spectator that gives the fold, where one does
/// @param folds each with its own preprocessing
/// @param mean of all folds
record FoldedInference(
    FoldRule rule, int at, List<CompiledPredictor> folds, CompiledPredictor mean, int width)
    implements CompiledPredictor {
  @Override
  public void predict(InputBlock block, float[] outputs, int to) {
    int features = block.shapes().only().count();
    for (int i = 0; i < block.events(); i++) {
      int fold =
          switch (rule) {
            case FoldRule.ByValue by -> by.fold(block.spectator(at, i));
            case FoldRule.ByEvent known ->
                known.fold(RowHash.of(block.inputs(), block.index(i), features));
          };
      of(fold).predict(block.slice(i, 1), outputs, to + i * width);
    }
  }

  @Override
  public void predict(float[] inputs, double[] spectators, float[] outputs) {
    int fold =
        switch (rule) {
          case FoldRule.ByValue by -> by.fold(spectators[at]);
          case FoldRule.ByEvent known -> known.fold(RowHash.of(inputs, 0, features()));
        };
    of(fold).predict(inputs, spectators, outputs);
  }

  private int features() {
    return ((FoldInference) folds.getFirst()).fold().features().columns().size();
  }

  private CompiledPredictor of(int fold) {
    return fold == FoldRule.NONE ? mean : folds.get(fold);
  }
}
