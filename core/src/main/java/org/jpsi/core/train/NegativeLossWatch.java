package org.jpsi.core.train;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;

/// Watch over the loss of each class of training events whose weights have both signs: it tells the
/// listener of the first epoch in which one is below zero.
final class NegativeLossWatch {
  private static final int EVENTS = 16_384;

  private final Layer network;
  private final Loss loss;
  private final TrainingListener listener;
  private final Dataset sample;
  private final ThreadPool pool;
  private final Set<Integer> told = new HashSet<>();

  private NegativeLossWatch(Trainer trainer, Dataset sample, ThreadPool pool) {
    this.network = trainer.network;
    this.loss = trainer.loss.judged();
    this.listener = trainer.listener;
    this.sample = sample;
    this.pool = pool;
  }

  /// Empty where no weight is negative, or nobody listens.
  static Optional<NegativeLossWatch> of(
      Trainer trainer, Dataset train, TrainingConfig config, ThreadPool pool) {
    if (!trainer.loss.judged().additive()
        || trainer.listener == TrainingListener.SILENT
        || !SignedSelection.negative(train)) {
      return Optional.empty();
    }
    Rng rng = Rng.of(config.seed()).child("signed");
    int[] sample = EventBlocks.sample(train.events(), EVENTS, rng);
    return Optional.of(new NegativeLossWatch(trainer, train.take(sample), pool));
  }

  /// Looks at the network as it is after an epoch.
  void look(int epoch) {
    double[] losses = Predictions.of(network, loss, sample, pool).classLosses(loss, sample);
    for (int c = 0; c < losses.length; c++) {
      if (losses[c] < 0 && told.add(c)) {
        listener.negativeLoss(c, epoch, losses[c]);
      }
    }
  }
}
