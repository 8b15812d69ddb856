package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.Decorrelate;
import org.jpsi.analysis.file.Flatten;
import org.jpsi.analysis.file.Folds;
import org.jpsi.analysis.file.MeasuredData;
import org.jpsi.analysis.file.Sample;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;

/// Expressions of an analysis, parsed once, with its constants inserted and its keys as locations
/// in messages.
public final class AnalysisExpressions {
  private final AnalysisWithSource source;

  public AnalysisExpressions(AnalysisWithSource source) {
    this.source = source;
  }

  private AnalysisFile file() {
    return source.analysis();
  }

  private Expression read(String key, String text) {
    Expression expression = Expression.parse(source.where(key), text).with(file().constants());
    expression.requireNoCodes(file().missing()::of);
    return expression;
  }

  /// Empty where the analysis has none.
  public List<Expression> label() {
    return file().label().map(text -> read("label", text)).stream().toList();
  }

  /// The named features, in order.
  List<Expression> features() {
    List<Expression> all = new ArrayList<>();
    for (AnalysisFile.Feature feature : file().features().named()) {
      all.add(read("features", feature.expression()));
    }
    return all;
  }

  public Expression feature(AnalysisFile.Feature feature) {
    return read("features", feature.expression());
  }

  /// Empty for a classification.
  List<Expression> targets() {
    return file().targets().stream().map(t -> read("target", t.expression())).toList();
  }

  /// The analysis' weight and the sample's, to be multiplied.
  public List<Expression> weights(int sample) {
    return List.of(
        read("weight", file().weight()),
        read("samples." + sample + ".weight", file().samples().get(sample).weight()));
  }

  /// The analysis' selection and the sample's, both to be passed.
  List<Selection> selections(int sample) {
    Sample own = file().samples().get(sample);
    return List.of(
        new Selection(read("select", file().select())),
        new Selection(read("samples." + sample + ".select", own.select())));
  }

  /// The variables in which classes are flattened; none where they are not.
  List<Expression> flattened() {
    String key = file().decorrelation().planing().isPresent() ? "decorrelate.from" : "flatten.by";
    return file().decorrelation().flattening().map(Flatten::by).orElse(List.of()).stream()
        .map(text -> read(key, text))
        .toList();
  }

  /// The variables that the score is decorrelated from; none where it is not.
  List<Expression> decorrelated() {
    return file().decorrelation().decorrelate().map(Decorrelate::from).orElse(List.of()).stream()
        .map(text -> read("decorrelate.from", text))
        .toList();
  }

  /// The analysis' selection and that of the measured data, both to be passed.
  public List<Selection> dataSelections(MeasuredData data) {
    return List.of(
        new Selection(read("select", file().select())),
        new Selection(read("data.select", data.select())));
  }

  /// Of which events of equal value share a part; empty where there is none.
  Optional<Expression> splitBy() {
    return file().split().by().map(text -> read("split.by", text));
  }

  /// By which events are divided into folds; empty where there is none.
  public Optional<Expression> foldsBy() {
    return file().folds().flatMap(Folds::by).map(text -> read("folds.by", text));
  }

  /// All expressions that are evaluated on events of one sample.
  List<Expression> of(int sample) {
    List<Expression> all = new ArrayList<>(features());
    all.addAll(targets());
    all.addAll(label());
    splitBy().ifPresent(all::add);
    foldsBy().ifPresent(all::add);
    all.addAll(flattened());
    all.addAll(decorrelated());
    all.addAll(weights(sample));
    selections(sample).forEach(s -> all.add(s.expression()));
    return all;
  }
}
