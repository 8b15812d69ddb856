package org.jpsi.lessons;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jpsi.lessons.Script.Cell;
import org.jpsi.lessons.Script.ScriptCellType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;

/// Jupyter notebook (nbformat 4.5), the twin of a lesson's program. Keys are sorted and lines
/// indented as by Jupyter.
final class Notebook {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Notebook() {}

  /// @param before the previous notebook, `""` for none: outputs of cells with the same source are
  ///   kept
  static String of(Script script, String before) {
    Map<String, Deque<Object>> kept = outputs(before);
    List<Object> cells = new ArrayList<>();
    for (Cell cell : script.cells()) {
      cells.add(json(cell, "cell-" + (cells.size() + 1), kept));
    }
    Map<String, Object> notebook = new TreeMap<>();
    notebook.put("cells", cells);
    notebook.put("metadata", metadata());
    notebook.put("nbformat", 4);
    notebook.put("nbformat_minor", 5);
    return written(notebook);
  }

  /// Type and source of each cell, by which twins are compared.
  static List<Map.Entry<String, String>> sources(String notebook) {
    List<Map.Entry<String, String>> sources = new ArrayList<>();
    for (JsonNode cell : JSON.readTree(notebook).path("cells")) {
      sources.add(Map.entry(cell.path("cell_type").asString(), text(cell.path("source"))));
    }
    return sources;
  }

  private static Map<String, Object> json(Cell cell, String id, Map<String, Deque<Object>> kept) {
    Map<String, Object> json = new TreeMap<>();
    Map<String, Object> metadata = new TreeMap<>();
    boolean code = cell.type() != ScriptCellType.MARKDOWN && cell.type() != ScriptCellType.SOLUTION;
    String source = cell.type() == ScriptCellType.SOLUTION ? folded(cell.text()) : cell.text();
    if (cell.type() == ScriptCellType.EXERCISE || cell.type() == ScriptCellType.SOLUTION) {
      metadata.put("tags", List.of(cell.type().name().toLowerCase(Locale.ROOT)));
    }
    if (cell.type() == ScriptCellType.HELPER) {
      metadata.put("jupyter", Map.of("source_hidden", true));
    }
    json.put("id", id);
    json.put("cell_type", code ? "code" : "markdown");
    json.put("metadata", metadata);
    json.put("source", lines(source));
    if (code) {
      json.put("execution_count", null);
      Object own = kept.getOrDefault(source, new ArrayDeque<>()).poll();
      json.put("outputs", own == null ? List.of() : own);
    }
    return json;
  }

  private static String folded(String code) {
    return "<details>\n<summary>Solution</summary>\n\n```java\n" + code + "\n```\n\n</details>";
  }

  // Every line except the last with its line end, as in Jupyter.
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      lines.add(text.substring(from, at + 1));
      from = at + 1;
    }
    lines.add(text.substring(from));
    return lines;
  }

  private static String text(JsonNode source) {
    StringBuilder text = new StringBuilder();
    if (source.isArray()) {
      source.forEach(line -> text.append(line.asString()));
    } else {
      text.append(source.asString());
    }
    return text.toString();
  }

  // By source: of cells with the same source, in their order.
  private static Map<String, Deque<Object>> outputs(String notebook) {
    Map<String, Deque<Object>> kept = new LinkedHashMap<>();
    if (notebook.isEmpty()) {
      return kept;
    }
    try {
      for (JsonNode cell : JSON.readTree(notebook).path("cells")) {
        if (cell.has("outputs")) {
          kept.computeIfAbsent(text(cell.path("source")), _ -> new ArrayDeque<>())
              .add(JSON.treeToValue(cell.path("outputs"), Object.class));
        }
      }
    } catch (JacksonException e) {
      kept.clear(); // a damaged notebook is made anew
    }
    return kept;
  }

  private static Map<String, Object> metadata() {
    return new TreeMap<>(
        Map.of(
            "kernelspec",
            new TreeMap<>(
                Map.of("display_name", "Java (Jpsi)", "language", "java", "name", "jpsi")),
            "language_info",
            new TreeMap<>(
                Map.of(
                    "codemirror_mode",
                    "java",
                    "file_extension",
                    ".jshell",
                    "mimetype",
                    "text/x-java-source",
                    "name",
                    "Java",
                    "pygments_lexer",
                    "java"))));
  }

  private static String written(Object notebook) {
    DefaultIndenter indent = new DefaultIndenter(" ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators).withObjectIndenter(indent).withArrayIndenter(indent);
    ObjectWriter writer = JSON.writer().with(printer);
    return writer.writeValueAsString(notebook) + "\n";
  }
}
