package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.Sample;
import org.jpsi.core.eval.SampleYield;

/// Samples of a run that are normalized to a luminosity, and the table of their yields for the
/// terminal and `metrics.json`.
public final class SampleTable {
  private static final List<String> HEAD =
      List.of("sample", "class", "events", "selected", "sum of weights", "yield");

  private SampleTable() {}

  /// A line for each sample below that of the columns' names; none where there are no samples.
  public static List<String> lines(List<SampleYield> samples) {
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
  public static List<Map<String, Object>> values(List<SampleYield> samples) {
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

  /// Multiplies weights by the factor of their sample, where it is normalized to a luminosity.
  ///
  /// @param weights of the selected events, which change
  /// @return their yield
  static Optional<SampleYield> normalize(
      AnalysisFile file, SampleReader.LoadedSample loaded, double[] weights) {
    if (file.luminosity().isEmpty()) {
      return Optional.empty();
    }
    Sample sample = loaded.sample();
    double sum = loaded.sumOfWeights().orElseThrow();
    double factor = sample.normalization().orElseThrow().factor(file.luminosity().get(), sum);
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factor;
    }
    return Optional.of(
        SampleYield.of(sample.name(), sample.className(), loaded.read(), sum, factor, weights));
  }
}
