package org.jpsi.formats.rntuple;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.NumberType;
import org.jpsi.formats.NameWithUnit;
import org.jspecify.annotations.Nullable;

/// Walk through the fields of an RNTuple, which finds the columns of tables that they make, and
/// what is not read.
///
/// Wrappers have no name in that of a column: collections, fixed arrays, optional values, enums,
/// atomics, base classes. The members of pairs are `first` and `second`, as in C++.
final class FieldWalk {
  private static final int MAX_DEPTH = 50;
  private static final int MAX_NAME = 1000;

  /// The longest fixed array.
  private static final int MAX_LENGTH = 1 << 20;

  private final FieldTree tree;
  private final List<Found> found = new ArrayList<>();

  /// What a field within others makes.
  ///
  /// @param path its full path
  /// @param values null where it is not read
  /// @param reason why it is not read, else empty
  record Found(
      FieldPath path,
      String unit,
      List<FieldStep> steps,
      @Nullable FieldValues values,
      String reason) {}

  /// The way to a field.
  ///
  /// @param perEntry number of items for each entry; 0 where it varies
  /// @param width of the fixed arrays that are next to each other here, 1 for none
  private record Way(
      FieldPath path, String unit, List<FieldStep> steps, long perEntry, int width, int depth) {
    Way into(FieldStep step, long items) {
      List<FieldStep> more = new ArrayList<>(lists());
      more.add(step);
      return new Way(path, unit, more, items, 1, depth + 1);
    }

    /// The steps, a fixed array that is no number's as a step of its own.
    List<FieldStep> lists() {
      if (width == 1) {
        return steps;
      }
      List<FieldStep> more = new ArrayList<>(steps);
      more.add(new FieldStep.Repeated(width));
      return more;
    }

    Way to(FieldPath other) {
      return new Way(other, unit, steps, perEntry, width, depth + 1);
    }

    Way repeated(long length) {
      return new Way(
          path, unit, steps, perEntry * length, Math.toIntExact(width * length), depth + 1);
    }
  }

  private FieldWalk(FieldTree tree) {
    this.tree = tree;
  }

  /// What all fields make, in their order.
  static List<Found> of(FieldTree tree) {
    FieldWalk walk = new FieldWalk(tree);
    for (int top : tree.top()) {
      FieldPath path = FieldPath.top(tree.field(top).name());
      walk.field(top, new Way(path, "", List.of(), 1, 1, 0));
    }
    return walk.found;
  }

  private void field(int number, Way from) {
    FieldDescription field = tree.field(number);
    String unit = NameWithUnit.parse(field.description()).unit();
    Way way =
        unit.isEmpty()
            ? from
            : new Way(from.path, unit, from.steps, from.perEntry, from.width, from.depth);
    if (way.path.name().length() > MAX_NAME) {
      refused(way, NotRead.NAME.says(MAX_NAME));
      return;
    } else if (way.depth > MAX_DEPTH) {
      refused(way, NotRead.NESTING.says(tree.field(number).typeName()));
      return;
    }
    StructuralRole role = StructuralRole.of(field.role());
    switch (role) {
      case PLAIN -> plain(number, field, way);
      case COLLECTION -> collection(number, field, way);
      case RECORD -> record(number, field, way);
      case VARIANT -> variant(number, field, way);
      case STREAMER -> refused(way, NotRead.STREAMER.says(field.typeName()));
      case null -> refused(way, NotRead.TYPE.says("field of role " + field.role()));
    }
  }

  private void plain(int number, FieldDescription field, Way from) {
    Way way = from;
    if (field.isRepeated()) {
      long length = field.arraySize();
      // the items of all levels together, which also keeps their product in range
      if (length < 1 || length > MAX_LENGTH / way.width || way.perEntry > Long.MAX_VALUE / length) {
        refused(way, NotRead.SIZE.says(Long.toUnsignedString(length)));
        return;
      }
      way = way.repeated(length);
    }
    if (tree.hasColumns(number)) {
      values(number, field, way);
    } else if (tree.children(number).size() == 1) {
      field(tree.children(number).getFirst(), way);
    } else {
      refused(way, NotRead.NO_VALUES.says(field.typeName()));
    }
  }

