package org.jpsi.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;
import org.jpsi.fuzz.RootLayouts.Layout;
import org.jpsi.fuzz.RootLayouts.Member;

/// ROOT: trees with branches in branches, references to what came before, layouts of their own,
/// baskets in records of any length, packed and not.
final class RootTarget implements FuzzTarget {
  private static final int ENTRIES = 1000;
  private static final int TREES = 5;

  @Override
  public String name() {
    return "root";
  }

  @Override
  public byte[] input(Chance chance) {
    return new Maker(chance).file();
  }

  /// One file. What it says is right, but for one number in a hundred.
  private static final class Maker {
    private final Chance chance;
    private final RootBytes out = new RootBytes();
    private final List<Integer> references = new ArrayList<>();
    private final List<int[]> baskets = new ArrayList<>();
    private final int entries;
    private final boolean strict;

    Maker(Chance chance) {
      this.chance = chance;
      this.entries = chance.size();
      this.strict = chance.oneIn(3);
    }

    private long number(long right) {
      return strict || !chance.oneIn(100) ? right : chance.oneIn(2) ? chance.limit() : right + 1;
    }

    private boolean rarely() {
      return !strict && chance.oneIn(30);
    }

    byte[] file() {
      int directory = head(out);
      // of each kind of leaf a record with all entries
      for (String leaf : List.of("I", "C")) {
        basket(leaf);
      }
      int seek = out.begin("TTree", "t");
      tree();
      int length = out.end(chance.oneIn(2));
      int plain = out.objectBytes();
      int keys = out.begin("TFile", "f");
      int n = rarely() ? chance.size() : 1;
      out.number(4, number(n));
      for (int i = 0; i < n; i++) {
        String name = i == 0 ? "t" : chance.name();
        out.key((int) number(length), (int) number(plain), (int) number(seek), "TTree", name);
      }
      out.set(directory + 10, number(out.end(false))).set(directory + 26, number(keys));
      append(out, layouts(), chance.oneIn(2));
      return out.set(12, number(out.at())).bytes();
    }

    private List<Layout> layouts() {
      List<Layout> layouts = new ArrayList<>(RootLayouts.sound());
      if (rarely()) {
        Layout layout = chance.of(layouts);
        List<Member> members = new ArrayList<>(layout.members());
        members.add(
            chance.below(members.size() + 1),
            chance.of(
                Member.base(layout.name()),
                Member.base("TBranch"),
                Member.number(chance.name(), chance.below(70)),
                new Member("BasicType", "m", 23, chance.size(), "int", ""),
                Member.array("fBasketSeek", chance.below(25)),
                new Member("ObjectPointer", "fBranches", 64, 0, "TObjArray*", ""),
                new Member("Object", "m", 61, 0, layout.name(), "")));
        layouts.add(new Layout(layout.name(), layout.version(), members));
      }
      return layouts;
    }

    private void basket(String leaf) {
      int bytes = leaf.equals("I") ? 4 * entries : 2 * entries;
      byte[] tail = new byte[19];
      int seek = out.begin("TBasket", leaf, tail);
      int keyBytes = out.at() - seek;
      int fields = out.at() - tail.length;
      out.set(fields + 10, number(entries)).set(fields + 14, number(keyBytes + bytes));
      for (int i = 0; i < entries; i++) {
        if (leaf.equals("I")) {
          out.number(4, i);
        } else {
          out.number(1, 1).number(1, 'a' + i % 26);
        }
      }
      if (leaf.equals("C") && chance.oneIn(2)) {
        out.number(4, entries + 1);
        for (int i = 0; i <= entries; i++) {
          out.number(4, number(i < entries ? keyBytes + 2L * i : 0));
        }
      }
      baskets.add(new int[] {seek, out.end(chance.oneIn(2))});
    }

    private void tree() {
      int start = out.version(RootLayouts.VERSION);
      out.named(rarely() ? chance.name() : "t", rarely() ? chance.name() : "a tree");
      out.number(8, number(entries));
      branches(0);
      out.close(start);
    }

    private void branches(int depth) {
      int n = depth == 0 ? 1 + chance.size() % 200 : chance.oneIn(8) ? 1 + chance.below(3) : 0;
      int list = out.list((int) number(n));
      for (int i = 0; i < n; i++) {
        if (rarely() && !references.isEmpty()) {
          out.number(4, chance.of(references));
        } else {
          branch(depth, i);
        }
      }
      out.close(list);
    }

    private void branch(int depth, int number) {
      references.add(out.reference());
      int pointer = out.pointer("TBranch");
      int start = out.version((int) number(RootLayouts.VERSION));
      int kind = chance.below(2);
      out.named(chance.oneIn(3) ? chance.name() : "b" + number, chance.oneIn(3) ? "x [GeV]" : "");
      int records = entries > 0 ? 1 : 0;
      int room = records + 1;
      out.number(8, number(entries)).number(4, number(records)).number(4, number(room));
      branches(depth + 1);
      int leaves = out.list((int) number(1));
      leaf(kind == 0 ? chance.of("TLeafI", "TLeafF") : "TLeafC");
      out.close(leaves).close(out.list(0));
      int[] basket = baskets.get(kind);
      long[][] arrays = {{basket[1], 0}, {0, entries}, {basket[0], 0}};
      for (int a = 0; a < arrays.length; a++) {
        out.number(1, 1);
        for (int i = 0; i < room; i++) {
          out.number(a == 0 ? 4 : 8, number(arrays[a][records == 0 ? 1 : i]));
        }
      }
      out.text("").close(start).close(pointer);
    }

