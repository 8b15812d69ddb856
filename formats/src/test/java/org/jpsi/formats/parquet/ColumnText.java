package org.jpsi.formats.parquet;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.TextColumn;

/// A column as the text that `oracles/parquet_files.py` makes of it.
final class ColumnText {
  private ColumnText() {}

  static String of(Column column) {
    StringBuilder text = new StringBuilder(column.name() + "\t" + column.typeName() + "\t");
    rows(text, column, 0, column.rows());
    return text.toString();
  }

  private static void rows(StringBuilder text, Column column, int from, int to) {
    for (int i = from; i < to; i++) {
      text.append(i > from ? " " : "");
      switch (column) {
        case JaggedColumn jagged -> {
          text.append('[');
          rows(text, jagged.items(), jagged.offsets()[i], jagged.offsets()[i + 1]);
          text.append(']');
        }
        case TextColumn words -> {
          byte[] utf8 = words.value(i).getBytes(StandardCharsets.UTF_8);
          text.append('\'').append(HexFormat.of().formatHex(utf8)).append('\'');
        }
        case NumberColumn numbers -> text.append(number(numbers, i));
      }
    }
  }

  private static String number(NumberColumn numbers, int i) {
    if (numbers.type() == NumberType.UINT64) {
      return Long.toUnsignedString(numbers.integer(i, 0));
    }
    if (numbers.type().isInteger()) {
      return Long.toString(numbers.integer(i, 0));
    }
    double value = numbers.value(i);
    return Double.isNaN(value)
        ? "nan"
        : HexFormat.of().toHexDigits(Double.doubleToRawLongBits(value));
  }
}
