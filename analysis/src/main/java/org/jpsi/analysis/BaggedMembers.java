package org.jpsi.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.OutOfFold;
import org.jpsi.core.train.Predictions;

/// Members of an ensemble, each of which held out a share of the training events.
///
/// @param all of them, whichever of them the model keeps
/// @param folds which training events each of them held out
record BaggedMembers(EnsemblePredictor all, OutOfFold folds) {
  /// Those of a fit; none where what was fitted is no such ensemble.
  static Optional<BaggedMembers> of(Learner.FitResult fit) {
    return fit.predictor() instanceof EnsemblePredictor all
        ? fit.outOfFold().map(folds -> new BaggedMembers(all, folds))
        : Optional.empty();
  }

  int count() {
    return all.members().size();
  }

  /// For each training event a member that was trained on it: the one after that which held it out.
  int[] trainedOn() {
    return IntStream.of(folds.foldOf()).map(fold -> (fold + 1) % count()).toArray();
  }

  /// The predictor of some members, those of the lowest loss of the events that they held out. The
  /// folds are other events each, so that luck has a part in it; no event chooses that is not of
  /// the training part.
  ///
  /// @param train the training events
  Predictor best(int kept, Loss loss, Dataset train, ThreadPool pool) {
    if (kept >= count()) {
      return all;
    }
    double[] losses = new double[count()];
    for (int m = 0; m < losses.length; m++) {
      Dataset fold = train.view(folds.heldOut(m));
      double mean = Predictions.of(all.members().get(m), loss, fold, pool).meanLoss(fold);
      losses[m] = fold.meanWeight() > 0 ? mean : Double.POSITIVE_INFINITY;
    }
    List<Predictor> best =
        IntStream.range(0, losses.length)
            .boxed()
            .sorted(Comparator.comparingDouble(m -> losses[m]))
            .limit(kept)
            .sorted()
            .map(all.members()::get)
            .toList();
    return kept == 1 ? best.getFirst() : new EnsemblePredictor(best, all.mean());
  }
}
