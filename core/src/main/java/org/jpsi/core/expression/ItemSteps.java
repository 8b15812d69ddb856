package org.jpsi.core.expression;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;

/// Steps on items: their reduction to a value of each event, one of them by its number, others of
/// them or in another order. NaN where an event has no item.
final class ItemSteps {
  private ItemSteps() {}

  /// The number of items.
  static Step length(ItemProgram program, int slot) {
    return (frame, n) -> {
      int[] offsets = program.run(frame, n).offsets();
      long[] to = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        to[i] = (long) offsets[i + 1] - offsets[i];
      }
    };
  }

  /// A reduction of the items in slot 0.
  ///
  /// @param type of the items: BOOL, INT64 (of a sum) or FLOAT64
  static Step reduce(
      ItemFunction function, ValueType type, ItemProgram program, int slot, int position) {
    return switch (function) {
      case SUM ->
          type == ValueType.INT64
              ? integers(program, slot, (x, from, to) -> sum(x, from, to, position))
              : numbers(program, slot, ItemSteps::sum);
      case MEAN ->
          numbers(
              program,
              slot,
              (x, from, to) -> from == to ? Double.NaN : sum(x, from, to) / (to - from));
      case MAX -> numbers(program, slot, (x, from, to) -> extreme(x, from, to, true));
      case MIN -> numbers(program, slot, (x, from, to) -> extreme(x, from, to, false));
      case ARGMAX -> place(program, slot, true);
      case ARGMIN -> place(program, slot, false);
      case COUNT -> integers(program, slot, ItemSteps::count);
      case ANY -> integers(program, slot, (x, from, to) -> count(x, from, to) > 0 ? 1 : 0);
      case ALL -> integers(program, slot, (x, from, to) -> count(x, from, to) == to - from ? 1 : 0);
      default -> throw new IllegalArgumentException(function.word);
    };
  }

  /// Reduction of the numbers `from` to `to - 1`.
  @FunctionalInterface
  private interface OfNumbers {
    double apply(double[] x, int from, int to);
  }

  /// Reduction of the integers, or truths, `from` to `to - 1`.
  @FunctionalInterface
  private interface OfIntegers {
    long apply(long[] x, int from, int to);
  }

  private static double sum(double[] x, int from, int to) {
    double sum = 0;
    for (int k = from; k < to; k++) {
      sum += x[k];
    }
    return sum;
  }

  /// The largest or smallest number; NaN, which is a missing item, is passed over.
  private static double extreme(double[] x, int from, int to, boolean max) {
    double extreme = Double.NaN;
    for (int k = from; k < to; k++) {
      if (Double.isNaN(extreme)) {
        extreme = x[k];
      } else if (!Double.isNaN(x[k])) {
        extreme = max ? Math.max(extreme, x[k]) : Math.min(extreme, x[k]);
      }
    }
    return extreme;
  }

  private static Step numbers(ItemProgram program, int slot, OfNumbers reduction) {
    return (frame, n) -> {
      Frame items = program.run(frame, n);
      int[] offsets = items.offsets();
      double[] x = items.numbers(0);
      double[] result = frame.numbers(slot);
      for (int i = 0; i < n; i++) {
        result[i] = reduction.apply(x, offsets[i], offsets[i + 1]);
      }
    };
  }

  private static Step integers(ItemProgram program, int slot, OfIntegers reduction) {
    return (frame, n) -> {
      Frame items = program.run(frame, n);
      int[] offsets = items.offsets();
      long[] x = items.integers(0);
      long[] result = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        result[i] = reduction.apply(x, offsets[i], offsets[i + 1]);
      }
    };
  }

  private static long sum(long[] x, int from, int to, int position) {
    long sum = 0;
    for (int k = from; k < to; k++) {
      long next = sum + x[k];
      if (((sum ^ next) & (x[k] ^ next)) < 0) {
        throw new OutOfRange(ValueType.INT64, sum + " + " + x[k], position);
      }
      sum = next;
    }
    return sum;
  }

  private static long count(long[] truths, int from, int to) {
    long count = 0;
    for (int k = from; k < to; k++) {
      count += truths[k];
    }
    return count;
  }

  /// The number of the first largest or smallest item, NaN passed over; -1 where there is none.
  private static Step place(ItemProgram program, int slot, boolean max) {
    return (frame, n) -> {
      Frame items = program.run(frame, n);
      int[] offsets = items.offsets();
      double[] x = items.numbers(0);
      long[] result = frame.integers(slot);
      for (int i = 0; i < n; i++) {
        int best = -1;
        for (int k = offsets[i]; k < offsets[i + 1]; k++) {
          boolean better = best < 0 || (max ? x[k] > x[best] : x[k] < x[best]);
          if (better && !Double.isNaN(x[k])) {
            best = k;
          }
        }
        result[i] = best < 0 ? -1 : best - offsets[i];
      }
    };
  }

  /// An item of a column by its numbers in the slots from `slot` on, one for each level.
  static Step number(List<JaggedColumn> path, NumberColumn items, int slot) {
    return (frame, n) -> {
      double[] to = frame.numbers(slot);
      for (int i = 0; i < n; i++) {
        int at = place(path, frame, i, slot);
        to[i] = at < 0 ? Double.NaN : items.value(at);
      }
    };
  }

  /// An item of text, empty where there is none.
  static Step text(List<JaggedColumn> path, TextColumn items, int slot) {
    return (frame, n) -> {
      String[] to = frame.texts(slot);
      for (int i = 0; i < n; i++) {
        int at = place(path, frame, i, slot);
        to[i] = at < 0 ? "" : items.value(at);
      }
    };
  }

  private static int place(List<JaggedColumn> path, Frame frame, int i, int slot) {
    int row = frame.event(i);
    for (int k = 0; k < path.size() && row >= 0; k++) {
      row = ItemLevels.place(path.get(k), row, frame.integers(slot + k)[i]);
    }
    return row;
  }

  /// The computed item whose number is in the slot behind `slot`.
  static Step at(ItemProgram program, ValueType type, int slot) {
    return (frame, n) -> {
      Frame items = program.run(frame, n);
      int[] offsets = items.offsets();
      long[] index = frame.integers(slot + 1);
      for (int i = 0; i < n; i++) {
        boolean there = index[i] >= 0 && index[i] < offsets[i + 1] - offsets[i];
        int at = there ? offsets[i] + (int) index[i] : -1;
        if (type == ValueType.TEXT) {
          frame.texts(slot)[i] = at < 0 ? "" : items.texts(0)[at];
        } else {
          frame.numbers(slot)[i] = at < 0 ? Double.NaN : items.numbers(0)[at];
        }
      }
    };
  }

  /// The items in slot 0 whose truth is in slot 1.
  static Step keep(ItemProgram program, ValueType type) {
    return (frame, n) -> {
      Frame items = program.run(frame, n);
      int[] offsets = items.offsets();
      long[] truth = items.integers(1);
      int[] order = new int[offsets[n]];
      int kept = 0;
      for (int i = 0; i < n; i++) {
        int from = offsets[i];
        offsets[i] = kept;
        for (int k = from; k < offsets[i + 1]; k++) {
          if (truth[k] != 0) {
            order[kept++] = k;
          }
        }
      }
      offsets[n] = kept;
      arrange(items, type, order, kept);
    };
  }

  /// The first items in slot 0, as many as `count` has for each event; the last ones of a negative
  /// number.
  static Step take(ItemProgram program, ValueType type, int count) {
    return (frame, n) -> {
      Frame items = program.run(frame, n);
      int[] offsets = items.offsets();
      long[] counts = frame.integers(count);
      int[] order = new int[offsets[n]];
      int kept = 0;
      for (int i = 0; i < n; i++) {
        int from = offsets[i];
        int all = offsets[i + 1] - from;
        long wanted = counts[i];
        int some = (int) Math.min(all, wanted < 0 ? -Math.max(wanted, -all) : wanted);
        int begin = wanted < 0 ? from + all - some : from;
        offsets[i] = kept;
        for (int k = 0; k < some; k++) {
          order[kept++] = begin + k;
        }
      }
      offsets[n] = kept;
      arrange(items, type, order, kept);
    };
  }

  /// The items in slot 0, ascending by the keys in slot 1; equal ones stay in order, NaN is last.
  static Step sort(ItemProgram program, ValueType type) {
    return (frame, n) -> {
      Frame items = program.run(frame, n);
      int[] offsets = items.offsets();
      double[] keys = items.numbers(1);
      int[] order = new int[offsets[n]];
      for (int i = 0; i < n; i++) {
        sort(keys, offsets[i], offsets[i + 1], order);
      }
      arrange(items, type, order, order.length);
    };
  }

  private static void sort(double[] keys, int from, int to, int[] order) {
    Integer[] places = new Integer[to - from];
    for (int k = from; k < to; k++) {
      places[k - from] = k;
    }
    // -0 and 0 are equal numbers
    Arrays.sort(places, (a, b) -> Double.compare(keys[a] + 0.0, keys[b] + 0.0));
    for (int k = from; k < to; k++) {
      order[k] = places[k - from];
    }
  }

  static Step reverse(ItemProgram program, ValueType type) {
    return (frame, n) -> {
      Frame items = program.run(frame, n);
      int[] offsets = items.offsets();
      int[] order = new int[offsets[n]];
      for (int i = 0; i < n; i++) {
        for (int k = offsets[i]; k < offsets[i + 1]; k++) {
          order[k] = offsets[i] + offsets[i + 1] - 1 - k;
        }
      }
      arrange(items, type, order, order.length);
    };
  }

  /// Puts the values of slot 0 in an order.
  ///
  /// @param order of the first `n`; as long as there were items
  private static void arrange(Frame items, ValueType type, int[] order, int n) {
    switch (type) {
      case FLOAT64 -> {
        double[] x = items.numbers(0);
        double[] old = Arrays.copyOf(x, order.length);
        for (int k = 0; k < n; k++) {
          x[k] = old[order[k]];
        }
      }
      case TEXT -> {
        String[] x = items.texts(0);
        String[] old = Arrays.copyOf(x, order.length);
        for (int k = 0; k < n; k++) {
          x[k] = old[order[k]];
        }
      }
      case BOOL, INT64, UINT64 -> {
        arrange(items.integers(0), order, n);
        if (type == ValueType.UINT64) {
          arrange(items.signs(0), order, n);
        }
      }
    }
  }

  private static void arrange(long[] x, int[] order, int n) {
    long[] old = Arrays.copyOf(x, order.length);
    for (int k = 0; k < n; k++) {
      x[k] = old[order[k]];
    }
  }
}
