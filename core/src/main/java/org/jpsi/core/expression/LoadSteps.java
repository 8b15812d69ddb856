package org.jpsi.core.expression;

import java.util.Arrays;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;

/// Steps that load columns and constants into a slot, and convert it to another type.
final class LoadSteps {
  private LoadSteps() {}

  /// Value `index` of a single event.
  static Step value(int index, int slot) {
    return (frame, n) -> frame.numbers(slot)[0] = frame.event()[index];
  }

  /// The place in a column of the first value of a block.
  @FunctionalInterface
  interface First {
    int of(Frame frame);
  }

  static Step text(TextColumn column, First first, int slot) {
    return (frame, n) -> {
      String[] to = frame.texts(slot);
      int at = first.of(frame);
      for (int i = 0; i < n; i++) {
        to[i] = column.value(at + i);
      }
    };
  }

  /// Values of the rows above, repeated for each of their items.
  static Step broadcast(ValueType type, int from, int slot) {
    return (frame, n) -> {
      int[] owners = frame.owners();
      Frame above = frame.parent();
      switch (type) {
        case FLOAT64 -> {
          double[] to = frame.numbers(slot);
          double[] values = above.numbers(from);
          for (int i = 0; i < n; i++) {
            to[i] = values[owners[i]];
          }
        }
        case TEXT -> {
          String[] to = frame.texts(slot);
          String[] values = above.texts(from);
          for (int i = 0; i < n; i++) {
            to[i] = values[owners[i]];
          }
        }
        case BOOL, INT64, UINT64 -> {
          broadcast(above.integers(from), owners, frame.integers(slot), n);
          if (type == ValueType.UINT64) {
            broadcast(above.signs(from), owners, frame.signs(slot), n);
          }
        }
      }
    };
  }

  private static void broadcast(long[] values, int[] owners, long[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = values[owners[i]];
    }
  }

  /// The same numbers in another slot.
  static Step copy(ValueType type, int from, int slot) {
    return (frame, n) -> {
      if (type == ValueType.FLOAT64) {
        System.arraycopy(frame.numbers(from), 0, frame.numbers(slot), 0, n);
        return;
      }
      System.arraycopy(frame.integers(from), 0, frame.integers(slot), 0, n);
      if (type == ValueType.UINT64) {
        System.arraycopy(frame.signs(from), 0, frame.signs(slot), 0, n);
      }
    };
  }

  /// The values of computed items.
  static Step computed(ValueType type, int child, int slot) {
    return (frame, n) -> {
      Frame from = frame.parent().child(child);
      switch (type) {
        case FLOAT64 -> System.arraycopy(from.numbers(0), 0, frame.numbers(slot), 0, n);
        case TEXT -> System.arraycopy(from.texts(0), 0, frame.texts(slot), 0, n);
        case BOOL, INT64, UINT64 -> {
          System.arraycopy(from.integers(0), 0, frame.integers(slot), 0, n);
          if (type == ValueType.UINT64) {
            System.arraycopy(from.signs(0), 0, frame.signs(slot), 0, n);
          }
        }
      }
    };
  }

  static Step text(String text, int slot) {
    return (frame, n) -> Arrays.fill(frame.texts(slot), 0, n, text);
  }

  /// Element `k` of a column.
  static Step column(NumberColumn column, int k, First first, int slot) {
    int width = column.width();
    return switch (column.array()) {
      case float[] from ->
          (frame, n) -> {
            double[] to = frame.numbers(slot);
            for (int i = 0, at = first.of(frame) * width + k; i < n; i++, at += width) {
              to[i] = from[at];
            }
          };
      case double[] from ->
          (frame, n) -> {
            double[] to = frame.numbers(slot);
            for (int i = 0, at = first.of(frame) * width + k; i < n; i++, at += width) {
              to[i] = from[at];
            }
          };
      case int[] from ->
          (frame, n) -> {
            long[] to = frame.integers(slot);
            for (int i = 0, at = first.of(frame) * width + k; i < n; i++, at += width) {
              to[i] = from[at];
            }
          };
      case long[] from ->
          (frame, n) -> {
            long[] to = frame.integers(slot);
            for (int i = 0, at = first.of(frame) * width + k; i < n; i++, at += width) {
              to[i] = from[at];
            }
            if (ValueType.of(column) == ValueType.UINT64) {
              Arrays.fill(frame.signs(slot), 0, n, 0);
            }
          };
      default -> throw new IllegalStateException(column.typeName());
    };
  }

  /// A constant, as `type`.
  static Step constant(ExpressionNode.Constant constant, ValueType type, int slot) {
    double value = constant.value();
    long bits = constant.bits();
    if (type == ValueType.FLOAT64) {
      return (frame, n) -> Arrays.fill(frame.numbers(slot), 0, n, value);
    }
    long sign = constant.type() == ValueType.UINT64 ? 0 : bits >> 63;
    return (frame, n) -> {
      Arrays.fill(frame.integers(slot), 0, n, bits);
      if (type == ValueType.UINT64) {
        Arrays.fill(frame.signs(slot), 0, n, sign);
      }
    };
  }

  /// Conversion of integers to UINT64, or of any number to FLOAT64, rounded to nearest.
  static Step convert(ValueType from, ValueType to, int slot) {
    if (to == ValueType.UINT64) {
      return (frame, n) -> {
        long[] bits = frame.integers(slot);
        long[] signs = frame.signs(slot);
        for (int i = 0; i < n; i++) {
          signs[i] = bits[i] >> 63;
        }
      };
    }
    if (from == ValueType.UINT64) {
      return (frame, n) -> {
        long[] bits = frame.integers(slot);
        long[] signs = frame.signs(slot);
        double[] numbers = frame.numbers(slot);
        for (int i = 0; i < n; i++) {
          numbers[i] = signs[i] < 0 ? bits[i] : NumberColumn.unsigned(bits[i]);
        }
      };
    }
    return (frame, n) -> {
      long[] integers = frame.integers(slot);
      double[] numbers = frame.numbers(slot);
      for (int i = 0; i < n; i++) {
        numbers[i] = integers[i];
      }
    };
  }

  /// Whole numbers of float64 as integers, NaN as -1.
  ///
  /// @param what is required, for messages
  static Step whole(String what, int slot, int position) {
    return (frame, n) -> {
      double[] numbers = frame.numbers(slot);
      long[] integers = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        double x = numbers[i];
        if (x != Math.rint(x) && !Double.isNaN(x)) {
          throw new OutOfRange(
              what, Double.toString(x), "int(x) leaves out the fraction", position);
        }
        integers[i] = Double.isNaN(x) ? -1 : (long) x;
      }
    };
  }

  /// Truth of numbers: any but 0 and NaN.
  static Step truth(ValueType from, int slot) {
    if (from == ValueType.FLOAT64) {
      return (frame, n) -> {
        double[] numbers = frame.numbers(slot);
        long[] truth = frame.integers(slot);
        for (int i = 0; i < n; i++) {
          truth[i] = Selection.isTrue(numbers[i]) ? 1 : 0;
        }
      };
    }
    return (frame, n) -> {
      long[] integers = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        integers[i] = integers[i] != 0 ? 1 : 0;
      }
    };
  }
}
