package org.jpsi.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.train.TrainingState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What we write, read by uproot, numpy, safetensors and real ROOT. Needs a Python with
/// `oracles/requirements.txt`, named by the environment's `JPSI_PYTHON`; skipped without, but not
/// in CI.
@Tag("oracle")
class OracleTest {
  @TempDir Path folder;

  static List<String> python(String... arguments) throws IOException, InterruptedException {
    String python = System.getenv("JPSI_PYTHON");
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(python != null, "no Python with ROOT and uproot: set JPSI_PYTHON");
    }
    assertThat(python).as("JPSI_PYTHON, in CI").isNotNull();
    List<String> command = new ArrayList<>(List.of(python));
    command.add(Fixtures.repository().resolve("oracles/read_by_root.py").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain("Error in <", "Warning in <");
    return output.lines().toList();
  }

  private Path write(String name, String tree, Table table) {
    Path file = folder.resolve(name);
    try (EventWriter writer = Tables.create(file, tree)) {
      writer.write(table);
      writer.finish();
    }
    return file;
  }

  /// As the script prints it.
  private static String line(String reader, Column column) throws NoSuchAlgorithmException {
    String kind = column.typeName().replaceAll("\\[.*", "");
    byte[] bytes =
        switch (column) {
          case NumberColumn numbers -> bytes(numbers);
          case TextColumn words -> {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < words.rows(); i++) {
              all.add(words.value(i));
            }
            yield String.join("\n", all).getBytes(StandardCharsets.UTF_8);
          }
          case JaggedColumn jagged -> throw new IllegalArgumentException(jagged.typeName());
        };
    int width = column instanceof NumberColumn numbers ? numbers.width() : 1;
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    return String.join("\t", reader, column.name(), kind, "" + column.rows() * width, digest);
  }

  private static byte[] bytes(NumberColumn column) {
    ByteBuffer buffer =
        ByteBuffer.allocate(8 * column.rows() * column.width()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < column.rows(); i++) {
      for (int k = 0; k < column.width(); k++) {
        switch (column.type()) {
          case FLOAT32 -> buffer.putFloat((float) column.value(i, k));
          case FLOAT64 -> buffer.putDouble(column.value(i, k));
          case BOOL, INT8, UINT8 -> buffer.put((byte) column.integer(i, k));
          case INT16, UINT16 -> buffer.putShort((short) column.integer(i, k));
          case INT32, UINT32 -> buffer.putInt((int) column.integer(i, k));
          case INT64, UINT64 -> buffer.putLong(column.integer(i, k));
        }
      }
    }
    return java.util.Arrays.copyOf(buffer.array(), buffer.position());
  }

  @Test
  void uprootAndRootReadEveryTypeToTheBit() throws Exception {
    Table table = Fixtures.everyType(34_000);
    List<String> lines = python(write("t.root", "events", table).toString(), "events");
    for (Column column : table.columns()) {
      assertThat(lines).contains(line("uproot", column), line("root", column));
    }
    long sum = 0;
    long positive = 0;
    for (int i = 0; i < table.rows(); i++) {
      long value = table.numbers("a_int16").integer(i, 0);
      sum += value;
      // the 100 first events are scanned, each with the three numbers of its vector
      positive += i < 100 && value > 0 ? 3 : 0;
    }
    assertThat(lines).contains("frame\t34000\t" + sum, "scan\t" + positive);
  }

  @Test
  void rootReadsATreeWithoutEvents() throws Exception {
    List<String> lines =
        python(write("t.root", "events", Fixtures.everyType(0)).toString(), "events");
    assertThat(lines).contains("frame\t0\t0");
  }

  @Test
  void scoresAreAFriendOfTheirEvents() throws Exception {
    int n = 50_000;
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = i / 8f;
    }
    Path events =
        write("events.root", "events", Table.of("t", List.of(NumberColumn.of("x", "GeV", x))));
    Path scores =
        write(
            "scores.root",
            "scores",
            Table.of(
                "t",
                List.of(
                    NumberColumn.of("score", "1", x),
                    NumberColumn.of("selected", "", NumberType.BOOL, 1, new int[n]))));
    assertThat(python(scores.toString(), "scores", events.toString(), "events"))
        .contains("friend\t" + n + "\t0.0");
  }

  @Test
  void numpyReadsNpyByName() throws Exception {
    Table every = Fixtures.everyType(1000);
    Table table =
        Table.of("t", every.columns().stream().filter(c -> c instanceof NumberColumn).toList());
    List<String> lines = python(write("t.npy", "ignored", table).toString());
    for (Column column : table.columns()) {
      assertThat(lines).contains(line("numpy", column));
    }
  }

  @Test
  void whatIsSavedOfATrainingIsReadByPyTorchsLibrary() throws Exception {
    Sequential net = Sequential.of(Linear.of(3, 4), BatchNorm.of(4), Linear.of(4, 1));
    net.initialize(Rng.of(1));
    Parameters parameters = Parameters.of(net.parameters());
    Optimizer.State adam = new Adam(1e-3).start(parameters.size());
    adam.step(parameters, parameters.values().clone());
    Path file = folder.resolve("state.safetensors");
    TrainingState.save(file, net, parameters, adam);
    List<String> lines = python(file.toString());
    assertThat(lines)
        .anyMatch(
            line -> line.matches("metadata\t\\[\\('sha256', '[0-9a-f]{64}'\\), \\('step', '1'\\)]"))
        .contains(
            "shape\t0.weight\t(4, 3)",
            "shape\t1.running_var\t(4,)",
            "shape\toptimizer.second.2.weight\t(1, 4)");
    for (Parameter parameter : net.parameters()) {
      Column column = NumberColumn.of(parameter.name(), "", parameter.tensor().toArray());
      assertThat(lines).contains(line("safetensors", column));
    }
  }
}
