package org.jpsi.formats.rntuple;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// XXH3, 64 bits, without a seed: the checksum of envelopes and pages.
///
/// The algorithm: Y. Collet, `doc/xxhash_spec.md` of Cyan4973/xxHash, version 0.2.0.
public final class Xxh3 {
  private static final VarHandle I32 = view(int[].class);
  private static final VarHandle I64 = view(long[].class);

  private static final byte[] SECRET =
      HexFormat.of()
          .parseHex(
              "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
                  + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
                  + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
                  + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
                  + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
                  + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");

  private static final long PRIME32_1 = 0x9E3779B1L;
  private static final long PRIME32_2 = 0x85EBCA77L;
  private static final long PRIME32_3 = 0xC2B2AE3DL;
  private static final long PRIME64_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME64_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME64_3 = 0x165667B19E3779F9L;
  private static final long PRIME64_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME64_5 = 0x27D4EB2F165667C5L;
  private static final long PRIME_MX1 = 0x165667919E3779F9L;
  private static final long PRIME_MX2 = 0x9FB21C651E98DF25L;

  private static final int STRIPE = 64;
  private static final int STRIPES_PER_BLOCK = (SECRET.length - STRIPE) / 8;

  private Xxh3() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /// The hash of `length` bytes from `from` on.
  public static long hash64(byte[] data, int from, int length) {
    if (length <= 16) {
      return upTo16(data, from, length);
    } else if (length <= 128) {
      return upTo128(data, from, length);
    }
    return length <= 240 ? upTo240(data, from, length) : longer(data, from, length);
  }

  private static long upTo16(byte[] data, int from, int length) {
    if (length > 8) {
      long low = i64(data, from) ^ i64(SECRET, 24) ^ i64(SECRET, 32);
      long high = i64(data, from + length - 8) ^ i64(SECRET, 40) ^ i64(SECRET, 48);
      return avalanche(length + Long.reverseBytes(low) + high + fold(low, high));
    } else if (length >= 4) {
      long word = u32(data, from + length - 4) + (u32(data, from) << 32);
      long hash = word ^ i64(SECRET, 8) ^ i64(SECRET, 16);
      hash ^= Long.rotateLeft(hash, 49) ^ Long.rotateLeft(hash, 24);
      hash *= PRIME_MX2;
      hash ^= (hash >>> 35) + length;
      hash *= PRIME_MX2;
      return hash ^ hash >>> 28;
    } else if (length > 0) {
      long combined =
          (data[from] & 0xFFL) << 16
              | (data[from + (length >> 1)] & 0xFFL) << 24
              | data[from + length - 1] & 0xFFL
              | (long) length << 8;
      return avalanche64(combined ^ (u32(SECRET, 0) ^ u32(SECRET, 4)));
    }
    return avalanche64(i64(SECRET, 56) ^ i64(SECRET, 64));
  }

  private static long upTo128(byte[] data, int from, int length) {
    long sum = length * PRIME64_1;
    int end = from + length;
    // 32 bytes from either end, then the 32 next to them
    for (int i = (length - 1) / 32; i >= 0; i--) {
      sum += mix16(data, from + 16 * i, 32 * i);
      sum += mix16(data, end - 16 * (i + 1), 32 * i + 16);
    }
    return avalanche(sum);
  }

  private static long upTo240(byte[] data, int from, int length) {
    long sum = length * PRIME64_1;
    for (int i = 0; i < 8; i++) {
      sum += mix16(data, from + 16 * i, 16 * i);
    }
    sum = avalanche(sum);
    for (int i = 8; i < length / 16; i++) {
      sum += mix16(data, from + 16 * i, 16 * (i - 8) + 3);
    }
    sum += mix16(data, from + length - 16, 136 - 17);
    return avalanche(sum);
  }

  private static long longer(byte[] data, int from, int length) {
    long[] sums = {
      PRIME32_3, PRIME64_1, PRIME64_2, PRIME64_3, PRIME64_4, PRIME32_2, PRIME64_5, PRIME32_1
    };
    // the last stripe, whole or not, is not among these
    int stripes = (length - 1) / STRIPE;
    for (int i = 0; i < stripes; i++) {
      accumulate(sums, data, from + STRIPE * i, 8 * (i % STRIPES_PER_BLOCK));
      if ((i + 1) % STRIPES_PER_BLOCK == 0) {
        scramble(sums);
      }
    }
    accumulate(sums, data, from + length - STRIPE, SECRET.length - STRIPE - 7);
    long hash = length * PRIME64_1;
    for (int i = 0; i < 4; i++) {
      hash +=
          fold(sums[2 * i] ^ i64(SECRET, 11 + 16 * i), sums[2 * i + 1] ^ i64(SECRET, 19 + 16 * i));
    }
    return avalanche(hash);
  }

  private static void accumulate(long[] sums, byte[] data, int at, int secret) {
    for (int i = 0; i < 8; i++) {
      long value = i64(data, at + 8 * i);
      long key = value ^ i64(SECRET, secret + 8 * i);
      sums[i ^ 1] += value;
      sums[i] += (key & 0xFFFFFFFFL) * (key >>> 32);
    }
  }

  private static void scramble(long[] sums) {
    for (int i = 0; i < 8; i++) {
      long sum = sums[i] ^ sums[i] >>> 47 ^ i64(SECRET, SECRET.length - STRIPE + 8 * i);
      sums[i] = sum * PRIME32_1;
    }
  }

  private static long mix16(byte[] data, int at, int secret) {
    return fold(i64(data, at) ^ i64(SECRET, secret), i64(data, at + 8) ^ i64(SECRET, secret + 8));
  }

  /// Both halves of the product of unsigned numbers, folded into one.
  private static long fold(long a, long b) {
    return a * b ^ Math.unsignedMultiplyHigh(a, b);
  }

  private static long avalanche(long hash) {
    long mixed = (hash ^ hash >>> 37) * PRIME_MX1;
    return mixed ^ mixed >>> 32;
  }

  /// That of XXH64, for the shortest inputs.
  private static long avalanche64(long hash) {
    long mixed = (hash ^ hash >>> 33) * PRIME64_2;
    mixed = (mixed ^ mixed >>> 29) * PRIME64_3;
    return mixed ^ mixed >>> 32;
  }

  private static long u32(byte[] data, int at) {
    return (int) I32.get(data, at) & 0xFFFFFFFFL;
  }

  private static long i64(byte[] data, int at) {
    return (long) I64.get(data, at);
  }
}
