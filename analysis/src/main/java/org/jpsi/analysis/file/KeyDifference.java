package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Difference of analyses: a key by its path, as `--set` takes it, and its value in each.
///
/// @param values as the file has them; empty where an analysis has no such key
public record KeyDifference(String path, List<String> values) {
  public KeyDifference {
    values = List.copyOf(values);
  }

  /// The keys in which analyses differ, in the order of the file; their names are none.
  ///
  /// @param analyses with whole paths of files
  public static List<KeyDifference> of(List<AnalysisFile> analyses) {
    List<Map<String, String>> all = new ArrayList<>();
    Set<String> paths = new LinkedHashSet<>();
    for (AnalysisFile analysis : analyses) {
      Map<String, String> values = new LinkedHashMap<>();
      collect(
          "", AnalysisSchema.FILE.write(analysis, Extent.ALL_KEYS, KnownTask.of(analysis)), values);
      values.remove(AnalysisSchema.NAME.name());
      all.add(values);
      paths.addAll(values.keySet());
    }
    List<KeyDifference> differences = new ArrayList<>();
    for (String path : paths) {
      List<String> values = all.stream().map(of -> of.getOrDefault(path, "")).toList();
      if (values.stream().distinct().count() > 1) {
        differences.add(new KeyDifference(path, values));
      }
    }
    return differences;
  }

  // Samples are numbered in paths; other lists are one value.
  private static void collect(String path, YamlNode node, Map<String, String> values) {
    String before = path.isEmpty() ? "" : path + ".";
    switch (node) {
      case YamlNode.Mapping map when !map.entries().isEmpty() ->
          map.entries().forEach((key, entry) -> collect(before + key, entry.value(), values));
      case YamlNode.Sequence list when path.equals(AnalysisSchema.SAMPLES.name()) -> {
        for (int i = 0; i < list.items().size(); i++) {
          collect(before + i, list.items().get(i), values);
        }
      }
      default -> values.put(path, YamlText.flow(node));
    }
  }
}
