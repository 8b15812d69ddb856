package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.Sample;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.FailedMetric;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Predictions;
import org.jpsi.report.InputFigureRendering;
import org.jpsi.report.Report;
import org.jpsi.report.ReportData;
import org.jpsi.report.ReportFailure;

/// Writer of a run: scores of all parts, metrics, report, model.
final class RunWriter {
  private final PreparedTraining training;
  private final History history;
  private final List<TrainedModel> trained;
  private final List<MetricsTable> metrics = new ArrayList<>();
  private final EventSet events;
  private final ThreadPool pool;
  private final ProgressListener progress;

  /// @param trained one or more; the run is of the first
  RunWriter(
      PreparedTraining training,
      List<TrainedModel> trained,
      ThreadPool pool,
      ProgressListener progress) {
    this.training = training;
    this.history = trained.getFirst().history();
    this.trained = trained;
    this.events = training.prepared().events();
    this.pool = pool;
    this.progress = progress;
  }

  /// The inputs for the report, which are known before training.
  static TrainingFeatures inputs(PreparedTraining training) {
    EventSet events = training.prepared().events();
    int[] train = events.rowIndices(Part.TRAIN);
    int[] label = events.targets().isEmpty() ? events.labels(train) : new int[0];
    return new TrainingFeatures(
        training.task(), events.features(), train, label, events.weights(train));
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
    ModelFile.write(
        training.model(trained.getFirst().predictor()),
        folder.partial().resolve("model.safetensors"));
    folder.write(
        "history.csv", MetricsFile.csv(history, training.metricName().toLowerCase(Locale.ROOT)));
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

  private Report report(RunFolder folder, TrainingFeatures shown, InputFigureRendering drawings) {
    Path partial = folder.partial();
    progress.stage("scoring");
    Map<Part, double[]> scores = new EnumMap<>(Part.class);
    List<ScoredEvents> parts = List.of();
    for (TrainedModel model : trained.reversed()) {
      scores.clear();
      parts = scored(model.predictor(), scores);
      if (model != trained.getFirst()) {
        metrics.addFirst(
            new MetricsTable(
                model.name(),
                Evaluation.metrics(training.task(), parts, failed -> warn(model.name(), failed))));
      }
    }
    if (scores.containsKey(Part.TEST)) {
      ScoresFile.write(
          partial.resolve("scores" + scoresExtension()),
          events,
          training.task(),
          scores.get(Part.TEST));
    }
    Evaluation evaluation = Evaluation.of(training.task(), parts, history);
    metrics.addFirst(new MetricsTable(trained.getFirst().name(), evaluation.metrics()));
    folder.write("metrics.json", MetricsFile.json(training.analysis().name(), evaluation, metrics));
    progress.stage("drawing the report");
    Report report = Report.of(reportData(evaluation, shown), drawings);
    report.failures().forEach(failure -> progress.warning(failure.toString()));
    if (!report.failures().isEmpty()) {
      progress.warning(ReportFailure.BUG);
    }
    report.write(partial);
    return report;
  }

  private void warn(String model, FailedMetric failed) {
    progress.warning(model + ": " + failed.name() + " could not be computed: " + failed.reason());
    progress.warning(ReportFailure.BUG);
  }

  /// A line of metrics for each model; none where there is only one.
  List<String> comparison() {
    return metrics.size() < 2 ? List.of() : MetricsTable.lines(training.task(), metrics);
  }

  private List<ScoredEvents> scored(Predictor predictor, Map<Part, double[]> scores) {
    List<ScoredEvents> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      int[] rowIndices = events.rowIndices(part);
      if (rowIndices.length > 0) {
        parts.add(scored(predictor, part, rowIndices, scores));
      }
    }
    return parts;
  }

