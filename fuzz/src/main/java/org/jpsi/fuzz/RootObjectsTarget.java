package org.jpsi.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jpsi.fuzz.RootLayouts.Layout;
import org.jpsi.fuzz.RootLayouts.Member;

/// ROOT: branches of collections, of texts, and of objects of classes that the file brings along,
/// with values by their grammar: counts, byte counts, versions, objects in collections in objects.
final class RootObjectsTarget implements FuzzTarget {
  private static final int WHOLE = -1;
  private static final int STL = 300;

  private final RootTarget trees = new RootTarget();

  @Override
  public String name() {
    return "objects.root";
  }

  @Override
  public byte[] input(Chance chance) {
    return new Maker(chance).file();
  }

  /// One file. What it says is right, but for one number in a hundred.
  private static final class Maker {
    private final Chance chance;
    private final RootBytes out = new RootBytes();
    private final List<Layout> classes = new ArrayList<>();
    private int entries;
    private final boolean strict;
    private int depth;

    /// A branch: its type, as it is told, and where its values are.
    private record Column(String type, int streamerType, int kind, int seek, int bytes) {}

    Maker(Chance chance) {
      this.chance = chance;
      this.entries = 1 + chance.below(6);
      this.strict = chance.oneIn(3);
      for (int c = 0; c < 3; c++) {
        List<Member> members = new ArrayList<>();
        members.add(Member.number("n" + c, 3));
        for (int m = chance.below(4); m > 0; m--) {
          members.add(member("m" + c + m, c));
        }
        classes.add(new Layout("C" + c, RootLayouts.VERSION, members));
      }
    }

    private Member member(String name, int within) {
      return switch (chance.below(7)) {
        case 0 -> Member.number(name, 5);
        case 1 -> new Member("BasicType", name, 23, 2, "int", "");
        case 2 -> new Member("BasicPointer", name, 45, 0, "float*", "n" + within);
        case 3 -> new Member("String", name, 65, 0, "TString", "");
        case 4 -> within > 0 ? Member.base("C" + chance.below(within)) : Member.number(name, 18);
        // rarely of the class itself
        case 5 ->
            new Member(
                "STL", name, STL, 0, "vector<" + type(1, strict ? within : within + 1) + ">", "");
        default -> Member.number(name, strict ? 8 : chance.below(70));
      };
    }

    /// The name of a type, of the first classes.
    private String type(int depth, int classes) {
      String inner = depth > 3 ? "int" : "";
      return switch (inner.isEmpty() ? chance.below(8) : 0) {
        case 0, 1 -> chance.of("int", "float", "unsigned int");
        case 2 -> "string";
        case 3, 4, 5 -> "vector<" + type(depth + 1, classes) + ">";
        case 6 -> "map<int," + type(depth + 1, 0) + ">";
        default -> classes > 0 ? "C" + chance.below(classes) : "double";
      };
    }

    private long number(long right) {
      return strict || !chance.oneIn(100) ? right : chance.oneIn(2) ? chance.limit() : right + 1;
    }

    byte[] file() {
      int directory = RootTarget.head(out);
      List<Column> columns = new ArrayList<>();
      for (int i = 1 + chance.below(6); i > 0; i--) {
        columns.add(column());
      }
      int seek = out.begin("TTree", "t");
      int start = out.version(RootLayouts.VERSION);
      out.named("t", "").number(8, entries);
      int list = out.list(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        branch("b" + i, columns.get(i));
      }
      out.close(list).close(start);
      int length = out.end(false);
      int plain = out.objectBytes();
      int keys = out.begin("TFile", "f");
      out.number(4, 1).key(length, plain, seek, "TTree", "t");
      out.set(directory + 10, out.end(false)).set(directory + 26, keys);
      RootTarget.append(out, layouts(classes), chance.oneIn(2));
      return out.set(12, out.at()).bytes();
    }

