package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.SampleSplit;
import org.jpsi.core.table.Split.Fractions;
import org.jpsi.core.task.Part;

/// Schema of the key `split`.
final class SplitSchema {
  private static final Key<EventSplit, Double> TRAIN = fraction(Part.TRAIN, "for training");
  private static final Key<EventSplit, Double> VALIDATION =
      fraction(
          Part.VALIDATION,
          "for validation: cuts and calibration, and of one network when training stops");
  private static final Key<EventSplit, Double> TEST =
      fraction(Part.TEST, "for the test of the final model");

  private static final Key<EventSplit, String> BY =
      Key.withDefault(
          "by",
          TextType.EXPRESSION,
          new Default.Absent<>("each event by itself"),
          EventSplit::by,
          "An expression whose value alone decides, over all samples: events of equal value, such"
              + " as the candidates of one `eventNumber`, stay together in one part. Integers of"
              + " any size are told apart; a column of text is taken too.");

  static final ObjectType<EventSplit> SPLIT =
      new ObjectType<>(
          List.of(TRAIN, VALIDATION, TEST, BY), List.of(later("folds")), SplitSchema::split);

  private SplitSchema() {}

  private static Key<EventSplit, Double> fraction(Part part, String use) {
    return Key.withDefault(
        part.id(),
        NumberType.of("a fraction", 0, 1),
        new Default.Absent<>(
            "its share of the rest, in proportion to the defaults (`"
                + YamlText.number(DefaultRecipe.SPLIT.fraction(part))
                + "` for the default network, else `"
                + YamlText.number(Fractions.DEFAULT.fraction(part))
                + "`)"),
        split -> Optional.of(split.fractions().fraction(part)),
        "The fraction of the events " + use + ".");
  }

  private static Refusal later(String key) {
    return new Refusal(
        key,
        message ->
            message
                .says("folds are a key of the analysis, in the place of `split:`")
                .remedy("write `folds: {k: 5, by: eventNumber}`"));
  }

  private static EventSplit split(KeyValues<EventSplit> values) {
    return new EventSplit(fractions(values), values.find(BY));
  }

  /// The default split. Members of an ensemble are validated on training events, so that it needs
  /// fewer for validation.
  static EventSplit defaults(KnownTask task) {
    return task.defaultNetwork()
        ? new EventSplit(DefaultRecipe.SPLIT, Optional.empty())
        : EventSplit.DEFAULT;
  }

  private static Fractions fractions(KeyValues<EventSplit> values) {
    EventSplit defaults = defaults(values.task());
    double given = 0;
    double unset = 0;
    for (Key<EventSplit, Double> key : List.of(TRAIN, VALIDATION, TEST)) {
      Optional<Double> fraction = values.find(key);
      given += fraction.orElse(0.0);
      unset += fraction.isPresent() ? 0 : fraction(key, defaults);
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
        values.find(TRAIN).orElse(round(factor * fraction(TRAIN, defaults))),
        values.find(VALIDATION).orElse(round(factor * fraction(VALIDATION, defaults))),
        values.find(TEST).orElse(round(factor * fraction(TEST, defaults))));
  }

  private static double fraction(Key<EventSplit, Double> key, EventSplit split) {
    return key.get().apply(split).orElseThrow();
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
    for (Sample sample : samples) {
      members.add(new SampleSplit.SplitMember(sample.className(), sample.part()));
    }
    Set<Part> filled = SampleSplit.of(where, split, 0, members).parts();
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
