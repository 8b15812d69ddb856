package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.NumberType;
import org.jpsi.formats.EventReader.Unreadable;
import org.jpsi.formats.Units;
import org.jspecify.annotations.Nullable;

/// A branch (TBranch): leaves, and the baskets with their values.
///
/// @param name its own; two branches of one name are told apart by {@link RootReader}
/// @param parent name of the branch it belongs to, or empty
/// @param columns what can be read of it
/// @param text its only leaf is a text
/// @param unreadable what cannot, and why
/// @param baskets in the order of the entries
record Branch(
    String name,
    String parent,
    List<LeafColumn> columns,
    boolean text,
    List<Unreadable> unreadable,
    List<Basket> baskets,
    RootLocation place) {

  static Branch of(RootRecord record, String parent, long entries) {
    // ROOT calls the branch of a member `double p[3]` so; in expressions it is p
    String name =
        record.className().equals("TBranchElement")
            ? record.text("fName").replaceAll("(\\[\\d{1,9}])+$", "")
            : record.text("fName");
    RootLocation place = record.place().in("branch " + name);
    List<RootRecord> leaves =
        record.list("fLeaves").stream().filter(l -> !l.className().isEmpty()).toList();
    String why = why(record, leaves, entries);
    boolean text = leaves.size() == 1 && leaves.getFirst().className().equals("TLeafC");
    List<LeafColumn> columns = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    if (why == null && !text) {
      why = columns(record, name, leaves, columns);
    }
    if (why != null) {
      columns.clear();
      if (!why.isEmpty()) {
        unreadable.add(new Unreadable(name, why));
      }
      return new Branch(name, parent, List.of(), false, unreadable, List.of(), place);
    }
    return new Branch(
        name, parent, columns, text, List.of(), baskets(record, entries, place), place);
  }

  /// Why the branch as a whole cannot be read; empty for one that only holds others, null for one
  /// that can.
  private static @Nullable String why(RootRecord record, List<RootRecord> leaves, long entries) {
    List<RootRecord> children = record.list("fBranches");
    if (!children.isEmpty()) {
      // an object split into its members, or a collection of objects: they are the columns
      return "";
    }
    if (leaves.isEmpty()) {
      return "it has no leaf";
    }
    if (record.has("fFileName") && !record.text("fFileName").isEmpty()) {
      return "its values are in another file, " + record.text("fFileName");
    }
    if (!record.has("fBasketSeek")) {
      return "its layout in this file is not understood (" + record.className() + ")";
    }
    for (RootRecord leaf : leaves) {
      if (leaf.has("fLeafCount")) {
        return "a varying number of values per event (jagged) is not read yet";
      }
    }
    long own = record.number("fEntries");
    if (own != entries) {
      return "it has " + own + " entries, its tree " + entries;
    }
    return null;
  }

  private static @Nullable String columns(
      RootRecord record, String name, List<RootRecord> leaves, List<LeafColumn> into) {
    List<NumberType> types = new ArrayList<>();
    long bytes = 0;
    for (RootRecord leaf : leaves) {
      NumberType type = type(record, leaf);
      if (type == null) {
        return reason(record, leaf);
      }
      types.add(type);
      bytes += (long) LeafType.bytes(type) * Math.max(1, leaf.small("fLen"));
    }
    if (bytes > 1 << 20) {
      return "an entry of " + bytes + " bytes is too large";
    }
    int offset = 0;
    for (int i = 0; i < leaves.size(); i++) {
      RootRecord leaf = leaves.get(i);
      int width = Math.max(1, leaf.small("fLen"));
      // as uproot and TTree::Draw call the leaves of a list
      String column = leaves.size() == 1 ? name : name + "." + leaf.text("fName");
      into.add(
          new LeafColumn(
              column, unit(record, leaves.size()), types.get(i), width, offset, (int) bytes));
      offset += LeafType.bytes(types.get(i)) * width;
    }
    return null;
  }

  private static String unit(RootRecord record, int leaves) {
    return leaves == 1 ? Units.parse(record.text("fTitle")).unit() : "";
  }

  private static @Nullable NumberType type(RootRecord record, RootRecord leaf) {
    if (!leaf.className().equals("TLeafElement")) {
      return LeafType.of(leaf.className(), leaf.number("fIsUnsigned") != 0);
    }
    // a member of a split object: a number if ROOT streams it as one, and its object is there once
    // per event
    boolean plain =
        record.has("fStreamerType")
            && record.number("fType") == 0
            && !record.has("fBranchCount")
            && record.number("fStreamerType") > 0;
    return plain ? LeafType.ofMember(record.number("fStreamerType")) : null;
  }

  private static String reason(RootRecord record, RootRecord leaf) {
    String leafClass = leaf.className();
    return switch (leafClass) {
      case "TLeafC" -> "a text within a list of leaves is not read";
      case "TLeafF16" -> "the packed type Float16_t is not read yet";
      case "TLeafD32" -> "the packed type Double32_t is not read yet";
      case "TLeafElement", "TLeafObject" -> {
        String type = record.has("fClassName") ? record.text("fClassName") : "";
        yield "an object or a collection"
            + (type.isEmpty() ? "" : ", " + type + ",")
            + " is not read yet";
      }
      default -> "a leaf of class " + leafClass + " is not read";
    };
  }

  private static List<Basket> baskets(RootRecord record, long entries, RootLocation place) {
    long[] seeks = record.numbers("fBasketSeek");
    long[] firsts = record.numbers("fBasketEntry");
    long[] bytes = record.numbers("fBasketBytes");
    List<RootRecord> embedded = record.list("fBaskets");
    int written = record.small("fWriteBasket");
    if (written > seeks.length || written > firsts.length || written > bytes.length) {
      throw place.damaged("counts " + written + " baskets and lists " + seeks.length);
    }
    List<Basket> baskets = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < Math.max(written, embedded.size()) && at < entries; i++) {
      boolean elsewhere = i < written && seeks[i] != 0;
      Basket.Data data = elsewhere || i >= embedded.size() ? null : data(embedded.get(i));
      if (!elsewhere && data == null) {
        continue;
      }
      if (i < firsts.length && firsts[i] != at) {
        throw place.damaged("has a basket that begins with entry " + firsts[i] + ", not " + at);
      }
      long n;
      if (data != null) {
        n = embedded.get(i).number("fNevBuf");
      } else {
        // the last of a full list has no successor to tell its end
        n = (i + 1 < firsts.length && firsts[i + 1] > 0 ? firsts[i + 1] : entries) - at;
        if (seeks[i] < 0 || bytes[i] <= 0 || bytes[i] > Integer.MAX_VALUE) {
          throw place.damaged("has a basket at byte " + seeks[i] + " of " + bytes[i] + " bytes");
        }
      }
      if (n < 0 || n > entries - at || n > Integer.MAX_VALUE) {
        throw place.damaged("has a basket of " + n + " entries");
      }
      if (n > 0) {
        baskets.add(
            data == null
                ? new Basket(at, (int) n, seeks[i], (int) bytes[i], Basket.Data.NONE)
                : new Basket(at, (int) n, 0, 0, data));
        at += n;
      }
    }
    if (at != entries) {
      throw place.damaged("has baskets for " + at + " of " + entries + " entries");
    }
    return List.copyOf(baskets);
  }

  private static Basket.@Nullable Data data(RootRecord basket) {
    return basket.members().get("data") instanceof Basket.Data data ? data : null;
  }
}
