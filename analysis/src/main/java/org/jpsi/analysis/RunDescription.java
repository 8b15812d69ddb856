package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jpsi.analysis.events.DecorrelatedVariables;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.Sample;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.TrainingFeatures;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.task.Task;
import org.jpsi.report.ReportData;

/// Description of a run in words, for its report.
///
/// @param trained the run's model
record RunDescription(PreparedTraining training, TrainedModel trained, RunEvaluation evaluated) {

  /// @param shown the inputs
  ReportData reportData(TrainingFeatures shown) {
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
        evaluated.evaluation(),
        shown,
        new ReportData.Description(
            file.name(),
            file.toYaml(),
            training.warnings().all(),
            String.join(", ", factors),
            file.yields(),
            lines(file),
            training.warnings().suspicions(),
            training.prepared().samples()),
        trained.shown(),
        ending(),
        evaluated.figures(),
        evaluated.folds(),
        evaluated.data(),
        evaluated.systematics());
  }

  private List<ReportData.Property> lines(AnalysisFile file) {
    List<ReportData.Property> lines = new ArrayList<>();
    lines.add(
        new ReportData.Property(
            "inputs", String.join(", ", training.prepared().events().inputs())));
    lines.add(new ReportData.Property("seed", Long.toString(file.seed())));
    lines.add(new ReportData.Property("training data (SHA-256)", training.digest()));
    evaluated
        .mixture()
        .ifPresent(mixture -> lines.add(new ReportData.Property("mixture", mixture.words())));
    List<String> beside = evaluated.comparison();
    if (!beside.isEmpty()) {
      lines.add(new ReportData.Property("models side by side", String.join("; ", beside)));
    }
    return lines;
  }

  private ReportData.Training ending() {
    History history = trained.history();
    String steps = trained.shown().trainedByGradients() ? " epochs" : " rounds";
    String ending =
        switch (history.stopReason()) {
          case EPOCHS -> "all " + history.epochs().size() + steps + " done";
          case PATIENCE -> "no better " + judging() + " loss in " + trained.patience() + steps;
          case STOPPED -> "stopped by the user";
          case DIVERGED -> "diverged, and the best of" + steps + " before is kept";
        };
    return new ReportData.Training(training.metricName(), ending, trainingRemarks());
  }

  private String judging() {
    return trained.judgedByHeldOut() ? "held-out" : "validation";
  }

  /// Remarks on the training that the loss curves do not show.
  private String trainingRemarks() {
    History history = trained.history();
    UpdateRule updates = training.analysis().training().updates();
    List<String> sentences = new ArrayList<>();
    if (!trained.shown().trainedByGradients()) {
      return ""; // penalties and averages are of such alone
    }
    training
        .prepared()
        .decorrelated()
        .flatMap(DecorrelatedVariables::remark)
        .ifPresent(sentences::add);
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
    if (evaluated.evaluation().percentNegative() > 0
        && !training.treated().isChanged()
        && history.bestEpoch() > 0) {
      sentences.add(
          "Weights have both signs, so that the loss has no lower bound: the epoch was kept by the "
              + (training.task() instanceof Task.Regression
                  ? "error of the "
                      + judging()
                      + " events, each no larger than the target's spread."
                  : "Brier score of the " + judging() + " events, an error that is bounded.")
              + " A later epoch replaces it where it is better by more than one standard error.");
    }
    if (!(updates.averaging() instanceof Averaging.None)) {
      sentences.add(
          "Averaged weights were "
              + (trained.judgedByHeldOut() ? "judged" : "validated")
              + " and kept.");
    }
    return String.join(" ", sentences);
  }
}
