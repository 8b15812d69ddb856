package org.jpsi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.TrainedAnalysis;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.model.Model;
import org.jpsi.core.task.Part;
import org.jpsi.report.Displayable;
import org.jpsi.report.Report;

/// Run: a trained analysis with its model, history and figures of merit. It shows its verdict,
/// learning curves, ROC and scores.
public final class Run implements Displayable {
  private final TrainedAnalysis trained;

  Run(TrainedAnalysis trained) {
    this.trained = trained;
  }

  /// The model, to be applied to events by name.
  public Model model() {
    return trained.model();
  }

  /// The history of the training.
  public History history() {
    return trained.history();
  }

  /// The figures of merit of the training events.
  public PartFigures train() {
    return figures(Part.TRAIN);
  }

  /// The figures of merit of the validation events.
  public PartFigures validation() {
    return figures(Part.VALIDATION);
  }

  /// The figures of merit of the test events, which no training has seen.
  public PartFigures test() {
    return figures(Part.TEST);
  }

  private PartFigures figures(Part part) {
    Evaluation evaluation = trained.evaluation();
    PartMetrics metrics = evaluation.metrics().get(part);
    for (ScoredEvents scored : evaluation.parts()) {
      if (scored.part() == part && metrics != null) {
        return new PartFigures(evaluation.task(), scored, metrics);
      }
    }
    throw InputException.at("run")
        .expected("events in the " + part.id() + " part")
        .found("none")
        .remedy("give it a part, by `split` of the analysis")
        .exception();
  }

  /// The verdict in words: how good the model is, and whether it is over- or undertrained.
  public String verdict() {
    return Report.headline(trained.reportData());
  }

  /// The warnings: what was left out or chosen, and why.
  public List<String> warnings() {
    return trained.warnings();
  }

  /// The analysis file that trains the same, every default written out.
  public String toYaml() {
    return trained.analysis().toYaml();
  }

  /// Writes the run folder that `jpsi train` writes, whole or not at all.
  ///
  /// @return the folder
  /// @throws InputException where there is something of that name, or the system refuses
  public Path save(String folder) {
    return save(Path.of(folder));
  }

  /// As {@link #save(String)}.
  public Path save(Path folder) {
    return trained.write(folder);
  }

  @Override
  public List<Object> displayed() {
    return Report.summary(trained.reportData());
  }

  /// The verdict, and a line of metrics for each model where there are several.
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(verdict());
    lines.addAll(trained.comparison());
    return String.join("\n", lines);
  }
}
