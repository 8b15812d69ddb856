package org.jpsi.fuzz;

import java.util.ArrayList;
import java.util.List;

/// Layouts of classes (a TList of TStreamerInfo) that a made ROOT file brings along: those by which
/// its own tree is written, and such as no ROOT would write.
final class RootLayouts {
  /// Version of all classes of the made files: no library knows it.
  static final int VERSION = 99;

  /// Member of a class.
  ///
  /// @param kind as in TStreamerKIND
  /// @param count name of the member that counts the elements, or empty
  record Member(String kind, String name, int type, int length, String typeName, String count) {
    static Member base(String name) {
      return new Member("Base", name, 0, 0, "BASE", "");
    }

    static Member number(String name, int type) {
      return new Member("BasicType", name, type, 0, "int", "");
    }

    static Member array(String name, int type) {
      return new Member("BasicPointer", name, 40 + type, 0, "int*", "fMaxBaskets");
    }

    static Member list(String name) {
      return new Member("Object", name, 61, 0, "TObjArray", "");
    }
  }

  record Layout(String name, int version, List<Member> members) {}

  private RootLayouts() {}

  /// Those of the tree that {@link RootTarget} writes.
  static List<Layout> sound() {
    List<Layout> all = new ArrayList<>();
    all.add(
        new Layout(
            "TTree",
            VERSION,
            List.of(
                Member.base("TNamed"), Member.number("fEntries", 16), Member.list("fBranches"))));
    all.add(
        new Layout(
            "TBranch",
            VERSION,
            List.of(
                Member.base("TNamed"),
                Member.number("fEntries", 16),
                Member.number("fWriteBasket", 3),
                Member.number("fMaxBaskets", 6),
                Member.list("fBranches"),
                Member.list("fLeaves"),
                Member.list("fBaskets"),
                Member.array("fBasketBytes", 3),
                Member.array("fBasketEntry", 16),
                Member.array("fBasketSeek", 16),
                new Member("String", "fFileName", 65, 0, "TString", ""))));
    all.add(
        new Layout(
            "TLeaf",
            VERSION,
            List.of(
                Member.base("TNamed"),
                Member.number("fLen", 3),
                Member.number("fIsUnsigned", 18))));
    for (String type : List.of("TLeafI", "TLeafF", "TLeafD", "TLeafS", "TLeafC", "TLeafO")) {
      all.add(new Layout(type, VERSION, List.of(Member.base("TLeaf"))));
    }
    return all;
  }

  static void write(RootBytes out, List<Layout> layouts) {
    int list = out.version(5);
    out.tObject().text("").number(4, layouts.size());
    for (Layout layout : layouts) {
      int pointer = out.pointer("TStreamerInfo");
      int info = out.version(9);
      out.named(layout.name, "").number(4, 1).number(4, layout.version);
      int members = out.pointer("TObjArray");
      int array = out.list(layout.members.size());
      layout.members.forEach(member -> write(out, member));
      out.close(array).close(members).close(info).close(pointer).number(1, 0);
    }
    out.close(list);
  }

  private static void write(RootBytes out, Member m) {
    int pointer = out.pointer("TStreamer" + m.kind);
    int own = out.version(m.kind.equals("Base") ? 3 : 2);
    int element = out.version(4);
    out.named(m.name, "").number(4, m.type).number(4, 0).number(4, m.length).raw(new byte[24]);
    out.text(m.typeName).close(element);
    if (m.kind.equals("Base")) {
      out.number(4, m.name.equals("TNamed") ? 1 : VERSION);
    } else if (m.kind.equals("BasicPointer")) {
      out.number(4, VERSION).text(m.count).text("TBranch");
    }
    out.close(own).close(pointer);
  }
}
