package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at any moment, and `--resume`.
class KilledRunTest {
  private static final int KILLS = 20;

  @TempDir Path folder;

  @Test
  void aRunKilledAtRandomMomentsAndResumedIsTheRunThatNeverWas() throws Exception {
    new TwoSamples(folder).write();
    Files.writeString(
        folder.resolve("toy.yaml"),
        TwoSamples.YAML
            + """
            signal: sig
            features: [m_bb, y]
            network: {layers: [16, 8], dropout: 0.1}
            training: {epochs: 60, batch: 100, patience: 0}
            """);
    long begin = System.nanoTime();
    life("straight", false, Long.MAX_VALUE);
    long whole = System.nanoTime() - begin;

    // Fixed moments in parts of a run, though what they hit differs from machine to machine.
    Random moments = new Random(1);
    int killed = 0;
    int resumed = 0;
    int finished = 0;
    while (killed < KILLS || finished == 0) {
      boolean begun = Files.exists(folder.resolve("killed.partial/analysis.yaml"));
      resumed += begun ? 1 : 0;
      long moment = killed < KILLS ? (long) (moments.nextDouble() * whole) : Long.MAX_VALUE;
      boolean lived = life("killed", begun, moment);
      killed += lived ? 0 : 1;
      // a kill may also hit between a run's last act and its end
      if (lived || Files.exists(folder.resolve("killed"))) {
        finished++;
        assertThat(folder.resolve("killed/model.safetensors"))
            .hasSameBinaryContentAs(folder.resolve("straight/model.safetensors"));
        assertThat(folder.resolve("killed/history.csv"))
            .hasSameBinaryContentAs(folder.resolve("straight/history.csv"));
        Files.move(folder.resolve("killed"), folder.resolve("finished-" + finished));
      }
    }
    assertThat(resumed).as("lives that went on from another's checkpoint").isPositive();
  }

  /// One process; false where it had to be killed.
  private boolean life(String out, boolean resume, long nanoseconds)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-classpath",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                "--threads",
                resume ? "2" : "1"));
    command.addAll(
        resume ? List.of("--resume", out) : List.of("toy.yaml", "--out", out, "--force"));
    File log = folder.resolve("log").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    if (!process.waitFor(Math.min(nanoseconds, 120_000_000_000L), TimeUnit.NANOSECONDS)) {
      process.destroyForcibly().waitFor();
      return false;
    }
    assertThat(process.exitValue())
        .as(Files.readString(log.toPath(), StandardCharsets.UTF_8))
        .isZero();
    return true;
  }
}