    private Column column() {
      String type = "vector<" + type(0, classes.size()) + ">";
      if (chance.oneIn(3)) {
        type = "C" + chance.below(classes.size());
      }
      int kind = type.startsWith("C") && chance.oneIn(2) ? -1 : 0;
      byte[] tail = new byte[19];
      int seek = out.begin("TBasket", "b", tail);
      int fields = out.at() - tail.length;
      List<Integer> offsets = new ArrayList<>();
      for (int i = 0; i < entries; i++) {
        offsets.add(out.at() - seek);
        if (type.startsWith("C")) {
          object(type, kind == -1);
        } else {
          value(type, true);
        }
      }
      out.set(fields + 10, number(entries)).set(fields + 14, number(out.at() - seek));
      if (strict || !chance.oneIn(10)) {
        out.number(4, entries + 1L);
        offsets.forEach(offset -> out.number(4, number(offset)));
        out.number(4, 0);
      }
      return new Column(type, WHOLE, kind, seek, out.end(chance.oneIn(2)));
    }

    /// A value as ROOT would write it.
    private void value(String type, boolean header) {
      if (type.startsWith("C")) {
        object(type, true);
        return;
      }
      int start = header && (type.contains("<") || type.equals("string")) ? out.version(9) : -1;
      if (type.startsWith("vector<") || type.startsWith("map<")) {
        // a class may hold itself
        int n = depth > 4 ? 0 : chance.below(4);
        out.number(4, number(n));
        String items = type.substring(type.indexOf('<') + 1, type.length() - 1);
        for (int i = 0; i < n; i++) {
          if (type.startsWith("map<")) {
            out.number(4, i);
            value(items.substring(items.indexOf(',') + 1), false);
          } else {
            value(items, false);
          }
        }
      } else if (type.equals("string")) {
        out.text("x".repeat(chance.below(4)));
      } else {
        out.number(type.equals("double") ? 8 : 4, chance.below(1000));
      }
      if (start >= 0) {
        out.close(start);
      }
    }

    private void object(String type, boolean header) {
      Layout layout = classes.get(type.charAt(1) - '0');
      int start = header ? out.version((int) number(RootLayouts.VERSION)) : -1;
      int n = chance.below(3);
      depth++;
      for (Member member : layout.members()) {
        switch (member.kind()) {
          case "Base" -> object(member.name(), true);
          case "STL" -> value(member.typeName(), true);
          case "String" -> out.text("t");
          case "BasicPointer" -> {
            out.number(1, 1);
            for (int i = 0; i < n; i++) {
              out.number(4, i);
            }
          }
          default ->
              out.number(width(member), member.name().startsWith("n") ? number(n) : chance.limit());
        }
      }
      depth--;
      if (start >= 0) {
        out.close(start);
      }
    }

    private static int width(Member member) {
      return switch (member.type()) {
        case 18 -> 1;
        case 8, 23 -> 8;
        default -> 4;
      };
    }

    private void branch(String name, Column column) {
      int pointer = out.pointer("TBranchElement");
      int element = out.version(RootLayouts.VERSION);
      int start = out.version(RootLayouts.VERSION);
      out.named(name, "").number(8, entries).number(4, 1).number(4, 2);
      out.close(out.list(0));
      int leaves = out.list(1);
      int leaf = out.pointer("TLeafElement");
      int own = out.version(RootLayouts.VERSION);
      int base = out.version(RootLayouts.VERSION);
      out.named(name, "").number(4, number(1)).number(1, 0);
      out.close(base).close(own).close(leaf).close(leaves);
      out.close(out.list(0));
      long[][] arrays = {{column.bytes, 0}, {0, entries}, {column.seek, 0}};
      for (int a = 0; a < arrays.length; a++) {
        out.number(1, 1);
        out.number(a == 0 ? 4 : 8, arrays[a][0]).number(a == 0 ? 4 : 8, arrays[a][1]);
      }
      out.text("").close(start);
      out.text(column.type).number(4, number(RootLayouts.VERSION)).number(4, number(WHOLE));
      out.number(4, number(column.kind)).number(4, number(column.streamerType));
      out.close(element).close(pointer);
    }
  }

  private static List<Layout> layouts(List<Layout> classes) {
    List<Layout> all = new ArrayList<>(RootLayouts.sound());
    all.add(
        new Layout(
            "TBranchElement",
            RootLayouts.VERSION,
            List.of(
                Member.base("TBranch"),
                new Member("String", "fClassName", 65, 0, "TString", ""),
                Member.number("fClassVersion", 3),
                Member.number("fID", 3),
                Member.number("fType", 3),
                Member.number("fStreamerType", 3))));
    all.add(new Layout("TLeafElement", RootLayouts.VERSION, List.of(Member.base("TLeaf"))));
    all.addAll(classes);
    return all;
  }

