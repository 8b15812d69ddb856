package org.jpsi.app;

import org.jpsi.analysis.ApplyService;
import org.jpsi.analysis.LearningRateScan;
import org.jpsi.analysis.ProgressListener;
import org.jpsi.analysis.TrainService;

/// The jobs that commands start. Tests of the commands put others in their place.
interface Jobs {
  /// Those of `analysis`.
  Jobs ANALYSIS =
      new Jobs() {
        @Override
        public TrainService.Done train(TrainService.Order order, ProgressListener watch) {
          return TrainService.run(order, watch);
        }

        @Override
        public LearningRateScan.Found findLearningRate(
            TrainService.Order order, ProgressListener watch) {
          return LearningRateScan.find(order, watch);
        }

        @Override
        public long apply(ApplyService.Order order, ProgressListener watch) {
          return ApplyService.run(order, watch);
        }
      };

  /// Trains; watched, and stopped early where the watch says so.
  TrainService.Done train(TrainService.Order order, ProgressListener watch);

  /// Looks for a learning rate instead of training.
  LearningRateScan.Found findLearningRate(TrainService.Order order, ProgressListener watch);

  /// Scores files; writes nothing where the watch says stop.
  ///
  /// @return the number of events scored; -1 where it was stopped
  long apply(ApplyService.Order order, ProgressListener watch);
}
