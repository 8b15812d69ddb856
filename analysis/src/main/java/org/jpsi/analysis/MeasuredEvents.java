package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jpsi.analysis.events.AnalysisExpressions;
import org.jpsi.analysis.events.EventSetBuilder;
import org.jpsi.analysis.events.SampleTrees;
import org.jpsi.analysis.events.SourceColumns;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.MeasuredData;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventBlock;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.model.FoldRule;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.Table;

/// Measured events of an analysis: selected as the simulation is, scored by the model, and handed
/// on block by block.
///
/// @param data where they are
record MeasuredEvents(SampleTrees trees, MeasuredData data) {
  /// Block of selected events.
  ///
  /// @param features values of each feature
  /// @param scores of each output
  /// @param foldOf each event; empty where there are no folds
  record Block(List<double[]> features, List<double[]> scores, int[] foldOf) {
    boolean isInNoFold(int event) {
      return foldOf.length > 0 && foldOf[event] == FoldRule.NONE;
    }

    int events() {
      return scores.getFirst().length;
    }
  }

  /// Consumer of blocks.
  interface Use {
    void accept(Block block);
  }

  /// Refuses what cannot be compared, before anything is trained: columns are missing, a selection
  /// cannot be computed from them, or a score is blinded that there is none of.
  static void check(SampleTrees trees, EventSetBuilder.PreparedEvents prepared) {
    trees
        .analysis()
        .data()
        .ifPresent(data -> {
          if (data.blinding() instanceof MeasuredData.Blinding.Above && prepared.signal() < 0) {
            throw InputException.at(trees.source().where("data.blind"))
                .expected("a score of a signal against a background, to blind data by")
                .found("no signal class")
                .remedy("leave `blind:` out, or name the `signal:`")
                .exception();
          }
          new MeasuredEvents(trees, data).check(prepared.features());
        });
  }

  private void check(List<AnalysisFile.Feature> features) {
    AnalysisExpressions expressions = new AnalysisExpressions(trees.source());
    Set<String> needed = new LinkedHashSet<>();
    // data have no value of a parameter
    List<String> parameters = trees.analysis().features().parameters();
    features.stream()
        .filter(f -> !parameters.contains(f.name()))
        .forEach(f -> needed.addAll(expressions.feature(f).columnNames()));
    selections().forEach(cut -> needed.addAll(cut.expression().columnNames()));
    expressions.foldsBy().ifPresent(by -> needed.addAll(by.columnNames()));
    each(tree -> {
      SourceColumns.require(List.copyOf(needed), tree.events().sources().getFirst());
      selected(tree.events());
    });
  }

  private void each(Consumer<SampleTrees.Tree> use) {
    var unused = trees.of(data.files(), trees.source().where("data.files"), use);
  }

  private List<Selection> selections() {
    return new AnalysisExpressions(trees.source()).dataSelections(data);
  }

  private Events selected(Events all) {
    Events events = all;
    for (Selection cut : selections()) {
      events = events.filter(cut);
    }
    return events;
  }

  /// Reads and scores all events.
  ///
  /// @param training whose features are told of
  /// @param names of the scores
  void each(
      PreparedTraining training, PointScorer scorer, List<String> names, ThreadPool pool, Use use) {
    Set<String> columns = new LinkedHashSet<>(scorer.columnNames());
    columns.addAll(training.preprocessing().features().features().columnNames());
    each(tree -> {
      for (EventBlock block : selected(tree.events()).blocks(List.copyOf(columns))) {
        Table scored = scorer.score(block.table(), pool).scores();
        List<double[]> scores = new ArrayList<>();
        names.forEach(name -> scores.add(scored.numbers(name).toDoubles()));
        int[] foldOf =
            scored.find(Scorer.FOLD).isPresent()
                ? Arrays.stream(scored.numbers(Scorer.FOLD).toDoubles())
                    .mapToInt(f -> (int) f)
                    .toArray()
                : new int[0];
        use.accept(new Block(FeatureValues.of(training, block.table()), scores, foldOf));
      }
    });
  }
}
