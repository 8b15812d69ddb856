package org.jpsi.core.errors;

import java.io.Serializable;

/// One step of the way to where something is wrong, from the outside in: a file, then a line in it,
/// then a key.
public sealed interface Place extends Serializable {
  /// Whatever goes by a name: a file, a table, a layer, an option of the command line. Within
  /// another place it follows a colon: `model.safetensors: layer linear`.
  record Named(String name) implements Place {}

  /// A line of a text that someone wrote, and a character in it, both from 1: `higgs.yaml:9:11`.
  ///
  /// @param column 0 for the whole line
  record Position(int line, int column) implements Place {}

  /// A key with all above it, as for `--set`: `higgs.yaml:9:11 training.epochs`.
  record Key(String path) implements Place {}

  /// A line of a table kept as text, from 1: `events.csv, line 7`.
  record Line(long number) implements Place {}

  /// What a formula is computed on: `select on events.csv`.
  record On(String table) implements Place {}
}
