package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.SampleTable;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.task.Part;
import org.jpsi.report.InputFigureRendering;
import org.jpsi.report.Report;
import org.jpsi.report.ReportFailure;

/// Writer of a run: model, history, scores of the test events, metrics, report.
final class RunWriter {
  private final PreparedTraining training;
  private final TrainedModel trained;
  private final Supplier<RunEvaluation> evaluation;
  private final ProgressListener progress;
  private final List<History> folds;
  private List<String> comparison = List.of();

  /// @param trained the run's model
  /// @param evaluation is asked for after the model is written
  RunWriter(
      PreparedTraining training,
      TrainedModel trained,
      Supplier<RunEvaluation> evaluation,
      ProgressListener progress) {
    this(training, trained, evaluation, progress, List.of());
  }

  /// @param folds the history of each, where there are folds
  RunWriter(
      PreparedTraining training,
      TrainedModel trained,
      Supplier<RunEvaluation> evaluation,
      ProgressListener progress,
      List<History> folds) {
    this.training = training;
    this.trained = trained;
    this.evaluation = evaluation;
    this.progress = progress;
    this.folds = List.copyOf(folds);
  }

  /// The inputs for the report, which are known before training.
  static TrainingFeatures inputs(PreparedTraining training) {
    EventSet events = training.prepared().events();
    // of folds all events are training events of some
    int[] train = events.rowIndices(events.foldOf().isPresent() ? Part.TEST : Part.TRAIN);
    int[] label = events.targets().isEmpty() ? events.labels(train) : new int[0];
    Map<String, List<String>> categories = new LinkedHashMap<>();
    training
        .prepared()
        .categories()
        .forEach((name, category) -> categories.put(name, category.values()));
    return new TrainingFeatures(
        training.task(), events.features(), categories, train, label, events.weights(train));
  }

  /// Writes the run and gives it its name. Figures and metrics that fail are named in the report;
  /// with any other bug the run is finished with what there is, before the bug goes on: no error of
  /// ours loses a model.
  ///
  /// @param shown the inputs for the report
  /// @param drawings figures of the inputs, which may still be in progress
  /// @return the headline
  String write(RunFolder folder, TrainingFeatures shown, InputFigureRendering drawings) {
    // What took the longest comes first.
    ModelFile.write(training.model(trained.predictor()), folder.partial().resolve(RunFolder.MODEL));
    folder.write(
        "history.csv", history(training.metricName().toLowerCase(Locale.ROOT).replace(' ', '_')));
    Report report;
    try {
      report = report(folder, shown, drawings);
    } catch (InputException wrong) {
      throw wrong;
    } catch (RuntimeException | LinkageError | StackOverflowError bug) {
      folder.finish();
      progress.warning("the run could not be completed; its model is in " + folder.folder());
      throw bug;
    }
    folder.finish();
    return report.headline();
  }

  private String history(String metric) {
    boolean members = trained.judgedByHeldOut();
    return folds.isEmpty()
        ? MetricsFile.csv(trained.history(), metric, members)
        : MetricsFile.csv(folds, metric, members);
  }

  private Report report(RunFolder folder, TrainingFeatures shown, InputFigureRendering drawings) {
    Path partial = folder.partial();
    RunEvaluation evaluated = evaluation.get();
    Model model = training.model(trained.predictor());
    Model calibrated = evaluated.calibrated(model);
    if (calibrated.calibration().isPresent()) {
      ModelFile.write(calibrated, partial.resolve(RunFolder.MODEL));
    }
    comparison =
        Stream.of(
                SampleTable.lines(training.prepared().samples()),
                evaluated.mixture().map(mixture -> "mixture: " + mixture.words()).stream().toList(),
                evaluated.comparison())
            .flatMap(List::stream)
            .toList();
    double[] scores = evaluated.scores().get(Part.TEST);
    if (scores != null) {
      ScoresFile.write(
          partial.resolve("scores" + scoresExtension()),
          training.prepared().events(),
          calibrated,
          scores);
    }
    folder.write(
        "metrics.json",
        MetricsFile.json(training.analysis().name(), evaluated, training.prepared()));
    progress.stage("drawing the report");
    RunDescription description = new RunDescription(training, trained, evaluated);
    Report report = Report.of(description.reportData(shown), drawings);
    report.failures().forEach(failure -> progress.warning(failure.toString()));
    if (!report.failures().isEmpty()) {
      progress.warning(ReportFailure.BUG);
    }
    report.write(partial);
    return report;
  }

  /// The table of the samples where they are normalized, the weight of a mixture, and a line of
  /// metrics for each model of a run that is written; none where there is only one.
  List<String> comparison() {
    return comparison;
  }

  private String scoresExtension() {
    boolean csv =
        training.analysis().samples().stream()
            .allMatch(s ->
                s.source() instanceof Sample.Files files
                    && files.paths().stream().allMatch(p -> p.endsWith(".csv")));
    return csv ? ".csv" : ".root";
  }
}
