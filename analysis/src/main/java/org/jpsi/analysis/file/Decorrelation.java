package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jpsi.analysis.file.AnalysisFile.Model;
import org.jpsi.core.errors.InputException;

/// Keys about variables that nothing is to be learned from: `flatten` and `decorrelate`.
///
/// @param flatten variables in which classes have the same distribution for the training
/// @param decorrelate variables that the score of background events is independent of
public record Decorrelation(Optional<Flatten> flatten, Optional<Decorrelate> decorrelate) {
  /// Flattening of the training weights: that of the key, or planing.
  public Optional<Flatten> flattening() {
    return flatten.or(() -> planing().map(of -> new Flatten(of.from(), Flatten.FLAT)));
  }

  /// Planing, where it is asked for.
  public Optional<Decorrelate> planing() {
    return decorrelate.filter(of -> of.how() == Decorrelate.How.PLANING);
  }

  /// Whether the loss has a term of decorrelation.
  public boolean inLoss() {
    return decorrelate.map(Decorrelate::inLoss).orElse(false);
  }

  /// The same with other expressions.
  Decorrelation with(UnaryOperator<String> other) {
    return new Decorrelation(
        flatten.map(f -> new Flatten(f.by().stream().map(other).toList(), f.to())),
        decorrelate.map(d -> d.withFrom(d.from().stream().map(other).toList())));
  }

  /// The values of both keys, which fit together and the models.
  static Decorrelation of(KeyValues<AnalysisFile> values, boolean regression, List<Model> models) {
    Optional<Flatten> flatten = values.find(Flatten.FLATTEN);
    if (flatten.isPresent() && regression) {
      throw InputException.at(values.where(Flatten.FLATTEN))
          .says("a regression, with `target:`, has no classes to be flattened")
          .remedy("leave `flatten:` out")
          .exception();
    }
    Optional<Decorrelate> decorrelate = values.find(Decorrelate.DECORRELATE);
    decorrelate.ifPresent(of -> require(of, values, regression, models));
    Decorrelation both = new Decorrelation(flatten, decorrelate);
    if (both.planing().isPresent() && flatten.isPresent()) {
      throw InputException.at(values.where(Decorrelate.DECORRELATE))
          .expected("`how: planing` or `flatten:`, which are the same training weights")
          .found("both")
          .remedy("leave one of them out")
          .exception();
    }
    return both;
  }

  private static void require(
      Decorrelate of, KeyValues<AnalysisFile> values, boolean regression, List<Model> models) {
    String where = values.where(Decorrelate.DECORRELATE);
    if (regression) {
      throw InputException.at(where)
          .says("a regression, with `target:`, has no background to be decorrelated")
          .remedy("leave `decorrelate:` out")
          .exception();
    }
    for (Model model : models) {
      if (of.how() == Decorrelate.How.DISCO && !model.equals(Model.NETWORK)) {
        throw InputException.at(where)
            .expected("`model: network`, whose loss has the term of `how: disco`")
            .found("`model: " + model.name() + "`")
            .remedy("train the network alone, or say `how: planing`, which is for every model")
            .exception();
      }
    }
  }
}
