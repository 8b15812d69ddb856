package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.SampleSplit;
import org.jpsi.core.table.Split;

/// The fractions that train, validate and test.
final class SplitBinder {
  private SplitBinder() {}

  /// @param where of the key, for messages
  static Split.Fractions split(Optional<Value> value, List<Sample> samples, String where) {
    Split.Fractions split = value.map(SplitBinder::fractions).orElse(Split.Fractions.DEFAULT);
    List<SampleSplit.SplitMember> members = new ArrayList<>();
    Set<Split.Part> filled = EnumSet.noneOf(Split.Part.class);
    for (Sample sample : samples) {
      members.add(new SampleSplit.SplitMember(sample.className(), sample.part()));
      sample.part().ifPresentOrElse(filled::add, () -> filled.addAll(split.parts()));
    }
    SampleSplit.of(where, split, 0, members);
    for (Split.Part part : Split.Part.values()) {
      if (!filled.contains(part)) {
        throw InputException.at(where)
            .expected("events in each of train, validation and test")
            .found("none in " + part.id())
            .remedy("give it a fraction, or a sample with `part: " + part.id() + "`")
            .exception();
      }
    }
    return split;
  }

  private static Split.Fractions fractions(Value value) {
    Value.Keys keys = value.keys("train", "validation", "test", "folds", "by");
    for (String later : List.of("folds", "by")) {
      if (keys.find(later).isPresent()) {
        throw InputException.at(keys.where(later))
            .says("folds are not there yet")
            .remedy("use fractions: {train: 0.6, validation: 0.2, test: 0.2}")
            .exception();
      }
    }
    double told = 0;
    double untold = 0;
    for (Split.Part part : Split.Part.values()) {
      Optional<Double> fraction = told(keys, part);
      told += fraction.orElse(0.0);
      untold += fraction.isPresent() ? 0 : Split.Fractions.DEFAULT.fraction(part);
    }
    // those left out share what is left, in the ratio of the defaults
    double rest = untold == 0 ? 0 : (1 - told) / untold;
    if (rest < -1e-9 || (untold == 0 && Math.abs(told - 1) > 1e-9)) {
      throw InputException.at(value.where())
          .expected("fractions that add up to 1")
          .found("a sum of " + round(told))
          .exception();
    }
    double share = Math.max(0, rest);
    return new Split.Fractions(
        told(keys, Split.Part.TRAIN).orElse(round(share * Split.Fractions.DEFAULT.train())),
        told(keys, Split.Part.VALIDATION)
            .orElse(round(share * Split.Fractions.DEFAULT.validation())),
        told(keys, Split.Part.TEST).orElse(round(share * Split.Fractions.DEFAULT.test())));
  }

  private static Optional<Double> told(Value.Keys keys, Split.Part part) {
    return keys.find(part.id()).map(SplitBinder::fraction);
  }

  private static double fraction(Value value) {
    return value.number("a fraction from 0 to 1", x -> x >= 0 && x <= 1);
  }

  /// To 10 decimals: what is written down should look as people write it.
  private static double round(double x) {
    return Math.rint(x * 1e10) / 1e10;
  }
}
