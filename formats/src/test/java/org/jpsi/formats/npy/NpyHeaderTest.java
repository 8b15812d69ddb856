package org.jpsi.formats.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.formats.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Headers of every kind, sound and damaged, against what numpy makes of them (`oracles/npy.py`).
class NpyHeaderTest {
  private static final String NUMBER = "[<>|](f[248]|[iu][1248]|b1)";
  // types that are no numbers or whose order depends on the machine, and entries given twice
  private static final Pattern STRICTER =
      Pattern.compile("expected numbers of type|expected a header of .* each once");

  @TempDir Path folder;

  private static byte[] file(int version, String header, int numbers) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(12 + text.length + numbers).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      bytes.putShort((short) text.length);
    } else {
      bytes.putInt(text.length);
    }
    bytes.put(text);
    return Arrays.copyOf(bytes.array(), bytes.position() + numbers);
  }

  private Tensor read(byte[] bytes) throws IOException {
    return Npy.read(Files.write(folder.resolve("t.npy"), bytes));
  }

  private String verdict(int version, String header, int numbers) throws IOException {
    try {
      return "shape " + Arrays.toString(read(file(version, header, numbers)).shape().sizes());
    } catch (InputException e) {
      return String.valueOf(e.getMessage()).replaceFirst("\\[.*?] ", "");
    }
  }

  @Test
  void headersAreReadAsNumpyReadsThem() throws IOException {
    List<String> different = new ArrayList<>();
    int sound = 0;
    for (String line : Files.readAllLines(Fixtures.file("npy/headers.tsv"))) {
      String[] cells = line.split("\t", -1);
      String header = cells[1].replace("\\n", "\n").replace("\\'", "'");
      int version = Integer.parseInt(cells[0]);
      if (cells[2].equals("refused")) {
        // 24 bytes are what most of them would have
        for (int numbers : new int[] {8, 24}) {
          String ours = verdict(version, header, numbers);
          if (ours.startsWith("shape")) {
            different.add(line + " -> " + ours);
          }
        }
        continue;
      }
      String[] told = cells[2].split(" ", -1);
      int[] shape =
          Arrays.stream(told[2].split(","))
              .filter(size -> !size.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      int bytes = told[0].matches(NUMBER) ? told[0].charAt(2) - '0' : 4;
      String ours = verdict(version, header, Arrays.stream(shape).reduce(bytes, (a, b) -> a * b));
      if (ours.equals("shape " + Arrays.toString(shape))) {
        sound++;
      } else if (!STRICTER.matcher(ours).lookingAt()) {
        different.add(line + " -> " + ours);
      }
    }
    assertThat(different).isEmpty();
    assertThat(sound).isGreaterThan(45);
  }

  @Test
  void whatAHeaderLacksOrHasTwiceIsTold() throws IOException {
    String rest = "'fortran_order': False, 'shape': (2,), }";
    assertThat(verdict(1, "{'descr': '<f4', " + rest, 8)).isEqualTo("shape [2]");
    assertThat(verdict(1, "{'descr': '=f4', " + rest, 8))
        .isEqualTo(
            "expected numbers of type f2, f4, f8, i1 to i8, u1 to u8 or b1, found `=f4`; save"
                + " x.astype('f4')");
    String twice = "{'descr': '<f4', 'descr': '<f8', " + rest;
    assertThat(verdict(1, twice, 8))
        .isEqualTo(
            "expected a header of `descr`, `fortran_order` and `shape`, each once, found " + twice);
    String number = "{'descr': '<f4', 'fortran_order': False, 'shape': (2)}";
    assertThat(verdict(1, number, 8)).isEqualTo("expected a tuple of sizes, found (2)");
    assertThat(verdict(1, number.replace("(2)", "(1,2,,3)"), 8))
        .isEqualTo("expected sizes below 10^9, found (1,2,,3)");
    assertThat(verdict(1, number.replace("(2)", "(1000000000,)"), 8))
        .isEqualTo("expected sizes below 10^9, found (1000000000,)");
    assertThat(verdict(1, "{}", 8)).isEqualTo("expected `descr` in the header, found {}");
  }

  @Test
  void theLongestHeaderHasTenThousandBytes() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
    String longest = header + " ".repeat(10_000 - header.length());
    for (int version = 1; version <= 3; version++) {
      assertThat(verdict(version, longest, 8)).isEqualTo("shape [2]");
      assertThat(verdict(version, longest + " ", 8))
          .isEqualTo("expected a header of at most 10000 bytes, found 10001 bytes");
    }
    byte[] huge = file(2, header, 8);
    Arrays.fill(huge, 8, 12, (byte) 0xFF);
    assertThatThrownBy(() -> read(huge))
        .hasMessageEndingWith("expected a header of at most 10000 bytes, found 4294967295 bytes");
  }

  @Test
  void asManyNumbersFollowAsTheShapeHas() throws IOException {
    String header = "{'descr': '>f8', 'fortran_order': False, 'shape': (3, 1), }";
    assertThat(verdict(1, header, 24)).isEqualTo("shape [3, 1]");
    assertThat(verdict(1, header, 23))
        .isEqualTo(
            "expected 24 bytes of numbers for the shape [3, 1], found 23 bytes; the file is cut"
                + " short");
    assertThat(verdict(1, header, 25))
        .isEqualTo(
            "expected 24 bytes of numbers for the shape [3, 1], found 25 bytes; save one array in"
                + " one file");
    String largest = header.replace("3, 1", "2147483647, 1").replace("2147483647", "214748364, 10");
    assertThat(verdict(1, largest, 0)).startsWith("expected 17179869120 bytes of numbers");
    assertThat(verdict(1, largest.replace("10, 1", "10, 2"), 0))
        .isEqualTo("expected at most 2^31 - 1 numbers, found the shape [214748364, 10, 2]");
  }

  @Test
  void numbersOfManyBuffersAreReadInOrder() throws IOException {
    int n = 50_000;
    for (int bytes : new int[] {1, 2, 4, 8}) {
      String header =
          "{'descr': '>i" + bytes + "', 'fortran_order': False, 'shape': (" + n + ",), }";
      byte[] file = file(1, header, n * bytes);
      for (int i = 0; i < n; i++) {
        file[file.length - (n - i) * bytes + bytes - 1] = (byte) (i % 100);
      }
      float[] expected = new float[n];
      for (int i = 0; i < n; i++) {
        expected[i] = i % 100;
      }
      assertThat(read(file).toArray()).isEqualTo(expected);
    }
  }
}
