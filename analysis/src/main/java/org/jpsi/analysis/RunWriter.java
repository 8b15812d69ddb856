package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.Sample;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Predictions;
import org.jpsi.report.InputFigureRendering;
import org.jpsi.report.Report;
import org.jpsi.report.ReportData;

/// Fills the run folder: scores of all parts, figures, report, model.
final class RunWriter {
  private final PreparedTraining job;
  private final History history;
  private final List<TrainedModel> learned;
  private final List<MetricsTable> figures = new ArrayList<>();
  private final EventSet events;
  private final ThreadPool pool;
  private final ProgressListener watch;

  /// @param learned one or more; the run is of the first
  RunWriter(
      PreparedTraining job, List<TrainedModel> learned, ThreadPool pool, ProgressListener watch) {
    this.job = job.with(learned.getFirst().network());
    this.history = learned.getFirst().history();
    this.learned = learned;
    this.events = job.assembled().events();
    this.pool = pool;
    this.watch = watch;
  }

  /// What the report shows of the inputs, which is known before training.
  static TrainingFeatures inputs(PreparedTraining job) {
    EventSet events = job.assembled().events();
    int[] train = events.places(Part.TRAIN);
    List<TrainingFeatures.FeatureValues> features = new ArrayList<>();
    for (NumberColumn column : events.features()) {
      float[] values = EventSet.floats(column, train);
      features.add(new TrainingFeatures.FeatureValues(column.name(), column.unit(), values));
    }
    int[] label = events.targets().isEmpty() ? events.labels(train) : new int[0];
    return new TrainingFeatures(job.task(), features, label, events.weights(train));
  }

  /// @param shown the inputs as the report shows them
  /// @param drawings of them, under way or done
  /// @return the verdict in words
  String write(RunFolder folder, TrainingFeatures shown, InputFigureRendering drawings) {
    Path partial = folder.partial();
    // What cost the most comes first: nothing that goes wrong later can lose it.
    ModelFile.write(job.model(), partial.resolve("model.safetensors"));
    watch.stage("scoring");
    Map<Part, float[]> scores = new EnumMap<>(Part.class);
    List<ScoredEvents> parts = List.of();
    for (TrainedModel model : learned.reversed()) {
      scores.clear();
      parts = scored(model.network(), scores);
      if (model != learned.getFirst()) {
        figures.addFirst(new MetricsTable(model.name(), Evaluation.metrics(job.task(), parts)));
      }
    }
    Evaluation evaluation = Evaluation.of(job.task(), parts, history);
    figures.addFirst(new MetricsTable(learned.getFirst().name(), evaluation.metrics()));
    folder.write("metrics.json", MetricsFile.json(job.analysis().name(), evaluation, figures));
    folder.write(
        "history.csv", MetricsFile.csv(history, job.metricName().toLowerCase(Locale.ROOT)));
    if (scores.containsKey(Part.TEST)) {
      ScoresFile.write(
          partial.resolve("scores" + ending()), events, job.task(), scores.get(Part.TEST));
    }
    watch.stage("drawing the report");
    Report report = Report.of(told(evaluation, shown), drawings);
    report.failures().forEach(failure -> watch.note(failure.toString()));
    report.write(partial);
    folder.finish();
    return report.headline();
  }

  /// A line of figures for each model; none where there is one alone.
  List<String> comparison() {
    return figures.size() < 2 ? List.of() : MetricsTable.lines(job.task(), figures);
  }

  private List<ScoredEvents> scored(Sequential network, Map<Part, float[]> scores) {
    List<ScoredEvents> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      int[] places = events.places(part);
      if (places.length > 0) {
        parts.add(scored(network, part, places, scores));
      }
    }
    return parts;
  }

  private ScoredEvents scored(
      Sequential network, Part part, int[] places, Map<Part, float[]> scores) {
    Dataset data = job.preparation().dataset(events, places, true);
    Predictions predictions = Predictions.of(network, job.loss(), data, pool);
    float[] meaning = Scorer.activate(job.task(), job.scales(), predictions.outputs());
    scores.put(part, meaning);
    double[] weight = events.weights(places);
    double loss = predictions.meanLoss(data);
    float[][] columns = columns(meaning, job.task().width());
    return job.task() instanceof Task.Regression
        ? ScoredEvents.regression(part, columns, targets(places), weight, loss)
        : ScoredEvents.classification(part, columns, events.labels(places), weight, loss);
  }

  private float[][] targets(int[] places) {
    return events.targets().stream()
        .map(column -> EventSet.floats(column, places))
        .toArray(float[][]::new);
  }

  private static float[][] columns(float[] rows, int width) {
    float[][] columns = new float[width][rows.length / width];
    for (int i = 0; i < rows.length; i++) {
      columns[i % width][i / width] = rows[i];
    }
    return columns;
  }

  private ReportData told(Evaluation evaluation, TrainingFeatures shown) {
    AnalysisFile file = job.analysis();
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
            job.notes().all(),
            String.join(", ", factors),
            file.yields(),
            lines(file)),
        new ReportData.Network(file.models().getFirst().isNetwork(), job.network()),
        training());
  }

  private List<ReportData.Property> lines(AnalysisFile file) {
    List<ReportData.Property> lines = new ArrayList<>();
    lines.add(new ReportData.Property("inputs", String.join(", ", events.inputs())));
    lines.add(new ReportData.Property("seed", Long.toString(file.seed())));
    lines.add(new ReportData.Property("training data (SHA-256)", job.digest()));
    List<String> beside = comparison();
    if (!beside.isEmpty()) {
      lines.add(new ReportData.Property("models side by side", String.join("; ", beside)));
    }
    return lines;
  }

  private ReportData.Training training() {
    AnalysisFile.Model model = job.analysis().models().getFirst();
    String ending =
        switch (history.stopReason()) {
          case EPOCHS ->
              "all "
                  + history.epochs().size()
                  + (model.isNetwork() ? " epochs" : " rounds")
                  + " done";
          case PATIENCE ->
              "no better validation loss in "
                  + (model.isNetwork()
                      ? job.analysis().training().patience() + " epochs"
                      : Math.round(model.settings().getOrDefault("patience", 0.0)) + " rounds");
          case STOPPED -> "stopped by the user";
        };
    return new ReportData.Training(job.metricName(), ending, beside());
  }

  /// What the curves of the loss do not show.
  private String beside() {
    UpdateRule updates = job.analysis().training().updates();
    List<String> sentences = new ArrayList<>();
    if (!job.analysis().models().getFirst().isNetwork()) {
      return ""; // penalties and averages are of the network alone
    }
    if (!updates.penalty().equals(Penalty.NONE)) {
      int kept = Math.max(1, history.bestEpoch()) - 1;
      sentences.add(
          "The loss was made small together with a penalty on the network's weights, l1 sum |w| +"
              + " l2/2 sum w^2, which is in neither curve"
              + (kept < history.epochs().size()
                  ? String.format(
                      Locale.ROOT,
                      ": %.4g in the epoch kept.",
                      history.epochs().get(kept).penalty())
                  : "."));
    }
    if (!(updates.averaging() instanceof Averaging.None)) {
      sentences.add("Validation saw averaged weights, and they were kept.");
    }
    return String.join(" ", sentences);
  }

  private String ending() {
    boolean csv =
        job.analysis().samples().stream()
            .allMatch(s ->
                s.source() instanceof Sample.Files files
                    && files.paths().stream().allMatch(p -> p.endsWith(".csv")));
    return csv ? ".csv" : ".root";
  }
}
