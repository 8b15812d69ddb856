package org.jpsi.formats.root;

import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberType;
import org.jpsi.formats.root.ItemLayout.Extent;
import org.jpsi.formats.root.ItemLayout.Header;
import org.jpsi.formats.root.ObjectReader.ObjectHeader;

/// Reader of lists of a varying number of items: each column of the items becomes a jagged one.
final class ListItems implements ItemReader {
  private static final int MEMBERWISE = 0x4000;

  private final ItemLayout.Items layout;
  private final ItemReader items;
  private final int leastBytes;
  // of an object that lies member by member with others
  private final int leastMemberwise;
  private final Growth.Offsets offsets = new Growth.Offsets();
  private NumberItems counter = new NumberItems(NumberType.INT32, List.of());

  ListItems(ItemLayout.Items layout) {
    this.layout = layout;
    this.items = layout.item().reader();
    this.leastBytes = Math.max(1, layout.item().leastBytes());
    this.leastMemberwise =
        layout.item() instanceof ItemLayout.Members members
            ? Math.max(1, members.leastMemberwise())
            : 1;
  }

  /// Sets the reader of the member that counts the items.
  void countedBy(NumberItems member) {
    counter = member;
  }

  String counter() {
    return layout.counter();
  }

  @Override
  public void read(RootInput b, int n) {
    read(b, n, layout.header() == Header.ALWAYS);
  }

  @Override
  public void readMemberwise(RootInput b, int n) {
    read(b, n, layout.header() != Header.NONE);
  }

  /// Whether entries are nothing but numbers, up to the end of each: {@link #span} reads those.
  boolean spans() {
    return items instanceof NumberItems
        && layout.extent() == Extent.END
        && layout.header() == Header.NONE;
  }

  /// Reads entries that follow each other, in one go.
  ///
  /// @param offsets where entry `from` and the next ones begin, none before the one before
  /// @param end of the last
  void span(RootInput b, int[] offsets, int from, int n, int end) {
    int shift = Integer.bitCount(leastBytes) == 1 ? Integer.numberOfTrailingZeros(leastBytes) : -1;
    int rows = items.rows();
    int at = offsets[from];
    int begin = at;
    for (int i = from + 1; i <= from + n; i++) {
      int next = i < from + n ? offsets[i] : end;
      int bytes = next - at;
      int count = shift >= 0 ? bytes >> shift : bytes / leastBytes;
      if (count * leastBytes != bytes) {
        throw uneven(b, bytes);
      }
      rows += count;
      this.offsets.end(rows);
      at = next;
    }
    b.range(begin, end);
    items.read(b, (end - begin) / leastBytes);
  }

  private InputException uneven(RootInput b, int bytes) {
    return b.location()
        .damaged("has an entry of " + bytes + " bytes for items of " + leastBytes + " each");
  }

  private void read(RootInput b, int n, boolean withHeader) {
    if (layout.extent() == Extent.END && b.remaining() == 0) {
      // of nothing not even the header is stored
      offsets.end(items.rows());
      return;
    }
    ObjectHeader header = withHeader ? ObjectReader.header(b) : ObjectHeader.NONE;
    boolean memberwise = header.version() >= 0 && (header.version() & MEMBERWISE) != 0;
    if (memberwise) {
      classVersion(b);
    }
    int end = header.end() >= 0 ? header.end() : b.at() + b.remaining();
    for (int i = 0; i < n; i++) {
      // of objects member by member, the counters of all come before the lists of the first
      list(b, end, memberwise, n - i);
    }
    header.requireEnd(b, "collection");
  }

  /// Reads a list.
  ///
  /// @param back where its counter is, from the last one that was read: 1 for that
  private void list(RootInput b, int end, boolean memberwise, int back) {
    switch (layout.extent()) {
      case COUNT -> counted(b, b.i32(), memberwise);
      case MEMBER_BARE -> counted(b, count(b, back), memberwise);
      case MEMBER -> counted(b, b.u8() == 0 ? 0 : count(b, back), memberwise);
      case END -> toEnd(b, end, memberwise);
    }
    offsets.end(items.rows());
  }

  private int count(RootInput b, int back) {
    long n = counter.last(back);
    if (n < 0 || n > b.remaining()) {
      throw b.location().damaged("claims " + n + " items by its member " + layout.counter());
    }
    return (int) n;
  }

  private void counted(RootInput b, int n, boolean memberwise) {
    if (memberwise) {
      b.count(n, leastMemberwise);
      objects(b).readMembers(b, n);
      return;
    }
    b.count(n, leastBytes);
    if (n > 0) {
      items.read(b, n);
    }
  }

  private ObjectItems objects(RootInput b) {
    if (items instanceof ObjectItems objects) {
      return objects;
    }
    throw b.location().damaged("has the members of objects where there are none");
  }

  private void toEnd(RootInput b, int end, boolean memberwise) {
    if (layout.item() instanceof ItemLayout.Numbers || layout.item() instanceof ItemLayout.Packed) {
      if ((end - b.at()) % leastBytes != 0) {
        throw uneven(b, end - b.at());
      }
      items.read(b, (end - b.at()) / leastBytes);
      return;
    }
    while (b.at() < end) {
      int before = b.at();
      if (memberwise && items instanceof ListItems inner) {
        inner.list(b, end, true, 1);
      } else if (memberwise) {
        throw b.location().damaged("has the members of objects where there are none");
      } else {
        items.read(b, 1);
      }
      if (b.at() == before) {
        throw b.location().damaged("has items without bytes");
      }
    }
  }

  /// The version of the class of the objects whose members follow, or 0 and its checksum.
  private static void classVersion(RootInput b) {
    if (b.i16() <= 0) {
      b.skip(4);
    }
  }

  @Override
  public int rows() {
    return offsets.lists();
  }

  @Override
  public void columns(List<Column> into) {
    offsets.columns(items, into);
  }
}
