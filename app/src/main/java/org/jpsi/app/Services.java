package org.jpsi.app;

import org.jpsi.analysis.ApplyService;
import org.jpsi.analysis.LearningRateScan;
import org.jpsi.analysis.TrainService;
import org.jpsi.analysis.progress.ProgressListener;

/// Services that commands call. Tests of the commands substitute others.
interface Services {
  /// Those of `analysis`.
  Services ANALYSIS =
      new Services() {
        @Override
        public TrainService.TrainResult train(
            TrainService.TrainRequest request, ProgressListener progress) {
          return TrainService.run(request, progress);
        }

        @Override
        public LearningRateScan.ScanResult findLearningRate(
            TrainService.TrainRequest request, ProgressListener progress) {
          return LearningRateScan.find(request, progress);
        }

        @Override
        public long apply(ApplyService.ApplyRequest request, ProgressListener progress) {
          return ApplyService.run(request, progress);
        }
      };

  /// Trains, and stops early where the listener requests it.
  TrainService.TrainResult train(TrainService.TrainRequest request, ProgressListener progress);

  /// Searches for a learning rate instead of training.
  LearningRateScan.ScanResult findLearningRate(
      TrainService.TrainRequest request, ProgressListener progress);

  /// Scores files; writes nothing where the listener requests a stop.
  ///
  /// @return the number of events scored; -1 where it was stopped
  long apply(ApplyService.ApplyRequest request, ProgressListener progress);
}
