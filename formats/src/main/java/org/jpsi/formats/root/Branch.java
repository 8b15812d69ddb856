package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.NumberType;
import org.jpsi.formats.NameWithUnit;
import org.jspecify.annotations.Nullable;

/// Branch (TBranch): its leaves, and the baskets with their values.
///
/// @param path its full path; {@link ColumnNames} makes equal ones distinct
/// @param columns the leaves that can be read
/// @param text whether its only leaf is a text
/// @param reason why it cannot be read; empty where it can be, or only contains others
/// @param baskets in the order of the entries
record Branch(
    BranchPath path,
    List<LeafColumn> columns,
    boolean text,
    String reason,
    List<Basket> baskets,
    RootLocation location) {

  static Branch of(RootObject record, BranchPath path, long entries, MetadataBudget budget) {
    RootLocation location = record.location().in("branch " + path.name());
    List<RootObject> leaves =
        record.list("fLeaves").stream().filter(l -> !l.className().isEmpty()).toList();
    budget.steps().spend(leaves.size() + 1L);
    // a branch, its location and its leaves, each with its path and that with base classes
    budget.memory().spend((200 + 4L * path.name().length()) * (leaves.size() + 1));
    String why = why(record, path, leaves, entries);
    boolean text = leaves.size() == 1 && leaves.getFirst().className().equals("TLeafC");
    List<LeafColumn> columns = new ArrayList<>();
    if (why == null && !text) {
      why = columns(record, path, leaves, columns);
    }
    if (why != null) {
      return new Branch(path, List.of(), false, why, List.of(), location);
    }
    try {
      List<Basket> baskets = baskets(record, entries, budget);
      return new Branch(path, columns, text, "", baskets, location);
    } catch (UnsoundBaskets wrong) {
      // which is nothing to the other branches
      why = "the file is damaged there: it " + wrong.how;
      return new Branch(path, List.of(), false, why, List.of(), location);
    }
  }

  /// The reason why the branch as a whole cannot be read; empty for one that only contains others,
  /// null for one that can be read.
  private static @Nullable String why(
      RootObject record, BranchPath path, List<RootObject> leaves, long entries) {
    List<RootObject> children = record.list("fBranches");
    if (!children.isEmpty()) {
      // an object split into its members, or a collection of objects: they are the columns
      return "";
    }
    if (path.tooLong()) {
      return "its name is longer than " + BranchPath.MAX_LENGTH + " characters";
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
    for (RootObject leaf : leaves) {
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
      RootObject record, BranchPath path, List<RootObject> leaves, List<LeafColumn> into) {
    List<NumberType> types = new ArrayList<>();
    long bytes = 0;
    for (RootObject leaf : leaves) {
      NumberType type = type(record, leaf);
      if (type == null) {
        return reason(record, leaf);
      }
      types.add(type);
      bytes += (long) LeafType.bytes(type) * Math.max(1, leaf.count("fLen"));
    }
    if (bytes > 1 << 20) {
      return "an entry of " + bytes + " bytes is too large";
    }
    int offset = 0;
    for (int i = 0; i < leaves.size(); i++) {
      RootObject leaf = leaves.get(i);
      int width = Math.max(1, leaf.count("fLen"));
      // a leaf alone is called as its branch
      BranchPath column = leaves.size() == 1 ? path : path.leaf(leaf.text("fName"));
      into.add(
          new LeafColumn(
              column, unit(record, leaves.size()), types.get(i), width, offset, (int) bytes));
      offset += LeafType.bytes(types.get(i)) * width;
    }
    return null;
  }

  private static String unit(RootObject record, int leaves) {
    return leaves == 1 ? NameWithUnit.parse(record.text("fTitle")).unit() : "";
  }

  private static @Nullable NumberType type(RootObject record, RootObject leaf) {
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

  private static String reason(RootObject record, RootObject leaf) {
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

  private static List<Basket> baskets(RootObject record, long entries, MetadataBudget budget)
      throws UnsoundBaskets {
    long[] seeks = record.numbers("fBasketSeek");
    long[] firsts = record.numbers("fBasketEntry");
    long[] bytes = record.numbers("fBasketBytes");
    List<RootObject> embedded = record.list("fBaskets");
    int written = record.count("fWriteBasket");
    budget.steps().spend(embedded.size());
    if (written > seeks.length || written > firsts.length || written > bytes.length) {
      throw new UnsoundBaskets("counts " + written + " baskets and lists " + seeks.length);
    }
    List<Basket> baskets = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < Math.max(written, embedded.size()) && at < entries; i++) {
      boolean elsewhere = i < written && seeks[i] != 0;
      Basket.BasketData data = elsewhere || i >= embedded.size() ? null : data(embedded.get(i));
      if (!elsewhere && data == null) {
        continue;
      }
      if (i < firsts.length && firsts[i] != at) {
        throw new UnsoundBaskets(
            "has a basket that begins with entry " + firsts[i] + ", not " + at);
      }
      long n;
      if (data != null) {
        n = embedded.get(i).number("fNevBuf");
      } else {
        // the last of a full list has no successor to tell its end
        n = (i + 1 < firsts.length && firsts[i + 1] > 0 ? firsts[i + 1] : entries) - at;
        if (seeks[i] < 0 || bytes[i] <= 0 || bytes[i] > Integer.MAX_VALUE) {
          throw new UnsoundBaskets(
              "has a basket at byte " + seeks[i] + " of " + bytes[i] + " bytes");
        }
        budget.baskets().spend(bytes[i]);
      }
      if (n < 0 || n > entries - at || n > Integer.MAX_VALUE) {
        throw new UnsoundBaskets("has a basket of " + n + " entries");
      }
      if (n > 0) {
        budget.object();
        baskets.add(
            data == null
                ? new Basket(at, (int) n, seeks[i], (int) bytes[i], Basket.BasketData.NONE)
                : new Basket(at, (int) n, 0, 0, data));
        at += n;
      }
    }
    if (at != entries) {
      throw new UnsoundBaskets("has baskets for " + at + " of " + entries + " entries");
    }
    return List.copyOf(baskets);
  }

  private static Basket.@Nullable BasketData data(RootObject basket) {
    return basket.get("data") instanceof Basket.BasketData data ? data : null;
  }

  /// Baskets that do not fit the entries of their branch.
  private static final class UnsoundBaskets extends Exception {
    private static final long serialVersionUID = 1;

    private final String how;

    UnsoundBaskets(String how) {
      super(how, null, false, false);
      this.how = how;
    }
  }
}
