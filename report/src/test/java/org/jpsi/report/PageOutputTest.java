package org.jpsi.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageOutputTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PageOutput stage = new PageOutput(new PrintStream(out, true, UTF_8));

  @Test
  void aTableIsPrintedAndAPictureOnlyNamed() throws Exception {
    stage.print("a < b & c");
    stage.show(Table.of("events", List.of(NumberColumn.of("M", "GeV", 91.2f))));
    assertThat(stage.hasFigures()).isFalse();
    stage.show(Chart.of("Masses").axes("M", "events").line("all", new double[2], new double[2]));
    assertThat(stage.hasFigures()).isTrue();
    assertThat(out.toString(UTF_8))
        .startsWith("a < b & c\n   M [GeV]\n0     91.2\n1 event, 1 column\n")
        .endsWith("[figure 1] Masses (events against M): all\n");

    Path page = folder.resolve("lessons/page.html");
    stage.write(page, "What < that");
    assertThat(Files.readString(page))
        .contains(
            "<title>What &lt; that</title>", "<pre>a &lt; b &amp; c</pre>", "<th>M [GeV]</th>")
        .containsOnlyOnce("<svg y=")
        .contains("<!DOCTYPE html>");
  }

  @Test
  void aPageThatCannotBeWrittenIsToldAsWrongInput() {
    assertThatThrownBy(() -> new PageOutput(new PrintStream(out)).write(folder, "Page"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected the name of a file, found a folder");
  }
}
