package org.jpsi.analysis;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.AnalysisExpressions;
import org.jpsi.analysis.events.EventFolds;
import org.jpsi.analysis.events.EventIndex;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.EventSetBuilder;
import org.jpsi.analysis.events.PartAssignment;
import org.jpsi.analysis.events.SampleTrees;
import org.jpsi.analysis.events.VariedEvents;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.SampleYield;
import org.jpsi.core.eval.UnitEvents;
import org.jpsi.core.events.EventBlock;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.model.FoldRule;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.SampleSplit;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Test events of a run as they are and as variations have them. The part of an event is that of
/// its nominal entry; an entry that only a variation selects is where the split puts it. Of folds,
/// all are test events, each scored by the model of its fold: that of its nominal entry, whatever a
/// variation makes of its features.
final class VariedTestEvents {
  private final PreparedTraining training;
  private final SampleTrees trees;
  private final Scorer scorer;
  private final double[] scores;
  private final ThreadPool pool;
  private final Optional<VariedPoint> point;
  private final EventSet events;
  private final EventIndex index;
  private final SampleSplit split;
  private final Optional<Expression> by;
  private final Optional<EventFolds> folds;
  // of each fold
  private final List<Scorer> foldScorers;

  /// @param scores of the test events, `[events, outputs]`
  /// @param point of the parameters at which they are scored
  VariedTestEvents(
      PreparedTraining training,
      Model model,
      double[] scores,
      ThreadPool pool,
      Optional<VariedPoint> point) {
    this.training = training;
    this.trees = training.trees();
    this.scorer = Scorer.of(model).withoutSelection();
    this.scores = scores;
    this.pool = pool;
    this.point = point;
    events = training.prepared().events();
    index = new EventIndex(events);
    split = PartAssignment.sampleSplit(trees.source());
    by = VariedEvents.matched(new AnalysisExpressions(trees.source()));
    folds = training.folds();
    foldScorers = model.folds().stream().map(fold -> Scorer.of(fold).withoutSelection()).toList();
  }

  /// The test events without a variation.
  UnitEvents nominal() {
    Found found = new Found();
    for (int row : events.rowIndices(Part.TEST)) {
      found.add(row);
    }
    return found.events();
  }

  /// The test events with a variation.
  UnitEvents of(VariedEvents varied) {
    return of(varied, _ -> true);
  }

  /// The test events of some samples, with a variation.
  UnitEvents of(VariedEvents varied, IntPredicate samples) {
    Found found = new Found();
    int inputs = 0;
    for (int s = 0; s < trees.analysis().samples().size(); s++) {
      int before = inputs;
      inputs += events.samples().get(s).inputs();
      if (samples.test(s) && !varied.affects(s)) {
        for (int row : events.rowIndices(Part.TEST)) {
          if (events.input()[row] >= before && events.input()[row] < inputs) {
            found.add(row);
          }
        }
      } else if (samples.test(s)) {
        Origin of = new Origin(s, varied.isOfFiles() ? -1 : before, normalization(varied, s));
        // those of the sample, or files in their place
        varied.each(s, tree -> read(varied, tree, of, found));
      }
    }
    return found.events();
  }

  /// Origin of events that are read.
  ///
  /// @param before the number of inputs before the sample; -1 where they are of other files
  /// @param normalization factor on their weights
  private record Origin(int sample, int before, double normalization) {}

  private double normalization(VariedEvents varied, int sample) {
    List<SampleYield> yields = training.prepared().samples();
    if (yields.isEmpty()) {
      return 1;
    }
    return varied.isOfFiles() ? varied.normalization(sample) : yields.get(sample).factor();
  }

