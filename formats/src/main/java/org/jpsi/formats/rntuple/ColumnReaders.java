package org.jpsi.formats.rntuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Readers of the columns of a few fields: of fields that are within the same collections, which
/// share the columns of these. Not thread-safe.
final class ColumnReaders {
  private final BlockStorage storage;
  private final List<ColumnDescription> descriptions;
  private final Map<Integer, PageReader> readers = new HashMap<>();
  private final Map<Integer, Ends> ends = new HashMap<>();

  /// Ends of collections that were read last.
  private record Ends(ClusterPages cluster, long from, int count, long[] values) {
    boolean are(ClusterPages wanted, long first, int n) {
      return cluster == wanted && from == first && count == n;
    }
  }

  ColumnReaders(BlockStorage storage, List<ColumnDescription> descriptions) {
    this.storage = storage;
    this.descriptions = descriptions;
  }

  /// The reader of one of the columns of a field, in the representation that the cluster has.
  PageReader of(FieldColumns field, int index, ClusterPages cluster) {
    for (List<Integer> columns : field.representations()) {
      int first = columns.getFirst();
      if (!cluster.isSuppressed(first, descriptions.get(first))) {
        return reader(columns.get(index), index == 0 ? field.perEntry() : 0);
      }
    }
    throw storage
        .location()
        .in("cluster " + cluster.number())
        .damaged("lacks column " + field.first() + " in all of its representations");
  }

  private PageReader reader(int column, long perEntry) {
    return readers.computeIfAbsent(
        column,
        c -> {
          ColumnDescription description = descriptions.get(c);
          ColumnType type = Objects.requireNonNull(description.type());
          return new PageReader(storage, c, description, type, perEntry);
        });
  }

  /// Where collections end, as {@link PageReader#ends}; the array is not to be modified.
  long[] ends(FieldColumns field, ClusterPages cluster, long from, int count) {
    Ends last = ends.get(field.first());
    if (last == null || !last.are(cluster, from, count)) {
      last = new Ends(cluster, from, count, of(field, 0, cluster).ends(cluster, from, count));
      ends.put(field.first(), last);
    }
    return last.values();
  }

  /// Forgets what was read.
  void release() {
    readers.values().forEach(PageReader::release);
    ends.clear();
  }
}
