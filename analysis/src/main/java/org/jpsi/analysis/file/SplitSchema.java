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

/// The fractions that train, validate and test.
final class SplitSchema {
  private static final Key<Fractions, Double> TRAIN = fraction(Part.TRAIN, "to learn from");
  private static final Key<Fractions, Double> VALIDATION =
      fraction(Part.VALIDATION, "that decides when training stops");
  private static final Key<Fractions, Double> TEST =
      fraction(Part.TEST, "seen only when all is decided");

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
            "its share of what is left, where `"
                + YamlText.number(Fractions.DEFAULT.fraction(part))
                + "` is usual"),
        fractions -> Optional.of(fractions.fraction(part)),
        "The fraction of the events " + use + ".");
  }

  private static Refusal later(String key) {
    return new Refusal(
        key,
        message ->
            message
                .says("folds are not there yet")
                .remedy("use fractions: {train: 0.6, validation: 0.2, test: 0.2}"));
  }

  private static Fractions fractions(KeyValues<Fractions> values) {
    double told = 0;
    double untold = 0;
    for (Key<Fractions, Double> key : List.of(TRAIN, VALIDATION, TEST)) {
      Optional<Double> fraction = values.find(key);
      told += fraction.orElse(0.0);
      untold += fraction.isPresent() ? 0 : usual(key);
    }
    // those left out share what is left, in the ratio of the defaults
    double rest = untold == 0 ? 0 : (1 - told) / untold;
    if (rest < -1e-9 || (untold == 0 && Math.abs(told - 1) > 1e-9)) {
      throw InputException.at(values.where())
          .expected("fractions that add up to 1")
          .found("a sum of " + round(told))
          .exception();
    }
    double share = Math.max(0, rest);
    return new Fractions(
        values.find(TRAIN).orElse(round(share * usual(TRAIN))),
        values.find(VALIDATION).orElse(round(share * usual(VALIDATION))),
        values.find(TEST).orElse(round(share * usual(TEST))));
  }

  private static double usual(Key<Fractions, Double> key) {
    return key.get().apply(Fractions.DEFAULT).orElseThrow();
  }

  /// To 10 decimals: what is written down should look as people write it.
  private static double round(double x) {
    return Math.rint(x * 1e10) / 1e10;
  }

  /// @param where of the key, for messages
  static void demandEveryPart(Fractions split, List<Sample> samples, String where) {
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