  /// Reads the test events of a tree.
  private void read(VariedEvents varied, SampleTrees.Tree tree, Origin of, Found found) {
    int sample = of.sample;
    int before = of.before;
    AnalysisExpressions expressions = varied.expressions();
    Events selected = varied.of(tree, sample);
    Optional<Expression> factor = varied.weight().map(selected::resolve);
    Set<String> columns = new LinkedHashSet<>(scorer.columnNames());
    expressions.weights(sample).forEach(w -> columns.addAll(w.columnNames()));
    factor.ifPresent(f -> columns.addAll(f.columnNames()));
    expressions.label().forEach(label -> columns.addAll(label.columnNames()));
    columns.addAll(VariedEvents.targets(expressions));
    by.ifPresent(_ -> columns.add(VariedEvents.KEY));
    long[] starts = starts(tree);
    for (EventBlock block : selected.blocks(List.copyOf(columns))) {
      Table table = block.table();
      long[] keys =
          by.isPresent()
              ? PartAssignment.keys(trees.source(), Expression.column(VariedEvents.KEY), table)
              : new long[0];
      int[] foldOf = folds(block, sample, starts[block.source()]);
      int input = before + tree.number() + block.source();
      long[] units = new long[table.rows()];
      int[] test = new int[table.rows()];
      int[] fold = new int[table.rows()];
      int n = 0;
      for (int i = 0; i < units.length; i++) {
        long entry = block.entries()[i];
        int row = before < 0 ? -1 : index.row(input, entry);
        Part part =
            row >= 0
                ? events.part()[row]
                : folds.isPresent()
                    ? Part.TEST
                    : by.isPresent()
                        ? split.fractions(sample).partBy(trees.analysis().seed(), keys[i])
                        : split.part(sample, starts[block.source()] + entry);
        if (part == Part.TEST) {
          boolean keyed = by.isPresent() && events.groups().isPresent();
          units[n] = row >= 0 ? unit(row) : keyed ? keys[i] : unit(input, entry);
          fold[n] = folds.isEmpty() ? 0 : row >= 0 ? folds.get().of()[row] : foldOf[i];
          test[n++] = i;
        }
      }
      if (n > 0) {
        Table taken = table.take(Arrays.copyOf(test, n));
        add(varied, taken, of, factor, units, Arrays.copyOf(fold, n), found);
      }
    }
  }

  /// The folds of entries that are not among the nominal events: by the columns as they are, or by
  /// the number of the entry in its sample; nothing where there are no folds.
  ///
  /// @param first number of the first entry of the source
  private int[] folds(EventBlock block, int sample, long first) {
    if (folds.isEmpty()) {
      return new int[0];
    }
    if (by.isPresent()) {
      return new FoldRule.ByValue(by.get().text(), folds.get().k())
          .folds(
              Expression.column(VariedEvents.KEY)
                  .evaluateColumn(VariedEvents.KEY, "", block.table()));
    }
    long[] numbers = Arrays.stream(block.entries()).map(entry -> first + entry).toArray();
    return EventFolds.byEntry(trees.analysis().seed(), sample, numbers, folds.get().k());
  }