  /// A file with one branch of a type whose values are these bytes.
  private static byte[] file(String type, List<Layout> classes, byte... values) {
    return file(new Maker(new Chance("objects.root", 0)), type, classes, values);
  }

  private static byte[] file(Maker maker, String type, List<Layout> classes, byte... values) {
    maker.classes.clear();
    maker.classes.addAll(classes);
    RootBytes out = maker.out;
    int directory = RootTarget.head(out);
    byte[] tail = new byte[19];
    int basket = out.begin("TBasket", "b", tail);
    int fields = out.at() - tail.length;
    int keyBytes = out.at() - basket;
    out.raw(values);
    out.set(fields + 10, maker.entries).set(fields + 14, (long) keyBytes + values.length);
    int length = out.end(true);
    int seek = out.begin("TTree", "t");
    int start = out.version(RootLayouts.VERSION);
    out.named("t", "").number(8, maker.entries);
    int list = out.list(1);
    maker.branch("b", new Maker.Column(type, WHOLE, 0, basket, length));
    out.close(list).close(start);
    int treeBytes = out.end(false);
    int plain = out.objectBytes();
    int keys = out.begin("TFile", "f");
    out.number(4, 1).key(treeBytes, plain, seek, "TTree", "t");
    out.set(directory + 10, out.end(false)).set(directory + 26, keys);
    RootTarget.append(out, layouts(classes), true);
    return out.set(12, out.at()).bytes();
  }

  /// A class of ten members, each an object of the next.
  private static List<Layout> doubling(int depth) {
    List<Layout> all = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      String next = "D" + (i + 1);
      all.add(
          new Layout(
              "D" + i,
              RootLayouts.VERSION,
              Collections.nCopies(10, new Member("ObjectAny", "m", 62, 0, next, ""))));
    }
    all.add(new Layout("D" + depth, RootLayouts.VERSION, List.of(Member.number("x", 3))));
    return all;
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    extremes.put("10^15 members", () -> file("D0", doubling(15)));
    extremes.put(
        "two thousand million entries without bytes",
        () -> {
          Maker maker = new Maker(new Chance("objects.root", 0));
          maker.entries = 2_000_000_000;
          return file(maker, "vector<int>", List.of());
        });
    extremes.put(
        "vectors in vectors", () -> file("vector<".repeat(5000) + ">".repeat(5000), List.of()));
    extremes.put(
        "a type of a megabyte", () -> file("vector<" + "C".repeat(1 << 20) + ">", List.of()));
    extremes.put(
        "a class within itself",
        () ->
            file(
                "S",
                List.of(
                    new Layout(
                        "S",
                        RootLayouts.VERSION,
                        List.of(new Member("STL", "s", STL, 0, "vector<S>", ""))))));
    extremes.put(
        "a base of itself",
        () -> file("B", List.of(new Layout("B", RootLayouts.VERSION, List.of(Member.base("B"))))));
    extremes.put(
        "objects without bytes",
        () ->
            file(
                "vector<E>",
                List.of(new Layout("E", RootLayouts.VERSION, List.of())),
                (byte) 0x40,
                (byte) 0,
                (byte) 0,
                (byte) 6,
                (byte) 0,
                (byte) 9,
                (byte) 0x7F,
                (byte) -1,
                (byte) -1,
                (byte) -1));
    extremes.put(
        "an array of a billion texts",
        () ->
            file(
                "A",
                List.of(
                    new Layout(
                        "A",
                        RootLayouts.VERSION,
                        List.of(new Member("String", "t", 85, 1 << 30, "TString", ""))))));
    extremes.put(
        "a million empty vectors", () -> file("vector<vector<int>>", List.of(), empty(1 << 20)));
    return extremes;
  }

  /// A vector of `n` empty vectors.
  private static byte[] empty(int n) {
    byte[] bytes = new byte[10 + 4 * n];
    int count = 6 + 4 * n;
    for (int k = 0; k < 4; k++) {
      bytes[k] = (byte) ((count | 0x40000000) >>> 8 * (3 - k));
      bytes[6 + k] = (byte) (n >>> 8 * (3 - k));
    }
    bytes[5] = 9;
    return bytes;
  }

  @Override
  public long beside(byte[] input) {
    // a basket that unpacks a thousand times, and an array of offsets that grows to it
    return trees.beside(input) + (64L << 20);
  }

  @Override
  public void read(Path file) {
    trees.read(file);
  }
}
