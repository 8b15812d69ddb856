package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.table.NumberType;
import org.jpsi.formats.NameWithUnit;
import org.jpsi.formats.root.NotRead.NotReadException;
import org.jspecify.annotations.Nullable;

/// Branch (TBranch): its leaves, and the baskets with their values.
///
/// @param path its full path; {@link ColumnNames} makes equal ones distinct
/// @param columns the leaves that can be read, where each entry has as many bytes
/// @param text whether its only leaf is a text
/// @param layout of the entries where they are neither
/// @param counter number of the branch of the tree that counts the values of an entry; -1 for none
/// @param reason why it cannot be read; empty where it can be, or only contains others
/// @param baskets in the order of the entries
record Branch(
    BranchPath path,
    List<LeafColumn> columns,
    boolean text,
    @Nullable ItemLayout layout,
    int counter,
    String unit,
    String reason,
    List<Basket> baskets,
    RootLocation location) {

  /// Context of the branches of a tree: what they have in common.
  ///
  /// @param leaves number of the branch of each leaf, by identity
  record OfTree(
      long entries,
      StreamerInfoList streamers,
      Map<RootObject, Integer> leaves,
      MetadataBudget budget) {}

  static Branch of(RootObject record, BranchPath path, OfTree tree) {
    MetadataBudget budget = tree.budget();
    RootLocation location = record.location().in("branch " + path.name());
    List<RootObject> leaves =
        record.list("fLeaves").stream().filter(l -> !l.className().isEmpty()).toList();
    budget.steps().spend(leaves.size() + 1L);
    // a branch, its location and its leaves, each with its path and that with base classes
    budget.memory().spend((200 + 4L * path.name().length()) * (leaves.size() + 1));
    Branch nothing = new Branch(path, List.of(), false, null, -1, "", "", List.of(), location);
    try {
      return nothing.of(record, leaves, tree);
    } catch (NotReadException why) {
      // which is nothing to the other branches
      return new Branch(path, List.of(), false, null, -1, "", why.words(), List.of(), location);
    }
  }

  private Branch of(RootObject record, List<RootObject> leaves, OfTree tree)
      throws NotReadException {
    boolean count = BranchLayout.isCount(record);
    if (!record.list("fBranches").isEmpty() && !count) {
      // an object split into its members: they are the columns
      return this;
    }
    requireReadable(record, leaves, tree.entries());
    boolean counts = count || isText(leaves);
    List<LeafColumn> flat = List.of();
    if (count) {
      flat = List.of(new LeafColumn(path, "", NumberType.INT32, List.of(), 0, 4));
    } else if (!isText(leaves)) {
      flat = columns(record, leaves);
    }
    RootObject leaf = leaves.getFirst();
    ItemLayout layout =
        counts || !flat.isEmpty()
            ? null
            : BranchLayout.of(record, leaf, tree.streamers(), tree.budget());
    return new Branch(
        path,
        flat,
        isText(leaves),
        layout,
        counter(record, leaf, tree),
        unit(record, leaves.size()),
        "",
        baskets(record, tree.entries(), tree.budget()),
        location);
  }

  /// The branch that counts the values of an entry, by its leaf.
  private static int counter(RootObject record, RootObject leaf, OfTree tree) {
    if (leaf.get("fLeafCount") instanceof RootObject own) {
      return tree.leaves().getOrDefault(own, -1);
    }
    if (record.get("fBranchCount") instanceof RootObject count && count.has("fLeaves")) {
      List<RootObject> leaves = count.list("fLeaves");
      return leaves.isEmpty() ? -1 : tree.leaves().getOrDefault(leaves.getFirst(), -1);
    }
    return -1;
  }

  private static boolean isText(List<RootObject> leaves) {
    return leaves.size() == 1 && leaves.getFirst().className().equals("TLeafC");
  }

  private void requireReadable(RootObject record, List<RootObject> leaves, long entries)
      throws NotReadException {
    if (path.tooLong()) {
      throw NotRead.NAME.exception(BranchPath.MAX_LENGTH);
    }
    if (leaves.isEmpty()) {
      throw NotRead.NO_LEAF.exception();
    }
    if (record.has("fFileName") && !record.text("fFileName").isEmpty()) {
      throw NotRead.OTHER_FILE.exception(record.text("fFileName"));
    }
    if (!record.has("fBasketSeek")) {
      throw NotRead.RECORD.exception(record.className());
    }
    long own = record.number("fEntries");
    if (own != entries) {
      throw NotRead.ENTRIES.exception(own, entries);
    }
  }

  /// The columns of leaves that are plain numbers, as many in each entry; none of one leaf that is
  /// something else.
  private List<LeafColumn> columns(RootObject record, List<RootObject> leaves)
      throws NotReadException {
    List<NumberType> types = new ArrayList<>();
    long bytes = 0;
    for (RootObject leaf : leaves) {
      NumberType type = leaf.has("fLeafCount") ? null : type(record, leaf);
      if (type == null && leaves.size() == 1) {
        return List.of();
      } else if (type == null) {
        throw NotRead.LEAVES.exception(inList(leaf));
      }
      types.add(type);
      bytes += (long) LeafType.bytes(type) * Math.max(1, leaf.count("fLen"));
    }
    if (bytes > ClassLayouts.MAX_LENGTH) {
      throw NotRead.SIZE.exception(bytes);
    }
    List<LeafColumn> columns = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < leaves.size(); i++) {
      RootObject leaf = leaves.get(i);
      int width = Math.max(1, leaf.count("fLen"));
      List<Integer> shape = ArrayShape.of(leaf.text("fTitle"), width);
      // a leaf alone is called as its branch
      BranchPath column = leaves.size() == 1 ? path : path.leaf(leaf.text("fName"));
      columns.add(
          new LeafColumn(
              column, unit(record, leaves.size()), types.get(i), shape, offset, (int) bytes));
      offset += LeafType.bytes(types.get(i)) * width;
    }
    return columns;
  }

  private static String inList(RootObject leaf) {
    if (leaf.has("fLeafCount")) {
      return "a varying number of values";
    }
    return leaf.className().equals("TLeafC") ? "a text" : "a leaf of class " + leaf.className();
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
            && record.number("fStreamerType") > 0
            // of a TObject, after which a number may follow
            && record.number("fStreamerType") != 15;
    return plain ? LeafType.ofMember(record.number("fStreamerType")) : null;
  }

  private static List<Basket> baskets(RootObject record, long entries, MetadataBudget budget)
      throws NotReadException {
    long[] seeks = record.numbers("fBasketSeek");
    long[] firsts = record.numbers("fBasketEntry");
    long[] bytes = record.numbers("fBasketBytes");
    List<RootObject> embedded = record.list("fBaskets");
    int written = record.count("fWriteBasket");
    budget.steps().spend(embedded.size());
    if (written > seeks.length || written > firsts.length || written > bytes.length) {
      throw NotRead.DAMAGED.exception("counts " + written + " baskets and lists " + seeks.length);
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
        throw NotRead.DAMAGED.exception(
            "has a basket that begins with entry " + firsts[i] + ", not " + at);
      }
      long n;
      if (data != null) {
        n = embedded.get(i).number("fNevBuf");
      } else {
        // the last of a full list has no successor to tell its end
        n = (i + 1 < firsts.length && firsts[i + 1] > 0 ? firsts[i + 1] : entries) - at;
        if (seeks[i] < 0 || bytes[i] <= 0 || bytes[i] > Integer.MAX_VALUE) {
          throw NotRead.DAMAGED.exception(
              "has a basket at byte " + seeks[i] + " of " + bytes[i] + " bytes");
        }
        budget.baskets().spend(bytes[i]);
      }
      if (n < 0 || n > entries - at || n > Integer.MAX_VALUE) {
        throw NotRead.DAMAGED.exception("has a basket of " + n + " entries");
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
      throw NotRead.DAMAGED.exception("has baskets for " + at + " of " + entries + " entries");
    }
    return List.copyOf(baskets);
  }

  private static Basket.@Nullable BasketData data(RootObject basket) {
    return basket.get("data") instanceof Basket.BasketData data ? data : null;
  }
}
