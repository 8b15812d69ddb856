package org.jpsi.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.root.SparseFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists that we write, read by uproot, by RDataFrame and by TTree::Draw.
@Tag("oracle")
class ListsOracleTest {
  private static final List<String> KEYWORDS = List.of("root", "root-vectors");
  private static final List<String> ODD =
      List.of("Jet.pt", "jet pt/GeV", "é\u20ac", "x[0]", "2x", "a-b", "n", "_", "(x+y)*2", "x{y}");

  @TempDir Path folder;

  /// What is read of each table, written with lists as arrays and as vectors.
  private Map<String, List<String>> read(Map<String, Table> tables) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--lists", "events"));
    for (String keyword : KEYWORDS) {
      for (Map.Entry<String, Table> table : tables.entrySet()) {
        Path file = folder.resolve(table.getKey() + "." + keyword + ".root");
        try (EventWriter writer = Tables.create(file, "events", Optional.of(keyword))) {
          writer.write(table.getValue());
          writer.finish();
        }
        arguments.add(file.toString());
      }
    }
    Path sparse = folder.resolve("sparse.root");
    SparseFile.write(sparse, "events", sparse());
    arguments.add(sparse.toString());
    Path ntuple = folder.resolve("ntuple.root");
    try (EventWriter writer = Tables.create(ntuple, "events", Optional.of("rntuple"))) {
      writer.write(Lists.everyType(1000));
      writer.finish();
    }
    arguments.add(ntuple.toString());
    Map<String, List<String>> lines = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : OracleTest.python(arguments.toArray(String[]::new))) {
      if (line.startsWith("file\t")) {
        current = new ArrayList<>();
        lines.put(Path.of(line.substring(5)).getFileName().toString(), current);
      }
      current.add(line);
    }
    return lines;
  }

  /// As the script prints it: the lengths at each level, then the values as float64.
  private static String line(String reader, Column column) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    Column at = column;
    while (at instanceof JaggedColumn list) {
      for (int i = 0; i < list.rows(); i++) {
        digest.update(bytes(8).putLong(list.count(i)).array());
      }
      at = list.items();
    }
    // without any, the script cannot tell
    boolean text = at instanceof TextColumn && at.rows() > 0;
    int values = at.rows();
    if (at instanceof NumberColumn numbers) {
      for (int i = 0; numbers.width() > 1 && i < numbers.rows(); i++) {
        digest.update(bytes(8).putLong(numbers.width()).array());
      }
      for (double value : numbers.toDoubles()) {
        digest.update(bytes(8).putDouble(value).array());
      }
      values *= numbers.width();
    } else if (at instanceof TextColumn texts) {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < texts.rows(); i++) {
        words.add(texts.value(i));
      }
      digest.update(String.join("\n", words).getBytes(StandardCharsets.UTF_8));
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    return String.join("\t", reader, column.name(), text ? "text" : "list", "" + values, hash);
  }

  /// As TTree::Draw has it.
  private static String drawn(Column column) {
    Column at = column;
    while (at instanceof JaggedColumn list) {
      at = list.items();
    }
    double[] values = ((NumberColumn) at).toDoubles();
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return String.format(Locale.ROOT, "draw\t%s\t%d\t%.1f", column.name(), values.length, sum);
  }

  private static ByteBuffer bytes(int n) {
    return ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void listsAreReadByUprootAndRoot() throws Exception {
    Map<String, Table> tables = new LinkedHashMap<>();
    tables.put("every", Lists.everyType(1000));
    tables.put("none", Lists.everyType(0).select(List.of("L_a_int16", "LL_a_float32")));
    tables.put("empty", empty());
    tables.put("long", longLists());
    tables.put("odd", Table.of("t", ODD.stream().map(n -> Lists.floats(n, 100, 0)).toList()));
    Map<String, List<String>> read = read(tables);
    for (String keyword : KEYWORDS) {
      tables.forEach((name, table) -> {
        List<String> lines = read.getOrDefault(name + "." + keyword + ".root", List.of());
        for (Column column : table.columns()) {
          if (column instanceof JaggedColumn) {
            // ROOT's Python does not read lists of char, of its own files neither
            boolean chars = column.name().endsWith("_int8") || column.name().equals("LL_a_uint8");
            assertThat(lines)
                .as(name + " " + keyword)
                .contains(line("uproot", column), line(chars ? "uproot" : "root", column));
          }
          if (List.of("x", "y", "L_a_int16", "LL_a_int32").contains(column.name())) {
            assertThat(lines).as(name + " " + keyword).contains(drawn(column));
          }
        }
      });
    }
    Table every = Lists.everyType(1000);
    for (Column column : every.columns()) {
      if (column instanceof JaggedColumn) {
        boolean chars = column.name().endsWith("int8");
        assertThat(read.getOrDefault("ntuple.root", List.of()))
            .contains(line("uproot", column), line(chars ? "uproot" : "root", column));
      }
    }
    Column beyond = sparse().column("x");
    assertThat(read.getOrDefault("sparse.root", List.of()))
        .contains(line("uproot", beyond), line("root", beyond), drawn(beyond));
  }

  /// Half of it is beyond 4 GB.
  private static Table sparse() {
    return Table.of("t", List.of(Lists.floats("x", 80_000, 0)));
  }

  private static Table empty() {
    return Table.of(
        "t",
        List.of(
            JaggedColumn.of("x", new int[4], NumberColumn.of("x", "", new float[0])),
            JaggedColumn.of("w", new int[4], new TextColumn("w", new String[0]))));
  }

  /// A list longer than a basket, and an event of a hundred thousand lists.
  private static Table longLists() {
    double[] values = new double[1_500_000];
    Arrays.setAll(values, i -> i % 1000);
    int[] inner = new int[100_001];
    Arrays.setAll(inner, i -> i / 2);
    int[] offsets = {0, 1, 1_499_999, 1_500_000};
    Column lists = JaggedColumn.of("y", inner, NumberColumn.of("y", "", new int[50_000]));
    return Table.of(
        "t",
        List.of(
            JaggedColumn.of("x", offsets, NumberColumn.of("x", "", values)),
            JaggedColumn.of("y", new int[] {0, 0, 100_000, 100_000}, lists)));
  }
}
