package org.jpsi.formats.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.formats.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tensors from files that numpy wrote (`oracles/tensors.py`), and files of ours with its bytes.
class NpyTest {
  @TempDir Path folder;

  static Stream<String> everyType() {
    return Stream.of("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1")
        .flatMap(kind ->
            Stream.of("little", "big", "fortran")
                .filter(order -> kind.charAt(1) > '1' || !order.equals("big"))
                .map(order -> kind + "-" + order));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void everyTypeIsReadInEveryOrder(String name) {
    Tensor base = Tensor.arange(24).mul(5).reshape(2, 3, 4);
    Tensor expected =
        switch (name.charAt(0)) {
          case 'f' -> base.sub(60).div(4);
          case 'i' -> base.sub(60);
          case 'u' -> base;
          default -> odd(base);
        };
    Tensor read = Npy.read(file(name));
    assertThat(read.shape()).isEqualTo(expected.shape());
    assertThat(read.toArray()).isEqualTo(expected.toArray());
  }

  private static Tensor odd(Tensor numbers) {
    float[] odd = numbers.toArray();
    for (int i = 0; i < odd.length; i++) {
      odd[i] %= 2;
    }
    return Tensor.of(odd, numbers.shape().sizes());
  }

  @Test
  void allShapesAndVersionsAreRead() {
    assertThat(Npy.read(file("scalar")).item()).isEqualTo(0.1f);
    assertThat(Npy.read(file("empty")).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(Npy.read(file("version2")).toArray()).containsExactly(1.5f, -2);
    assertThat(Npy.read(file("version3")).toArray()).containsExactly(1.5f, -2);
    assertThat(Npy.read(file("vector")).toArray())
        .containsExactly(1.5f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE);
  }

  @Test
  void largeNumbersAreRoundedOnce() {
    assertThat(Npy.read(file("large-i8")).toArray()).containsExactly(0x1p63f, -0x1p63f, 0x1p24f);
    assertThat(Npy.read(file("large-u8")).toArray())
        .containsExactly(0x1p64f, 0x1.000002p63f, 0x1p63f);
  }

  @Test
  void whatIsWrittenIsWhatNumPyWrites() throws IOException {
    for (String name : new String[] {"vector", "empty", "f4-little"}) {
      Path ours = folder.resolve("ours.npy");
      Npy.write(ours, Npy.read(file(name)));
      assertThat(ours).hasSameBinaryContentAs(file(name));
    }
    Tensor large = Tensor.normal(Shape.of(300, 101), Rng.of(1), 0);
    Path file = folder.resolve("large.npy");
    Npy.write(file, large.slice(0, 1, 300));
    assertThat(Npy.read(file).toArray()).isEqualTo(large.slice(0, 1, 300).toArray());
    Npy.write(file, Tensor.scalar(2));
    assertThat(Npy.read(file).shape()).isEqualTo(Shape.SCALAR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "text # `<U2`; save x.astype('f4')",
        "complex # `<c8`; save x.astype('f4')",
        "object # `|O`; save x.astype('f4')",
        "fields # an array with fields; save one of its fields",
      })
  void whatIsNoNumberIsRefused(String name, String found) {
    assertThatThrownBy(() -> Npy.read(file(name)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + file(name)
                + "] expected numbers of type f2, f4, f8, i1 to i8, u1 to u8 or b1, found "
                + found);
  }

  @Test
  void damagedFilesAreRefusedByWhatIsWrong() throws IOException {
    refused(
        header("'<f4'", "False", "(99999, 20000)"),
        "expected 7999920000 bytes of numbers for the shape [99999, 20000], found 4 bytes; the file"
            + " is cut short");
    refused(
        header("'<f4'", "False", "(99999, 99999, 99999)"),
        "expected at most 2^31 - 1 numbers, found the shape [99999, 99999, 99999]");
    refused(
        header("'<f4'", "False", "(1152921504606846976,)"),
        "expected sizes below 10^9, found (1152921504606846976,)");
    refused(
        header("'<f8'", "False", "()"),
        "expected 8 bytes of numbers for the shape [], found 4 bytes; the file is cut short");
    refused(
        header("'<f2'", "False", "()"),
        "expected 2 bytes of numbers for the shape [], found 4 bytes; save one array in one file");
    refused(
        header("'<f4'", "False", "(" + "1,".repeat(65) + ")"),
        "expected at most 64 axes, found 65");
    refused(header("'<f4'", "False", "(-1,)"), "expected `shape` in the header");
    refused(header("'<f4'", "Maybe", "()"), "expected `fortran_order` in the header");
    refused(header("3", "False", "()"), "expected `descr` in the header");
    byte[] good = header("'<f4'", "False", "()");
    byte[] version = good.clone();
    version[6] = 9;
    refused(version, "expected version 1, 2 or 3 of NumPy's format, found version 9");
    byte[] length = good.clone();
    length[9] = (byte) 0xFF;
    refused(length, "expected a header of at most 10000 bytes, found 65");
    refused("not an array".getBytes(StandardCharsets.US_ASCII), "found other bytes");
    assertThatThrownBy(() -> Npy.read(folder.resolve("none.npy")))
        .hasMessageEndingWith("none.npy] cannot be read: no such file or folder");
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    byte[] good = Files.readAllBytes(file("vector"));
    Path cut = folder.resolve("cut.npy");
    for (int n = 0; n < good.length; n++) {
      Files.write(cut, java.util.Arrays.copyOf(good, n));
      assertThatThrownBy(() -> Npy.read(cut)).isInstanceOf(InputException.class);
    }
  }

  @Test
  void aFileWithAnyByteFlippedIsReadOrRefused() throws IOException {
    byte[] good = Files.readAllBytes(file("f4-fortran"));
    Path flipped = folder.resolve("flipped.npy");
    for (int i = 0; i < 128; i++) {
      byte[] bytes = good.clone();
      bytes[i] ^= (byte) (1 << i % 8);
      Files.write(flipped, bytes);
      try {
        assertThat(Npy.read(flipped).count()).isLessThanOrEqualTo(96);
      } catch (InputException e) {
        assertThat(e.message()).startsWith("[" + flipped + "] ");
      }
    }
  }

  private void refused(byte[] bytes, String message) throws IOException {
    Path file = folder.resolve("wrong.npy");
    Files.write(file, bytes);
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[" + file + "] ")
        .hasMessageContaining(message);
  }

  // a file with this header and four bytes of numbers
  private static byte[] header(String type, String fortran, String shape) {
    String text =
        "{'descr': " + type + ", 'fortran_order': " + fortran + ", 'shape': " + shape + ", }\n";
    byte[] head = text.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[10 + head.length + 4];
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) head.length, 0};
    magic[9] = (byte) (head.length >> 8);
    System.arraycopy(magic, 0, bytes, 0, magic.length);
    System.arraycopy(head, 0, bytes, magic.length, head.length);
    return bytes;
  }

  private static Path file(String name) {
    return Fixtures.file("npy/" + name + ".npy");
  }
}
