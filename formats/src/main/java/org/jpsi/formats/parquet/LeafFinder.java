package org.jpsi.formats.parquet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.core.table.NumberType;
import org.jpsi.formats.parquet.SchemaElement.Kind;
import org.jpsi.formats.parquet.SchemaElement.Meaning;
import org.jpsi.formats.parquet.SchemaElement.PhysicalType;
import org.jpsi.formats.parquet.SchemaElement.Repetition;
import org.jspecify.annotations.Nullable;

/// Finder of the leaves of a schema tree with their names and levels. Groups that only make a list
/// or a map (LogicalTypes.md, also the rules for older files) have no part in names.
final class LeafFinder {
  private static final int MAX_DEPTH = 64;

  private final List<SchemaElement> elements;
  private final ParquetLocation location;
  private final List<Leaf> leaves = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int next;

  private LeafFinder(List<SchemaElement> elements, ParquetLocation location) {
    this.elements = elements;
    this.location = location;
  }

  /// Where the walk is.
  ///
  /// @param path of the name so far; empty at the root
  /// @param parts of the path
  private record Place(String path, int parts, int definition, List<Integer> lists, int depth) {
    Place below(String name) {
      return new Place(
          parts == 0 ? name : path + "." + name, parts + 1, definition, lists, depth + 1);
    }

    /// The place of an element of this repetition.
    Place of(Repetition repetition) {
      if (repetition == Repetition.REQUIRED) {
        return this;
      }
      List<Integer> more = lists;
      if (repetition == Repetition.REPEATED) {
        more = new ArrayList<>(lists);
        more.add(definition + 1);
      }
      return new Place(path, parts, definition + 1, more, depth);
    }
  }

  /// All leaves, in the order of the file.
  static List<Leaf> leaves(List<SchemaElement> elements, ParquetLocation location) {
    LeafFinder finder = new LeafFinder(elements, location);
    SchemaElement root = finder.take();
    Place place = new Place("", 0, 0, List.of(), 0);
    for (int i = 0; i < root.children(); i++) {
      SchemaElement element = finder.take();
      finder.visit(element, place.below(element.name()).of(element.repetition()));
    }
    if (finder.next != elements.size()) {
      throw location.damaged("has elements of the schema that belong to nothing");
    }
    return finder.leaves;
  }

  private SchemaElement take() {
    if (next == elements.size()) {
      throw location.damaged("ends within the schema");
    }
    return elements.get(next++);
  }

  private void visit(SchemaElement element, Place place) {
    if (place.depth > MAX_DEPTH) {
      throw location.damaged("has a schema deeper than " + MAX_DEPTH);
    }
    if (element.type() != null) {
      leaves.add(leaf(element, place));
      return;
    }
    Kind kind = element.meaning().kind();
    boolean wraps =
        (kind == Kind.LIST || kind == Kind.MAP)
            && element.children() == 1
            && next < elements.size()
            && elements.get(next).repetition() == Repetition.REPEATED;
    if (wraps) {
      repeated(element, kind == Kind.LIST, place);
    } else {
      members(element, place);
    }
  }

  private void members(SchemaElement group, Place place) {
    for (int i = 0; i < group.children(); i++) {
      SchemaElement element = take();
      visit(element, place.below(element.name()).of(element.repetition()));
    }
  }

  /// The repeated group of a list or map, which takes no part in the name.
  private void repeated(SchemaElement outer, boolean list, Place place) {
    SchemaElement group = take();
    Place inside = place.of(Repetition.REPEATED);
    Place deeper =
        new Place(inside.path, inside.parts, inside.definition, inside.lists, inside.depth + 1);
    boolean wrapped =
        list
            && group.type() == null
            && group.children() == 1
            && !group.name().equals("array")
            && !group.name().equals(outer.name() + "_tuple");
    if (wrapped) {
      SchemaElement item = take();
      visit(item, deeper.of(item.repetition()));
    } else if (group.type() == null) {
      members(group, deeper);
    } else {
      leaves.add(leaf(group, deeper));
    }
  }

  private Leaf leaf(SchemaElement element, Place place) {
    NumberType number = number(element);
    Leaf leaf =
        new Leaf(
            place.path,
            place.parts > 1,
            element,
            place.definition,
            place.lists,
            number,
            number == null && !isText(element) ? notRead(element) : "");
    return names.add(place.path)
        ? leaf
        : leaf.unreadable("another column before it has the same name");
  }

  private static boolean isText(SchemaElement element) {
    boolean bytes =
        element.type() == PhysicalType.BYTE_ARRAY
            || element.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY && element.length() > 0;
    return bytes && element.meaning().kind() == Kind.TEXT;
  }

  private static String notRead(SchemaElement element) {
    return switch (element.type()) {
      case INT96 -> "a time of 96 bits, which newer writers no longer make";
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> "bytes that are not said to be text or a number";
      case null, default -> "a type that is not read";
    };
  }

  /// The type of numbers; null of what is none.
  private static @Nullable NumberType number(SchemaElement element) {
    Meaning meaning = element.meaning();
    PhysicalType type = element.type();
    if (meaning.kind() == Kind.DECIMAL) {
      boolean sound =
          type == PhysicalType.INT32
              || type == PhysicalType.INT64
              || type == PhysicalType.BYTE_ARRAY
              || type == PhysicalType.FIXED_LEN_BYTE_ARRAY
                  && element.length() > 0
                  && element.length() <= RawValues.MAX_DECIMAL;
      return sound && Math.abs((long) meaning.scale()) <= 1000 ? NumberType.FLOAT64 : null;
    }
    return switch (type) {
      case BOOLEAN -> NumberType.BOOL;
      case INT32 -> integer(meaning, 32);
      case INT64 -> integer(meaning, 64);
      case FLOAT -> NumberType.FLOAT32;
      case DOUBLE -> NumberType.FLOAT64;
      case FIXED_LEN_BYTE_ARRAY ->
          meaning.kind() == Kind.FLOAT16 && element.length() == 2 ? NumberType.FLOAT32 : null;
      case null, default -> null;
    };
  }

  private static NumberType integer(Meaning meaning, int stored) {
    boolean signed = meaning.kind() != Kind.INTEGER || meaning.signed();
    if (stored == 64) {
      return signed ? NumberType.INT64 : NumberType.UINT64;
    }
    int bits = meaning.kind() == Kind.INTEGER ? meaning.bits() : stored;
    return switch (bits) {
      case 8 -> signed ? NumberType.INT8 : NumberType.UINT8;
      case 16 -> signed ? NumberType.INT16 : NumberType.UINT16;
      default -> signed ? NumberType.INT32 : NumberType.UINT32;
    };
  }
}
