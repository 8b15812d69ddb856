package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.formats.root.NamedBytes.Embedded;
import org.jpsi.formats.root.NamedBytes.Thing;
import org.jpsi.formats.root.StreamerInfo.StreamerElement;

/// The smallest files that have everything: a tree of three entries with a branch of integers in
/// two baskets, one of texts, and a list of leaves.
final class SmallFile {
  private final List<StreamerInfo> layouts;
  private final Map<String, Object> tree = new LinkedHashMap<>();
  private final List<Object> branches = new ArrayList<>();
  // of the records of baskets: position, length, first entry
  private final List<long[]> places = new ArrayList<>();
  private boolean withLayouts;
  private int version = 20;
  private boolean packed;
  private boolean onePlace;
  private int keys = 1;
  private int[] rest = {};

  /// @param layouts that the file brings along
  SmallFile(StreamerInfo... layouts) {
    this.layouts = List.of(layouts);
    withLayouts = layouts.length > 0;
    tree.put("fName", "t");
    tree.put("fTitle", "a tree");
    tree.put("fEntries", 3L);
    tree.put("fBranches", branches);
  }

  /// The file of three branches.
  static NamedBytes sound() {
    return new SmallFile().with(integers("x"), texts("word"), pairs("p")).write();
  }

  /// Also brings the layouts along that the library knows.
  SmallFile withLayouts() {
    withLayouts = true;
    return this;
  }

  SmallFile with(Object... more) {
    branches.addAll(List.of(more));
    return this;
  }

  SmallFile set(String member, Object value) {
    tree.put(member, value);
    return this;
  }

  /// Packs the tree and the layouts.
  SmallFile packed() {
    packed = true;
    return this;
  }

  /// Has one record for all baskets of a branch.
  SmallFile onePlace() {
    onePlace = true;
    return this;
  }

  /// Has so many keys of the tree: t, t1, ...
  SmallFile keys(int n) {
    keys = n;
    return this;
  }

  /// Has these bytes instead of the members of the tree.
  SmallFile raw(int... bytes) {
    rest = bytes;
    return this;
  }

  /// Another version of TTree, whose layout is one of the file's.
  SmallFile version(int version) {
    this.version = version;
    return this;
  }

  /// A layout of a class that derives from another.
  static StreamerInfo layout(
      String name, int version, String base, int baseVersion, StreamerElement... members) {
    List<StreamerElement> all = new ArrayList<>();
    if (!base.isEmpty()) {
      all.add(new StreamerElement("Base", base, "", 0, 0, 0, "BASE", baseVersion, "", ""));
    }
    all.addAll(List.of(members));
    return new StreamerInfo(name, version, 1, all);
  }

  static StreamerElement member(String kind, String name, int type, int size, String typeName) {
    return new StreamerElement(kind, name, "", type, size, 0, typeName, 0, "", "");
  }

  static Thing leaf(String className, String name, Object... members) {
    return new Thing(
        className, 1, values(values("fName", name, "fTitle", name, "fLen", 1L), members));
  }

  /// A branch whose values are in baskets elsewhere: `records` of the file, in order.
  static Thing branch(String name, List<?> leaves, int records, Object... members) {
    Map<String, Object> values =
        values("fName", name, "fTitle", name, "fEntries", 3L, "fLeaves", leaves);
    values.put("fWriteBasket", (long) records);
    values.put("fMaxBaskets", records + 1L);
    for (String list : new String[] {"fBasketBytes", "fBasketEntry", "fBasketSeek"}) {
      values.put(list, new long[records + 1]);
    }
    return new Thing("TBranch", 13, values(values, members));
  }

  /// 7, 8 in one basket, 9 in the next.
  static Thing integers(String name, Object... members) {
    return branch(name, List.of(leaf("TLeafI", name)), 2, members);
  }

  static Thing texts(String name, Object... members) {
    return branch(name, List.of(leaf("TLeafC", name)), 1, members);
  }

  /// A float and a short for each entry.
  static Thing pairs(String name, Object... members) {
    return branch(name, List.of(leaf("TLeafF", "a"), leaf("TLeafS", "b")), 1, members);
  }

  /// A branch whose values lie in the tree's own record.
  static Thing embedded(String leafClass, String name, Embedded... baskets) {
    return branch(name, List.of(leaf(leafClass, name)), 0, "fBaskets", List.of(baskets));
  }

  private static Map<String, Object> values(Object... pairs) {
    return values(new LinkedHashMap<>(), pairs);
  }

