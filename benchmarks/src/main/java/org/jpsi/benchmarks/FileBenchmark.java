package org.jpsi.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.parallel.ThreadBudget;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;
import org.jspecify.annotations.Nullable;

/// Benchmark of ROOT files: reading flat and jagged columns by each compression algorithm, and
/// writing. `peers/files.py` makes the files, and is uproot's side.
final class FileBenchmark {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final List<String> FLAT = IntStream.range(0, 22).mapToObj(i -> "x" + i).toList();
  private static final List<String> FEW =
      IntStream.range(0, 10).mapToObj(i -> "f" + 160 * i).toList();
  private static final List<String> JAGGED =
      List.of("Jet_pt", "Jet_eta", "Jet_phi", "Jet_mass", "Muon_pt");

  private FileBenchmark() {}

  /// Columns that were read, or null where something was written.
  private interface Job {
    @Nullable Table run();
  }

  static void run(Path folder, Settings settings) {
    ThreadBudget.set("--threads", settings.threads());
    System.out.println("case,wall_s,cpu_s,values,xor");
    cases(folder)
        .forEach((name, job) -> {
          if (name.contains(settings.only())) {
            measure(name, job, settings);
          }
        });
  }

  private static Map<String, Job> cases(Path folder) {
    Map<String, Job> cases = new LinkedHashMap<>();
    for (String codec : List.of("none", "zlib", "lz4", "zstd", "lzma")) {
      Path file = folder.resolve("flat-" + codec + ".root");
      cases.put("read " + codec, () -> Tables.read(file, "t", FLAT));
    }
    cases.put("10 of 1600 branches", () -> Tables.read(folder.resolve("branches.root"), "t", FEW));
    cases.put("5 jagged", () -> Tables.read(folder.resolve("jagged.root"), "t", JAGGED));
    List<Table> data = new ArrayList<>();
    cases.put("write lz4", () -> write(folder, data));
    return cases;
  }

  private static @Nullable Table write(Path folder, List<Table> data) {
    if (data.isEmpty()) {
      data.add(Tables.read(folder.resolve("flat-none.root"), "t", FLAT));
    }
    try (EventWriter out = Tables.create(folder.resolve("written-jpsi.root"), "t")) {
      out.write(data.getFirst());
      out.finish();
    }
    return null;
  }

  /// The least time of all calls, of the clock and of all threads of the process.
  private static void measure(String name, Job job, Settings settings) {
    String values = bits(job.run());
    long end = System.nanoTime() + (long) (settings.warmup() * 1e9);
    while (System.nanoTime() < end) {
      job.run();
    }
    long wall = Long.MAX_VALUE;
    long cpu = Long.MAX_VALUE;
    end = System.nanoTime() + (long) (settings.seconds() * 1e9);
    while (System.nanoTime() < end) {
      long wallBefore = System.nanoTime();
      long cpuBefore = PROCESS.getProcessCpuTime();
      job.run();
      wall = Math.min(wall, System.nanoTime() - wallBefore);
      cpu = Math.min(cpu, PROCESS.getProcessCpuTime() - cpuBefore);
    }
    System.out.printf(Locale.ROOT, "%s,%.4f,%.4f,%s%n", name, wall / 1e9, cpu / 1e9, values);
  }

  private static String bits(@Nullable Table table) {
    int xor = 0;
    long size = 0;
    for (Column column : table == null ? List.<Column>of() : table.columns()) {
      Column items = column instanceof JaggedColumn jagged ? jagged.items() : column;
      for (float value : (float[]) ((NumberColumn) items).array()) {
        xor ^= Float.floatToRawIntBits(value);
        size++;
      }
    }
    return String.format(Locale.ROOT, "%d,%08x", size, xor);
  }
}
