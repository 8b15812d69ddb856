package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.LearningRateFinderResult;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.Schedule;

/// Learning-rate range test (Smith, arXiv:1506.01186): a training session in which the learning
/// rate grows by a constant factor from batch to batch.
final class LearningRateFinder {
  private static final double MIN_RATE = 1e-6;
  private static final double MAX_RATE = 10;
  private static final int STEPS = 140;
  private static final int SMOOTHING = 6;
  // The test ends where the loss is above the lowest by this factor: it has diverged.
  private static final double DIVERGED = 4;

  private LearningRateFinder() {}

  static LearningRateFinderResult run(Trainer trainer, Dataset train, TrainingConfig config) {
    TrainingSession session = trainer.session(train, Dataset.none(), scan(config));
    float[] start = session.parameters().toArray();
    List<Double> rates = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    double lowest = Double.POSITIVE_INFINITY;
    double recent = Double.NaN;
    for (int i = 0; i < STEPS; i++) {
      double rate = MIN_RATE * StrictMath.pow(MAX_RATE / MIN_RATE, (double) i / (STEPS - 1));
      session.learningRate(rate);
      TrainingStep step;
      try {
        step = session.tryStep();
      } catch (DivergedException overflown) {
        break;
      }
      double mean = step.loss();
      recent = i == 0 ? mean : 0.8 * recent + 0.2 * mean;
      if (!step.isFinite() || recent > DIVERGED * lowest) {
        break;
      }
      lowest = Math.min(lowest, recent);
      rates.add(rate);
      losses.add(mean);
    }
    session.parameters().set(start);
    return LearningRateFinderResult.of(rates, losses, SMOOTHING);
  }

  // As many epochs as steps: enough where a batch has all events.
  private static TrainingConfig scan(TrainingConfig config) {
    return new TrainingConfig(
        STEPS,
        config.batch(),
        0,
        config.updates().with(new Averaging.None()).with(new Schedule.ConstantRate()),
        config.seed(),
        config.gradientAccumulators(),
        config.threads());
  }
}
