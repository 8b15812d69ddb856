package org.jpsi.analysis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;

/// Small samples, and runs on them.
public final class Toy {
  /// Seconds in all, not a good network.
  public static final String QUICK =
      """
      network: {layers: [8, 4], dropout: 0.1}
      training: {epochs: 4, batch: 20}
      """;

  private Toy() {}

  /// A listener that adds the warnings of a run to a list.
  public static ProgressListener noting(List<String> notes) {
    return new ProgressListener() {
      @Override
      public void warning(String what) {
        notes.add(what);
      }
    };
  }

  /// Events of which signal (`kind` 1) has a larger `x`: unit Gaussians shifted by 1.5 in `x`.
  /// `target` is `100 + 20 (x + y) `, `w` is of both signs.
  public static Table events(int n, long seed, int kind) {
    Rng rng = Rng.of(seed);
    float[] x = new float[n];
    double[] y = new double[n];
    float[] array = new float[2 * n];
    double[] tag = new double[n];
    double[] w = new double[n];
    double[] target = new double[n];
    long[] number = new long[n];
    int[] kinds = new int[n];
    String[] words = new String[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (rng.normal(5L * i) + 1.5 * kind);
      y[i] = rng.normal(5L * i + 1);
      array[2 * i] = (float) rng.normal(5L * i + 2);
      array[2 * i + 1] = (float) rng.normal(5L * i + 3) - kind;
      tag[i] = rng.uniform(5L * i + 4);
      w[i] = i % 10 == 0 ? -0.5 : 1 + 0.25 * (i % 3);
      target[i] = 100 + 20 * (x[i] + y[i]);
      number[i] = 1_000_000_007L * (i + 1) + seed;
      kinds[i] = kind;
      words[i] = kind == 0 ? "bkg" : "sig " + kind;
    }
    List<Column> columns =
        List.of(
            NumberColumn.of("x", "GeV", x),
            NumberColumn.of("y", "", y),
            NumberColumn.of("array", "", NumberType.FLOAT32, 2, array),
            NumberColumn.of("jet1_b-tag", "1", tag),
            NumberColumn.of("w", "", w),
            NumberColumn.of("target", "MeV", target),
            NumberColumn.of("eventNumber", "", number),
            NumberColumn.of("kind", "", kinds),
            new TextColumn("word", words));
    return Table.of("toy", columns);
  }

  /// Both kinds in one table, mixed.
  public static Table mixed(int n, long seed) {
    Table both = Table.concat("toy", List.of(events(n / 2, seed, 0), events(n - n / 2, seed, 1)));
    return both.take(Rng.of(seed).child("mix").permutation(n));
  }

  public static Path write(Path file, String tree, Table table) {
    try (EventWriter writer = Tables.create(file, tree)) {
      writer.write(table);
      writer.finish();
    }
    return file;
  }

  /// Without the columns that CSV has no place for.
  public static Table flat(Table table) {
    return Table.of(
        table.origin(),
        table.columns().stream()
            .filter(c -> !(c instanceof NumberColumn n) || n.width() == 1)
            .toList());
  }

  public static Table without(Table table, String... names) {
    return Table.of(
        table.origin(),
        table.columns().stream().filter(c -> !List.of(names).contains(c.name())).toList());
  }

  /// The same table with a column in the place of the one of its name.
  public static Table with(Table table, Column column) {
    List<Column> columns = new ArrayList<>(without(table, column.name()).columns());
    columns.add(column);
    return Table.of(table.origin(), columns);
  }

  public static Path analysis(Path folder, String yaml) {
    try {
      return Files.writeString(folder.resolve("toy.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TrainService.TrainRequest request(Path analysis, Path out, String... settings) {
    return new TrainService.TrainRequest(analysis, List.of(settings), out, null, 1, false);
  }

  public static Path train(Path analysis, Path out, String... settings) {
    return TrainService.run(request(analysis, out, settings), ProgressListener.SILENT).folder();
  }

  public static Path apply(Path model, Path out, Path... events) {
    ApplyService.run(
        new ApplyService.ApplyRequest(model, List.of(events), null, out, 2, false),
        ProgressListener.SILENT);
    return out;
  }

  /// All files below a folder, by their relative names.
  public static Map<String, byte[]> files(Path folder) {
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("mvnw")) ? here : Objects.requireNonNull(here.getParent());
  }

  /// A file of the shared data; without it the test is skipped.
  public static Path data(String name) {
    String told = System.getenv("JPSI_DATA");
    Path folder = told != null ? Path.of(told) : repository().resolve("../shared/data");
    Path file = folder.resolve(name).normalize();
    assumeTrue(Files.exists(file), "no shared data: " + file + " (set JPSI_DATA)");
    return file;
  }
}
