package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.History;
import org.jpsi.core.model.Model;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.report.ReportData;

/// Trained analysis in memory, with its evaluation: what a run folder is written from.
public final class TrainedAnalysis {
  private final AnalysisWithSource source;
  private final PreparedTraining training;
  private final TrainedModel trained;
  private final RunEvaluation evaluation;

  TrainedAnalysis(
      AnalysisWithSource source,
      PreparedTraining training,
      TrainedModel trained,
      RunEvaluation evaluation) {
    this.source = source;
    this.training = training;
    this.trained = trained;
    this.evaluation = evaluation;
  }

  /// The analysis as it ran, every default written out.
  public AnalysisFile analysis() {
    return training.analysis();
  }

  public Model model() {
    return evaluation.calibrated(training.model(trained.predictor()));
  }

  public History history() {
    return trained.history();
  }

  public Evaluation evaluation() {
    return evaluation.evaluation();
  }

  /// A line of metrics for each model; none where there is only one.
  public List<String> comparison() {
    return evaluation.comparison();
  }

  /// The warnings: what was left out or chosen, and why.
  public List<String> warnings() {
    return training.warnings().all();
  }

  /// The data of a report.
  public ReportData reportData() {
    return new RunDescription(training, trained, evaluation).reportData(RunWriter.inputs(training));
  }

  /// Writes the run folder, whole or not at all.
  ///
  /// @return the folder
  /// @throws InputException where there is something of that name, another process writes there, or
  ///   the system refuses
  public Path write(Path folder) {
    ThreadPool pool = ThreadPool.standard();
    try (RunFolder run = RunFolder.ofProgram(folder)) {
      PreparedTraining placed = training.in(source.folder(), run.partial());
      try (RunInputs inputs = RunInputs.of(placed, pool)) {
        run.begin();
        run.write(RunFolder.ANALYSIS, placed.analysis().toYaml());
        new RunWriter(
                inputs.training(),
                trained,
                () -> evaluation,
                ProgressListener.SILENT,
                evaluation.histories())
            .write(run, inputs.features(), inputs.drawings());
        return run.folder();
      } catch (RuntimeException | Error wrong) {
        // The program still has the model: nothing of it is lost.
        run.abandon();
        throw wrong;
      }
    }
  }
}
