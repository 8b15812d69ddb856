package org.jpsi.formats.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHashFactory;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.DeltaOptions;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Compressed records, whose streams the JDK and well-kept libraries made, sound and with one thing
/// wrong.
class RootCompressionTest {
  private static final byte[] TEXT =
      "a text that is long enough to be compressed, compressed and compressed again"
          .getBytes(StandardCharsets.US_ASCII);

  private static byte[] block(String letters, int size, byte[] stream) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(letters.getBytes(StandardCharsets.US_ASCII));
    out.write(1);
    for (int length : new int[] {stream.length, size}) {
      out.write(length);
      out.write(length >> 8);
      out.write(length >> 16);
    }
    out.writeBytes(stream);
    return out.toByteArray();
  }

  private static byte[] zlib(byte[] plain, boolean bare) {
    Deflater deflater = new Deflater(9, bare);
    deflater.setInput(plain);
    deflater.finish();
    byte[] out = new byte[plain.length + 100];
    int n = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, n);
  }

  private static byte[] xz(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(0))) {
      xz.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] lz4(byte[] plain) {
    return signed(LZ4Factory.safeInstance().fastCompressor().compress(plain));
  }

  /// With the checksum before it, high byte first.
  private static byte[] signed(byte[] stream) {
    long checksum = XXHashFactory.safeInstance().hash64().hash(stream, 0, stream.length, 0);
    byte[] signed = new byte[8 + stream.length];
    for (int i = 0; i < 8; i++) {
      signed[i] = (byte) (checksum >>> 56 - 8 * i);
    }
    System.arraycopy(stream, 0, signed, 8, stream.length);
    return signed;
  }

  private static byte[] stream(String letters) throws IOException {
    return switch (letters) {
      case "ZL" -> zlib(TEXT, false);
      case "CS" -> zlib(TEXT, true);
      case "XZ" -> xz(TEXT);
      default -> lz4(TEXT);
    };
  }

  private static byte[] decompress(byte[] data, int plain) throws IOException {
    return RootCompression.decompress(data, 0, data.length, plain, new byte[0]);
  }

  private static void refused(byte[] data, int plain, String message) {
    assertThatThrownBy(() -> decompress(data, plain))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZL", "CS", "XZ", "L4"})
  void blocksAreUndoneOneAfterTheOther(String letters) throws IOException {
    byte[] one = block(letters, TEXT.length, stream(letters));
    ByteArrayOutputStream three = new ByteArrayOutputStream();
    three.write(99);
    for (int i = 0; i < 3; i++) {
      three.writeBytes(one);
    }
    three.write(99);
    byte[] plain =
        RootCompression.decompress(
            three.toByteArray(), 1, 3 * one.length, 3 * TEXT.length, new byte[0]);
    for (int i = 0; i < 3; i++) {
      assertThat(Arrays.copyOfRange(plain, i * TEXT.length, (i + 1) * TEXT.length)).isEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ZL, a zlib stream ends too early",
    "CS, a zlib stream ends too early",
    "XZ, an LZMA stream has another length than it says",
    "L4, an LZ4 block has another length than it says"
  })
  void aBlockThatHoldsLessThanItSaysIsRefused(String letters, String message) throws IOException {
    refused(block(letters, TEXT.length + 1, stream(letters)), TEXT.length + 1, message);
  }

  @ParameterizedTest
  @CsvSource({
    "ZL, a zlib stream is longer than it says",
    "CS, a zlib stream is longer than it says",
    "XZ, an LZMA stream has another length than it says",
    "L4, an LZ4 block is damaged"
  })
  void aBlockThatHoldsMoreThanItSaysIsRefused(String letters, String message) throws IOException {
    refused(block(letters, TEXT.length - 1, stream(letters)), TEXT.length - 1, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZL", "XZ", "L4"})
  void oneOtherBitInAStreamIsFound(String letters) throws IOException {
    byte[] stream = stream(letters);
    int refused = 0;
    for (int bit = 0; bit < 8 * stream.length; bit++) {
      byte[] flipped = stream.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        byte[] plain = decompress(block(letters, TEXT.length, flipped), TEXT.length);
        // some bits before the end of a byte have no meaning
        assertThat(plain).as("bit %d", bit).isEqualTo(TEXT);
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(8 * stream.length - 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZL", "CS", "XZ", "L4"})
  void aStreamThatIsCutAnywhereIsRefused(String letters) throws IOException {
    byte[] stream = stream(letters);
    for (int n = 0; n < stream.length; n++) {
      byte[] data = block(letters, TEXT.length, Arrays.copyOf(stream, n));
      assertThatThrownBy(() -> decompress(data, TEXT.length), "at %d", n)
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"L4", "CS"})
  void aChangedStreamThatNoChecksumGivesAwayIsUndoneOrRefused(String letters) throws IOException {
    byte[] sound = letters.equals("L4") ? lz4(TEXT) : stream(letters);
    int head = letters.equals("L4") ? 8 : 0;
    Rng rng = Rng.of(2);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] changed = Arrays.copyOfRange(sound, head, sound.length);
      for (int k = 0; k <= i % 3; k++) {
        changed[rng.integer(changed.length, 10L * i + k)] = (byte) rng.bits(10L * i + k + 5);
      }
      byte[] data = block(letters, TEXT.length, head > 0 ? signed(changed) : changed);
      try {
        assertThat(decompress(data, TEXT.length)).hasSize(TEXT.length);
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("an LZ4 block (is|has) .*|a zlib stream .*");
        refused++;
      }
    }
    assertThat(refused).isBetween(300, 2900);
  }

  @Test
  void theMessageNamesWhatIsWrongInAStream() throws IOException {
    byte[] zlib = zlib(TEXT, false);
    zlib[zlib.length - 1] ^= 1;
    refused(block("ZL", TEXT.length, zlib), TEXT.length, "a zlib stream is damaged");
    byte[] lz4 = lz4(TEXT);
    lz4[0] ^= 1;
    refused(block("L4", TEXT.length, lz4), TEXT.length, "the checksum of an LZ4 block is wrong");
    refused(block("L4", 20, new byte[7]), 20, "an LZ4 block ends too early");
    // a copy from before the beginning, rightly signed
    byte[] copy = signed(new byte[] {0x10, 'a', 9, 0, 0x50, 'b', 'c', 'd', 'e', 'f'});
    refused(block("L4", 10, copy), 10, "an LZ4 block is damaged");
    refused(block("ZS", 4, new byte[20]), 4, "a ZSTD frame does not begin as one");
  }

  @ParameterizedTest(name = "a dictionary of code {0}")
  @ValueSource(ints = {0, 28, 29, 40})
  void anLzmaDictionaryTakesNoMoreMemoryThanComesOut(int code) throws IOException {
    // 40 means 4 GB; 28, 64 MB, is that of the highest preset
    byte[] block = block("XZ", TEXT.length, dictionary(xz(TEXT), code));
    decompress(block, TEXT.length);
    long before = allocated();
    assertThat(decompress(block, TEXT.length)).isEqualTo(TEXT);
    assertThat(allocated() - before).isLessThan(1 << 20);
  }

  @Test
  void aDictionaryLargerThanTheDataIsRefusedWhereItIsNotThatOfOnePlainFilter() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FilterOptions[] filters = {new DeltaOptions(), new LZMA2Options(6)};
    try (XZOutputStream xz = new XZOutputStream(out, filters)) {
      xz.write(TEXT);
    }
    byte[] block = block("XZ", TEXT.length, out.toByteArray());
    long before = allocated();
    assertThatThrownBy(() -> decompress(block, TEXT.length))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("KiB of memory would be needed");
    assertThat(allocated() - before).isLessThan(1 << 20);
  }

  @Test
  void aHeaderOfAnLzmaStreamThatDoesNotMatchItsChecksumIsRefused() throws IOException {
    byte[] stream = dictionary(xz(TEXT), 30);
    stream[16] = 31;
    assertThatThrownBy(() -> decompress(block("XZ", TEXT.length, stream), TEXT.length))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZS", "XZ"})
  void ofAGigabyteThatIsClaimedOneBlockIsAllocatedBeforeTheFirstIsSeenToBeFalse(String letters)
      throws IOException {
    int size = 0xFFFFFF;
    byte[] lie = block(letters, size, letters.equals("XZ") ? xz(TEXT) : new byte[20]);
    int blocks = 60;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < blocks; i++) {
      all.writeBytes(lie);
    }
    long before = allocated();
    assertThatThrownBy(() -> decompress(all.toByteArray(), blocks * size))
        .isInstanceOf(IOException.class);
    // the array of the block, and for LZMA its dictionary
    assertThat(allocated() - before).isLessThan(3L * size);
  }

  @Test
  void whatIsPackedAThousandTimesIsUnpackedAsBefore() throws IOException {
    byte[] one = block("ZL", 1 << 22, zlib(new byte[1 << 22], false));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 12; i++) {
      all.writeBytes(one);
    }
    all.writeBytes(block("ZL", TEXT.length, zlib(TEXT, false)));
    int plain = (12 << 22) + TEXT.length;
    long before = allocated();
    byte[] out = decompress(all.toByteArray(), plain);
    assertThat(allocated() - before).as("bytes allocated").isLessThan(3L * plain);
    assertThat(out).hasSize(plain);
    assertThat(Arrays.copyOfRange(out, 12 << 22, plain)).isEqualTo(TEXT);
    for (int i = 0; i < 12 << 22; i += 4099) {
      assertThat(out[i]).isZero();
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /// Sets the dictionary's size in the header of the first block, which has a checksum of its own.
  private static byte[] dictionary(byte[] xz, int code) {
    byte[] other = xz.clone();
    int header = 12;
    int length = 4 * (xz[header] + 1);
    other[header + 4] = (byte) code;
    CRC32 crc = new CRC32();
    crc.update(other, header, length - 4);
    for (int i = 0; i < 4; i++) {
      other[header + length - 4 + i] = (byte) (crc.getValue() >>> 8 * i);
    }
    return other;
  }

  @Test
  void lengthsThatCannotBeAreFoundBeforeAnythingIsAllocated() {
    byte[] few = new byte[100];
    int limit = 1032 * few.length + 64;
    refused(block("ZL", limit + 1, few), limit + 1, "a block of ZLIB claims impossible lengths");
    refused(
        block("CS", limit + 1, few), limit + 1, "a block of old ROOT claims impossible lengths");
    refused(block("L4", 25_501, few), 25_501, "a block of LZ4 claims impossible lengths");
    refused(block("ZS", 0, few), 1, "a block of ZSTD claims impossible lengths");
    byte[] beyond = block("ZS", 10, few);
    assertThatThrownBy(
            () -> RootCompression.decompress(beyond, 0, beyond.length - 1, 10, new byte[0]))
        .hasMessage("a block of ZSTD claims impossible lengths");
  }

  @Test
  void theLongestRunsThereCanBeAreNotImpossible() throws IOException {
    byte[] run = new byte[4_000_000];
    byte[] packed = RootCompression.compress(run, run.length);
    assertThat(run.length / packed.length).isGreaterThan(250);
    assertThat(decompress(packed, run.length)).isEqualTo(run);
    byte[] deflated = zlib(run, false);
    assertThat(run.length / deflated.length).isGreaterThan(1020);
    assertThat(decompress(block("ZL", run.length, deflated), run.length)).isEqualTo(run);
  }

  @Test
  void blocksThatHoldTooMuchOrTooLittleAreRefused() {
    byte[] data = block("ZL", TEXT.length, zlib(TEXT, false));
    refused(
        data,
        TEXT.length - 1,
        "its blocks hold " + TEXT.length + " bytes instead of " + (TEXT.length - 1));
    refused(data, TEXT.length + 1, "ends too early");
    refused(Arrays.copyOf(data, 8), 1, "ends too early");
    assertThat(zlib(TEXT, false)).hasSizeLessThan(TEXT.length);
  }

  @ParameterizedTest
  @CsvSource({"ZL, ZLIB", "XZ, LZMA", "L4, LZ4", "ZS, ZSTD", "CS, old ROOT", "zl, unknown"})
  void twoLettersNameTheCompression(String letters, String name) {
    assertThat(RootCompression.name(letters.getBytes(StandardCharsets.US_ASCII), 0))
        .isEqualTo(name);
    assertThat(RootCompression.name(letters.getBytes(StandardCharsets.US_ASCII), 1))
        .isEqualTo("unknown");
  }

  @Test
  void anUnknownCompressionIsNamedAsSuch() {
    refused(block("QQ", 4, new byte[4]), 4, "a block of an unknown compression algorithm");
  }

  @Test
  void whatIsCompressedIsUndoneAndShorter() throws IOException {
    byte[] plain = new byte[1000];
    Arrays.fill(plain, (byte) 7);
    for (int n = 0; n < plain.length; n++) {
      byte[] packed = RootCompression.compress(plain, n);
      if (packed.length > 0) {
        assertThat(packed).hasSizeLessThan(n);
        assertThat(decompress(packed, n)).isEqualTo(Arrays.copyOf(plain, n));
      } else {
        assertThat(n).isLessThan(40);
      }
    }
  }

  @Test
  void whatCannotBeMadeShorterIsNotCompressed() {
    Rng rng = Rng.of(1);
    byte[] noise = new byte[5000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) rng.bits(i);
    }
    assertThat(RootCompression.compress(noise, noise.length)).isEmpty();
  }

  @Test
  void moreThanSixteenMegabytesTakeSeveralBlocks() throws IOException {
    int n = (1 << 24) + 1000;
    byte[] plain = new byte[n];
    for (int i = 0; i < n; i += 1000) {
      plain[i] = (byte) (i / 1000);
    }
    byte[] packed = RootCompression.compress(plain, n);
    assertThat(Arrays.copyOf(packed, 3)).containsExactly('L', '4', 1);
    assertThat(Arrays.copyOfRange(packed, 6, 9)).containsExactly(0xFF, 0xFF, 0xFF);
    assertThat(decompress(packed, n)).isEqualTo(plain);
    assertThatThrownBy(() -> decompress(packed, n - 1))
        .hasMessage("its blocks hold " + n + " bytes instead of " + (n - 1));
  }
}
