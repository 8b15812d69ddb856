package org.jpsi.formats.parquet;

import java.util.List;
import org.jpsi.core.table.NumberType;
import org.jpsi.formats.parquet.SchemaElement.PhysicalType;
import org.jspecify.annotations.Nullable;

/// Leaf of the schema: one column, of numbers or text, or of lists of them.
///
/// @param name its path without the groups that only make a list: `muon.pt`
/// @param member whether it is a member of a struct
/// @param element the leaf in the schema
/// @param maxDefinition definition level of a value that is there
/// @param listLevels for each level of lists the definition level from which an item is there
/// @param number the type of its numbers; null of text
/// @param reason why it cannot be read; empty where it can
record Leaf(
    String name,
    boolean member,
    SchemaElement element,
    int maxDefinition,
    List<Integer> listLevels,
    @Nullable NumberType number,
    String reason) {
  Leaf {
    listLevels = List.copyOf(listLevels);
  }

  PhysicalType physical() {
    if (element.type() == null) {
      throw new IllegalStateException(name);
    }
    return element.type();
  }

  /// The number of lists within each other.
  int depth() {
    return listLevels.size();
  }

  /// Whether its values are integers, for which NaN is no value.
  boolean integers() {
    return number != null && number.isInteger();
  }

  Leaf unreadable(String why) {
    return new Leaf(name, member, element, maxDefinition, listLevels, number, why);
  }

  /// The definition level from which the list of the first level is there, though it may be empty.
  int listThere() {
    return listLevels.getFirst() - 1;
  }
}
