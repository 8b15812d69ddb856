package org.jpsi.analysis.file;

import java.util.Map;
import org.jpsi.core.events.MissingCodes;

/// Writer of analysis files, with keys in a fixed order.
public final class AnalysisWriter {
  private AnalysisWriter() {}

  /// The file with every key; read again, it gives the same analysis.
  public static String allKeys(AnalysisFile analysis) {
    return write(analysis, Extent.ALL_KEYS);
  }

  /// The file with only the keys whose values are not their defaults; read again, it gives the same
  /// analysis. A key that a later version adds changes nothing in it. Always written: `name`,
  /// `samples`, the class of each sample, and values that follow from other keys, such as `label`.
  public static String nonDefaults(AnalysisFile analysis) {
    return write(analysis, Extent.NON_DEFAULTS);
  }

  /// The same with the split in any case, whose default depends on other keys.
  public static String withSplit(AnalysisFile analysis) {
    String text = nonDefaults(analysis);
    String key = AnalysisSchema.SPLIT.name() + ": ";
    return text.lines().anyMatch(line -> line.startsWith(key))
        ? text
        : text + key + splitValue(analysis) + "\n";
  }

  /// The value of the key `split`, as `--set` takes it.
  public static String splitValue(AnalysisFile analysis) {
    return YamlText.flow(
        AnalysisSchema.SPLIT
            .type()
            .write(analysis.split(), Extent.ALL_KEYS, KnownTask.of(analysis)));
  }

  /// The key `missing` in a line, for messages.
  public static String missing(MissingCodes codes) {
    YamlNode value = AnalysisSchema.MISSING.type().write(codes, Extent.ALL_KEYS, KnownTask.UNKNOWN);
    return AnalysisSchema.MISSING.name() + ": " + YamlText.flow(value);
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
