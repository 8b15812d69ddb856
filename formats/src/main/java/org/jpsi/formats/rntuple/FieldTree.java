package org.jpsi.formats.rntuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tree of the fields of a schema: the fields within each, and the columns of each.
final class FieldTree {
  private final Schema schema;
  private final List<Integer> top = new ArrayList<>();
  private final List<List<Integer>> children = new ArrayList<>();
  // by the index of the representation
  private final List<TreeMap<Integer, List<Integer>>> columns = new ArrayList<>();

  /// @throws org.jpsi.core.errors.InputException where fields or columns belong to none
  FieldTree(Schema schema, NtupleLocation location) {
    this.schema = schema;
    int n = schema.fields().size();
    for (int i = 0; i < n; i++) {
      children.add(new ArrayList<>(0));
      columns.add(new TreeMap<>());
    }
    for (int i = 0; i < n; i++) {
      int parent = schema.fields().get(i).parent();
      // so that no field is within itself
      if (parent < 0 || parent > i) {
        throw location.damaged("has field " + i + " within field " + (parent & 0xFFFFFFFFL));
      }
      (parent == i ? top : children.get(parent)).add(i);
    }
    for (int c = 0; c < schema.columns().size(); c++) {
      ColumnDescription column = schema.columns().get(c);
      add(column.field(), column.representation(), c, location);
    }
    for (AliasColumn alias : schema.aliases()) {
      int physical = alias.physical();
      if (physical < 0 || physical >= schema.columns().size()) {
        throw location.damaged("has an alias of column " + (physical & 0xFFFFFFFFL));
      }
      add(alias.field(), schema.columns().get(physical).representation(), physical, location);
    }
  }

  private void add(int field, int representation, int column, NtupleLocation location) {
    if (field < 0 || field >= columns.size()) {
      throw location.damaged("has a column of field " + (field & 0xFFFFFFFFL));
    }
    columns.get(field).computeIfAbsent(representation, _ -> new ArrayList<>(1)).add(column);
  }

  /// The numbers of the top-level fields.
  List<Integer> top() {
    return top;
  }

  FieldDescription field(int number) {
    return schema.fields().get(number);
  }

  /// The numbers of the fields within one.
  List<Integer> children(int number) {
    return children.get(number);
  }

  ColumnDescription column(int number) {
    return schema.columns().get(number);
  }

  boolean hasColumns(int number) {
    return !columns.get(number).isEmpty();
  }

  /// The columns of a field, which has some.
  FieldColumns columns(int number, long perEntry) {
    Map<Integer, List<Integer>> own = columns.get(number);
    return new FieldColumns(own.values().stream().map(List::copyOf).toList(), perEntry);
  }
}
