package org.jpsi.core.expression;

import java.util.Arrays;

/// Frame of an evaluation: scratch arrays of one block of events. Slot `s` is a row for values of
/// each type; an integer of type UINT64 has its bits among the integers, and -1 among the signs
/// where it is negative, else 0.
final class Frame {
  private static final ThreadLocal<Frame> OF_THREAD = ThreadLocal.withInitial(() -> new Frame(1));

  private final int capacity;
  private double[][] numbers = {};
  private long[][] integers = {};
  private long[][] signs = {};
  private String[][] texts = {};
  private int first;
  private double[] event = {};

  /// A frame for blocks of up to `capacity` events.
  Frame(int capacity) {
    this.capacity = capacity;
  }

  /// The thread's frame for one event at a time.
  static Frame ofThread() {
    return OF_THREAD.get();
  }

  /// Begins a block.
  ///
  /// @param slots it needs
  /// @param first row of the block in its table
  void begin(int slots, int first) {
    this.first = first;
    int had = numbers.length;
    if (had < slots) {
      numbers = Arrays.copyOf(numbers, slots);
      integers = Arrays.copyOf(integers, slots);
      signs = Arrays.copyOf(signs, slots);
      texts = Arrays.copyOf(texts, slots);
      Arrays.fill(numbers, had, slots, new double[0]);
      Arrays.fill(integers, had, slots, new long[0]);
      Arrays.fill(signs, had, slots, new long[0]);
      Arrays.fill(texts, had, slots, new String[0]);
    }
  }

  /// Begins a block of one event that is given by its values.
  void begin(int slots, double[] values) {
    begin(slots, 0);
    event = values;
  }

  int first() {
    return first;
  }

  /// The values of a single event, in the order of their names.
  double[] event() {
    return event;
  }

  double[] numbers(int slot) {
    if (numbers[slot].length == 0) {
      numbers[slot] = new double[capacity];
    }
    return numbers[slot];
  }

  long[] integers(int slot) {
    if (integers[slot].length == 0) {
      integers[slot] = new long[capacity];
    }
    return integers[slot];
  }

  long[] signs(int slot) {
    if (signs[slot].length == 0) {
      signs[slot] = new long[capacity];
    }
    return signs[slot];
  }

  String[] texts(int slot) {
    if (texts[slot].length == 0) {
      texts[slot] = new String[capacity];
    }
    return texts[slot];
  }
}
