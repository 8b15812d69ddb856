package org.jpsi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.io.IoFailure;
import org.jpsi.core.io.Json;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.formats.Tables;

/// Run in a folder.
///
/// @param metrics as `metrics.json` has them
record OpenedRun(Path folder, Model model, Map<String, Object> metrics, History history)
    implements RunContents {
  private static final long LARGEST = 1L << 28;

  static OpenedRun read(Path folder) {
    Path model = folder.resolve(RunFolder.MODEL);
    if (!Files.isRegularFile(model)) {
      throw InputException.at(folder.toString())
          .expected("a run folder, with " + RunFolder.MODEL)
          .found(Files.isDirectory(folder) ? "none in it" : "no folder")
          .remedy("name what `save` or `jpsi train` wrote, as runs/NAME")
          .exception();
    }
    Map<String, Object> metrics = metrics(folder.resolve("metrics.json"));
    return new OpenedRun(
        folder, ModelFile.read(model), metrics, history(folder.resolve("history.csv"), metrics));
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw damaged(file, "a file of less than 256 MB", Files.size(file) + " bytes");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw IoFailure.reading(file.toString(), e);
    }
  }

  private static InputException damaged(Path file, String expected, String found) {
    return InputException.at(file.toString())
        .expected(expected)
        .found(found)
        .remedy("train the run again")
        .exception();
  }

  @SuppressWarnings("unchecked") // what Json gives
  private static Map<String, Object> metrics(Path file) {
    try {
      if (Json.parse(text(file)) instanceof Map<?, ?> metrics) {
        return (Map<String, Object>) metrics;
      }
    } catch (Json.SyntaxException _) {
      throw damaged(file, "the metrics of a run, JSON", "text that is none");
    }
    throw damaged(file, "the metrics of a run, a JSON object", "something else");
  }

  private static History history(Path file, Map<String, Object> metrics) {
    List<String> lines = text(file).lines().toList();
    boolean folds = !lines.isEmpty() && lines.getFirst().startsWith("fold,");
    int best = Json.number(metrics.get("bestEpoch")).orElse(0.0).intValue();
    List<Epoch> epochs = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] cells = (folds ? line.substring(line.indexOf(',') + 1) : line).split(",", -1);
      if (folds && !line.startsWith("0,")) {
        break;
      }
      epochs.add(epoch(file, cells, best));
    }
    return new History(epochs, best, ending(metrics));
  }

  private static Epoch epoch(Path file, String[] cells, int best) {
    try {
      int number = Integer.parseInt(cells[0]);
      return new Epoch(
          number,
          Double.parseDouble(cells[1]),
          Double.parseDouble(cells[2]),
          Double.parseDouble(cells[3]),
          number == best,
          Double.parseDouble(cells[4]),
          Double.parseDouble(cells[5]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException wrong) {
      throw damaged(
          file, "the history of a run, six numbers for each epoch", String.join(",", cells));
    }
  }

  private static History.StopReason ending(Map<String, Object> metrics) {
    String name = String.valueOf(metrics.get("ending")).toUpperCase(Locale.ROOT);
    for (History.StopReason reason : History.StopReason.values()) {
      if (reason.name().equals(name)) {
        return reason;
      }
    }
    return History.StopReason.EPOCHS;
  }

  @Override
  public Optional<PartFigures> part(Part part) {
    if (!(metrics.get(part.id()) instanceof Map<?, ?> figures)) {
      return Optional.empty();
    }
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    figures.forEach(
        (name, value) -> Json.number(value).ifPresent(x -> values.put(String.valueOf(name), x)));
    Double events = values.remove("events");
    Double weight = values.remove("weight");
    PartMetrics found =
        new PartMetrics(
            events == null ? 0 : events.intValue(), weight == null ? 0 : weight, values);
    double loss = found.value("loss").orElse(Double.NaN);
    return Optional.of(
        new PartFigures(model.task(), part == Part.TEST ? scored(loss) : none(part, loss), found));
  }

  private ScoredEvents none(Part part, double loss) {
    int outputs = model.task().width();
    return model.task() instanceof Task.Regression
        ? ScoredEvents.regression(
            part, new double[outputs][0], new double[outputs][0], new double[0], loss)
        : ScoredEvents.classification(
            part, new double[outputs][0], new int[0], new double[0], loss);
  }

  private ScoredEvents scored(double loss) {
    Path file = folder.resolve("scores.root");
    Path csv = folder.resolve("scores.csv");
    if (!Files.isRegularFile(file) && !Files.isRegularFile(csv)) {
      return none(Part.TEST, loss);
    }
    Table table = Tables.read(Files.isRegularFile(file) ? file : csv, null);
    Task task = model.task();
    double[][] scores =
        task.scoreNames().stream().map(name -> numbers(table, name)).toArray(double[][]::new);
    double[] weight = numbers(table, "weight");
    if (task instanceof Task.Regression regression) {
      double[][] targets =
          regression.targets().stream()
              .map(target -> numbers(table, target.name()))
              .toArray(double[][]::new);
      return ScoredEvents.regression(Part.TEST, scores, targets, weight, loss);
    }
    NumberColumn label = table.numbers("label");
    int[] labels = new int[label.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) label.value(i);
    }
    return ScoredEvents.classification(Part.TEST, scores, labels, weight, loss);
  }

  // A target or spectator with the name of one of our columns is written as `NAME_`.
  private static double[] numbers(Table table, String name) {
    return table.numbers(name).toDoubles();
  }

  /// `search: test: 2,400 events, loss 0.5321, auc 0.8012, ...; the verdict is in
  /// runs/search/report.html`
  @Override
  public String verdict() {
    return metrics.get("name")
        + ": "
        + part(Part.TEST).map(test -> test + "; ").orElse("")
        + "the verdict is in "
        + folder.resolve("report.html");
  }

  @Override
  public List<String> comparison() {
    return List.of();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public String toYaml() {
    return text(folder.resolve(RunFolder.ANALYSIS));
  }

  @Override
  public RunReport report() {
    return new RunReport(text(folder.resolve("report.html")));
  }

  @Override
  public List<Object> displayed() {
    List<Object> shown = new ArrayList<>();
    shown.add(verdict());
    if (!history.epochs().isEmpty()) {
      shown.add(history);
    }
    part(Part.TEST)
        .filter(test -> model.task() instanceof Task.Binary)
        .filter(test -> test.scored().events() > 0 && test.metrics().value("auc").isPresent())
        .ifPresent(test -> shown.add(test.roc()));
    return List.copyOf(shown);
  }

  @Override
  public Path write(Path other) {
    throw InputException.at(other.toString())
        .expected("a run that was fitted here")
        .found("one that is in " + folder + " already")
        .remedy("copy that folder")
        .exception();
  }
}