  private ScoredEvents scored(
      Predictor predictor, Part part, int[] rowIndices, Map<Part, double[]> scores) {
    float[] weights = TrainingPreprocessing.physicalWeights(events, rowIndices);
    Dataset data = training.parts().of(part).withWeights(weights);
    Predictions predictions = Predictions.of(predictor, training.loss(), data, pool);
    double[] meaning =
        Scorer.activate(training.task(), training.preprocessing().targets(), predictions.outputs());
    scores.put(part, meaning);
    double[] weight = events.weights(rowIndices);
    double loss = predictions.meanLoss(data);
    double[][] columns = columns(meaning, training.task().width());
    return training.task() instanceof Task.Regression
        ? ScoredEvents.regression(part, columns, targets(rowIndices), weight, loss)
        : ScoredEvents.classification(part, columns, events.labels(rowIndices), weight, loss);
  }

  private double[][] targets(int[] rowIndices) {
    return events.targets().stream()
        .map(column -> Arrays.stream(rowIndices).mapToDouble(column::value).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] columns(double[] rows, int width) {
    double[][] columns = new double[width][rows.length / width];
    for (int i = 0; i < rows.length; i++) {
      columns[i % width][i / width] = rows[i];
    }
    return columns;
  }

  private ReportData reportData(Evaluation evaluation, TrainingFeatures shown) {
    AnalysisFile file = training.analysis();
    List<String> factors = new ArrayList<>();
    if (!file.weight().equals(AnalysisFile.WEIGHT)) {
      factors.add(file.weight());
    }
    file.samples().stream()
        .map(Sample::weight)
        .filter(w -> !w.equals(AnalysisFile.WEIGHT))
        .distinct()
        .forEach(factors::add);
    return new ReportData(
        evaluation,
        shown,
        new ReportData.Description(
            file.name(),
            file.toYaml(),
            training.warnings().all(),
            String.join(", ", factors),
            file.yields(),
            lines(file)),
        trained.getFirst().predictor(),
        training());
  }

  private List<ReportData.Property> lines(AnalysisFile file) {
    List<ReportData.Property> lines = new ArrayList<>();
    lines.add(new ReportData.Property("inputs", String.join(", ", events.inputs())));
    lines.add(new ReportData.Property("seed", Long.toString(file.seed())));
    lines.add(new ReportData.Property("training data (SHA-256)", training.digest()));
    List<String> beside = comparison();
    if (!beside.isEmpty()) {
      lines.add(new ReportData.Property("models side by side", String.join("; ", beside)));
    }
    return lines;
  }

  private ReportData.Training training() {
    String steps = trained.getFirst().predictor().trainedByGradients() ? " epochs" : " rounds";
    String ending =
        switch (history.stopReason()) {
          case EPOCHS -> "all " + history.epochs().size() + steps + " done";
          case PATIENCE -> "no better validation loss in " + trained.getFirst().patience() + steps;
          case STOPPED -> "stopped by the user";
        };
    return new ReportData.Training(training.metricName(), ending, trainingRemarks());
  }

  /// Remarks on the training that the loss curves do not show.
  private String trainingRemarks() {
    UpdateRule updates = training.analysis().training().updates();
    List<String> sentences = new ArrayList<>();
    if (!trained.getFirst().predictor().trainedByGradients()) {
      return ""; // penalties and averages are of such alone
    }
    if (!updates.penalty().equals(Penalty.NONE)) {
      int kept = Math.max(1, history.bestEpoch()) - 1;
      sentences.add(
          "The loss was minimized together with a penalty on the network's weights, l1 sum |w| +"
              + " l2/2 sum w^2, which neither curve contains"
              + (kept < history.epochs().size()
                  ? String.format(
                      Locale.ROOT,
                      ": %.4g in the epoch kept.",
                      history.epochs().get(kept).penalty())
                  : "."));
    }
    if (!(updates.averaging() instanceof Averaging.None)) {
      sentences.add("Averaged weights were validated and kept.");
    }
    return String.join(" ", sentences);
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
