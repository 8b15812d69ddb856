package org.jpsi.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import net.jpountz.xxhash.XXHashFactory;
import org.jpsi.core.errors.InputException;
import org.jpsi.formats.compression.RootCompression;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/// Compressed records of ROOT files, by every algorithm, behind the four bytes of their length:
/// blocks whose lengths are wrong, streams that copy from before the beginning, lengths that go on
/// for ever.
final class CompressionTarget implements FuzzTarget {
  private static final int LENGTH = 4;

  @Override
  public String name() {
    return "compression";
  }

  @Override
  public byte[] input(Chance chance) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int blocks = 1 + (chance.oneIn(4) ? chance.below(3) : 0);
    int plain = 0;
    for (int i = 0; i < blocks; i++) {
      plain += block(chance, out);
    }
    return record(chance.oneIn(20) ? (int) chance.limit() : plain, out.toByteArray());
  }

  private static byte[] record(int plain, byte[] blocks) {
    byte[] record = new byte[LENGTH + blocks.length];
    for (int i = 0; i < LENGTH; i++) {
      record[i] = (byte) (plain >>> 8 * i);
    }
    System.arraycopy(blocks, 0, record, LENGTH, blocks.length);
    return record;
  }

  /// @return how many bytes come out
  private static int block(Chance chance, ByteArrayOutputStream out) {
    byte[] plain = plain(chance);
    switch (chance.below(6)) {
      case 0 -> out.writeBytes(RootBytes.zlib(plain));
      case 1 -> {
        byte[] blocks = RootCompression.compress(plain, plain.length);
        out.writeBytes(blocks);
        return blocks.length == 0 ? 0 : plain.length;
      }
      case 2 -> header(out, "L4", lz4(chance), plain.length);
      case 3 -> header(out, "XZ", xz(chance, plain), plain.length);
      default -> {
        ZstdFrames.Frame frame = ZstdFrames.frame(chance);
        header(out, "ZS", frame.bytes(), frame.plain());
        return frame.plain();
      }
    }
    return plain.length;
  }

  private static void header(ByteArrayOutputStream out, String name, byte[] body, int plain) {
    out.write(name.charAt(0));
    out.write(name.charAt(1));
    out.write(1);
    for (int length : new int[] {body.length, plain}) {
      for (int i = 0; i < 3; i++) {
        out.write(length >>> 8 * i);
      }
    }
    out.writeBytes(body);
  }

  /// Bytes that repeat themselves at some distance, and some of chance.
  private static byte[] plain(Chance chance) {
    int n = 1 + (chance.oneIn(50) ? chance.below(200_000) : chance.below(2000));
    int distance = 1 + chance.below(chance.oneIn(3) ? 2000 : 9);
    byte[] plain = new byte[n];
    for (int i = 0; i < n; i++) {
      boolean copies = i >= distance && (i / 50 + distance) % 4 != 0;
      plain[i] = copies ? plain[i - distance] : (byte) chance.below(256);
    }
    return plain;
  }

  /// Tokens, literals, distances and lengths of chance; the checksum is right only by {@link
  /// #sealed}.
  private static byte[] lz4(Chance chance) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[8]);
    for (int i = chance.below(20); i >= 0; i--) {
      int literals = chance.below(16);
      out.write(literals << 4 | chance.below(16));
      int more = literals == 15 ? chance.below(300) : 0;
      for (int left = more; literals == 15 && left >= 0; left -= 255) {
        out.write(Math.min(255, left));
      }
      for (int l = 0; l < literals + more; l++) {
        out.write(chance.below(256));
      }
      out.write(1 + chance.below(chance.oneIn(4) ? 255 : 20));
      out.write(chance.oneIn(10) ? chance.below(256) : 0);
    }
    return out.toByteArray();
  }

  private static byte[] xz(Chance chance, byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      LZMA2Options options = new LZMA2Options(chance.below(4));
      options.setDictSize(4096 << chance.below(5));
      int context = chance.below(5);
      options.setLcLp(context, chance.below(5 - context));
      options.setPb(chance.below(5));
      int check = chance.oneIn(8) ? XZ.CHECK_CRC64 : XZ.CHECK_CRC32;
      try (XZOutputStream xz = new XZOutputStream(out, options, check)) {
        xz.write(plain);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> all = new LinkedHashMap<>();
    all.put("nothing of 1 GB", () -> record(1 << 30, new byte[0]));
    all.put(
        "LZ4 lengths that never end",
        () -> {
          byte[] body = new byte[1 << 20];
          Arrays.fill(body, (byte) -1);
          return one("L4", body, 0xFFFFFF);
        });
    all.put(
        "ZSTD blocks of nothing",
        () -> {
          byte[] body = new byte[3 << 20];
          byte[] head = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, (byte) 0xA0, -1, -1, -1, 0};
          System.arraycopy(head, 0, body, 0, head.length);
          return one("ZS", body, 0xFFFFFF);
        });
    return all;
  }

  private static byte[] one(String name, byte[] body, int plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    header(out, name, body, plain);
    return record(plain, out.toByteArray());
  }

  /// With the right checksums of LZ4's blocks.
  @Override
  public byte[] sealed(byte[] input) {
    byte[] right = input.clone();
    for (int at = LENGTH; at + 17 <= right.length; at += 9 + u24(right, at + 3)) {
      int stored = u24(right, at + 3);
      if (right[at] == 'L'
          && right[at + 1] == '4'
          && stored >= 8
          && at + 9 + stored <= right.length) {
        long sum = XXHashFactory.safeInstance().hash64().hash(right, at + 17, stored - 8, 0);
        for (int i = 0; i < 8; i++) {
          right[at + 9 + i] = (byte) (sum >>> 56 - 8 * i);
        }
      }
    }
    return right;
  }

  private static int u24(byte[] data, int at) {
    return data[at] & 0xFF | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF) << 16;
  }

  @Override
  public void read(Path file) {
    try {
      byte[] record = Files.readAllBytes(file);
      int plain = 0;
      for (int i = 0; i < Math.min(LENGTH, record.length); i++) {
        plain |= (record[i] & 0xFF) << 8 * i;
      }
      int from = Math.min(LENGTH, record.length);
      RootCompression.decompress(
          record, from, record.length - from, Math.max(0, plain), new byte[0]);
    } catch (IOException e) {
      throw InputException.at(file.toString()).says(String.valueOf(e.getMessage())).exception();
    }
  }

  /// A block of 16 MB may be made of nothing much.
  @Override
  public long beside(byte[] input) {
    return 48L << 20;
  }
}
