package org.jpsi.report;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/// PNG encoder (ISO/IEC 15948) of a grid of colors. Its data are stored and not deflated: what a
/// deflater makes differs between machines.
final class Png {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int BLOCK = 0xFFFF;

  private Png() {}

  /// A `data:` address.
  ///
  /// @param colors `[height][width]`, row by row from the top, each 0xRRGGBB
  static String address(int width, int height, int[] colors) {
    byte[] png = of(width, height, colors);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  static byte[] of(int width, int height, int[] colors) {
    byte[] lines = new byte[height * (1 + 3 * width)];
    int at = 0;
    for (int y = 0; y < height; y++) {
      lines[at++] = 0; // no filter
      for (int x = 0; x < width; x++) {
        int color = colors[y * width + x];
        lines[at++] = (byte) (color >> 16);
        lines[at++] = (byte) (color >> 8);
        lines[at++] = (byte) color;
      }
    }
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeLong(SIGNATURE);
      chunk(out, "IHDR", header(width, height));
      chunk(out, "IDAT", stored(lines));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] header(int width, int height) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {8, 2, 0, 0, 0}); // eight bits of red, green and blue
    return bytes.toByteArray();
  }

  // A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
  private static byte[] stored(byte[] data) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeShort(0x7801);
    for (int from = 0; from < data.length; from += BLOCK) {
      int length = Math.min(BLOCK, data.length - from);
      out.writeByte(from + length == data.length ? 1 : 0);
      out.writeShort(Short.reverseBytes((short) length));
      out.writeShort(Short.reverseBytes((short) ~length));
      out.write(data, from, length);
    }
    Adler32 sum = new Adler32();
    sum.update(data);
    out.writeInt((int) sum.getValue());
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String name, byte[] data) throws IOException {
    byte[] type = name.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(type);
    sum.update(data);
    out.writeInt(data.length);
    out.write(type);
    out.write(data);
    out.writeInt((int) sum.getValue());
  }
}
