package org.jpsi.app;

import org.jpsi.analysis.Applying;
import org.jpsi.analysis.LearningRate;
import org.jpsi.analysis.Training;
import org.jpsi.analysis.Watch;

/// The jobs that commands start. Tests of the commands put others in their place.
interface Jobs {
  /// Those of `analysis`.
  Jobs ANALYSIS =
      new Jobs() {
        @Override
        public Training.Done train(Training.Order order, Watch watch) {
          return Training.run(order, watch);
        }

        @Override
        public LearningRate.Found findLearningRate(Training.Order order, Watch watch) {
          return LearningRate.find(order, watch);
        }

        @Override
        public long apply(Applying.Order order, Watch watch) {
          return Applying.run(order, watch);
        }
      };

  /// Trains; watched, and stopped early where the watch says so.
  Training.Done train(Training.Order order, Watch watch);

  /// Looks for a learning rate instead of training.
  LearningRate.Found findLearningRate(Training.Order order, Watch watch);

  /// Scores files; writes nothing where the watch says stop.
  ///
  /// @return the number of events scored; -1 where it was stopped
  long apply(Applying.Order order, Watch watch);
}
