package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jpsi.analysis.file.NegativeWeights.Treatment;
import org.jpsi.analysis.file.ValueType.BooleanType;
import org.jpsi.analysis.file.ValueType.ShorthandType;
import org.jpsi.analysis.file.ValueType.WordType;
import org.jpsi.core.errors.InputException;

/// Schema of the key `negativeWeights`: a treatment, or with whether others are compared with it.
final class NegativeWeightsSchema {
  private static final WordType<Treatment> TREATMENT =
      new WordType<>(
          "a treatment of negative weights",
          Stream.of(Treatment.values())
              .map(each -> new WordType.Word<>(each.id(), each, each.meaning()))
              .toList());

  private static final Key<NegativeWeights, Treatment> HOW =
      Key.of(
          "how",
          TREATMENT,
          Treatment.KEEP,
          NegativeWeights::how,
          "The treatment that the run's model is trained with.");

  private static final Key<NegativeWeights, Boolean> COMPARE =
      Key.of(
          "compare",
          BooleanType.BOOLEAN,
          false,
          NegativeWeights::compare,
          "`true` trains the run's model with each other treatment too, four trainings more, and"
              + " gives a table: their figures on the same test events, with the weights as they"
              + " are, and how well each closes.");

  static final Key<AnalysisFile, NegativeWeights> NEGATIVE_WEIGHTS =
      Key.withDefault(
          "negativeWeights",
          new ShorthandType<>(
              TREATMENT,
              how -> new NegativeWeights(how, false),
              all -> all.compare() ? Optional.empty() : Optional.of(all.how()),
              new ObjectType<>(
                  List.of(HOW, COMPARE),
                  List.of(),
                  values -> new NegativeWeights(values.get(HOW), values.get(COMPARE)))),
          new Default.Absent<>("`keep`"),
          analysis ->
              Optional.of(analysis.negativeWeights())
                  .filter(negative -> !negative.equals(NegativeWeights.KEEP)),
          "What the training makes of negative event weights ([when which]"
              + "(analysis.md#negative-weights)). Each sample keeps its sum of weights, and every"
              + " figure the weights as they are.");

  private NegativeWeightsSchema() {}

  /// The treatment; refuses what it is not supported with.
  static NegativeWeights of(KeyValues<AnalysisFile> values) {
    NegativeWeights negative = values.find(NEGATIVE_WEIGHTS).orElse(NegativeWeights.KEEP);
    boolean planing =
        values
            .find(Decorrelate.DECORRELATE)
            .filter(of -> of.how() == Decorrelate.How.PLANING)
            .isPresent();
    if (negative.how().changes() && (values.isSet(Flatten.FLATTEN) || planing)) {
      throw refused(
          values,
          "`negativeWeights:` or `" + (planing ? "decorrelate: {how: planing}" : "flatten:") + "`",
          "both, which change weights");
    }
    if (negative.compare()
        && (values.isSet(Flatten.FLATTEN) || values.isSet(Decorrelate.DECORRELATE))) {
      throw refused(
          values, "`compare:` of `negativeWeights:`, or `flatten:` or `decorrelate:`", "both");
    }
    if (negative.compare() && values.isSet(AnalysisSchema.FOLDS)) {
      throw refused(
          values, "`compare:` of `negativeWeights:` or `folds:`", "both, a training for each");
    }
    return negative;
  }

  private static InputException refused(
      KeyValues<AnalysisFile> values, String expected, String found) {
    return InputException.at(values.where(NEGATIVE_WEIGHTS))
        .expected(expected)
        .found(found)
        .remedy("leave one of them out")
        .exception();
  }
}
