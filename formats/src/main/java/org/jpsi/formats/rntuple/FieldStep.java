package org.jpsi.formats.rntuple;

/// Step from a field to one within it, on the way from an entry to the values of a column.
sealed interface FieldStep {
  /// Any number of items, whose ends are in an index column.
  record Items(FieldColumns ends) implements FieldStep {}

  /// One item or none (std::optional, std::unique_ptr).
  record Optional(FieldColumns ends) implements FieldStep {}

  /// An item where the variant holds this one of its `of` subfields, from 1 on.
  record Alternative(FieldColumns tags, int number, int of) implements FieldStep {}

  /// The same number of items each time.
  record Repeated(int length) implements FieldStep {}
}
