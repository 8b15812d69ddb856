package org.jpsi.core.data;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Identifier and weight columns: event, run, luminosity block and entry numbers, and weights. They
/// say nothing about the physics of an event, so a network that trains on them does not generalize.
public final class IdentifierColumns {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(mc|gen)?(event|evt|run|lumi|luminosity|entry|bunch|bx|orbit|row|index|idx|id|unnamed0)"
              + "(number|num|no|nr|id|index|idx|block|blk|sec|section|crossing)*s?");
  private static final Pattern WEIGHT = Pattern.compile("(weights?|wgts?).*|.*(weights?|wgts?)");
  private static final int MIN_EVENTS = 50;
  private static final double MIN_UNIQUE_FRACTION = 0.95;

  private IdentifierColumns() {}

  /// Evidence that a column is an identifier or a weight.
  public enum Sign {
    NAME_OF_NUMBER("name is that of a number of the event, run or the like"),
    NAME_OF_WEIGHT("name is that of a weight"),
    NEARLY_ALL_DIFFERENT("whole numbers are nearly all different, as those of event numbers are");

    private final String words;

    Sign(String words) {
      this.words = words;
    }

    /// In words that can follow "its".
    public String words() {
      return words;
    }
  }

  /// Why a name stands for an identifier or a weight; empty where it does not. Letter case and
  /// separators do not matter.
  public static Optional<Sign> byName(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    if (NUMBER.matcher(letters).matches()) {
      return Optional.of(Sign.NAME_OF_NUMBER);
    }
    return WEIGHT.matcher(letters).matches() ? Optional.of(Sign.NAME_OF_WEIGHT) : Optional.empty();
  }

  /// Why values look like an identifier or a weight; empty where they do not: whole numbers of
  /// which at least 95 % occur once, in every class of at least 50 events.
  ///
  /// @param classOf class index of each event; all 0 where there are none
  /// @param classes their number
  public static Optional<Sign> byValues(double[] values, int[] classOf, int classes) {
    int[] count = new int[classes];
    for (int i = 0; i < values.length; i++) {
      if (values[i] != Math.rint(values[i])) {
        return Optional.empty();
      }
      count[classOf[i]]++;
    }
    boolean seen = false;
    for (int c = 0; c < classes; c++) {
      if (count[c] >= MIN_EVENTS) {
        seen = true;
        Set<Double> different = new HashSet<>();
        for (int i = 0; i < values.length; i++) {
          if (classOf[i] == c) {
            different.add(values[i]);
          }
        }
        if (different.size() < MIN_UNIQUE_FRACTION * count[c]) {
          return Optional.empty();
        }
      }
    }
    return seen ? Optional.of(Sign.NEARLY_ALL_DIFFERENT) : Optional.empty();
  }
}
