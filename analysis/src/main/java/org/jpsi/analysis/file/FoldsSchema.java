package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.ValueType.ShorthandType;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.model.FoldedPredictor;

/// Schema of the key `folds`: a number, or with the expression by which events are divided.
final class FoldsSchema {
  private static final IntegerType NUMBER =
      new IntegerType(FoldedPredictor.LEAST, FoldedPredictor.MOST);

  private static final Key<Folds, Long> K =
      Key.withDefault(
          "k",
          NUMBER,
          new Default.Required<>(),
          folds -> Optional.of((long) folds.k()),
          "The number of folds, 3 or more: one tests, one validates, the rest trains.");

  private static final Key<Folds, String> BY =
      Key.withDefault(
          "by",
          TextType.of("an expression", FoldsSchema::expression),
          new Default.Absent<>("a hash of the sample and the entry"),
          Folds::by,
          "An expression of whole numbers that data have too, such as `eventNumber` or `hash(run,"
              + " lumi, event)`: an event is in fold f, its value mod k. TMVA's"
              + " `int(fabs([eventNumber]))%int([numFolds])` is taken as it is. Without it,"
              + " `jpsi apply` finds events of the training by their features, and scores others by"
              + " the mean of all folds.");

  static final ShorthandType<Long, Folds> FOLDS =
      new ShorthandType<>(
          NUMBER,
          k -> Folds.of(Math.toIntExact(k), Optional.empty()),
          folds -> folds.by().isPresent() ? Optional.empty() : Optional.of((long) folds.k()),
          new ObjectType<>(List.of(K, BY), List.of(), FoldsSchema::of));

  private FoldsSchema() {}

  private static String expression(ConfigValue value) {
    String text = value.text("an expression");
    Expression.parse(value.where(), Folds.translated(text, FoldedPredictor.LEAST));
    return text;
  }

  private static Folds of(KeyValues<Folds> values) {
    Optional<Long> k = values.find(K);
    return Folds.of(
        Math.toIntExact(
            k.orElseThrow(() ->
                InputException.at(values.where())
                    .expected("the number of folds, `k:`")
                    .found("none")
                    .remedy("write {k: 5, by: eventNumber}")
                    .exception())),
        values.find(BY));
  }

  /// Refuses parts beside folds, which are all parts in turn.
  static void requireAlone(KeyValues<AnalysisFile> values, List<Sample> samples) {
    if (values.isSet(AnalysisSchema.SPLIT)) {
      throw both(values.where(AnalysisSchema.SPLIT), "`split:`");
    }
    for (int s = 0; s < samples.size(); s++) {
      if (samples.get(s).part().isPresent()) {
        throw both(values.where(AnalysisSchema.SAMPLES, s), "`part:` of a sample");
      }
    }
  }

  private static InputException both(String where, String other) {
    return InputException.at(where)
        .expected("`folds:` or parts")
        .found("`folds:` and " + other)
        .remedy("leave one of them out: each fold is test, validation and training part in turn")
        .exception();
  }
}
