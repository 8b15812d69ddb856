package org.jpsi.formats.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jpsi.core.random.Rng;
import org.jpsi.formats.compression.PageCompression.Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageCompressionTest {
  private static byte[] unpacked(Codec codec, byte[] data, int size) throws IOException {
    byte[] out = new byte[size];
    PageCompression.decompress(codec, data, 0, data.length, out, size);
    return out;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /// Bytes that repeat after every distance, near and far, and some that never do.
  private static byte[] mixed(int length) {
    Rng rng = Rng.of(3);
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      int back = 1 + rng.integer(Math.max(1, Math.min(i, 70_000)), 2L * (i / 97));
      data[i] = i % 970 < 300 || i == 0 ? (byte) rng.bits(i) : data[i - Math.min(back, i)];
    }
    return data;
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 64, 100, 1000, 70_000, 1_000_000})
  void snappyGivesBackWhatItPacked(int length) throws IOException {
    byte[] text = "muon pt, muon eta; ".repeat(length / 19 + 1).getBytes(StandardCharsets.UTF_8);
    byte[] packed = PageCompression.snappy(text, length);
    assertThat(packed).hasSizeBetween(1, length - length / 20);
    assertThat(unpacked(Codec.SNAPPY, packed, length)).isEqualTo(Arrays.copyOf(text, length));
    byte[] mixed = mixed(length);
    packed = PageCompression.snappy(mixed, length);
    if (packed.length > 0) {
      assertThat(unpacked(Codec.SNAPPY, packed, length)).isEqualTo(mixed);
    } else {
      assertThat(length).isLessThan(1000);
    }
  }

  @Test
  void whatDoesNotGetShorterIsNotPacked() {
    byte[] noise = new byte[10_000];
    Rng rng = Rng.of(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) rng.bits(i);
    }
    assertThat(PageCompression.snappy(noise, noise.length)).isEmpty();
    assertThat(PageCompression.snappy(noise, 3)).isEmpty();
    assertThat(PageCompression.snappy(noise, 0)).isEmpty();
  }

  @Test
  void snappyHasAllKindsOfTags() throws IOException {
    // by cramjam 2.14: snappy.compress_raw(bytes(range(70)) + bytes(range(70)))
    byte[] range = new byte[70];
    for (int i = 0; i < range.length; i++) {
      range[i] = (byte) i;
    }
    ByteArrayOutputStream long1 = new ByteArrayOutputStream();
    long1.writeBytes(hex("8001f045"));
    long1.writeBytes(range);
    // a copy of 58 bytes, 70 back, by two bytes of offset
    long1.writeBytes(hex("e64600"));
    byte[] expected = new byte[128];
    System.arraycopy(range, 0, expected, 0, 70);
    System.arraycopy(range, 0, expected, 70, 58);
    assertThat(unpacked(Codec.SNAPPY, long1.toByteArray(), 128)).isEqualTo(expected);
    // by one byte of offset, overlapping; by four
    assertThat(unpacked(Codec.SNAPPY, hex("08" + "0061" + "0d01"), 8))
        .isEqualTo("aaaaaaaa".getBytes(StandardCharsets.UTF_8));
    assertThat(unpacked(Codec.SNAPPY, hex("04" + "046162" + "0702000000"), 4))
        .isEqualTo("abab".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80",
        "8080808080",
        "09",
        "04f0",
        "0404",
        "04fcffffffff",
        "040061",
        "0406",
        "040061" + "0d00",
        "040061" + "0d02",
        "020061" + "0d01",
        "040061" + "07ffffffff",
        "050061" + "0d01" + "0061"
      })
  void damagedSnappyIsTold(String bytes) {
    byte[] data = hex(bytes);
    assertThatThrownBy(
            () -> PageCompression.decompress(Codec.SNAPPY, data, 0, data.length, new byte[4], 4))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Snappy data");
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    }
    return out.toByteArray();
  }

  @Test
  void gzipMayHaveNamesInItsHeader() throws IOException {
    byte[] plain = "events".getBytes(StandardCharsets.UTF_8);
    byte[] packed = gzip(plain);
    assertThat(unpacked(Codec.GZIP, packed, 6)).isEqualTo(plain);
    // FEXTRA, FNAME, FCOMMENT and FHCRC
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.write(packed, 0, 3);
    named.write(4 | 8 | 16 | 2);
    named.write(packed, 4, 6);
    named.writeBytes(hex("0200ffff" + "6100" + "6200" + "0000"));
    named.write(packed, 10, packed.length - 10);
    assertThat(unpacked(Codec.GZIP, named.toByteArray(), 6)).isEqualTo(plain);
    // zlib's header
    java.util.zip.Deflater deflater = new java.util.zip.Deflater();
    deflater.setInput(plain);
    deflater.finish();
    byte[] zlib = new byte[50];
    int n = deflater.deflate(zlib);
    deflater.end();
    assertThat(unpacked(Codec.GZIP, Arrays.copyOf(zlib, n), 6)).isEqualTo(plain);
  }

  @Test
  void damagedPagesAreTold() throws IOException {
    byte[] packed = gzip("events".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> unpacked(Codec.GZIP, packed, 5))
        .hasMessageContaining("another length");
    assertThatThrownBy(() -> unpacked(Codec.GZIP, packed, 7))
        .hasMessageContaining("another length");
    byte[] wrong = packed.clone();
    wrong[wrong.length - 8] ^= 1;
    assertThatThrownBy(() -> unpacked(Codec.GZIP, wrong, 6)).hasMessageContaining("checksum");
    byte[] broken = packed.clone();
    broken[10] = (byte) 0xFF;
    assertThatThrownBy(() -> unpacked(Codec.GZIP, broken, 6)).hasMessageContaining("damaged");
    assertThatThrownBy(() -> unpacked(Codec.GZIP, Arrays.copyOf(packed, 9), 6))
        .hasMessageContaining("ends in its header");
    assertThatThrownBy(() -> unpacked(Codec.GZIP, packed, 1 << 20))
        .hasMessageContaining("gzip data claim an impossible length");
    assertThatThrownBy(() -> unpacked(Codec.NONE, packed, 3)).hasMessageContaining("two lengths");
    assertThatThrownBy(() -> unpacked(Codec.LZ4, hex("ff"), 3)).hasMessageContaining("LZ4");
    assertThatThrownBy(() -> unpacked(Codec.LZ4, hex("1061"), 2)).hasMessageContaining("LZ4");
    assertThat(unpacked(Codec.LZ4, hex("1061"), 1)).containsExactly('a');
  }
}
