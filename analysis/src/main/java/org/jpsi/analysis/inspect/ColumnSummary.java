package org.jpsi.analysis.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.events.MissingCode;

/// Summary of a column.
///
/// @param name of the column, a member's with its path
/// @param type of its values: `float32`, `int32[]`, `text`
/// @param unit empty where unknown
/// @param alias the member's last name, where it says enough; else empty
/// @param numbers of its values, or of all items of a jagged column; empty where none were read
/// @param words the most frequent texts with how often they occur
/// @param moreWords whether there are others
/// @param items numbers of items per event, of a jagged column
/// @param code that looks as if it stood for missing values
/// @param reason why values that look like numbers are text; empty where they do not
public record ColumnSummary(
    String name,
    String type,
    String unit,
    String alias,
    Optional<NumberSummary> numbers,
    Map<String, Long> words,
    boolean moreWords,
    Optional<ItemCounts> items,
    Optional<MissingCode> code,
    String reason) {
  public ColumnSummary {
    words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
  }

  /// Numbers of items per event.
  public record ItemCounts(long least, long most, double mean) {}

  /// Numbers of a column, or of all items of a jagged one.
  ///
  /// @param min smallest finite number; NaN where there is none
  /// @param max largest finite number
  /// @param mean of the finite ones
  /// @param finite how many are
  /// @param missing how many are NaN
  /// @param infinite how many are infinite
  /// @param constant whether all finite ones are the same, as float64
  /// @param rounded whether integers differ by less than float64 can tell
  /// @param bars of a histogram between the 0.5 % and 99.5 % quantiles; none of constants
  public record NumberSummary(
      double min,
      double max,
      double mean,
      long finite,
      long missing,
      long infinite,
      boolean constant,
      boolean rounded,
      List<Double> bars) {
    public NumberSummary {
      bars = List.copyOf(bars);
    }

    static NumberSummary of(ColumnStatistics statistics, int bars) {
      boolean any = statistics.finite() > 0;
      List<Double> heights = new ArrayList<>();
      if (any && !statistics.constant()) {
        for (double height : statistics.bars(bars)) {
          heights.add(height);
        }
      }
      return new NumberSummary(
          any ? statistics.min() : Double.NaN,
          any ? statistics.max() : Double.NaN,
          any ? statistics.mean() : Double.NaN,
          statistics.finite(),
          statistics.nan(),
          statistics.infinite(),
          statistics.constant(),
          statistics.rounded(),
          heights);
    }

    /// Members of a JSON object.
    void json(Map<String, Object> json) {
      if (finite > 0) {
        json.put("min", min);
        json.put("max", max);
        json.put("mean", mean);
      }
      json.put("finite", finite);
      json.put("missing", missing);
      json.put("infinite", infinite);
      if (!bars.isEmpty()) {
        json.put("bars", bars);
      }
    }
  }

  /// The members of its JSON object.
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("type", type);
    json.put("unit", unit);
    if (!alias.isEmpty()) {
      json.put("alias", alias);
    }
    numbers.ifPresent(n -> n.json(json));
    if (!words.isEmpty()) {
      json.put("words", new LinkedHashMap<>(words));
      json.put("moreWords", moreWords);
    }
    items.ifPresent(count -> {
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("least", count.least());
      of.put("most", count.most());
      of.put("mean", count.mean());
      json.put("items", of);
    });
    code.ifPresent(suspected -> {
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("value", suspected.value());
      of.put("count", (long) suspected.count());
      of.put("events", (long) suspected.events());
      json.put("suspectedCode", of);
    });
    if (!reason.isEmpty()) {
      json.put("reason", reason);
    }
    return json;
  }
}
