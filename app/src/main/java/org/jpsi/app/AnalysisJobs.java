package org.jpsi.app;

import org.jpsi.analysis.Watch;

/// The jobs as `analysis` does them.
final class AnalysisJobs implements Jobs {
  @Override
  public Trained train(Training order, Watch watch) {
    var done =
        org.jpsi.analysis.Training.run(
            new org.jpsi.analysis.Training.Order(
                order.file(),
                order.settings(),
                order.out(),
                order.resume(),
                order.threads(),
                order.force()),
            watch);
    return new Trained(done.folder(), done.headline(), done.stopped());
  }

  @Override
  public long apply(Applying order, Watch watch) {
    return org.jpsi.analysis.Applying.run(
        new org.jpsi.analysis.Applying.Order(
            order.model(),
            order.files(),
            order.tree(),
            order.out(),
            order.threads(),
            order.force()),
        watch);
  }
}
