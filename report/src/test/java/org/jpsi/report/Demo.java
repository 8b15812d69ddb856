package org.jpsi.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes reports of made-up runs, to be looked at: `Demo FOLDER`.
final class Demo {
  private Demo() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(folder.resolve("binary"), ToyRuns.binary(200_000, 28, 1.3, 0, false, false));
    write(folder.resolve("signed"), ToyRuns.binary(20_000, 8, 1.3, 0.5, true, true));
    write(folder.resolve("multiclass"), ToyRuns.multiclass(8_000));
    write(folder.resolve("regression"), ToyRuns.regression(8_000));
  }

  private static void write(Path folder, ReportData run) throws IOException {
    long start = System.nanoTime();
    Report report = Report.of(run);
    report.write(Files.createDirectories(folder));
    long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    System.out.printf(
        "%s: %.2f s, %d figures, %d kB, heap in use %d MB%n  %s%n",
        folder.getFileName(),
        (System.nanoTime() - start) / 1e9,
        report.figures().size(),
        report.html().length() / 1000,
        used >> 20,
        report.headline());
  }
}
