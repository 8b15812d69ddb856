package org.jpsi.formats.rntuple;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Schema description: the fields and columns that a header or the schema extension of a footer
/// adds. The extra type information, which only streamers need, is left out.
record Schema(
    List<FieldDescription> fields, List<ColumnDescription> columns, List<AliasColumn> aliases) {
  static final Schema EMPTY = new Schema(List.of(), List.of(), List.of());

  static Schema read(EnvelopeInput b) {
    List<FieldDescription> fields = new ArrayList<>();
    EnvelopeInput.Frame list = b.list("fields");
    for (int i = 0; i < list.items(); i++) {
      EnvelopeInput.Frame frame = b.record("field " + i);
      fields.add(FieldDescription.read(b));
      b.leave(frame);
    }
    b.leave(list);
    List<ColumnDescription> columns = new ArrayList<>();
    list = b.list("columns");
    for (int i = 0; i < list.items(); i++) {
      EnvelopeInput.Frame frame = b.record("column " + i);
      columns.add(ColumnDescription.read(b));
      b.leave(frame);
    }
    b.leave(list);
    List<AliasColumn> aliases = new ArrayList<>();
    list = b.list("alias columns");
    for (int i = 0; i < list.items(); i++) {
      EnvelopeInput.Frame frame = b.record("alias column " + i);
      aliases.add(AliasColumn.read(b));
      b.leave(frame);
    }
    b.leave(list);
    b.leave(b.list("extra type information"));
    return new Schema(List.copyOf(fields), List.copyOf(columns), List.copyOf(aliases));
  }

  /// This schema, and what another adds to it.
  Schema and(Schema extension) {
    return new Schema(
        both(fields, extension.fields),
        both(columns, extension.columns),
        both(aliases, extension.aliases));
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
