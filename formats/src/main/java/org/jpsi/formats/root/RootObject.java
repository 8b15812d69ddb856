package org.jpsi.formats.root;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Object of a ROOT file, as the values of its members, those of base classes included.
///
/// @param members `Long`, `Double`, `String`, `long[]`, `RootObject` or `List` of `RootObject` by
///   name, those of {@link #MEMBERS}; a null pointer is absent
record RootObject(
    String className, int version, Map<String, Object> members, RootLocation location) {
  /// The members by which a tree is read; all others are forgotten, whatever a layout says.
  static final Set<String> MEMBERS =
      Set.of(
          "fName",
          "fTitle",
          "fEntries",
          "fBranches",
          "fLeaves",
          "fBaskets",
          "fBasketSeek",
          "fBasketBytes",
          "fBasketEntry",
          "fWriteBasket",
          "fNevBuf",
          "fFileName",
          "fType",
          "fStreamerType",
          "fBranchCount",
          "fClassName",
          "fLen",
          "fIsUnsigned",
          "fLeafCount",
          "data",
          "items");

  long number(String name) {
    Object value = get(name);
    if (value instanceof Long v) {
      return v;
    }
    // ROOT 4 and Geant4 count in doubles
    if (value instanceof Double d && Math.abs(d) <= 0x1p53 && d == Math.rint(d)) {
      return d.longValue();
    }
    throw location.damaged(
        value instanceof Double ? "claims " + name + " = " + value : "lacks its " + name);
  }

  int count(String name) {
    long v = number(name);
    if (v < 0 || v > Integer.MAX_VALUE) {
      throw location.damaged("claims " + name + " = " + v);
    }
    return (int) v;
  }

  String text(String name) {
    if (get(name) instanceof String v) {
      return v;
    }
    throw location.damaged("lacks its " + name);
  }

  long[] numbers(String name) {
    if (get(name) instanceof long[] v) {
      return v;
    }
    throw location.damaged("lacks its " + name);
  }

  boolean has(String name) {
    return get(name) != null;
  }

  private @Nullable Object get(String name) {
    if (!MEMBERS.contains(name)) {
      throw new IllegalArgumentException(name + " is none of the members that are kept");
    }
    return members.get(name);
  }

  /// The objects of a TObjArray; a null pointer in it is a record without a class.
  List<RootObject> list(String name) {
    if (get(name) instanceof RootObject array
        && array.members().get("items") instanceof List<?> items) {
      return items.stream().map(RootObject.class::cast).toList();
    }
    throw location.damaged("lacks its " + name);
  }
}
