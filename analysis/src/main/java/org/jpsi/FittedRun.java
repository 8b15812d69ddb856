package org.jpsi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.TrainedAnalysis;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.model.Model;
import org.jpsi.core.task.Part;
import org.jpsi.report.Report;

/// Run that was fitted in this program.
record FittedRun(TrainedAnalysis trained) implements RunContents {
  @Override
  public Model model() {
    return trained.model();
  }

  @Override
  public History history() {
    return trained.history();
  }

  @Override
  public Optional<PartFigures> part(Part part) {
    Evaluation evaluation = trained.evaluation();
    PartMetrics metrics = evaluation.metrics().get(part);
    if (metrics == null) {
      return Optional.empty();
    }
    return evaluation.parts().stream()
        .filter(scored -> scored.part() == part)
        .findFirst()
        .map(scored -> new PartFigures(evaluation.task(), scored, metrics));
  }

  @Override
  public String verdict() {
    return Report.headline(trained.reportData());
  }

  @Override
  public List<String> comparison() {
    return trained.comparison();
  }

  @Override
  public List<String> warnings() {
    return trained.warnings();
  }

  @Override
  public String toYaml() {
    return trained.analysis().toYaml();
  }

  @Override
  public RunReport report() {
    return new RunReport(Report.of(trained.reportData()).html());
  }

  @Override
  public List<Object> displayed() {
    return Report.summary(trained.reportData());
  }

  @Override
  public Path write(Path folder) {
    return trained.write(folder);
  }
}
