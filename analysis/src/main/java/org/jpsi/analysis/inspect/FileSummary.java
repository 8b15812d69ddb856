package org.jpsi.analysis.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.io.Json;

/// Summary of a file of events.
///
/// @param file as it was named
/// @param bytes of the file
/// @param trees those that were asked for
/// @param listed whether there are so many trees that they are only listed
public record FileSummary(String file, long bytes, List<TreeSummary> trees, boolean listed) {
  public FileSummary {
    trees = List.copyOf(trees);
  }

  /// The summary as JSON: what could not be read has its reason, and what is unknown is left out.
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file);
    json.put("bytes", bytes);
    json.put("trees", trees.stream().map(TreeSummary::json).toList());
    return Json.write(json);
  }
}