    private void leaf(String type) {
      references.add(out.reference());
      int pointer = out.pointer(type);
      int start = out.version(RootLayouts.VERSION);
      int base = out.version(RootLayouts.VERSION);
      out.named("leaf", "").number(4, number(1)).number(1, 0);
      out.close(base).close(start).close(pointer);
    }
  }

  /// @return position of the directory
  static int head(RootBytes out) {
    out.raw("root".getBytes(StandardCharsets.US_ASCII));
    out.number(4, 62400).number(4, 100).raw(new byte[88]);
    out.begin("TFile", "f");
    out.text("f").text("");
    int directory = out.at();
    out.set(28, directory - 100).number(2, 5).raw(new byte[28]);
    out.end(false);
    return directory;
  }

  static void append(RootBytes out, List<Layout> layouts, boolean packed) {
    int seek = out.begin("TList", "StreamerInfo");
    RootLayouts.write(out, layouts);
    out.set(41, out.end(packed)).set(37, seek);
  }

  /// A file of one tree whose object is what `tree` writes.
  private static byte[] file(List<Layout> layouts, Consumer<RootBytes> tree) {
    RootBytes out = new RootBytes();
    int directory = head(out);
    int seek = out.begin("TTree", "t");
    tree.accept(out);
    int length = out.end(true);
    int plain = out.objectBytes();
    int keys = out.begin("TFile", "f");
    out.number(4, 1).key(length, plain, seek, "TTree", "t");
    out.set(directory + 10, out.end(false)).set(directory + 26, keys);
    append(out, layouts, true);
    return out.set(12, out.at()).bytes();
  }

  private static byte[] tree(Consumer<RootBytes> branches) {
    return file(
        RootLayouts.sound(),
        out -> {
          int start = out.version(RootLayouts.VERSION);
          out.named("t", "").number(8, 0);
          branches.accept(out);
          out.close(start);
        });
  }

  private static void empty(RootBytes out, String name, Consumer<RootBytes> within) {
    int pointer = out.pointer("TBranch");
    int start = out.version(RootLayouts.VERSION);
    out.named(name, "").number(8, 0).number(4, 0).number(4, 0);
    within.accept(out);
    out.close(out.list(0)).close(out.list(0)).raw(new byte[3]).text("");
    out.close(start).close(pointer);
  }

  private static void none(RootBytes out) {
    out.close(out.list(0));
  }

  /// A list of one branch, and again the same by reference; which has a list like this.
  private static void twice(RootBytes out, int depth) {
    int list = out.list(depth == 0 ? 0 : 2);
    if (depth > 0) {
      int reference = out.reference();
      empty(out, "b" + depth, o -> twice(o, depth - 1));
      out.number(4, reference);
    }
    out.close(list);
  }

  private static void many(RootBytes out, List<String> names) {
    int list = out.list(names.size());
    names.forEach(name -> empty(out, name, RootTarget::none));
    out.close(list);
  }

  private static void within(RootBytes out, String name, int depth) {
    int list = out.list(depth == 0 ? 0 : 1);
    if (depth > 0) {
      empty(out, name, o -> within(o, name, depth - 1));
    }
    out.close(list);
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    extremes.put("2^40 branches by references", () -> tree(out -> twice(out, 40)));
    extremes.put("branches in branches", () -> tree(out -> within(out, "b", 1000)));
    extremes.put("names in names", () -> tree(out -> within(out, "b".repeat(40_000), 45)));
    extremes.put("one name", () -> tree(out -> many(out, Collections.nCopies(5000, "b"))));
    extremes.put("brackets", () -> tree(out -> many(out, List.of("b" + "[1]".repeat(100_000)))));
    extremes.put(
        "a title of zeros", () -> tree(out -> many(out, List.of("\0".repeat(20_000_000)))));
    extremes.put(
        "one branch a hundred thousand times",
        () ->
            tree(out -> {
              int list = out.list(100_000);
              int reference = out.reference();
              empty(out, "b", RootTarget::none);
              for (int i = 1; i < 100_000; i++) {
                out.number(4, reference);
              }
              out.close(list);
            }));
    extremes.put(
        "a class that derives from itself",
        () ->
            file(
                List.of(new Layout("TTree", 1, List.of(new Member("Base", "TTree", 0, 0, "", "")))),
                out -> {
                  for (int i = 0; i < 200_000; i++) {
                    out.number(2, i == 0 ? 1 : RootLayouts.VERSION);
                  }
                }));
    extremes.put(
        "members without length",
        () ->
            file(
                List.of(
                    new Layout(
                        "TTree",
                        RootLayouts.VERSION,
                        Collections.nCopies(
                            200_000, new Member("BasicType", "m", 23, 0, "int", "")))),
                out -> out.close(out.version(RootLayouts.VERSION))));
    extremes.put(
        "a gigabyte claimed",
        () -> {
          byte[] file = tree(RootTarget::none);
          for (int i = 0; i + 14 < file.length; i++) {
            // every key but the first
            if (i > 150 && file[i] == 0 && file[i + 4] == 0 && file[i + 5] == 4) {
              file[i + 6] = 0x3F;
            }
          }
          return file;
        });
    return extremes;
  }

  @Override
  public long beside(byte[] input) {
    // it is opened twice, for its trees and for its events
    return FuzzRunner.allowance(input.length);
  }

  @Override
  public void read(Path file) {
    List<TreeInfo> trees = Tables.trees(file);
    for (TreeInfo tree : trees.subList(0, Math.min(TREES, trees.size()))) {
      try (EventSource source = Tables.open(file, tree.name())) {
        List<String> names = source.columns().stream().map(Column::name).toList();
        source.clusters();
        source.read(names, 0, (int) Math.min(ENTRIES, source.entries()));
      }
    }
  }
}
