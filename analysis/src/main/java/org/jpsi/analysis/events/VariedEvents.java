package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.file.Variation;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;

/// Events of the samples as a variation has them: its columns take the place of others before
/// selection, weight and features, all at once, each computed from the columns as they are.
///
/// @param shift the variation in one direction
public record VariedEvents(SampleTrees trees, Variation.Shift shift) {
  // Of which events share a part or a fold, from the columns as they are.
  public static final String KEY = "split by, as it is";

  // A target is what is true, whatever a variation makes of what is measured.
  private static final String TARGET = "target, as it is, ";

  private static final String TEMPORARY = " varied by ";

  /// All shifts of the variations of an analysis.
  public static List<Variation.Shift> shifts(AnalysisFile analysis) {
    List<Variation.Shift> all = new ArrayList<>();
    analysis.variations().forEach((name, variation) -> all.addAll(variation.shifts(name)));
    return all;
  }

  /// Refuses variations that cannot be computed, before anything is trained: of columns that are
  /// not there, or files that lack some.
  public static void check(SampleTrees trees, EventSetBuilder.PreparedEvents prepared) {
    for (Variation.Shift shift : shifts(trees.analysis())) {
      VariedEvents varied = new VariedEvents(trees, shift);
      for (int s = 0; s < trees.analysis().samples().size(); s++) {
        if (varied.affects(s)) {
          int sample = s;
          varied.each(s, tree -> varied.check(tree, sample, prepared.features()));
        }
      }
    }
  }

  private void check(SampleTrees.Tree tree, int sample, List<AnalysisFile.Feature> features) {
    Set<String> needed = new LinkedHashSet<>();
    AnalysisExpressions expressions = expressions();
    features.forEach(f -> needed.addAll(expressions.feature(f).columnNames()));
    expressions.weights(sample).forEach(w -> needed.addAll(w.columnNames()));
    expressions.label().forEach(l -> needed.addAll(l.columnNames()));
    needed.addAll(targets(expressions));
    Events events = of(tree, sample);
    weight().ifPresent(factor -> needed.addAll(events.resolve(factor).columnNames()));
    var unused = events.select(needed.toArray(String[]::new));
  }

  public AnalysisExpressions expressions() {
    return new AnalysisExpressions(trees.source());
  }

  /// By what an event is in the part, or in the fold, of its nominal twin.
  public static Optional<Expression> matched(AnalysisExpressions expressions) {
    return expressions.splitBy().or(expressions::foldsBy);
  }

  /// The columns with the targets of a regression, from the columns as they are.
  public static List<String> targets(AnalysisExpressions expressions) {
    return IntStream.range(0, expressions.targets().size()).mapToObj(t -> TARGET + t).toList();
  }

  private String where(String key) {
    String name = shift.name();
    int end = name.indexOf(':');
    String variation = end < 0 ? name : name.substring(0, end);
    return trees.source().where("variations." + variation + "." + key);
  }

  private String direction() {
    return shift.name().substring(shift.name().indexOf(':') + 1);
  }

  /// Whether a sample is varied.
  public boolean affects(int sample) {
    return shift.affects(sample(sample));
  }

  private Sample sample(int number) {
    return trees.analysis().samples().get(number);
  }

  /// Whether a sample's events are those of other files.
  public boolean isOfFiles() {
    return shift.files().isPresent();
  }

  /// Opens the trees of a sample, or those in their place.
  public void each(int sample, Consumer<SampleTrees.Tree> use) {
    var unused =
        shift.files().isPresent()
            ? trees.of(shift.files().get(), where("files"), use)
            : trees.of(sample, use);
  }

  /// Factor on the weights of a sample that is normalized, whose place files take: by the sum of
  /// weights that they have.
  public double normalization(int sample) {
    Sample nominal = sample(sample);
    double sum = trees.sumOfWeights(shift.files().orElseThrow(), where("files"), nominal);
    return nominal
        .normalization()
        .orElseThrow()
        .factor(trees.analysis().luminosity().orElseThrow(), sum);
  }

  /// Factor on the weight.
  public Optional<Expression> weight() {
    return shift.weight().map(text -> read(where("weight." + direction()), text));
  }

  private Expression read(String where, String text) {
    Expression expression = Expression.parse(where, text).with(trees.analysis().constants());
    expression.requireNoCodes(trees.analysis().missing()::of);
    return expression;
  }

  /// The selected events of a tree, as this variation has them.
  public Events of(SampleTrees.Tree tree, int sample) {
    Events events = tree.events();
    Optional<Expression> by = matched(expressions());
    if (by.isPresent()) {
      events = events.define(KEY, by.get());
    }
    List<String> targets = targets(expressions());
    for (int t = 0; t < targets.size(); t++) {
      events = events.define(targets.get(t), expressions().targets().get(t));
    }
    List<String> names = new ArrayList<>();
    for (var column : shift.columns().entrySet()) {
      String at = where(direction());
      String name = column(events, column.getKey(), at);
      Expression value = read(at + "." + column.getKey(), column.getValue());
      events = events.define(name + TEMPORARY + shift.name(), value);
      names.add(name);
    }
    for (String name : names) {
      events = events.redefine(name, Expression.quoted(name + TEMPORARY + shift.name()));
    }
    for (Selection cut : expressions().selections(sample)) {
      events = events.filter(cut);
    }
    return events;
  }

  /// The path of a column that is varied.
  private static String column(Events events, String name, String where) {
    try {
      return events.resolve(Expression.column(name)).plainColumn().orElse(name);
    } catch (InputException unknown) {
      throw unknown.in(where);
    }
  }

  /// The columns that no feature, selection or weight is computed from; empty where there is one
  /// that some is.
  public List<String> unused(List<AnalysisFile.Feature> features) {
    Set<String> used = new LinkedHashSet<>();
    AnalysisExpressions expressions = expressions();
    features.forEach(f -> used.addAll(expressions.feature(f).columnNames()));
    for (int s = 0; s < trees.analysis().samples().size(); s++) {
      expressions.weights(s).forEach(w -> used.addAll(w.columnNames()));
      expressions.selections(s).forEach(cut -> used.addAll(cut.expression().columnNames()));
    }
    return shift.columns().keySet().stream().filter(name -> !used.contains(name)).toList();
  }
}
