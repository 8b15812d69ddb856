package org.jpsi.formats.root;

import java.util.List;
import java.util.Map;

/// An object of a ROOT file as the values of its members, bases' members included.
///
/// @param members `Long`, `Double`, `String`, `long[]`, `double[]`, `RootRecord` or `List<Record>`
///   by name; a null pointer is absent
record RootRecord(String className, int version, Map<String, Object> members, RootLocation place) {
  long number(String name) {
    Object value = members.get(name);
    if (value instanceof Long v) {
      return v;
    }
    // ROOT 4 and Geant4 count in doubles
    if (value instanceof Double d && Math.abs(d) <= 0x1p53 && d == Math.rint(d)) {
      return d.longValue();
    }
    throw place.damaged(
        value instanceof Double ? "claims " + name + " = " + value : "lacks its " + name);
  }

  int small(String name) {
    long v = number(name);
    if (v < 0 || v > Integer.MAX_VALUE) {
      throw place.damaged("claims " + name + " = " + v);
    }
    return (int) v;
  }

  String text(String name) {
    if (members.get(name) instanceof String v) {
      return v;
    }
    throw place.damaged("lacks its " + name);
  }

  long[] numbers(String name) {
    if (members.get(name) instanceof long[] v) {
      return v;
    }
    throw place.damaged("lacks its " + name);
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /// The objects of a TObjArray; a null pointer in it is a record without a class.
  List<RootRecord> list(String name) {
    if (members.get(name) instanceof RootRecord array
        && array.members().get("items") instanceof List<?> items) {
      return items.stream().map(RootRecord.class::cast).toList();
    }
    throw place.damaged("lacks its " + name);
  }
}
