package org.jpsi.formats.root;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Object of a ROOT file, as the values of its members, those of base classes included: `Long`,
/// `Double`, `String`, `long[]`, `RootObject`, `List` of `RootObject`, or the data of a basket; a
/// null pointer is absent.
///
/// Of all members that a layout may name those are kept by which a tree is read, so that a thousand
/// branches take about as much memory as they have bytes. {@link ObjectReader} fills it.
final class RootObject {
  private static final List<String> KEPT =
      List.of(
          // of a tree, and of a branch
          "fName",
          "fTitle",
          "fEntries",
          "fBranches",
          "fLeaves",
          "fBaskets",
          "fMaxBaskets",
          "fWriteBasket",
          "fBasketSeek",
          "fBasketBytes",
          "fBasketEntry",
          "fFileName",
          "fType",
          "fStreamerType",
          "fBranchCount",
          "fClassName",
          "fClassVersion",
          "fParentName",
          "fID",
          // of a leaf
          "fLen",
          "fIsUnsigned",
          "fLeafCount",
          // of a basket
          "fNevBuf",
          "data");
  private static final Map<String, Integer> INDEX =
      IntStream.range(0, KEPT.size()).boxed().collect(Collectors.toMap(KEPT::get, i -> i));

  private final String className;
  private final int version;
  private final RootLocation location;
  private static final @Nullable Object[] NO_VALUES = new @Nullable Object[KEPT.size()];

  // its own from the first one on
  private @Nullable Object[] values = NO_VALUES;
  private Map<String, Long> counters = Map.of();
  // of a list of objects
  private @Nullable List<RootObject> items;

  RootObject(String className, int version, RootLocation location) {
    this.className = className;
    this.version = version;
    this.location = location;
  }

  /// Whether members of this name are kept.
  static boolean keeps(String name) {
    return INDEX.containsKey(name);
  }

  String className() {
    return className;
  }

  int version() {
    return version;
  }

  RootLocation location() {
    return location;
  }

  /// Sets a member, if it is one of those that are kept.
  RootObject put(String name, Object value) {
    Integer index = INDEX.get(name);
    if (index != null) {
      if (values == NO_VALUES) {
        values = new @Nullable Object[KEPT.size()];
      }
      values[index] = value;
    }
    return this;
  }

  /// Makes it a list of objects.
  void items(List<RootObject> objects) {
    items = objects;
  }

  /// Keeps how many elements another member has, until the object is read.
  void count(String name, long n) {
    if (counters.isEmpty()) {
      counters = new HashMap<>();
    }
    counters.put(name, n);
  }

  /// The number of elements that this member counts; none where it is not there.
  long counted(String name) {
    Long own = counters.get(name);
    return own != null ? own : keeps(name) && get(name) instanceof Long v ? v : 0;
  }

  /// Forgets what was needed only while the object was read.
  void close() {
    counters = Map.of();
  }

  /// The value of a member; null where it is absent.
  @Nullable Object get(String name) {
    Integer index = INDEX.get(name);
    if (index == null) {
      throw new IllegalArgumentException(name + " is none of the members that are kept");
    }
    return values[index];
  }

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

  /// The objects of a TObjArray; a null pointer in it is a record without a class.
  List<RootObject> list(String name) {
    if (get(name) instanceof RootObject array && array.items != null) {
      return array.items;
    }
    throw location.damaged("lacks its " + name);
  }
}
