package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From file to batch an event is held twice at most: as it was read, and standardized.
class RunMemoryTest {
  private static final int EVENTS = 300_000;
  private static final int FEATURES = 40;
  // One copy of all features takes 48 MB; the program with what it draws some 60.
  private static final String HEAP = "-Xmx190m";

  @TempDir private Path folder;

  /// Trains the analysis that is given to it.
  static final class OneRun {
    private OneRun() {}

    public static void main(String[] arguments) {
      TrainService.run(
          new TrainService.TrainRequest(
              Path.of(arguments[0]), List.of(), Path.of(arguments[1]), null, 2, false),
          new ProgressListener() {});
    }
  }

  private void write(String name, int events, int kind) {
    List<Column> columns = new ArrayList<>();
    for (int f = 0; f < FEATURES; f++) {
      Rng rng = Rng.of(kind).child(f);
      float[] values = new float[events];
      for (int i = 0; i < events; i++) {
        values[i] = (float) rng.uniform(i) + (f == 0 ? 0.2f * kind : 0);
      }
      columns.add(NumberColumn.of("f" + f, "", values));
    }
    Toy.write(folder.resolve(name), "t", Table.of(name, columns));
  }

  @Test
  void aRunFitsWhereThreeCopiesOfItsEventsWouldNot() throws Exception {
    write("signal.root", EVENTS / 2, 1);
    write("background.root", EVENTS - EVENTS / 2, 0);
    Path analysis =
        Toy.analysis(
            folder,
            """
            samples:
              - {files: signal.root, class: signal}
              - {files: background.root, class: background}
            network: {layers: [8]}
            training: {epochs: 2, batch: 4096}
            """);
    Path log = folder.resolve("log");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OneRun.class.getName(),
                analysis.toString(),
                folder.resolve("run").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).as(Files.readString(log)).isZero();
    assertThat(folder.resolve("run/report.html")).exists();
  }
}
