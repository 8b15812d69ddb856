package org.jpsi.formats.root;

import java.util.List;
import java.util.Map;
import org.jpsi.core.table.NumberType;
import org.jpsi.formats.root.ItemLayout.Extent;
import org.jpsi.formats.root.ItemLayout.Header;
import org.jpsi.formats.root.ItemLayout.Items;
import org.jpsi.formats.root.ItemLayout.Length;
import org.jpsi.formats.root.ItemLayout.Member;
import org.jpsi.formats.root.ItemLayout.Members;
import org.jpsi.formats.root.ItemLayout.Numbers;
import org.jpsi.formats.root.ItemLayout.Skipped;
import org.jpsi.formats.root.ItemLayout.Text;
import org.jspecify.annotations.Nullable;

/// Layouts of ROOT's classes that are not written by their streamer infos.
final class KnownLayouts {
  private static final Map<String, ItemLayout> LAYOUTS =
      Map.of(
          "TObject",
          Skipped.TOBJECT,
          "TString",
          new Text(Length.SHORT, Header.NONE),
          // the number of the object, between version and bits
          "TRef",
          new Members(
              "TRef",
              Members.WITHOUT_HEADER,
              0,
              List.of(skipped(2), member("ref", NumberType.UINT32), skipped(6))),
          "TRefArray",
          new Members(
              "TRefArray",
              Members.ANY_VERSION,
              0,
              List.of(
                  new Member("TObject", true, Skipped.TOBJECT),
                  new Member("fName", false, new Text(Length.SHORT, Header.NONE)),
                  member("fSize", NumberType.INT32),
                  // lowest index, and the process
                  skipped(6),
                  new Member(
                      "refs",
                      false,
                      new Items(
                          new Numbers(NumberType.INT32, List.of()),
                          Extent.MEMBER_BARE,
                          Header.NONE,
                          "fSize")))),
          "TArrayC",
          array(NumberType.INT8),
          "TArrayS",
          array(NumberType.INT16),
          "TArrayI",
          array(NumberType.INT32),
          "TArrayL64",
          array(NumberType.INT64),
          "TArrayF",
          array(NumberType.FLOAT32),
          "TArrayD",
          array(NumberType.FLOAT64));

  private KnownLayouts() {}

  /// The layout of this class; null where the file says it.
  static @Nullable ItemLayout of(String className) {
    return LAYOUTS.get(className);
  }

  private static ItemLayout array(NumberType type) {
    return Items.collection(new Numbers(type, List.of()), Header.NONE);
  }

  private static Member member(String name, NumberType type) {
    return new Member(name, false, new Numbers(type, List.of()));
  }

  private static Member skipped(int bytes) {
    return new Member("", false, new Skipped(bytes));
  }
}
