package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;

/// Basket list of a branch that is written: where each basket is, and its first entry.
final class BasketList {
  private static final int LEAST_SLOTS = 10;

  private final List<Long> firsts;
  private final List<Long> seeks;
  private final List<Integer> sizes;
  private long plainBytes;
  private long storedBytes;

  BasketList() {
    this(List.of(), List.of(), List.of(), 0, 0);
  }

  private BasketList(
      List<Long> firsts, List<Long> seeks, List<Integer> sizes, long plain, long stored) {
    this.firsts = new ArrayList<>(firsts);
    this.seeks = new ArrayList<>(seeks);
    this.sizes = new ArrayList<>(sizes);
    plainBytes = plain;
    storedBytes = stored;
  }

  /// A list of its own of the same baskets.
  BasketList copy() {
    return new BasketList(firsts, seeks, sizes, plainBytes, storedBytes);
  }

  void add(long first, long seek, int stored, int plain) {
    firsts.add(first);
    seeks.add(seek);
    sizes.add(stored);
    storedBytes += stored;
    plainBytes += plain;
  }

  int size() {
    return seeks.size();
  }

  /// The length of the arrays of {@link #write}: a slot is left for a basket to come.
  int slots() {
    return Math.max(LEAST_SLOTS, size() + 1);
  }

  long plainBytes() {
    return plainBytes;
  }

  long storedBytes() {
    return storedBytes;
  }

  /// Writes the three arrays: lengths, first entries, positions.
  void write(RootOutput out, long entries) {
    int baskets = size();
    out.i8(1);
    for (int i = 0; i < slots(); i++) {
      out.i32(i < baskets ? sizes.get(i) : 0);
    }
    out.i8(1);
    for (int i = 0; i < slots(); i++) {
      out.i64(i < baskets ? firsts.get(i) : i == baskets ? entries : 0);
    }
    out.i8(1);
    for (int i = 0; i < slots(); i++) {
      out.i64(i < baskets ? seeks.get(i) : 0);
    }
  }
}
