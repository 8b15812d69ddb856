package org.jpsi.analysis;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.SampleYield;
import org.jpsi.core.eval.UnitEvents;
import org.jpsi.core.events.EventBlock;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.SampleSplit;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Test events of a run as they are and as variations have them. The part of an event is that of
/// its nominal entry; an entry that only a variation selects is where the split puts it.
final class VariedTest {
  private final PreparedTraining training;
  private final SampleTrees trees;
  private final Scorer scorer;
  private final double[] scores;
  private final ThreadPool pool;
  private final EventSet events;
  private final EventIndex index;
  private final SampleSplit split;
  private final Optional<Expression> by;

  /// @param scores of the test events, `[events, outputs]`
  VariedTest(PreparedTraining training, Scorer scorer, double[] scores, ThreadPool pool) {
    this.training = training;
    this.trees = training.trees();
    this.scorer = scorer;
    this.scores = scores;
    this.pool = pool;
    events = training.prepared().events();
    index = new EventIndex(events);
    split = PartAssignment.sampleSplit(trees.source());
    by = new AnalysisExpressions(trees.source()).splitBy();
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
      double normalization = normalization(varied, s);
      Origin of = new Origin(s, before, normalization);
      boolean wanted = samples.test(s);
      boolean same = wanted && varied.affects(s) && !varied.isOfFiles();
      inputs +=
          trees.of(
              s,
              tree -> {
                if (same) {
                  read(varied, tree, of, found);
                }
              });
      if (wanted && !varied.affects(s)) {
        for (int row : events.rowIndices(Part.TEST)) {
          if (events.input()[row] >= before && events.input()[row] < inputs) {
            found.add(row);
          }
        }
      } else if (wanted && varied.isOfFiles()) {
        Origin other = new Origin(s, -1, normalization);
        varied.each(s, tree -> read(varied, tree, other, found));
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
    return varied.affects(sample) && varied.isOfFiles()
        ? varied.normalization(sample)
        : yields.get(sample).factor();
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
    by.ifPresent(_ -> columns.add(VariedEvents.KEY));
    long[] starts = starts(tree);
    for (EventBlock block : selected.blocks(List.copyOf(columns))) {
      Table table = block.table();
      long[] keys =
          by.isPresent()
              ? PartAssignment.keys(trees.source(), Expression.column(VariedEvents.KEY), table)
              : new long[0];
      int input = before + tree.number() + block.source();
      long[] units = new long[table.rows()];
      int[] test = new int[table.rows()];
      int n = 0;
      for (int i = 0; i < units.length; i++) {
        long entry = block.entries()[i];
        int row = before < 0 ? -1 : index.row(input, entry);
        Part part =
            row >= 0
                ? events.part()[row]
                : by.isPresent()
                    ? split.fractions(sample).partBy(trees.analysis().seed(), keys[i])
                    : split.part(sample, starts[block.source()] + entry);
        if (part == Part.TEST) {
          units[n] = row >= 0 ? unit(row) : by.isPresent() ? keys[i] : unit(input, entry);
          test[n++] = i;
        }
      }
      if (n > 0) {
        Table taken = table.take(Arrays.copyOf(test, n));
        add(varied, taken, of, factor, units, found);
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
      Table table,
      Origin of,
      Optional<Expression> factor,
      long[] units,
      Found found) {
    AnalysisExpressions expressions = varied.expressions();
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
    String[] words = new String[weight.length];
    if (expressions.label().isEmpty()) {
      Arrays.fill(words, trees.analysis().samples().get(of.sample).className());
    } else {
      words = expressions.label().getFirst().labels(table);
    }
    Table scored = ApplyService.score(scorer, table, pool);
    List<NumberColumn> own = training.task().scoreNames().stream().map(scored::numbers).toList();
    for (int i = 0; i < weight.length; i++) {
      if (!Double.isFinite(weight[i])) {
        throw InputException.at(table.origin())
            .expected("finite weights with variation " + varied.shift().name())
            .found(weight[i] + " at entry " + table.entry(i))
            .remedy("exclude such events with `select:`")
            .exception();
      }
      found.add(own, i, label(words[i]), weight[i], units[i]);
    }
  }

  private int label(String word) {
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
    private double[][] score = new double[width][1024];
    private int[] label = new int[1024];
    private double[] weight = new double[1024];
    private long[] unit = new long[1024];
    private int count;

    private void grow() {
      if (count == weight.length) {
        int more = Math.multiplyExact(2, count);
        for (int k = 0; k < width; k++) {
          score[k] = Arrays.copyOf(score[k], more);
        }
        label = Arrays.copyOf(label, more);
        weight = Arrays.copyOf(weight, more);
        unit = Arrays.copyOf(unit, more);
      }
    }

    void add(int row) {
      grow();
      for (int k = 0; k < width; k++) {
        score[k][count] = scores[index.test(row) * width + k];
      }
      label[count] = events.classOf()[row];
      weight[count] = events.weight()[row];
      unit[count++] = unit(row);
    }

    void add(List<NumberColumn> own, int i, int of, double w, long u) {
      grow();
      for (int k = 0; k < width; k++) {
        score[k][count] = own.get(k).value(i);
      }
      label[count] = of;
      weight[count] = w;
      unit[count++] = u;
    }

    private UnitEvents events() {
      double[][] all = new double[width][];
      Arrays.setAll(all, k -> Arrays.copyOf(score[k], count));
      return new UnitEvents(
          all,
          Arrays.copyOf(label, count),
          Arrays.copyOf(weight, count),
          Arrays.copyOf(unit, count));
    }
  }
}