  static Map<String, Object> values(Map<String, Object> into, Object... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      into.put((String) pairs[i], pairs[i + 1]);
    }
    return into;
  }

  /// The whole file.
  NamedBytes write() {
    NamedBytes out = new NamedBytes(layouts);
    header(out);
    baskets(out);
    Key key = new Key(0, 0, 0, 1, out.at(), "TTree", "t", "a tree");
    out.key("treeKey", key, 0);
    if (rest.length > 0) {
      out.raw(rest);
      out.endRecord("treeKey");
    } else {
      int start = out.begin("tree", version);
      out.members("tree", "TTree", version, tree);
      out.end("tree", start);
      out.endRecord("treeKey");
      patch(out);
    }
    if (packed) {
      out.pack("treeKey");
    }
    long keys = out.at();
    out.key("keysKey", new Key(0, 0, 0, 1, keys, "TFile", "f", ""), 0);
    out.number("keys.#count", 4, this.keys);
    for (int i = 0; i < this.keys; i++) {
      String name = i == 0 ? "key" : "key" + i;
      out.keyFields(
          name, new Key(0, 0, 0, 1, key.seek(), "TTree", i == 0 ? "t" : "t" + i, "a tree"), 0);
      out.set(name + ".bytes", out.get("treeKey.bytes"));
      out.set(name + ".objectBytes", out.get("treeKey.objectBytes"));
    }
    out.endRecord("keysKey");
    out.set("directory.keysBytes", out.at() - keys).set("directory.keysSeek", keys);
    if (withLayouts) {
      List<StreamerInfo> all = new ArrayList<>(layouts);
      all.addAll(layouts.isEmpty() ? StreamerInfoList.BUILT_IN.all() : List.of());
      out.set("header.infoSeek", out.at());
      StreamerInfoFields.write(out, all);
      if (packed) {
        out.pack("infoKey");
      }
      out.set("header.infoBytes", out.at() - out.get("header.infoSeek"));
    }
    return out.set("header.end", out.at());
  }

  static void header(NamedBytes out) {
    out.number("header.magic", 4, 0x726F6F74).number("header.version", 4, 62400);
    out.number("header.begin", 4, 100).number("header.end", 4, 0);
    out.number("header.free", 4, 0).number("header.freeBytes", 4, 0).number("header.frees", 4, 0);
    out.number("header.nameBytes", 4, 0).raw(4).number("header.compression", 4, 0);
    out.number("header.infoSeek", 4, 0).number("header.infoBytes", 4, 0);
    while (out.at() < 100) {
      out.raw(0);
    }
    out.key("fileKey", new Key(0, 0, 0, 1, 100, "TFile", "f", ""), 0);
    out.string("file.name", "f").string("file.title", "");
    out.set("header.nameBytes", out.at() - 100);
    directory(out, "directory");
    out.endRecord("fileKey");
  }

  static void directory(NamedBytes out, String name) {
    out.number(name + ".version", 2, 5).raw(0, 0, 0, 0, 0, 0, 0, 0);
    out.number(name + ".keysBytes", 4, 0).number(name + ".nameBytes", 4, 0);
    out.number(name + ".seek", 4, 100).number(name + ".parent", 4, 0);
    out.number(name + ".keysSeek", 4, 0);
  }

  /// The records of all branches, one after the other: by entries and by leaves it is known what is
  /// in them.
  private void baskets(NamedBytes out) {
    for (Object branch : branches) {
      Map<String, Object> values = branch instanceof Thing thing ? thing.values() : Map.of();
      String leaf =
          values.get("fLeaves") instanceof List<?> leaves
                  && !leaves.isEmpty()
                  && leaves.getFirst() instanceof Thing first
              ? first.className()
              : "";
      for (int i = 0; i < records(branch); i++) {
        if (onePlace && i > 0) {
          places.add(new long[] {places.getLast()[0], places.getLast()[1], 2L * i});
          continue;
        }
        String name = values.get("fName") + "#" + i;
        long seek = out.at();
        int entries = !leaf.equals("TLeafI") ? 3 : i == 0 ? 2 : 1;
        out.key(name, new Key(0, 0, 0, 1, seek, "TBasket", "x", "t"), Basket.TAIL);
        int keyBytes = (int) out.get(name + ".keyBytes");
        int length = leaf.equals("TLeafC") ? 5 : leaf.equals("TLeafI") ? 4 * entries : 18;
        Embedded.tail(out, name, entries, keyBytes + length, 0);
        content(out, name, leaf, i, keyBytes);
        out.endRecord(name);
        places.add(new long[] {seek, out.at() - seek, i == 0 ? 0 : 2});
      }
    }
  }

  private static long records(Object branch) {
    return branch instanceof Thing thing && thing.values().get("fWriteBasket") instanceof Long n
        ? n
        : 0;
  }

  private static void content(NamedBytes out, String name, String leaf, int i, int keyBytes) {
    switch (leaf) {
      case "TLeafI" -> {
        for (int value : i == 0 ? new int[] {7, 8} : new int[] {9}) {
          out.raw(0, 0, 0, value);
        }
      }
      case "TLeafC" -> {
        // nothing, "ab" and "c", and where they begin
        out.raw(2, 'a', 'b').number(name + ".length", 1, 1).raw('c');
        out.number(name + ".offsets", 4, 4);
        int[] offsets = {0, 0, 3, 0};
        for (int k = 0; k < offsets.length; k++) {
          out.number(name + ".offset[" + k + "]", 4, keyBytes + offsets[k]);
        }
      }
      default -> {
        for (int k = 0; k < 3; k++) {
          out.raw(0x3F, 0x80, 0, 0, 0, k);
        }
      }
    }
  }

  private void patch(NamedBytes out) {
    int place = 0;
    for (int b = 0; b < branches.size(); b++) {
      String name = "tree.fBranches[" + b + "]";
      long records = records(branches.get(b));
      for (int i = 0; i < records; i++) {
        long[] p = places.get(place++);
        out.set(name + ".fBasketSeek[" + i + "]", p[0]);
        out.set(name + ".fBasketBytes[" + i + "]", p[1]);
        out.set(name + ".fBasketEntry[" + i + "]", p[2]);
      }
      if (records > 0) {
        out.set(name + ".fBasketEntry[" + records + "]", 3);
      }
    }
  }
}
