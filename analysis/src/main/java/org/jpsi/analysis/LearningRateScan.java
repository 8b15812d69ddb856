package org.jpsi.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.LearningRateFinderResult;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.report.LearningRatePage;

/// Learning-rate finder of an analysis (`jpsi train --find-learning-rate`), with its result as a
/// page.
public final class LearningRateScan {
  private LearningRateScan() {}

  /// Result of a scan.
  ///
  /// @param page the file written
  /// @param headline the result in a sentence
  /// @param setting for `--set`: the key and the rate; empty where none is good
  public record ScanResult(Path page, String headline, String setting) {}

  /// Runs the scan.
  ///
  /// @param request whose `out` is the page; null for `runs/NAME-learning-rate.html`
  /// @throws InputException where analysis file or events are wrong, or the page exists and may not
  ///   be replaced
  public static ScanResult find(TrainService.TrainRequest request, ProgressListener progress) {
    AnalysisWithSource source = TrainService.read(request);
    if (!source.analysis().trainsNetwork()) {
      throw InputException.at(source.where("model"))
          .expected("a network, for its learning rate")
          .found(source.analysis().models().getFirst().name())
          .remedy("use --set model=network")
          .exception();
    }
    Path page =
        request.out() == null
            ? Path.of("runs", source.analysis().name() + "-learning-rate.html")
            : request.out();
    if (Files.exists(page) && !request.force()) {
      throw InputException.at(page.toString())
          .expected("a file that does not exist yet")
          .found("one that does")
          .remedy("choose another with --out, or replace it with --force")
          .exception();
    }
    PreparedTraining training =
        TrainService.prepare(source, request.threads(), progress, new Warnings(progress));
    Optimizer optimizer = training.analysis().training().optimizer();
    progress.stage("searching for a learning rate");
    LearningRateFinderResult search =
        Learners.of(training)
            .network()
            .findLearningRate(training.request(Map.of(), request.threads(), progress));
    LearningRatePage shown =
        new LearningRatePage(
            training.analysis().name(),
            "training.optimizer." + optimizer.name() + ".learningRate",
            search);
    AtomicFile.makeFolder(page);
    AtomicFile.write(page, shown.html());
    return new ScanResult(page, shown.headline(), shown.setting());
  }
}
