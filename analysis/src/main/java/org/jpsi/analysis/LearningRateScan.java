package org.jpsi.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.LearningRateFinderResult;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.train.Trainer;
import org.jpsi.report.LearningRatePage;

/// Looks for a good learning rate of an analysis, and writes what it saw as a page.
public final class LearningRateScan {
  private LearningRateScan() {}

  /// @param page the file written
  /// @param headline what was found, in a sentence
  /// @param setting for `--set`: the key and the rate; empty where none is good
  public record Found(Path page, String headline, String setting) {}

  /// Does it.
  ///
  /// @param order whose `out` is the page; null for `runs/NAME-learning-rate.html`
  /// @throws InputException where analysis file or events are wrong, or the page is there already
  ///   and may not be replaced
  public static Found find(TrainService.Order order, ProgressListener watch) {
    AnalysisWithSource located = TrainService.read(order);
    if (located.analysis().models().stream().noneMatch(AnalysisFile.Model::isNetwork)) {
      throw InputException.at(located.where("model"))
          .expected("a network, whose learning rate is looked for")
          .found(located.analysis().models().getFirst().name())
          .remedy("look with --set model=network")
          .exception();
    }
    Path page =
        order.out() == null
            ? Path.of("runs", located.analysis().name() + "-learning-rate.html")
            : order.out();
    if (Files.exists(page) && !order.force()) {
      throw InputException.at(page.toString())
          .expected("a file that is not there yet")
          .found("one that is")
          .remedy("choose another with --out, or replace it with --force")
          .exception();
    }
    PreparedTraining job = TrainService.job(located, order.threads(), watch, new Warnings(watch));
    Optimizer optimizer = job.analysis().training().optimizer();
    watch.stage("looking for a learning rate");
    LearningRateFinderResult search =
        Trainer.of(job.network(), job.loss(), optimizer)
            .findLearningRate(job.train(), TrainService.plan(job, order.threads()));
    LearningRatePage shown =
        new LearningRatePage(
            job.analysis().name(),
            "training.optimizer." + optimizer.name() + ".learningRate",
            search);
    AtomicFile.makeFolder(page);
    AtomicFile.write(page, shown.html());
    return new Found(page, shown.headline(), shown.setting());
  }
}
