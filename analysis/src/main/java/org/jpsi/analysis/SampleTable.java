package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jpsi.core.eval.SampleYield;

/// Table of the samples of a run that are normalized to a luminosity: for the terminal, and for
/// `metrics.json`.
final class SampleTable {
  private static final List<String> HEAD =
      List.of("sample", "class", "events", "selected", "sum of weights", "yield");

  private SampleTable() {}

  /// A line for each sample below that of the columns' names; none where there are no samples.
  static List<String> lines(List<SampleYield> samples) {
    if (samples.isEmpty()) {
      return List.of();
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (SampleYield sample : samples) {
      rows.add(
          List.of(
              sample.name(),
              sample.className(),
              Long.toString(sample.read()),
              Integer.toString(sample.selected()),
              String.format(Locale.ROOT, "%.6g", sample.sumOfWeights()),
              String.format(Locale.ROOT, "%.5g +- %.2g", sample.yield(), sample.error())));
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  /// Words begin together, numbers end together.
  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String blanks = " ".repeat(widths[c] - row.get(c).length());
      line.append(c == 0 ? "" : "  ");
      line.append(c < 2 ? row.get(c) + blanks : blanks + row.get(c));
    }
    return line.toString().stripTrailing();
  }

  /// The samples for programs, one after the other.
  static List<Map<String, Object>> values(List<SampleYield> samples) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (SampleYield sample : samples) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("sample", sample.name());
      values.put("class", sample.className());
      values.put("events", sample.read());
      values.put("selected", sample.selected());
      values.put("sumOfWeights", sample.sumOfWeights());
      values.put("factor", sample.factor());
      values.put("yield", sample.yield());
      values.put("yieldError", sample.error());
      all.add(values);
    }
    return all;
  }
}
