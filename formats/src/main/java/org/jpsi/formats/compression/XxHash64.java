package org.jpsi.formats.compression;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// XXH64, the checksum of LZ4 blocks and ZSTD frames, of seed 0 (github.com/Cyan4973/xxHash,
/// doc/xxhash_spec.md).
final class XxHash64 {
  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle I32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long PRIME1 = 0x9E3779B185EBCA87L;
  private static final long PRIME1_PLUS_2 = 0x60EA27EEADC0B5D6L;
  private static final long PRIME2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME3 = 0x165667B19E3779F9L;
  private static final long PRIME4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME5 = 0x27D4EB2F165667C5L;
  private static final int STRIPE = 32;

  private XxHash64() {}

  static long of(byte[] data, int from, int length) {
    int at = from;
    int end = from + length;
    long hash = PRIME5;
    if (length >= STRIPE) {
      long lane1 = PRIME1_PLUS_2;
      long lane2 = PRIME2;
      long lane3 = 0;
      long lane4 = -PRIME1;
      for (; at <= end - STRIPE; at += STRIPE) {
        lane1 = round(lane1, (long) I64.get(data, at));
        lane2 = round(lane2, (long) I64.get(data, at + 8));
        lane3 = round(lane3, (long) I64.get(data, at + 16));
        lane4 = round(lane4, (long) I64.get(data, at + 24));
      }
      hash =
          Long.rotateLeft(lane1, 1)
              + Long.rotateLeft(lane2, 7)
              + Long.rotateLeft(lane3, 12)
              + Long.rotateLeft(lane4, 18);
      hash = merge(merge(merge(merge(hash, lane1), lane2), lane3), lane4);
    }
    hash += length;
    for (; at <= end - 8; at += 8) {
      hash = Long.rotateLeft(hash ^ round(0, (long) I64.get(data, at)), 27) * PRIME1 + PRIME4;
    }
    if (at <= end - 4) {
      long word = (int) I32.get(data, at) & 0xFFFFFFFFL;
      hash = Long.rotateLeft(hash ^ word * PRIME1, 23) * PRIME2 + PRIME3;
      at += 4;
    }
    for (; at < end; at++) {
      hash = Long.rotateLeft(hash ^ (data[at] & 0xFF) * PRIME5, 11) * PRIME1;
    }
    return avalanche(hash);
  }

  private static long round(long lane, long word) {
    return Long.rotateLeft(lane + word * PRIME2, 31) * PRIME1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * PRIME1 + PRIME4;
  }

  private static long avalanche(long hash) {
    long mixed = (hash ^ hash >>> 33) * PRIME2;
    mixed = (mixed ^ mixed >>> 29) * PRIME3;
    return mixed ^ mixed >>> 32;
  }
}
