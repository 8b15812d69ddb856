package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.table.Column;
import org.jpsi.formats.root.ObjectReader.ObjectHeader;

/// Reader of objects by the members of their class.
final class ObjectItems implements ItemReader {
  private final ItemLayout.Members layout;
  private final List<ItemReader> members = new ArrayList<>();
  private final Map<String, NumberItems> numbers = new HashMap<>();
  private int rows;

  ObjectItems(ItemLayout.Members layout) {
    this.layout = layout;
    for (ItemLayout.Member member : layout.members()) {
      ItemReader reader = member.layout().reader();
      members.add(reader);
      switch (reader) {
        case NumberItems own -> numbers.put(member.name(), own);
        // what counts a member may be one of a base class
        case ObjectItems base when member.base() -> base.numbers.forEach(numbers::putIfAbsent);
        case ListItems list when numbers.get(list.counter()) instanceof NumberItems counter ->
            list.countedBy(counter);
        default -> {}
      }
    }
  }

  @Override
  public void read(RootInput b, int n) {
    for (int i = 0; i < n; i++) {
      ObjectHeader header =
          layout.version() == ItemLayout.Members.WITHOUT_HEADER ? ObjectHeader.NONE : header(b);
      for (ItemReader member : members) {
        member.read(b, 1);
      }
      header.requireEnd(b, layout.className());
    }
    rows += n;
  }

  private ObjectHeader header(RootInput b) {
    ObjectHeader header = ObjectReader.header(b);
    boolean same;
    if (header.version() == 0 && header.end() - b.at() >= 4) {
      // a class without versions has a checksum
      int checksum = b.i32();
      same = layout.checksum() == 0 || layout.checksum() == checksum;
    } else {
      same = layout.version() == header.version();
    }
    if (!same && header.end() < 0) {
      throw b.location().unread(NotRead.STREAMER.says(layout.className()));
    }
    if (!same && layout.version() != ItemLayout.Members.ANY_VERSION) {
      throw b.location()
          .unread(
              "it has objects of several versions of "
                  + layout.className()
                  + ", "
                  + layout.version()
                  + " and "
                  + header.version());
    }
    return header;
  }

  /// Reads objects member by member: first that member of all, then the next.
  void readMembers(RootInput b, int n) {
    if (n > 0) {
      for (int m = 0; m < members.size(); m++) {
        // those of a base class lie so too
        if (layout.members().get(m).base() && members.get(m) instanceof ObjectItems base) {
          base.readMembers(b, n);
        } else {
          members.get(m).readMemberwise(b, n);
        }
      }
    }
    rows += n;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void columns(List<Column> into) {
    members.forEach(member -> member.columns(into));
  }
}
