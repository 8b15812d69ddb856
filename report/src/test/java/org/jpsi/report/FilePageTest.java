package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilePageTest {
  @Test
  void aFileIsASectionForEachTree() {
    FilePage page =
        new FilePage(
            "a<b>.root",
            "3 MB",
            List.of(
                new FilePage.Tree(
                    "events",
                    "TTree, 5 events",
                    List.of("column", "values"),
                    List.of(List.of("x & y", "\u2581\u2588")),
                    List.of("note <1>")),
                new FilePage.Tree("other", "RNTuple", List.of("column"), List.of(), List.of())));
    String html = page.html();
    assertThat(html)
        .contains("<title>a&lt;b&gt;.root</title>")
        .contains("<section id=\"tree-0\" aria-label=\"events\">")
        .contains("<td>x &amp; y</td>", "\u2581\u2588", "note &lt;1&gt;")
        .contains("<section id=\"tree-1\" aria-label=\"other\">")
        .doesNotContain("a<b>");
    assertThat(html.split("<table>", -1)).as("an empty table is left out").hasSize(2);
    assertThat(page.html()).isEqualTo(html);
  }
}
