package org.jpsi.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotebookTest {
  private static final String PROGRAM =
      """
      // %% [markdown]
      // # Title
      // %%
      show(1);
      // %% [exercise]
      double a = Double.NaN;
      // %% [solution]
      // double a = 1;
      // %%
      show(1);
      """;

  private static String made(String program, String before) {
    return Notebook.of(Script.parse("L.java", program), before);
  }

  private static String withOutputs(String notebook, String... outputs) {
    String filled = notebook;
    for (String output : outputs) {
      filled =
          filled.replaceFirst(
              "\"outputs\": \\[]",
              "\"outputs\": [{\"output_type\": \"stream\", \"text\": [\"" + output + "\"]}]");
    }
    return filled;
  }

  @Test
  void cellsKeepTheirOrderAndSolutionsAreFolded() {
    assertThat(Notebook.sources(made(PROGRAM, "")))
        .containsExactly(
            Map.entry("markdown", "# Title"),
            Map.entry("code", "show(1);"),
            Map.entry("code", "double a = Double.NaN;"),
            Map.entry(
                "markdown",
                "<details>\n"
                    + "<summary>Solution</summary>\n\n"
                    + "```java\n"
                    + "double a = 1;\n"
                    + "```\n\n"
                    + "</details>"),
            Map.entry("code", "show(1);"));
  }

  @Test
  void itIsWrittenAsJupyterWritesIt() {
    assertThat(made("// %%\nint a;\n", ""))
        .startsWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"code\",\n")
        .contains("   \"execution_count\": null,\n   \"id\": \"cell-1\",\n")
        .contains("\"source\": [\n    \"int a;\"\n   ]")
        .endsWith(" \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n");
  }

  @Test
  void outputsStayWithTheCellsWhoseSourceStays() {
    String before = withOutputs(made(PROGRAM, ""), "first", "exercise", "second");
    assertThat(made(PROGRAM, before)).isEqualToIgnoringWhitespace(before);
    String changed = made(PROGRAM.replace("NaN;", "NaN; // your number"), before);
    assertThat(changed).contains("first", "second").doesNotContain("\"exercise\\n\"");
  }

  @Test
  void equalCellsKeepTheirOwnOutputs() {
    String before = withOutputs(made(PROGRAM, ""), "first", "exercise", "second");
    String again = made(PROGRAM, before);
    assertThat(again.indexOf("first")).isLessThan(again.indexOf("second"));
    assertThat(again).containsOnlyOnce("first").containsOnlyOnce("second");
  }

  @Test
  void helpersAreCodeBehindAFold() {
    String helper = made("// %% [helper]\nint a;\n", "");
    assertThat(Notebook.sources(helper)).containsExactly(Map.entry("code", "int a;"));
    assertThat(helper).contains("\"source_hidden\": true", "\"outputs\": []");
  }

  @Test
  void aDamagedNotebookIsMadeAnew() {
    assertThat(made(PROGRAM, "{\"cells\": [")).isEqualTo(made(PROGRAM, ""));
  }

  @Test
  void textThatJsonWouldEscapeComesBack() {
    String program = "// %%\nString s = \"a\\t\\\"b\\\" ψ → 😀\";\n";
    assertThat(Notebook.sources(made(program, "")))
        .isEqualTo(List.of(Map.entry("code", "String s = \"a\\t\\\"b\\\" ψ → 😀\";")));
  }
}
