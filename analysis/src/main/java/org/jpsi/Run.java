package org.jpsi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.TrainedAnalysis;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.History;
import org.jpsi.core.model.Model;
import org.jpsi.core.task.Part;
import org.jpsi.report.Displayable;

/// Run: a trained analysis with its model, history and figures of merit. It shows its verdict,
/// learning curves, ROC and scores.
public final class Run implements Displayable {
  private final RunContents contents;

  private Run(RunContents contents) {
    this.contents = contents;
  }

  static Run of(TrainedAnalysis trained) {
    return new Run(new FittedRun(trained));
  }

  /// The run in a folder, which {@link #save} or `jpsi train` wrote: its model, history and figures
  /// of merit.
  ///
  /// @throws InputException where it is no folder of a whole run, or a file of it is damaged
  public static Run open(Path folder) {
    return new Run(OpenedRun.read(folder));
  }

  /// As {@link #open(Path)}.
  public static Run open(String folder) {
    return open(Path.of(folder));
  }

  /// The model, to be applied to events by name.
  public Model model() {
    return contents.model();
  }

  /// The history of the training; of folds that of the first.
  public History history() {
    return contents.history();
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
    return contents
        .part(part)
        .orElseThrow(() ->
            InputException.at("run")
                .expected("events in the " + part.id() + " part")
                .found("none")
                .remedy("give it a part, by `split` of the analysis")
                .exception());
  }

  /// The verdict in words: how good the model is, and whether it is over- or undertrained. Of a run
  /// that was opened, where its report has it.
  public String verdict() {
    return contents.verdict();
  }

  /// The warnings: what was left out or chosen, and why; none of a run that was opened, whose
  /// report has them.
  public List<String> warnings() {
    return contents.warnings();
  }

  /// The analysis file that trains the same, every default written out.
  public String toYaml() {
    return contents.toYaml();
  }

  /// The report: a page of HTML with all figures, self-contained.
  public RunReport report() {
    return contents.report();
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
    return contents.write(folder);
  }

  @Override
  public List<Object> displayed() {
    return contents.displayed();
  }

  /// The verdict, and a line of metrics for each model where there are several.
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(verdict());
    lines.addAll(contents.comparison());
    return String.join("\n", lines);
  }
}
