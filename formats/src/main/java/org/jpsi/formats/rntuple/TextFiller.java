package org.jpsi.formats.rntuple;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.TextColumn;

/// Filler of texts; one that is absent is empty.
final class TextFiller implements ColumnFiller {
  // An object, and the reference to it.
  private static final int TEXT_BYTES = 60;

  private final FieldColumns columns;
  private final ColumnReaders readers;
  private String[] texts = new String[0];
  private int size;

  TextFiller(FieldValues.Texts texts, ColumnReaders readers) {
    this.columns = texts.columns();
    this.readers = readers;
  }

  @Override
  public void append(ClusterPages cluster, long from, int count) {
    long[] ends = readers.ends(columns, cluster, from, count);
    byte[] all = bytes(cluster, ends[0], ends[count] - ends[0]);
    room(count);
    for (int i = 0; i < count; i++) {
      int start = (int) (ends[i] - ends[0]);
      int length = (int) (ends[i + 1] - ends[i]);
      texts[size++] = length == 0 ? "" : new String(all, start, length, StandardCharsets.UTF_8);
    }
  }

  private byte[] bytes(ClusterPages cluster, long from, long count) {
    int wanted = ItemLimit.sum(0, count, 1);
    byte[][] all = {new byte[Math.min(wanted, 1 << 16)]};
    int[] at = {0};
    readers
        .of(columns, 1, cluster)
        .read(
            cluster,
            from,
            count,
            new PageReader.Sink() {
              @Override
              public void page(byte[] page, int n, int first, int some) {
                zeros(some);
                System.arraycopy(page, first, all[0], at[0] - some, some);
              }

              @Override
              public void zeros(int some) {
                at[0] += some;
                if (at[0] > all[0].length) {
                  all[0] = Arrays.copyOf(all[0], Math.min(wanted, ItemLimit.capacity(at[0])));
                }
              }
            });
    return all[0];
  }

  private void room(int more) {
    int needed = ItemLimit.sum(size, more, TEXT_BYTES);
    if (needed > texts.length) {
      texts = Arrays.copyOf(texts, size == 0 ? needed : ItemLimit.capacity(needed));
    }
  }

  @Override
  public void appendMissing(int count) {
    room(count);
    Arrays.fill(texts, size, size + count, "");
    size += count;
  }

  @Override
  public int rows() {
    return size;
  }

  @Override
  public Column column(String name) {
    return new TextColumn(name, size == texts.length ? texts : Arrays.copyOf(texts, size));
  }
}