  /// The scores of events, `[outputs][events]`.
  private double[][] score(Table table, int[] foldOf) {
    double[][] all = new double[training.task().width()][table.rows()];
    if (folds.isEmpty()) {
      score(scorer, table, IntStream.range(0, table.rows()).toArray(), all);
    }
    for (int f = 0; f < foldScorers.size(); f++) {
      int one = f;
      int[] rows = IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == one).toArray();
      if (rows.length > 0) {
        score(foldScorers.get(f), table.take(rows), rows, all);
      }
    }
    return all;
  }

  private void score(Scorer by, Table table, int[] rows, double[][] all) {
    Table scored = ApplyService.score(by, table, pool);
    for (int k = 0; k < all.length; k++) {
      NumberColumn own = scored.numbers(training.task().scoreNames().get(k));
      for (int i = 0; i < rows.length; i++) {
        all[k][rows[i]] = own.value(i);
      }
    }
  }

  /// The number of the first entry of each source of a tree in the sample.
  private static long[] starts(SampleTrees.Tree tree) {
    long[] starts = new long[tree.events().sources().size()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] =
          i == 0 ? tree.first() : starts[i - 1] + tree.events().sources().get(i - 1).entries();
    }
    return starts;
  }

  private void add(
      VariedEvents varied,
      Table read,
      Origin of,
      Optional<Expression> factor,
      long[] units,
      int[] fold,
      Found found) {
    AnalysisExpressions expressions = varied.expressions();
    int[] label = labels(expressions, read, of.sample);
    int[] at =
        point
            .map(here -> here.rows(read, label))
            .orElseGet(() -> IntStream.range(0, label.length).toArray());
    Table kept = at.length == label.length ? read : read.take(at);
    int[] labels = Arrays.stream(at).map(i -> label[i]).toArray();
    Table table = point.map(here -> here.at(kept, labels)).orElse(kept);
    double[] weight = EventSetBuilder.weights(expressions.weights(of.sample), table);
    for (int i = 0; i < weight.length; i++) {
      weight[i] *= of.normalization;
    }
    if (factor.isPresent()) {
      double[] values = factor.get().evaluate(table);
      for (int i = 0; i < weight.length; i++) {
        weight[i] *= values[i];
      }
    }
    double[][] own = score(table, Arrays.stream(at).map(i -> fold[i]).toArray());
    double[][] target =
        VariedEvents.targets(expressions).stream()
            .map(name -> table.numbers(name).toDoubles())
            .toArray(double[][]::new);
    for (int i = 0; i < weight.length; i++) {
      if (!Double.isFinite(weight[i])) {
        throw InputException.at(table.origin())
            .expected("finite weights with variation " + varied.shift().name())
            .found(weight[i] + " at entry " + table.entry(i))
            .remedy("exclude such events with `select:`")
            .exception();
      }
      found.add(own, target, i, labels[i], weight[i], units[at[i]], fold[at[i]]);
    }
  }

  private int[] labels(AnalysisExpressions expressions, Table table, int sample) {
    if (expressions.label().isEmpty()) {
      int[] label = new int[table.rows()];
      Arrays.fill(label, label(trees.analysis().samples().get(sample).className()));
      return label;
    }
    return Arrays.stream(expressions.label().getFirst().labels(table))
        .mapToInt(this::label)
        .toArray();
  }

  private int label(String word) {
    if (training.task() instanceof Task.Regression) {
      return 0;
    }
    if (training.task() instanceof Task.Binary binary) {
      return word.equals(binary.signal()) ? Task.Binary.SIGNAL : 1 - Task.Binary.SIGNAL;
    }
    int label = training.task().classNames().indexOf(word);
    if (label < 0) {
      throw InputException.at("variations")
          .expected("events of the classes " + String.join(", ", training.task().classNames()))
          .found("one of class " + word)
          .remedy("exclude such events with `select:`")
          .exception();
    }
    return label;
  }

  private long unit(int row) {
    return events
        .groups()
        .map(keys -> keys[row])
        .orElseGet(() -> unit(events.input()[row], events.entry()[row]));
  }

  private static long unit(int input, long entry) {
    return Rng.threefry(input, entry);
  }

  /// Events that are found one after the other.
  private final class Found {
    private final int width = training.task().width();
    private final int targets = events.targets().size();
    private double[][] score = new double[width][1024];
    private double[][] target = new double[targets][1024];
    private int[] label = new int[1024];
    private double[] weight = new double[1024];
    private long[] unit = new long[1024];
    private int[] fold = new int[1024];
    private int count;

    private void grow() {
      if (count == weight.length) {
        int more = Math.multiplyExact(2, count);
        for (int k = 0; k < width; k++) {
          score[k] = Arrays.copyOf(score[k], more);
        }
        for (int t = 0; t < targets; t++) {
          target[t] = Arrays.copyOf(target[t], more);
        }
        label = Arrays.copyOf(label, more);
        weight = Arrays.copyOf(weight, more);
        unit = Arrays.copyOf(unit, more);
        fold = Arrays.copyOf(fold, more);
      }
    }

    void add(int row) {
      if (point.isPresent() && !point.get().has(row)) {
        return;
      }
      grow();
      for (int k = 0; k < width; k++) {
        score[k][count] = scores[index.test(row) * width + k];
      }
      for (int t = 0; t < targets; t++) {
        target[t][count] = events.targets().get(t).value(row);
      }
      label[count] = events.classOf()[row];
      weight[count] = events.weight()[row];
      fold[count] = folds.map(of -> of.of()[row]).orElse(0);
      unit[count++] = unit(row);
    }

    void add(double[][] own, double[][] targetOf, int i, int of, double w, long u, int f) {
      grow();
      for (int k = 0; k < width; k++) {
        score[k][count] = own[k][i];
      }
      for (int t = 0; t < targets; t++) {
        target[t][count] = targetOf[t][i];
      }
      label[count] = of;
      weight[count] = w;
      fold[count] = f;
      unit[count++] = u;
    }

    private UnitEvents events() {
      double[][] all = new double[width][];
      Arrays.setAll(all, k -> Arrays.copyOf(score[k], count));
      double[][] ofTargets = new double[targets][];
      Arrays.setAll(ofTargets, t -> Arrays.copyOf(target[t], count));
      return new UnitEvents(
          all,
          Arrays.copyOf(label, count),
          ofTargets,
          Arrays.copyOf(weight, count),
          Arrays.copyOf(unit, count),
          folds.isEmpty() ? new int[0] : Arrays.copyOf(fold, count));
    }
  }
}
