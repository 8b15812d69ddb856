package org.jpsi.core.errors;

import java.io.Serializable;

/// Part of the location of a problem, from the outside in: a file, then a line in it, then a key.
public sealed interface Place extends Serializable {
  /// Anything with a name: a file, a table, a layer, an option of the command line. Within another
  /// part it follows a colon: `model.safetensors: layer linear`.
  record Named(String name) implements Place {}

  /// Line and column of a text file, both from 1: `higgs.yaml:9:11`.
  ///
  /// @param column 0 for the whole line
  record Position(int line, int column) implements Place {}

  /// Path of a key, as for `--set`: `higgs.yaml:9:11 training.epochs`.
  record Key(String path) implements Place {}

  /// Line of a CSV file, from 1: `events.csv, line 7`.
  record Line(long number) implements Place {}

  /// Table that an expression is evaluated on: `select on events.csv`.
  record OnTable(String table) implements Place {}
}
