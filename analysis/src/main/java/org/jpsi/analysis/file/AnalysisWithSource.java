package org.jpsi.analysis.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An analysis with the place where it was told.
///
/// @param folder that relative paths lead from
/// @param places where each key stands: `training.epochs` to `higgs.yaml:9:11`
/// @param notes what the user should know of the file and need not mend: old names of keys
public record AnalysisWithSource(
    AnalysisFile analysis, Path folder, Map<String, String> places, List<String> notes) {
  public AnalysisWithSource {
    notes = List.copyOf(notes);
    places = Map.copyOf(places);
  }

  /// The place of a key for messages, such as `higgs.yaml:9:11 training.epochs`. Of a key left out,
  /// that of what it belongs to.
  ///
  /// @param key as for `--set`: `samples.0.tree`
  public String where(String key) {
    String at = key;
    while (!at.isEmpty() && !places.containsKey(at)) {
      at = at.substring(0, Math.max(0, at.lastIndexOf('.')));
    }
    return places.getOrDefault(at, "") + " " + key;
  }
}
