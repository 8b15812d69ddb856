package org.jpsi.formats.rntuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Page list envelope: the clusters of a group, and where the pages of their columns are. It has no
/// object for each page: there are millions.
final class PageList {
  private static final int SHARDED = 1;
  private static final long PAGE_MEMORY = 20;
  private static final long COLUMN_MEMORY = 8;
  private static final long CLUSTER_MEMORY = 96;

  private int[] counts = new int[64];
  private int[] bytes = new int[64];
  private long[] offsets = new long[64];
  private int pages;
  private final NtupleLocation location;
  private final List<ClusterPages> clusters = new ArrayList<>();

  private PageList(NtupleLocation location) {
    this.location = location;
  }

  /// @param header whose checksum it repeats
  /// @param number of the first cluster
  static PageList read(
      EnvelopeInput b, Header header, ClusterGroup group, int number, NtupleBudget budget) {
    PageList list = new PageList(b.location());
    if (b.i64() != header.checksum()) {
      throw b.location().damaged("belongs to another header");
    }
    long[] first = new long[Math.max(0, Math.min(group.clusters(), b.remaining() / 24))];
    long[] entries = new long[first.length];
    EnvelopeInput.Frame summaries = b.list("clusters");
    if (summaries.items() != group.clusters() || summaries.items() > first.length) {
      throw b.location()
          .damaged("has " + summaries.items() + " clusters, and its group " + group.clusters());
    }
    long next = group.first();
    for (int i = 0; i < first.length; i++) {
      EnvelopeInput.Frame summary = b.record("cluster " + (number + i));
      first[i] = b.i64();
      long packed = b.i64();
      b.leave(summary);
      entries[i] = packed & ~(0xFFL << 56);
      if ((packed >>> 56 & SHARDED) != 0) {
        throw b.location().unread("has sharded clusters");
      }
      if (first[i] != next || entries[i] > group.first() + group.entries() - next) {
        throw b.location()
            .damaged("has a cluster of " + entries[i] + " entries from " + first[i] + " on");
      }
      next += entries[i];
    }
    if (next != group.first() + group.entries()) {
      throw b.location()
          .damaged("has clusters up to entry " + next + " for " + group.entries() + " entries");
    }
    b.leave(summaries);
    EnvelopeInput.Frame outer = b.list("clusters");
    if (outer.items() != first.length) {
      throw b.location().damaged("has pages of " + outer.items() + " clusters");
    }
    for (int i = 0; i < first.length; i++) {
      budget.memory().spend(CLUSTER_MEMORY);
      list.clusters.add(list.cluster(b, number + i, first[i], entries[i], budget));
    }
    b.leave(outer);
    return list;
  }

  private ClusterPages cluster(
      EnvelopeInput b, int number, long first, long entries, NtupleBudget budget) {
    EnvelopeInput.Frame columns = b.list("columns");
    budget.memory().spend(columns.items() * COLUMN_MEMORY);
    int[] starts = new int[columns.items() + 1];
    boolean[] suppressed = new boolean[columns.items()];
    starts[0] = pages;
    for (int c = 0; c < suppressed.length; c++) {
      EnvelopeInput.Frame inner = b.list("pages");
      budget.memory().spend(inner.items() * PAGE_MEMORY);
      for (int p = 0; p < inner.items(); p++) {
        int count = b.i32();
        Locator at = Locator.read(b);
        add(count, at);
      }
      // the element offset
      suppressed[c] = b.i64() < 0;
      b.leave(inner);
      starts[c + 1] = pages;
    }
    b.leave(columns);
    return new ClusterPages(this, number, first, entries, starts, suppressed);
  }

  private void add(int count, Locator at) {
    if (at.bytes() < 0 || at.bytes() > Integer.MAX_VALUE || at.offset() < 0) {
      throw location.damaged("has a page of " + at.bytes() + " bytes at " + at.offset());
    }
    if (count == Integer.MIN_VALUE) {
      throw location.damaged("has a page of 2147483648 elements");
    }
    if (pages == counts.length) {
      int more = pages + pages / 2;
      counts = Arrays.copyOf(counts, more);
      bytes = Arrays.copyOf(bytes, more);
      offsets = Arrays.copyOf(offsets, more);
    }
    counts[pages] = count;
    bytes[pages] = (int) at.bytes();
    offsets[pages++] = at.offset();
  }

  List<ClusterPages> clusters() {
    return clusters;
  }

  /// The number of elements in a page.
  int elements(int page) {
    return Math.abs(counts[page]);
  }

  /// Whether a checksum follows the page.
  boolean hasChecksum(int page) {
    return counts[page] < 0;
  }

  Locator locator(int page) {
    return new Locator(bytes[page], offsets[page]);
  }
}
