package org.jpsi.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir Path folder;

  private Path file(String header, int dataBytes) throws Exception {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    return Files.write(folder.resolve("m.safetensors"), bytes.array());
  }

  @Test
  void whatIsWrittenIsReadAgainToTheBit() {
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    arrays.put(
        "0.weight",
        new Safetensors.Array(new int[] {2, 3}, new float[] {1, -0f, Float.NaN, 1e-45f, 3e38f, 7}));
    arrays.put("0.bias \"quoted\" \n é 😀", new Safetensors.Array(new int[] {}, new float[] {42}));
    arrays.put("empty", new Safetensors.Array(new int[] {0, 5}, new float[0]));
    Path file = folder.resolve("x.safetensors");
    new Safetensors(arrays, Map.of("jpsi", "{\"a\": [1, 2]}")).write(file);
    Safetensors read = Safetensors.read(file);
    assertThat(read.metadata()).containsEntry("jpsi", "{\"a\": [1, 2]}");
    assertThat(read.arrays().keySet()).containsExactlyInAnyOrderElementsOf(arrays.keySet());
    arrays.forEach((name, array) -> {
      assertThat(read.array(name, "x").values()).isEqualTo(array.values());
      assertThat(read.array(name, "x").shape()).isEqualTo(array.shape());
    });
    assertThat(folder.resolve("x.safetensors.partial")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1152921504606846976],\"data_offsets\":[0,4]}} |"
            + " dimension",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[8,8,8,8],\"data_offsets\":[0,8]}} | does not fit",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,400]}} | offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | begins at byte 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}} | offsets",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}} | dtype F16",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
            + " | begins at byte 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | end at byte",
        "{\"a\":7} | not an object",
        "[1,2] | not an object",
        "{\"a\":1,\"a\":2} | a second time",
        "{\"__metadata__\":{\"k\":3}} | not text",
        "{\"a\" | JSON",
        "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | a"
            + " second time",
        "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}} | a second time",
        "{\"__metadata__\":[]} | not an object",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}} | dimension",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | dimension -2",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,1e3],\"data_offsets\":[0,8]}} | dimension",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8.0]}} | offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}} | offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9223372036854775808]}} |"
            + " offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,4294967296],\"data_offsets\":[0,0]}} | dimension",
        "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}} | dtype null",
        "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}} | shape",
        "{} | end at byte",
        "7 | expected a safetensors file",
      })
  void aHostileHeaderIsRefused(String header, String message) throws Exception {
    Path file = file(header.strip(), 8);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("m.safetensors")
        .hasMessageContaining(message)
        .satisfies(
            e -> assertThat(((InputException) e).problem().kind()).isEqualTo(Kind.DAMAGED_FILE));
  }

  @Test
  void aHeaderThatIsNoTextIsSaidToBeNone() throws Exception {
    byte[] bytes = {3, 0, 0, 0, 0, 0, 0, 0, '{', (byte) 0xff, '}'};
    Path file = Files.write(folder.resolve("m"), bytes);
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessage(
            "["
                + file
                + "] the file is damaged or not a model: its header is not UTF-8; train it again,"
                + " or copy it again from where it came")
        .hasCauseInstanceOf(CharacterCodingException.class);
  }

  @Test
  void aHeaderLongerThanTheFileIsRefusedWithoutAllocatingForIt() throws Exception {
    ByteBuffer bytes =
        ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE);
    Path file = Files.write(folder.resolve("m"), bytes.array());
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessageContaining("header length of 9223372036854775807 bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 57, 33_554_433, 1L << 40})
  void aHeaderOfALengthThatCannotBeIsRefused(long length) throws Exception {
    Path file = folder.resolve("m");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(length > 1000 ? 120_000_000 : 64);
      sparse.writeLong(Long.reverseBytes(length));
    }
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "header length of " + Long.toUnsignedString(length) + " bytes in a file");
  }

  private Path header(String name, int length) throws Exception {
    Path file = folder.resolve(name);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length).array());
      byte[] begin = "{\"__metadata__\":{\"x\":\"".getBytes(StandardCharsets.US_ASCII);
      byte[] end = "\"}}".getBytes(StandardCharsets.US_ASCII);
      out.write(begin);
      // escapes, of which text is made character by character, and one that is no Latin letter
      byte[] escape = "\\u03b1".getBytes(StandardCharsets.US_ASCII);
      byte[] space = {' '};
      int left = length - begin.length - end.length;
      for (; left >= escape.length; left -= escape.length) {
        out.write(escape);
      }
      for (; left > 0; left--) {
        out.write(space);
      }
      out.write(end);
    }
    return file;
  }

  @Test
  void aHeaderOfNinetySixMegabytesIsRefusedAtOnce() throws Exception {
    Path file = header("large", 96 << 20);
    long before = allocated();
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "expected a header of at most 33554432 bytes, found a header length of 100663296");
    assertThat(allocated() - before).isLessThan(1 << 20);
  }

  @Test
  void theLongestHeaderIsReadWithinFourHundredMegabytes() throws Exception {
    Path file = header("limit", 1 << 25);
    long before = allocated();
    assertThat(Safetensors.read(file).metadata().get("x")).hasSizeGreaterThan(5_000_000);
    assertThat(allocated() - before).isLessThan(400 << 20);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Test
  void aNameIsANameAndNoPath() {
    Path file = folder.resolve("m");
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    for (String name : new String[] {"../../etc/passwd", "/abs", "", "a\u0000b", "C:\\x"}) {
      arrays.put(name, new Safetensors.Array(new int[] {1}, new float[] {1}));
    }
    new Safetensors(arrays, Map.of()).write(file);
    assertThat(Safetensors.read(file).arrays().keySet())
        .containsExactlyInAnyOrderElementsOf(arrays.keySet());
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void muchMetadataIsReadAsText() throws Exception {
    String text = "x".repeat(1 << 20);
    Path file = file("{\"__metadata__\":{\"k\":\"" + text + "\"}}", 0);
    assertThat(Safetensors.read(file).metadata()).containsEntry("k", text);
  }

  @Test
  void theBytesAreThoseOfTheFormat() throws Exception {
    Path file = folder.resolve("m");
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    arrays.put("w", new Safetensors.Array(new int[] {2, 1}, new float[] {1, -2}));
    arrays.put("b", new Safetensors.Array(new int[] {}, new float[] {0.5f}));
    new Safetensors(arrays, Map.of("step", "3")).write(file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(bytes.getLong());
    assertThat(length % 8).isZero();
    byte[] header = new byte[length];
    bytes.get(header);
    String text = new String(header, StandardCharsets.UTF_8).strip();
    String digits = text.substring(27, 91);
    assertThat(text)
        .isEqualTo(
            "{\"__metadata__\":{\"sha256\":\""
                + (digits + "\",\"step\":\"3\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],")
                + ("\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[],"
                    + "\"data_offsets\":[8,12]}}"));
    byte[] zeroed = Checksum.withDigits(bytes.array(), 8 + 27, "0".repeat(64));
    byte[] expected = MessageDigest.getInstance("SHA-256").digest(zeroed);
    assertThat(digits).isEqualTo(HexFormat.of().formatHex(expected));
    assertThat(new float[] {bytes.getFloat(), bytes.getFloat(), bytes.getFloat()})
        .containsExactly(1, -2, 0.5f);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void arraysOfMoreThanOneBufferKeepTheirOrder() {
    float[] values = new float[100_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path file = folder.resolve("m");
    Safetensors.Array array = new Safetensors.Array(new int[] {100_003}, values);
    new Safetensors(Map.of("a", array), Map.of()).write(file);
    assertThat(Safetensors.read(file).array("a", "x").values()).isEqualTo(values);
  }

  @Test
  void whatNoFileCanHoldIsNotMade() {
    assertThatThrownBy(() -> new Safetensors.Array(new int[] {2, 3}, new float[5]))
        .hasMessage("Safetensors: 5 values of shape [2, 3]");
    assertThatThrownBy(() -> new Safetensors.Array(new int[] {-1, -5}, new float[5]))
        .isInstanceOf(IllegalArgumentException.class);
    Safetensors.Array one = new Safetensors.Array(new int[] {1}, new float[1]);
    assertThatThrownBy(() -> new Safetensors(Map.of("__metadata__", one), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHundredThousandBracketsAreRefusedWithoutOverflowingTheStack() throws Exception {
    Path file = file("[".repeat(100_000), 0);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("levels");
  }

  @Test
  void aHeaderThatWouldFillTheMemoryIsRefused() throws Exception {
    Path file = file("{\"__metadata__\":[" + "[],".repeat(1_100_000) + "[]]}", 0);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("more than 1000000 values");
  }

  @Test
  void anyFlippedBitIsRefused() throws Exception {
    Path file = folder.resolve("x.safetensors");
    new Safetensors(
            Map.of("a", new Safetensors.Array(new int[] {3}, new float[] {1, 2, 3})),
            Map.of("k", "v"))
        .write(file);
    byte[] good = Files.readAllBytes(file);
    assertThat(Safetensors.read(file).verified()).isTrue();
    // a damaged key of the checksum leaves a file without one, which readers of models refuse
    String header = new String(good, 8, good.length - 8 - 12, StandardCharsets.UTF_8);
    int key = 8 + header.indexOf("sha256");
    Path damaged = folder.resolve("bad");
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(damaged, bad);
      boolean inKey = bit / 8 >= key && bit / 8 < key + 6;
      try {
        boolean verified = Safetensors.read(damaged).verified();
        assertThat(inKey && !verified).as("bit %d is flipped, and the file taken", bit).isTrue();
      } catch (InputException expected) {
        assertThat(expected.message()).startsWith("[" + damaged + "]");
      }
    }
  }

  @Test
  void anyCutIsRefused() throws Exception {
    Path file = folder.resolve("x.safetensors");
    new Safetensors(Map.of("a", new Safetensors.Array(new int[] {3}, new float[3])), Map.of())
        .write(file);
    byte[] good = Files.readAllBytes(file);
    Path cut = folder.resolve("cut");
    for (int length = 0; length < good.length; length++) {
      Files.write(cut, java.util.Arrays.copyOf(good, length));
      assertThatThrownBy(() -> Safetensors.read(cut)).isInstanceOf(InputException.class);
    }
  }

  @Test
  void aFileOfOthersHasNoChecksum() throws Exception {
    assertThat(Safetensors.read(file("{\"__metadata__\":{\"k\":\"v\"}}", 0)).verified()).isFalse();
  }

  @Test
  void aSha256OfAnotherLengthIsOneOfOthers() throws Exception {
    Path file = file("{\"__metadata__\":{\"sha256\":\"v1:0\",\"k\":\"v\"}}", 0);
    Safetensors read = Safetensors.read(file);
    assertThat(read.verified()).isFalse();
    assertThat(read.metadata()).isEqualTo(Map.of("k", "v"));
  }

  @Test
  void aChecksumThatAnotherProgramKeptIsToldAsSuch() throws Exception {
    Path file = folder.resolve("x.safetensors");
    new Safetensors(Map.of("a", new Safetensors.Array(new int[] {2}, new float[] {1, 2})), Map.of())
        .write(file);
    byte[] changed = Files.readAllBytes(file);
    changed[changed.length - 1]++;
    Files.write(file, changed);
    Path spaced = file("{\"__metadata__\":{\"sha256\": \"" + "0".repeat(64) + "\"}}", 0);
    for (Path other : List.of(file, spaced)) {
      assertThatThrownBy(() -> Safetensors.read(other))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(
              "the file is damaged, or another program wrote it anew: its SHA-256")
          .hasMessageContaining("leaves `sha256` out of the metadata");
    }
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("nowhere")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no such file");
  }
}
