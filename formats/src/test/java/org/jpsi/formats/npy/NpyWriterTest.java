package org.jpsi.formats.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
