package org.jpsi.analysis.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Analysis with the source of its keys: file, line and column, for messages.
///
/// @param folder where relative paths start
/// @param locations of the keys: `training.epochs` to `higgs.yaml:9:11`
/// @param warnings about the file: old names of keys
public record AnalysisWithSource(
    AnalysisFile analysis, Path folder, Map<String, String> locations, List<String> warnings) {
  public AnalysisWithSource {
    warnings = List.copyOf(warnings);
    locations = Map.copyOf(locations);
  }

  /// The location of a key for messages, such as `higgs.yaml:9:11 training.epochs`; of a key left
  /// out, that of the key above.
  ///
  /// @param key as for `--set`: `samples.0.tree`
  public String where(String key) {
    String at = key;
    while (!at.isEmpty() && !locations.containsKey(at)) {
      at = at.substring(0, Math.max(0, at.lastIndexOf('.')));
    }
    return locations.getOrDefault(at, "") + " " + key;
  }
}
