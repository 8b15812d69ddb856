package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.analysis.events.EventSetBuilder;
import org.jpsi.analysis.events.SampleTable;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.FoldFigures;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.MemberFigures;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.ReferenceComparison;
import org.jpsi.core.task.Task;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Metrics files of a run, for programs: `metrics.json` and `history.csv`.
final class MetricsFile {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private MetricsFile() {}

  static String json(
      String name, RunEvaluation evaluated, EventSetBuilder.PreparedEvents prepared) {
    Evaluation evaluation = evaluated.evaluation();
    List<MetricsTable> models = evaluated.metrics();
    Task task = evaluation.task();
    History history = evaluation.history();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", name);
    all.put("task", task.id());
    if (task instanceof Task.Binary binary) {
      all.put("signal", binary.signal());
    }
    if (!task.classNames().isEmpty()) {
      all.put("classes", task.classNames());
    }
    all.put("model", models.getFirst().name());
    all.put("epochs", history.epochs().size());
    all.put("bestEpoch", history.bestEpoch());
    all.put("ending", history.stopReason().name().toLowerCase(java.util.Locale.ROOT));
    evaluation.comparison().ifPresent(compared -> all.put("comparison", comparison(compared)));
    evaluated.mixture().ifPresent(mixture -> all.put("mixture", mixture.values()));
    all.putAll(parts(models.getFirst()));
    evaluated.folds().ifPresent(folds -> all.put("folds", folds(folds)));
    evaluation.members().ifPresent(members -> all.put("members", members(task, members)));
    all.putAll(FiguresJson.sections(evaluated.figures(), task));
    evaluated.data().ifPresent(data -> all.put("data", DataFigures.values(data)));
    evaluated
        .systematics()
        .ifPresent(varied -> all.put("systematics", SystematicsFigures.values(varied)));
    if (models.size() > 1) {
      Map<String, Object> beside = new LinkedHashMap<>();
      models.subList(1, models.size()).forEach(model -> beside.put(model.name(), parts(model)));
      all.put("beside", beside);
    }
    if (!prepared.samples().isEmpty()) {
      all.put("samples", SampleTable.values(prepared.samples()));
    }
    prepared.flattened().ifPresent(weights -> all.put("flattening", weights.values()));
    return plain(JSON.writeValueAsString(all)) + "\n";
  }

  /// JSON whose texts show what they are in a terminal, too: outside of them no such letter occurs.
  private static String plain(String json) {
    StringBuilder plain = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x80 || Character.isSurrogate(c) || ProblemText.isPlain(c)) {
        plain.append(c);
      } else {
        plain.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    return plain.toString();
  }

  private static Map<String, Object> comparison(ReferenceComparison compared) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("with", compared.reference());
    values.put("validationLoss", compared.validationLoss());
    values.put("referenceLoss", compared.referenceLoss());
    values.put("difference", compared.difference());
    values.put("error", compared.error());
    return values;
  }

  /// Each part; of an ensemble `train` is of one member that was trained on the event, `heldOut` of
  /// the one that was not.
  private static Map<String, Object> parts(MetricsTable model) {
    Map<String, Object> parts = new LinkedHashMap<>();
    model.parts().forEach((part, summary) -> parts.put(part.id(), figures(summary)));
    model.heldOut().ifPresent(summary -> parts.put("heldOut", figures(summary)));
    return parts;
  }

  /// Each fold on the events that it tests, and the standard deviation over folds.
  private static Map<String, Object> folds(FoldFigures folds) {
    Map<String, Object> all = new LinkedHashMap<>();
    if (!folds.by().isEmpty()) {
      all.put("by", folds.by());
    }
    List<Object> each = new ArrayList<>();
    for (FoldFigures.Fold fold : folds.folds()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("epochs", fold.history().epochs().size());
      one.put("bestEpoch", fold.history().bestEpoch());
      one.put("test", figures(fold.test()));
      each.add(one);
    }
    all.put("each", each);
    all.put("spread", folds.spreads());
    return all;
  }

  private static Map<String, Object> figures(PartMetrics summary) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("events", summary.events());
    figures.put("weight", summary.weight());
    figures.putAll(summary.values());
    return figures;
  }

  /// `trained`, the mean training spread of each score on the evaluated events, and their figures
  /// by all members where the model keeps some.
  private static Map<String, Object> members(Task task, MemberFigures members) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("trained", members.members());
    if (!members.spreads().isEmpty()) {
      Map<String, Object> spread = new LinkedHashMap<>();
      for (int s = 0; s < members.spreads().size(); s++) {
        spread.put(task.scoreNames().get(s), members.spreads().get(s));
      }
      all.put("trainingSpread", spread);
    }
    members.all().ifPresent(summary -> all.put("all", figures(summary)));
    return all;
  }

  /// The histories of folds, one after the other, with the fold in front.
  ///
  /// @param members as {@link #csv(History, String, boolean)}
  static String csv(List<History> folds, String metric, boolean members) {
    StringBuilder csv = new StringBuilder();
    for (int f = 0; f < folds.size(); f++) {
      int fold = f;
      List<String> lines = csv(folds.get(f), metric, members).lines().toList();
      if (f == 0) {
        csv.append("fold,").append(lines.getFirst()).append('\n');
      }
      lines.stream()
          .skip(1)
          .forEach(line -> csv.append(fold).append(',').append(line).append('\n'));
    }
    return csv.toString();
  }

  /// @param members whether epochs were judged by what members of an ensemble held out
  static String csv(History history, String metric, boolean members) {
    String judging = members ? "held_out_loss,held_out_" : "validation_loss,";
    StringBuilder csv =
        new StringBuilder("epoch,train_loss," + judging + metric + ",learning_rate,penalty\n");
    for (Epoch e : history.epochs()) {
      csv.append(e.number()).append(',').append(e.trainLoss()).append(',');
      csv.append(e.validationLoss()).append(',').append(e.metric()).append(',');
      csv.append(e.learningRate()).append(',').append(e.penalty()).append('\n');
    }
    return csv.toString();
  }
}
