package org.jpsi.analysis.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Test events that several runs have in common, scored by each.
///
/// @param events of each run, in one order, with the weights of the first
/// @param notes what is to be known of them
record SharedEvents(List<ScoredEvents> events, List<String> notes) {
  private static final double SAME = 1e-6;

  /// @throws InputException where the tasks differ, or no event is shared, or an event has another
  ///   class
  static SharedEvents of(List<ComparedRun> runs) {
    ComparedRun first = runs.getFirst();
    runs.forEach(run -> requireTask(first, run));
    List<String> notes = new ArrayList<>();
    int[][] rows = rows(runs, notes);
    rows = finite(runs, rows, notes);
    List<ScoredEvents> events = new ArrayList<>();
    for (int r = 0; r < runs.size(); r++) {
      events.add(scored(first, runs.get(r), rows[0], rows[r], notes));
    }
    return new SharedEvents(events, notes);
  }

  private static void requireTask(ComparedRun first, ComparedRun run) {
    boolean same =
        switch (first.task()) {
          case Task.Binary a ->
              run.task() instanceof Task.Binary b && a.signal().equals(b.signal());
          case Task.Multiclass a ->
              run.task() instanceof Task.Multiclass b
                  && a.classes().stream()
                      .sorted()
                      .toList()
                      .equals(b.classes().stream().sorted().toList());
          case Task.Regression a ->
              run.task() instanceof Task.Regression b && names(a).equals(names(b));
        };
    if (!same) {
      throw InputException.at(run.folder().toString())
          .expected("a run of the task of " + first.folder() + ": " + words(first.task()))
          .found(words(run.task()))
          .remedy("compare runs that predict the same")
          .exception();
    }
  }

  private static List<String> names(Task.Regression task) {
    return task.targets().stream().map(Task.Target::name).toList();
  }

  private static String words(Task task) {
    return switch (task) {
      case Task.Binary binary -> binary.signal() + " against the rest";
      case Task.Multiclass classes -> "classes " + String.join(", ", classes.classes());
      case Task.Regression regression -> "a regression of " + String.join(", ", names(regression));
    };
  }

  /// The rows of the shared events in each run's scores, in the order of the first's.
  private static int[][] rows(List<ComparedRun> runs, List<String> notes) {
    for (ComparedRun.Match match : ComparedRun.Match.values()) {
      List<Map<String, Integer>> all = runs.stream().map(run -> run.rows(match)).toList();
      List<String> shared =
          all.getFirst().keySet().stream()
              .filter(key -> all.stream().allMatch(rows -> rows.containsKey(key)))
              .toList();
      if (!shared.isEmpty()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%,d test events in common, of %s; matched by %s",
                shared.size(),
                String.join(
                    ", ",
                    runs.stream()
                        .map(run -> String.format(Locale.ROOT, "%,d", run.scores().rows()))
                        .toList()),
                match.words()));
        return all.stream()
            .map(rows -> shared.stream().mapToInt(key -> rows.getOrDefault(key, 0)).toArray())
            .toArray(int[][]::new);
      }
    }
    throw InputException.at(runs.getLast().folder().toString())
        .expected("test events that " + runs.getFirst().folder() + " has too")
        .found("none")
        .remedy("train on the same files with the same `seed:` and `split:`, which choose them")
        .exception();
  }

  /// The rows whose scores are numbers in every run.
  private static int[][] finite(List<ComparedRun> runs, int[][] rows, List<String> notes) {
    int n = rows[0].length;
    int[] kept =
        IntStream.range(0, n)
            .filter(i ->
                IntStream.range(0, runs.size())
                    .allMatch(r ->
                        runs.get(r).task().scoreNames().stream()
                            .allMatch(name ->
                                Double.isFinite(
                                    runs.get(r).scores().numbers(name).value(rows[r][i])))))
            .toArray();
    if (kept.length == n) {
      return rows;
    }
    notes.add((n - kept.length) + " events without a score in every run are left out");
    return Arrays.stream(rows)
        .map(own -> Arrays.stream(kept).map(i -> own[i]).toArray())
        .toArray(int[][]::new);
  }

  private static ScoredEvents scored(
      ComparedRun first, ComparedRun run, int[] firstRows, int[] rows, List<String> notes) {
    Table scores = run.scores();
    double[] weight = column(first.scores(), "weight", firstRows);
    double[] own = column(scores, "weight", rows);
    long other =
        IntStream.range(0, rows.length)
            .filter(i -> Math.abs(own[i] - weight[i]) > SAME * Math.abs(weight[i]))
            .count();
    if (other > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d events have other weights in %s; those of %s are taken",
              other,
              run.name(),
              first.name()));
    }
    double[][] of =
        first.task() instanceof Task.Multiclass
            ? first.task().scoreNames().stream()
                .map(name -> column(scores, name, rows))
                .toArray(double[][]::new)
            : run.task().scoreNames().stream()
                .map(name -> column(scores, name, rows))
                .toArray(double[][]::new);
    if (first.task() instanceof Task.Regression regression) {
      double[][] target =
          names(regression).stream()
              .map(name -> column(first.scores(), target(first.scores(), name), firstRows))
              .toArray(double[][]::new);
      return ScoredEvents.regression(Part.TEST, of, target, weight, Double.NaN);
    }
    int[] label = labels(first, firstRows);
    requireLabels(first, run, label, labels(run, rows));
    return ScoredEvents.classification(Part.TEST, of, label, weight, Double.NaN);
  }

  // A target with the name of one of our own columns is there with a sign behind it.
  private static String target(Table scores, String name) {
    String own = name;
    for (String taken : List.of("input", "entry", "weight")) {
      own = own.equals(taken) && scores.find(own + "_").isPresent() ? own + "_" : own;
    }
    return own;
  }

  private static double[] column(Table table, String name, int[] rows) {
    double[] values = table.numbers(name).toDoubles();
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  private static int[] labels(ComparedRun run, int[] rows) {
    int classes = run.task().classNames().size();
    int[] labels = new int[rows.length];
    double[] values = column(run.scores(), "label", rows);
    for (int i = 0; i < labels.length; i++) {
      if (!(values[i] >= 0 && values[i] < classes)) {
        throw InputException.at(run.scores().origin())
            .expected("labels from 0 to " + (classes - 1))
            .found(Double.toString(values[i]))
            .exception();
      }
      labels[i] = (int) values[i];
    }
    return labels;
  }

  private static void requireLabels(ComparedRun first, ComparedRun run, int[] label, int[] others) {
    List<String> names = first.task().classNames();
    List<String> own = run.task().classNames();
    boolean binary = first.task() instanceof Task.Binary;
    long different =
        IntStream.range(0, label.length)
            .filter(i ->
                binary ? label[i] != others[i] : !names.get(label[i]).equals(own.get(others[i])))
            .count();
    if (different > 0) {
      throw InputException.at(run.folder().toString())
          .expected("shared events of the class that they have in " + first.folder())
          .found(different + " of " + label.length + " of another")
          .remedy("compare runs whose samples or `label:` agree")
          .exception();
    }
  }
}
