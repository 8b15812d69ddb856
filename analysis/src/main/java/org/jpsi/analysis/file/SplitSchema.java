package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.SampleSplit;
import org.jpsi.core.table.Split.Fractions;
import org.jpsi.core.task.Part;

/// Schema of the key `split`.
final class SplitSchema {
  private static final Key<Fractions, Double> TRAIN = fraction(Part.TRAIN, "for training");
  private static final Key<Fractions, Double> VALIDATION =
      fraction(Part.VALIDATION, "for validation, which decides when training stops");
  private static final Key<Fractions, Double> TEST =
      fraction(Part.TEST, "for the test of the final model");

  static final ObjectType<Fractions> SPLIT =
      new ObjectType<>(
          List.of(TRAIN, VALIDATION, TEST),
          List.of(later("folds"), later("by")),
          SplitSchema::fractions);

  private SplitSchema() {}

  private static Key<Fractions, Double> fraction(Part part, String use) {
    return Key.withDefault(
        part.id(),
        NumberType.of("a fraction", 0, 1),
        new Default.Absent<>(
            "its share of the rest, in proportion to the defaults (`"
                + YamlText.number(Fractions.DEFAULT.fraction(part))
                + "`)"),
        fractions -> Optional.of(fractions.fraction(part)),
        "The fraction of the events " + use + ".");
  }

  private static Refusal later(String key) {
    return new Refusal(
        key,
        message ->
            message
                .says("folds are not supported yet")
                .remedy("use fractions: {train: 0.6, validation: 0.2, test: 0.2}"));
  }

  private static Fractions fractions(KeyValues<Fractions> values) {
    double given = 0;
    double unset = 0;
    for (Key<Fractions, Double> key : List.of(TRAIN, VALIDATION, TEST)) {
      Optional<Double> fraction = values.find(key);
      given += fraction.orElse(0.0);
      unset += fraction.isPresent() ? 0 : defaultFraction(key);
    }
    // those left out share the rest, in proportion to the defaults
    double scale = unset == 0 ? 0 : (1 - given) / unset;
    if (scale < -1e-9 || (unset == 0 && Math.abs(given - 1) > 1e-9)) {
      throw InputException.at(values.where())
          .expected("fractions that add up to 1")
          .found("a sum of " + round(given))
          .exception();
    }
    double factor = Math.max(0, scale);
    return new Fractions(
        values.find(TRAIN).orElse(round(factor * defaultFraction(TRAIN))),
        values.find(VALIDATION).orElse(round(factor * defaultFraction(VALIDATION))),
        values.find(TEST).orElse(round(factor * defaultFraction(TEST))));
  }

  private static double defaultFraction(Key<Fractions, Double> key) {
    return key.get().apply(Fractions.DEFAULT).orElseThrow();
  }

  /// Rounds to 10 decimals, so that the file has short numbers.
  private static double round(double x) {
    return Math.rint(x * 1e10) / 1e10;
  }

  /// Requires that every part gets events.
  ///
  /// @param where of the key, for messages
  static void requireEveryPart(Fractions split, List<Sample> samples, String where) {
    List<SampleSplit.SplitMember> members = new ArrayList<>();
    Set<Part> filled = EnumSet.noneOf(Part.class);
    for (Sample sample : samples) {
      members.add(new SampleSplit.SplitMember(sample.className(), sample.part()));
      sample.part().ifPresentOrElse(filled::add, () -> filled.addAll(split.parts()));
    }
    SampleSplit.of(where, split, 0, members);
    for (Part part : Part.values()) {
      if (!filled.contains(part)) {
        throw InputException.at(where)
            .expected("events in each of train, validation and test")
            .found("none in " + part.id())
            .remedy("give it a fraction, or a sample with `part: " + part.id() + "`")
            .exception();
      }
    }
  }
}
