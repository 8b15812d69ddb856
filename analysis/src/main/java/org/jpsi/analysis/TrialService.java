package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.TrialEvents;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Training of a trial of a search over hyperparameters. The events that it prepares, trains on and
/// evaluates are those of training and validation: it has no others.
public final class TrialService {
  /// Settings of what a trial leaves out: it would look at data, test events or a reference.
  public static final List<String> LEFT_OUT =
      List.of(
          "data=",
          "variations=",
          "significance=",
          "efficiencies=",
          "calibration=",
          "compare=",
          "importance=false",
          "cuts=false",
          "seeds=",
          "reference=false");

  private TrialService() {}

  /// Events that trials are trained on and judged by.
  ///
  /// @param train number of training events
  /// @param features number of them
  /// @param digest of the validation events
  public record TrialData(int train, int features, Task task, String digest) {}

  /// Result of a trial.
  ///
  /// @param validation metrics of the validation events
  /// @param digest of the validation events
  /// @param epochs that were trained, or rounds
  public record TrialResult(PartMetrics validation, String digest, int epochs) {}

  /// The events of an analysis, which are read for it.
  ///
  /// @throws InputException where analysis or events are wrong
  public static TrialData data(AnalysisWithSource source, int threads, ProgressListener progress) {
    PreparedTraining training =
        TrainService.prepareWithoutTest(source, threads, progress, new Warnings(progress));
    EventSet events = training.prepared().events();
    return new TrialData(
        events.rowIndices(Part.TRAIN).length,
        training.prepared().features().size(),
        training.task(),
        TrialEvents.digest(events));
  }

  /// Trains, and writes a run folder whose figures are of the validation events.
  ///
  /// @param source an analysis with {@link #LEFT_OUT}
  /// @param out the folder, which replaces a run that is there
  /// @throws InputException where analysis or events are wrong, or the training diverges
  public static TrialResult train(
      AnalysisWithSource source, Path out, int threads, ProgressListener progress) {
    requireTrial(source.analysis());
    Warnings warnings = new Warnings(ProgressListener.SILENT);
    ThreadPool pool = ThreadPool.of(threads);
    try (RunFolder folder = RunFolder.newRun(out, true);
        RunInputs inputs =
            RunInputs.of(
                TrainService.prepareWithoutTest(source, threads, ProgressListener.SILENT, warnings)
                    .in(source.folder(), folder.partial()),
                pool)) {
      PreparedTraining training = inputs.training();
      TrainService.begin(folder, warnings, training.analysis());
      try {
        List<TrainedModel> trained =
            TrainService.models(source, training, Learners.of(training), threads, progress);
        RunEvaluation evaluation =
            RunEvaluation.of(training, trained, pool, ProgressListener.SILENT);
        new RunWriter(training, trained.getFirst(), () -> evaluation, ProgressListener.SILENT)
            .write(folder, inputs.features(), inputs.drawings());
        return new TrialResult(
            Optional.ofNullable(evaluation.evaluation().metrics().get(Part.VALIDATION))
                .orElseThrow(),
            TrialEvents.digest(training.prepared().events()),
            trained.getFirst().history().epochs().size());
      } catch (RuntimeException | Error failure) {
        folder.abandon();
        throw failure;
      }
    }
  }

  private static void requireTrial(AnalysisFile analysis) {
    if (analysis.data().isPresent() || !analysis.variations().isEmpty()) {
      throw new IllegalArgumentException("a trial with data or variations, which it would read");
    }
  }
}
