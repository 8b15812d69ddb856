package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.root.ItemLayout.Header;
import org.jpsi.formats.root.ObjectReader.ObjectHeader;

/// Reader of texts.
final class TextItems implements ItemReader {
  private final ItemLayout.Text layout;
  private final List<String> texts = new ArrayList<>();

  TextItems(ItemLayout.Text layout) {
    this.layout = layout;
  }

  @Override
  public void read(RootInput b, int n) {
    read(b, n, layout.header() == Header.ALWAYS);
  }

  @Override
  public void readMemberwise(RootInput b, int n) {
    read(b, n, layout.header() != Header.NONE);
  }

  private void read(RootInput b, int n, boolean withHeader) {
    ObjectHeader header = withHeader ? ObjectReader.header(b) : ObjectHeader.NONE;
    b.count(n, layout.leastBytes());
    for (int i = 0; i < n; i++) {
      texts.add(layout.length() == ItemLayout.Length.SHORT ? b.string() : b.longString());
    }
    header.requireEnd(b, "text");
  }

  @Override
  public int rows() {
    return texts.size();
  }

  @Override
  public void columns(List<Column> into) {
    into.add(new TextColumn("", texts.toArray(String[]::new)));
  }
}
