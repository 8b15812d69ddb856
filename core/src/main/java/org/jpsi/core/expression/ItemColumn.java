package org.jpsi.core.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.TextColumn;

/// Jagged column that an expression computes, gathered block by block.
final class ItemColumn {
  private final ValueType type;
  private final int[] offsets;
  private int size;
  private double[] numbers = {};
  private long[] integers = {};
  private final List<String> texts = new ArrayList<>();

  private ItemColumn(ValueType type, int rows) {
    this.type = type;
    this.offsets = new int[rows + 1];
  }

  /// The column of a program whose items are in the first child of its frame, in slot 0.
  static JaggedColumn of(Program program, String name, String unit, int rows) {
    ItemColumn column = new ItemColumn(program.type(), rows);
    program.run(rows, (frame, first, n) -> column.add(frame.child(0), first, n));
    return JaggedColumn.of(name, column.offsets, column.items(name, unit));
  }

  private void add(Frame items, int first, int n) {
    int[] from = items.offsets();
    int m = from[n];
    int before = size;
    size = Math.addExact(size, m);
    for (int i = 1; i <= n; i++) {
      offsets[first + i] = before + from[i];
    }
    if (m == 0) {
      return;
    }
    switch (type) {
      case FLOAT64 -> {
        numbers = numbers.length < size ? Arrays.copyOf(numbers, grown()) : numbers;
        System.arraycopy(items.numbers(0), 0, numbers, before, m);
      }
      case BOOL, INT64 -> {
        integers = integers.length < size ? Arrays.copyOf(integers, grown()) : integers;
        System.arraycopy(items.integers(0), 0, integers, before, m);
      }
      case TEXT -> texts.addAll(Arrays.asList(items.texts(0)).subList(0, m));
      case UINT64 -> throw new IllegalStateException(type.name());
    }
  }

  private int grown() {
    return (int) Math.min(Math.max(16L, 2L * size), Integer.MAX_VALUE - 8);
  }

  private Column items(String name, String unit) {
    return switch (type) {
      case FLOAT64 -> NumberColumn.of(name, unit, Arrays.copyOf(numbers, size));
      case INT64 -> NumberColumn.of(name, unit, Arrays.copyOf(integers, size));
      case BOOL -> {
        int[] truths = new int[size];
        for (int i = 0; i < size; i++) {
          truths[i] = (int) integers[i];
        }
        yield NumberColumn.of(name, unit, NumberType.BOOL, 1, truths);
      }
      case TEXT -> new TextColumn(name, texts.toArray(String[]::new));
      case UINT64 -> throw new IllegalStateException(type.name());
    };
  }
}
