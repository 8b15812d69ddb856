package org.jpsi.formats.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bytes of numpy/lib/format.py; numpy itself reads such a file in the oracle's test.
class NpyWriterTest {
  @TempDir Path folder;

  @Test
  void columnsBecomeTheFieldsOfAStructuredArray() throws IOException {
    Path file = folder.resolve("t.npy");
    try (EventWriter writer = Tables.create(file, "ignored")) {
      for (int i = 0; i < 2; i++) {
        writer.write(
            Table.of(
                "t",
                List.of(
                    NumberColumn.of("score", "", i + 0.5f),
                    NumberColumn.of("it's", "", NumberType.UINT16, 2, new int[] {65535, i}))));
      }
      writer.finish();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong()).isEqualTo(0x0003_5950_4D55_4E93L);
    int length = bytes.getInt();
    assertThat((12 + length) % 64).isZero();
    byte[] header = new byte[length];
    bytes.get(header);
    assertThat(new String(header, StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{'descr': [('score', '<f4'), ('it\\'s', '<u2', (2,))], 'fortran_order': False,"
                + " 'shape': (2,), }");
    assertThat(header[length - 1]).isEqualTo((byte) '\n');
    for (int i = 0; i < 2; i++) {
      assertThat(bytes.getFloat()).isEqualTo(i + 0.5f);
      assertThat(bytes.getShort()).isEqualTo((short) 65535);
      assertThat(bytes.getShort()).isEqualTo((short) i);
    }
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void textsAreRefused() {
    Table table = Table.of("t", List.of(new TextColumn("word", new String[] {"a"})));
    assertThatThrownBy(
            () -> {
              try (EventWriter writer = Tables.create(folder.resolve("t.npy"), "ignored")) {
                writer.write(table);
              }
            })
        .hasMessageEndingWith(
            "t.npy] expected numbers only, found the text column word; leave it out, or write ROOT"
                + " or CSV");
    assertThat(folder).isEmptyDirectory();
  }

  private static String header(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[bytes.getInt(8)];
    bytes.get(12, header);
    return new String(header, StandardCharsets.UTF_8).strip();
  }

  private Path write(Table... chunks) {
    Path file = folder.resolve("w.npy");
    try (EventWriter writer = Tables.create(file, "ignored")) {
      for (Table chunk : chunks) {
        writer.write(chunk);
      }
      writer.finish();
    }
    return file;
  }

  @Test
  void everyTypeHasItsLetterAndItsBytes() throws IOException {
    String[] letters = {
      "|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f4", "<f8"
    };
    for (NumberType type : NumberType.values()) {
      Object values =
          switch (type) {
            case FLOAT32 -> new float[] {1};
            case FLOAT64 -> new double[] {1};
            case UINT32, INT64, UINT64 -> new long[] {1};
            default -> new int[] {1};
          };
      Path file = write(Table.of("t", List.of(NumberColumn.of("x", "", type, 1, values))));
      String letter = header(file).replaceAll(".*\\('x', '(.*?)'\\).*", "$1");
      assertThat(letters).contains(letter);
      assertThat(NumberType.valueOf(name(letter))).isEqualTo(type);
      int start =
          12 + ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getInt(8);
      assertThat(Files.size(file) - start).isEqualTo(letter.charAt(2) - '0');
      byte[] number = Files.readAllBytes(file);
      assertThat(number[start] != 0 || number[number.length - 1] == 0x3F).isTrue();
    }
  }

  private static String name(String letter) {
    int bits = 8 * (letter.charAt(2) - '0');
    return switch (letter.charAt(1)) {
      case 'b' -> "BOOL";
      case 'i' -> "INT" + bits;
      case 'u' -> "UINT" + bits;
      default -> "FLOAT" + bits;
    };
  }

  @Test
  void aFileWithoutEventsOrColumnsIsWhole() throws IOException {
    assertThat(header(write())).isEqualTo("{'descr': [], 'fortran_order': False, 'shape': (0,), }");
    Table none = Table.of("t", List.of(NumberColumn.of("x", "", new float[0])));
    assertThat(header(write(none, none)))
        .isEqualTo("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (0,), }");
  }

  @Test
  void aRowThatIsLongerThanTheBufferIsWrittenAtOnce() throws IOException {
    int width = 20_000;
    double[] values = new double[2 * width];
    values[width] = 1;
    Table wide =
        Table.of("t", List.of(NumberColumn.of("x", "", NumberType.FLOAT64, width, values)));
    Path file = write(wide, wide);
    byte[] bytes = Files.readAllBytes(file);
    int start = bytes.length - 4 * 8 * width;
    ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(numbers.getDouble(start)).isZero();
    assertThat(numbers.getDouble(start + 8 * width)).isEqualTo(1);
    assertThat(numbers.getDouble(start + 3 * 8 * width)).isEqualTo(1);
    assertThat(header(file)).contains("(20000,)").contains("'shape': (4,)");
  }

  @Test
  void everyChunkHasTheColumnsOfTheFirst() {
    Table first = Table.of("t", List.of(NumberColumn.of("x", "", 1f)));
    Table other = Table.of("other", List.of(NumberColumn.of("x", "", 1.0)));
    assertThatThrownBy(() -> write(first, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("other: a chunk with other columns than the first");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anArrayFileIsKnownByItsFirstBytesAndOnlyWritten() throws IOException {
    NpyFormat format = new NpyFormat();
    byte[] head = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    assertThat(format.recognizes(head)).isTrue();
    for (int i = 0; i < 4; i++) {
      byte[] other = head.clone();
      other[i]++;
      assertThat(format.recognizes(other)).isFalse();
    }
    assertThat(format.recognizes(Arrays.copyOf(head, 5))).isFalse();
    assertThat(format.readable()).isFalse();
    Path file = write();
    assertThatThrownBy(() -> Tables.trees(file))
        .hasMessage(
            "["
                + file
                + "] events are not read from NPY files; convert it to ROOT or CSV; from Java,"
                + " `Npy.read` gives its tensor");
  }
}
