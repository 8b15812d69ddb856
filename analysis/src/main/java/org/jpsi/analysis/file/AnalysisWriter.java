package org.jpsi.analysis.file;

import java.util.Map;

/// Writes an analysis as a file, its keys in a fixed order.
public final class AnalysisWriter {
  private AnalysisWriter() {}

  /// The file with every key; read again, it gives the same analysis.
  public static String whole(AnalysisFile analysis) {
    return write(analysis, Extent.WHOLE);
  }

  /// The file with those keys alone whose values are not their defaults; read again, it gives the
  /// same analysis. A key that a later version adds changes nothing in it. Written always: `name`,
  /// `samples`, the class of each sample, and what follows from other keys, as `label`, where it is
  /// there.
  public static String differing(AnalysisFile analysis) {
    return write(analysis, Extent.DIFFERING);
  }

  private static String write(AnalysisFile analysis, Extent extent) {
    Map<String, YamlNode> values =
        YamlText.values(AnalysisSchema.FILE.write(analysis, extent, KnownTask.of(analysis)));
    StringBuilder out = new StringBuilder();
    for (Key<AnalysisFile, ?> key : AnalysisSchema.FILE.keys()) {
      YamlNode value = values.get(key.name());
      if (value != null) {
        out.append(
            key.block() ? YamlText.lines(key.name(), value) : YamlText.line(key.name(), value));
      }
    }
    return out.toString();
  }
}
