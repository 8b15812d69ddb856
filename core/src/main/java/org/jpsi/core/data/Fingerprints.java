package org.jpsi.core.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Base64;

/// Fingerprints of training events: the {@link RowHash} of some of them, by which a model finds its
/// own training events again among those that it is applied to, without holding any event.
///
/// Kept are the hashes that begin with a number of zero bits, the smallest number for which there
/// are at most {@link #MOST}. Which events are compared thus depends on their hash alone, and the
/// share of training events among those compared is an estimate of that among all.
public final class Fingerprints {
  /// The most hashes that are kept, 8 kB of a model file.
  public static final int MOST = 1024;

  private static final double LEAST_DIFFERENT = 0.9;

  /// Those of a model whose training events are not known.
  public static final Fingerprints NONE = new Fingerprints(0, new long[0]);

  private final int zeros;
  private final long[] hashes;

  private Fingerprints(int zeros, long[] hashes) {
    this.zeros = zeros;
    this.hashes = hashes;
  }

  /// Fingerprints of events by their hashes, in any order. There are none where more than a tenth
  /// of the events have the hash of another one: their features have few values, and equal events
  /// need not be the same.
  public static Fingerprints of(long[] events) {
    long[] kept = events.clone();
    Arrays.sort(kept);
    int different = 0;
    for (int i = 0; i < kept.length; i++) {
      if (i == 0 || kept[i] != kept[different - 1]) {
        kept[different++] = kept[i];
      }
    }
    if (different < LEAST_DIFFERENT * events.length) {
      return NONE;
    }
    kept = Arrays.copyOf(kept, different);
    int zeros = 0;
    while (kept.length > MOST) {
      zeros++;
      int most = zeros;
      kept = Arrays.stream(kept).filter(hash -> begins(hash, most)).toArray();
    }
    return new Fingerprints(zeros, kept);
  }

  private static boolean begins(long hash, int zeros) {
    return zeros == 0 || hash >>> (Long.SIZE - zeros) == 0;
  }

  /// Events that were compared with the fingerprints.
  ///
  /// @param compared how many were, of all that were given
  /// @param known how many of those are training events
  public record Comparison(long compared, long known) {
    /// The comparison of both.
    public Comparison and(Comparison other) {
      return new Comparison(compared + other.compared, known + other.known);
    }
  }

  /// Compares events, block by block where there are many.
  ///
  /// @param events hashes of the same features, in the same order
  public Comparison compare(long[] events) {
    if (isEmpty()) {
      return new Comparison(0, 0);
    }
    long compared = 0;
    long known = 0;
    for (long hash : events) {
      if (begins(hash, zeros)) {
        compared++;
        known += Arrays.binarySearch(hashes, hash) >= 0 ? 1 : 0;
      }
    }
    return new Comparison(compared, known);
  }

  /// Whether there are none to compare with.
  public boolean isEmpty() {
    return hashes.length == 0;
  }

  /// The text of a model file: the number of zero bits, a colon, the hashes in Base64, 8 bytes
  /// each, the lowest first.
  public String toText() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES * hashes.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(hashes);
    return zeros + ":" + Base64.getEncoder().encodeToString(bytes.array());
  }

  /// Reads {@link #toText}, of any origin.
  ///
  /// @throws IllegalArgumentException where it is none
  public static Fingerprints parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon > 2) {
      throw wrong("a number of bits and a colon in front");
    }
    int zeros = Integer.parseInt(text.substring(0, colon));
    byte[] bytes = Base64.getDecoder().decode(text.substring(colon + 1));
    if (zeros < 0 || bytes.length % Long.BYTES != 0 || bytes.length > Long.BYTES * MOST) {
      throw wrong("at most " + MOST + " hashes of 8 bytes");
    }
    LongBuffer longs = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    long[] hashes = new long[longs.remaining()];
    longs.get(hashes);
    for (int i = 0; i < hashes.length; i++) {
      if (zeros >= Long.SIZE
          || !begins(hashes[i], zeros)
          || (i > 0 && hashes[i] <= hashes[i - 1])) {
        throw wrong("ascending hashes that begin with " + zeros + " zero bits");
      }
    }
    return new Fingerprints(zeros, hashes);
  }

  private static IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("Fingerprints: expected " + expected);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprints that
        && zeros == that.zeros
        && Arrays.equals(hashes, that.hashes);
  }

  @Override
  public int hashCode() {
    return 31 * zeros + Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return hashes.length + " fingerprints";
  }
}
