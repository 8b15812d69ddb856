package org.jpsi.formats.rntuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.Fixtures;

/// What is in the files that `oracles/rntuple.py` made, as it says: a line for each column, by its
/// name.
final class ExpectedColumns {
  private static final String SEPARATOR = "\u001f";

  private ExpectedColumns() {}

  static Map<String, String> of(String file) {
    Map<String, String> lines = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(Fixtures.file("rntuple/" + file + ".tsv"))) {
        String[] cells = line.split("\t", -1);
        lines.put(cells[0], text(cells[1], cells[2], cells[3].split(SEPARATOR, -1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /// As Java writes numbers.
  private static String text(String type, String counts, String[] values) {
    boolean real = type.startsWith("float");
    List<String> cells = new ArrayList<>();
    for (String value : values) {
      cells.add(
          real && !value.isEmpty()
              ? Double.toString(
                  Double.parseDouble(value.replace("nan", "NaN").replace("inf", "Infinity")))
              : value);
    }
    return type + " " + counts + " " + cells;
  }

  /// A column, as the expected ones are.
  static String text(Column column) {
    StringJoiner counts = new StringJoiner("|");
    Column items = column;
    while (items instanceof JaggedColumn jagged) {
      StringJoiner level = new StringJoiner(",");
      for (int i = 0; i < jagged.rows(); i++) {
        level.add(Integer.toString(jagged.count(i)));
      }
      counts.add(level.toString());
      items = jagged.items();
    }
    List<String> cells = new ArrayList<>();
    if (items instanceof TextColumn texts) {
      for (int i = 0; i < texts.rows(); i++) {
        cells.add(texts.value(i));
      }
    } else if (items instanceof NumberColumn numbers) {
      for (int i = 0; i < numbers.rows(); i++) {
        for (int k = 0; k < numbers.width(); k++) {
          cells.add(cell(numbers, i, k));
        }
      }
    }
    // of an empty column the script has one empty cell
    return column.typeName() + " " + counts + " " + (cells.isEmpty() ? Arrays.asList("") : cells);
  }

  private static String cell(NumberColumn numbers, int row, int k) {
    return numbers.type() == NumberType.UINT64
        ? Long.toUnsignedString(numbers.integer(row, k))
        : numbers.type().isInteger()
            ? Long.toString(numbers.integer(row, k))
            : Double.toString(numbers.value(row, k));
  }
}
