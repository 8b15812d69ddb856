package org.jpsi.analysis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedMemoryTest {
  @TempDir Path folder;

  @Test
  void whatFitsIsSaidBeforeAnythingIsGenerated() {
    // 31 columns of 10 bytes: 0.9 * 310 MB hold 900,000 * 1.048576
    assertThatThrownBy(() -> GeneratedMemory.require("events", 1_000_000, 31, 310L << 20))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[events] expected up to 943,718 events, as fit into the 310 MB of memory that this"
                + " command may take, found 1,000,000; generate fewer, or allow more:"
                + " JDK_JAVA_OPTIONS=-Xmx329m ./jpsi ...");
    GeneratedMemory.require("events", 943_718, 31, 310L << 20);
  }

  @Test
  void aHundredMillionEventsAreRefusedWhereTheyAreNamed() throws Exception {
    String yaml = "samples: [{generate: higgs, events: 100000000}]\nlabel: process\n";
    AnalysisWithSource source =
        AnalysisReader.read(Files.writeString(folder.resolve("a.yaml"), yaml), List.of());
    Warnings warnings = new Warnings(ProgressListener.SILENT);
    SampleReader reader =
        new SampleReader(
            source,
            new AnalysisExpressions(source),
            Optional.empty(),
            1,
            ProgressListener.SILENT,
            warnings);
    // 31 GB: more than this JVM may take on any machine with less than 57 GB
    if (Runtime.getRuntime().maxMemory() < 30L << 30) {
      assertThatThrownBy(reader::all)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("a.yaml:1")
          .hasMessageContaining("found 100,000,000; generate fewer");
    }
    assertThat(warnings.all()).isEmpty();
  }
}
