package org.jpsi.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;
import org.jpsi.lab.sim.Generator;
import org.jpsi.lab.sim.Process;

/// The files that the pages speak of, small and made up.
final class PageData {
  private static final int EVENTS = 400;

  private PageData() {}

  /// `signal.root`, `background.root` and `data.root`, each with a tree `events`, weights of both
  /// signs in it where wanted, and `magic.csv`.
  static void higgs(Path folder, boolean negative) throws IOException {
    Table all = Generator.of(Process.HIGGS, 1).table(4 * EVENTS);
    NumberColumn process = all.numbers("process");
    for (int kind = 0; kind < 2; kind++) {
      int wanted = kind;
      int[] its = IntStream.range(0, all.rows()).filter(i -> process.value(i) == wanted).toArray();
      double[] weights = new double[its.length];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = negative && i % 10 == 0 ? -0.5 : 1.5;
      }
      String name = kind == 1 ? "signal.root" : "background.root";
      Table events = all.take(its);
      List<Column> columns = new ArrayList<>(features(events));
      columns.add(NumberColumn.of("weight", "", weights));
      write(folder.resolve(name), "events", columns);
    }
    write(folder.resolve("data.root"), "events", features(all.slice(0, 100)));
    StringBuilder csv = new StringBuilder("width,length,class\n");
    Rng rng = Rng.of(2);
    for (int i = 0; i < 2 * EVENTS; i++) {
      int kind = i % 2;
      csv.append(rng.normal(2L * i) + kind).append(',').append(rng.normal(2L * i + 1));
      csv.append(kind == 0 ? ",h\n" : ",g\n");
    }
    Files.writeString(folder.resolve("magic.csv"), csv);
  }

  private static List<Column> features(Table events) {
    return events.columns().stream()
        .filter(column -> !column.name().equals("process") && !column.name().equals("weight"))
        .toList();
  }

  /// Trees after those of TMVA's tutorials.
  static void tmva(Path folder) {
    write(folder.resolve("sig.root"), "TreeS", gaussians(1, 0.5, 1));
    write(folder.resolve("more.root"), "TreeS", gaussians(2, 0.5, 1));
    write(folder.resolve("bkg.root"), "TreeB", gaussians(3, -0.5, 0));
    write(folder.resolve("morebkg.root"), "TreeB", gaussians(4, -0.5, 0));
    write(folder.resolve("data.root"), "TreeD", gaussians(5, 0, 0).subList(0, 4));
    List<Column> mixed = new ArrayList<>();
    List<Column> signal = gaussians(6, 0.5, 1);
    List<Column> background = gaussians(7, -0.5, 0);
    Table both = Table.concat("mixed", List.of(Table.of("s", signal), Table.of("b", background)));
    mixed.addAll(both.columns());
    write(folder.resolve("mixed.root"), "TreeM", mixed);
    Rng rng = Rng.of(8);
    double[] x = new double[EVENTS];
    double[] y = new double[EVENTS];
    double[] f = new double[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      x[i] = 5 * rng.uniform(2L * i);
      y[i] = 5 * rng.uniform(2L * i + 1);
      f[i] = x[i] * x[i] + y[i];
    }
    write(
        folder.resolve("reg.root"),
        "TreeR",
        List.of(
            NumberColumn.of("var1", "", x),
            NumberColumn.of("var2", "", y),
            NumberColumn.of("fvalue", "", f)));
  }

  private static List<Column> gaussians(long seed, double mean, int type) {
    Rng rng = Rng.of(seed);
    List<Column> columns = new ArrayList<>();
    for (int v = 0; v < 4; v++) {
      double[] values = new double[EVENTS];
      for (int i = 0; i < EVENTS; i++) {
        values[i] = rng.normal(4L * i + v) + mean;
      }
      columns.add(NumberColumn.of("var" + (v + 1), v == 1 || v == 2 ? "GeV" : "", values));
    }
    double[] weights = new double[EVENTS];
    int[] numbers = new int[EVENTS];
    int[] types = new int[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      weights[i] = 1 + i % 3;
      numbers[i] = i;
      types[i] = type;
    }
    columns.add(NumberColumn.of("weight", "", weights));
    columns.add(NumberColumn.of("eventNumber", "", numbers));
    columns.add(NumberColumn.of("type", "", types));
    return columns;
  }

  private static void write(Path file, String tree, List<Column> columns) {
    try (EventWriter writer = Tables.create(file, tree)) {
      writer.write(Table.of(file.toString(), columns));
      writer.finish();
    }
  }
}
