package org.jpsi.fuzz;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/// Format under attack: what makes inputs of it, and what reads them.
public interface FuzzTarget {
  /// Name of the format, as `csv`; the ending of its files.
  String name();

  /// Input number `chance`: made by the grammar of the format, with parts that are wrong in ways
  /// that only who knows the format finds (counts, references, depths, names given twice). The
  /// runner flips and cuts bytes beside it.
  byte[] input(Chance chance);

  /// Single inputs at the limits of the format, by what they are: a million columns, parentheses in
  /// parentheses. Each is a small file (some MB) that must be answered like any other.
  Map<String, Supplier<byte[]>> extremes();

  /// Reads a file as the program does, all of it.
  ///
  /// @throws org.jpsi.core.errors.InputException where the file is wrong; anything else is a fault
  void read(Path file);

  /// An input whose checksum is right again, as whoever attacks would see to: damage is to reach
  /// what lies behind.
  default byte[] sealed(byte[] input) {
    return input;
  }

  /// Bytes that reading this input may take beside what every file may ({@link
  /// FuzzRunner#allowance}): what a header that is believed makes of it, as one cluster unpacks.
  default long beside(byte[] input) {
    return 0;
  }
}
