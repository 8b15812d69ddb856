package org.jpsi.formats.parquet;

import java.util.LinkedHashMap;
import java.util.Map;

/// Units of columns, which Parquet does not know: pairs of key and value in the footer, whose keys
/// are `unit:` and a column's name.
final class UnitTexts {
  static final String KEY = "unit:";
  private static final int MAX_UNIT = 24;

  private UnitTexts() {}

  /// The unit of each column of which there is one.
  static Map<String, String> of(Map<String, String> texts) {
    Map<String, String> units = new LinkedHashMap<>();
    texts.forEach((key, unit) -> {
      if (key.startsWith(KEY) && unit.length() <= MAX_UNIT) {
        units.put(key.substring(KEY.length()), unit);
      }
    });
    return units;
  }
}
