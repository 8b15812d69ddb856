package org.jpsi.formats.rntuple;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reader of the elements of one physical column, page by page. It keeps the page that it read
/// last, since ranges of entries rarely end with a page. Not thread-safe.
final class PageReader {
  private final BlockStorage storage;
  private final int column;
  private final ColumnDescription description;
  private final ColumnType type;
  private final PageDecoder decoder;
  // of a deferred column the elements of each entry; else 0
  private final long perEntry;

  private @Nullable PageList list;
  private int page = -1;
  private byte[] plain = {};
  private long @Nullable [] ends;
  // of the elements of the cluster, where the page begins
  private long start;

  /// What takes the elements.
  interface Sink {
    /// Elements `from` to `from + count - 1` of a page of `n`.
    void page(byte[] page, int n, int from, int count);

    /// Elements that were not stored, as their column came later: all zero.
    void zeros(int count);
  }

  PageReader(
      BlockStorage storage,
      int column,
      ColumnDescription description,
      ColumnType type,
      long perEntry) {
    this.storage = storage;
    this.column = column;
    this.description = description;
    this.type = type;
    this.decoder = new PageDecoder(description, type);
    this.perEntry = perEntry;
  }

  ColumnType type() {
    return type;
  }

  PageDecoder decoder() {
    return decoder;
  }

  NtupleLocation location(ClusterPages cluster) {
    return storage.location().in("column " + column + " of cluster " + cluster.number());
  }

  /// The elements of the cluster, those that were not stored included.
  long elements(ClusterPages cluster) {
    long stored = stored(cluster);
    return stored + unstored(cluster, stored);
  }

  private long stored(ClusterPages cluster) {
    long sum = 0;
    for (int p = cluster.firstPage(column); p < cluster.endPage(column); p++) {
      sum += cluster.list().elements(p);
    }
    return sum;
  }

  /// How many zeros come before what is stored.
  private long unstored(ClusterPages cluster, long stored) {
    if (perEntry == 0 || !description.isDeferred()) {
      return 0;
    }
    if (cluster.entries() > Long.MAX_VALUE / perEntry) {
      throw location(cluster).damaged("is of " + cluster.entries() + " entries");
    }
    return Math.max(0, cluster.entries() * perEntry - stored);
  }

  /// Reads elements `from` to `from + count - 1` of a cluster.
  void read(ClusterPages cluster, long from, long count, Sink sink) {
    read(
        cluster,
        from,
        count,
        sink::zeros,
        (p, n, some) -> sink.page(load(cluster, p), cluster.list().elements(p), n, some));
  }

  /// Where collections `from` to `from + count - 1` of a cluster end, among the items of the
  /// cluster; before them, where the one before ends.
  long[] ends(ClusterPages cluster, long from, int count) {
    long[] all = new long[count + 1];
    long before = from == 0 ? 0 : 1;
    int[] at = {(int) (1 - before)};
    read(
        cluster,
        from - before,
        count + before,
        zeros -> at[0] += zeros,
        (p, first, some) -> {
          System.arraycopy(ends(cluster, p), first, all, at[0], some);
          at[0] += some;
        });
    for (int i = 0; i <= count; i++) {
      if (all[i] < (i == 0 ? 0 : all[i - 1])) {
        throw location(cluster).damaged("has a collection that ends before it begins");
      }
    }
    return all;
  }

  private interface Zeros {
    void zeros(int count);
  }

  private interface Part {
    void part(int page, int from, int count);
  }

  private void read(ClusterPages cluster, long from, long count, Zeros zeros, Part part) {
    if (count == 0) {
      return;
    }
    long at = from;
    long end = from + count;
    int p = cluster.firstPage(column);
    long begin;
    if (isHeld(cluster) && from >= start) {
      // most often it goes on where it ended
      p = page;
      begin = start;
    } else {
      begin = unstored(cluster, stored(cluster));
      if (at < begin) {
        long some = Math.min(end, begin) - at;
        zeros.zeros((int) some);
        at += some;
      }
    }
    for (; at < end && p < cluster.endPage(column); p++) {
      int n = cluster.list().elements(p);
      if (at < begin + n) {
        int some = (int) Math.min(end - at, begin + n - at);
        long first = at - begin;
        start = begin;
        part.part(p, (int) first, some);
        at += some;
      }
      begin += n;
    }
    if (at < end) {
      throw location(cluster)
          .damaged("has " + elements(cluster) + " elements where " + end + " are needed");
    }
  }

  private boolean isHeld(ClusterPages cluster) {
    return cluster.list() == list
        && page >= cluster.firstPage(column)
        && page < cluster.endPage(column);
  }

  private byte[] load(ClusterPages cluster, int p) {
    if (cluster.list() == list && p == page) {
      return plain;
    }
    long begin = start;
    release();
    NtupleLocation location =
        storage
            .location()
            .in(
                "page "
                    + (p - cluster.firstPage(column))
                    + " of column "
                    + column
                    + " in cluster "
                    + cluster.number());
    PageList pages = cluster.list();
    long length = ((long) pages.elements(p) * description.bits() + 7) / 8;
    plain = storage.page(pages.locator(p), length, pages.hasChecksum(p), location);
    list = pages;
    page = p;
    start = begin;
    return plain;
  }

  private long[] ends(ClusterPages cluster, int p) {
    byte[] bytes = load(cluster, p);
    if (ends == null) {
      ends = decoder.ends(bytes, cluster.list().elements(p));
    }
    return Objects.requireNonNull(ends);
  }

  /// Forgets the page.
  void release() {
    list = null;
    page = -1;
    plain = new byte[0];
    ends = null;
  }
}