  private void values(int number, FieldDescription field, Way way) {
    FieldColumns columns = tree.columns(number, way.perEntry);
    String wrong = wrong(columns);
    if (!wrong.isEmpty()) {
      refused(way, NotRead.TYPE.says(wrong));
    } else if (columns.size() == 2 && allIndex(columns) && all(columns, 1, ColumnType.CHAR)) {
      found(way.lists(), way, new FieldValues.Texts(columns));
    } else if (columns.size() != 1) {
      refused(way, NotRead.TYPE.says(field.typeName()));
    } else if (allIndex(columns)) {
      NumberType type = NumberFields.count(field.typeName());
      if (type == null) {
        refused(way, NotRead.TYPE.says(field.typeName()));
      } else {
        found(way.lists(), way, new FieldValues.Counts(columns, type));
      }
    } else {
      NumberType type = NumberFields.type(field.typeName(), types(columns));
      if (type == null) {
        refused(way, NotRead.TYPE.says(field.typeName()));
      } else {
        found(way.steps, way, new FieldValues.Numbers(columns, type, way.width));
      }
    }
  }

  private void collection(int number, FieldDescription field, Way way) {
    List<Integer> children = tree.children(number);
    FieldColumns ends = tree.hasColumns(number) ? tree.columns(number, way.perEntry) : null;
    if (children.size() != 1 || ends == null || ends.size() != 1) {
      refused(way, NotRead.NO_VALUES.says(field.typeName()));
      return;
    }
    String wrong = wrong(ends);
    if (!wrong.isEmpty() || !allIndex(ends)) {
      refused(way, NotRead.TYPE.says(wrong.isEmpty() ? field.typeName() : wrong));
      return;
    }
    String type = field.typeName();
    boolean optional = type.startsWith("std::optional<") || type.startsWith("std::unique_ptr<");
    FieldStep step = optional ? new FieldStep.Optional(ends) : new FieldStep.Items(ends);
    field(children.getFirst(), way.into(step, 0));
  }

  private void record(int number, FieldDescription field, Way way) {
    if (tree.children(number).isEmpty()) {
      refused(way, NotRead.NO_VALUES.says(field.typeName()));
    }
    boolean pair = field.typeName().startsWith("std::pair<");
    Way within = new Way(way.path, way.unit, way.lists(), way.perEntry, 1, way.depth);
    for (int child : tree.children(number)) {
      FieldDescription member = tree.field(child);
      String name = member.name();
      if (name.startsWith(":_")) {
        field(child, within.to(way.path.base(member.typeName())));
      } else {
        field(
            child,
            within.to(
                way.path.member(
                    !pair
                        ? name
                        : name.equals("_0") ? "first" : name.equals("_1") ? "second" : name)));
      }
    }
  }

  private void variant(int number, FieldDescription field, Way way) {
    FieldColumns tags = tree.hasColumns(number) ? tree.columns(number, way.perEntry) : null;
    List<Integer> children = tree.children(number);
    if (tags == null
        || tags.size() != 1
        || !all(tags, 0, ColumnType.SWITCH)
        || children.isEmpty()) {
      refused(way, NotRead.TYPE.says(field.typeName()));
      return;
    }
    for (int i = 0; i < children.size(); i++) {
      FieldStep step = new FieldStep.Alternative(tags, i + 1, children.size());
      String name = tree.field(children.get(i)).name();
      field(children.get(i), way.into(step, 0).to(way.path.member(name)));
    }
  }

  private void found(List<FieldStep> steps, Way way, FieldValues values) {
    found.add(new Found(way.path, way.unit, List.copyOf(steps), values, ""));
  }

  private void refused(Way way, String reason) {
    found.add(new Found(way.path, "", List.of(), null, reason));
  }

  /// What is wrong with the columns of a field; empty where nothing is.
  private String wrong(FieldColumns columns) {
    for (List<Integer> representation : columns.representations()) {
      if (representation.size() != columns.size()) {
        return "field of " + representation.size() + " columns for " + columns.size();
      }
      for (int c : representation) {
        ColumnDescription column = tree.column(c);
        ColumnType type = column.type();
        if (type == null) {
          return "column of type " + column.typeId();
        } else if (!type.allows(column.bits())) {
          return "column of type " + type + " with " + column.bits() + " bits";
        }
      }
    }
    return "";
  }

  private boolean allIndex(FieldColumns columns) {
    return columns.representations().stream()
        .allMatch(r -> tree.column(r.getFirst()).type() instanceof ColumnType t && t.isIndex());
  }

  private boolean all(FieldColumns columns, int index, ColumnType type) {
    return columns.representations().stream()
        .allMatch(r ->
            r.size() > index
                && tree.column(r.get(index)).type() == type
                && type.allows(tree.column(r.get(index)).bits()));
  }

  private List<ColumnType> types(FieldColumns columns) {
    List<ColumnType> types = new ArrayList<>();
    for (List<Integer> representation : columns.representations()) {
      if (tree.column(representation.getFirst()).type() instanceof ColumnType type) {
        types.add(type);
      }
    }
    return types;
  }
}
