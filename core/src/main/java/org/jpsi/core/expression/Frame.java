package org.jpsi.core.expression;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Frame of an evaluation: scratch arrays of one block of events. Slot `s` is a row for values of
/// each type; an integer of type UINT64 has its bits among the integers, and -1 among the signs
/// where it is negative, else 0. A frame of items is the child of one of events, or of items that
/// are jagged themselves.
final class Frame {
  private static final ThreadLocal<Frame> OF_THREAD = ThreadLocal.withInitial(() -> new Frame(1));

  private int capacity;
  private double[][] numbers = {};
  private long[][] integers = {};
  private long[][] signs = {};
  private String[][] texts = {};
  private int first;
  private double[] event = {};
  private Frame[] children = {};
  private int[] offsets = {};
  private int[] owners = {};
  private @Nullable Frame parent;

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

  /// Begins a block of items, once {@link #offsets()} are known.
  ///
  /// @param n rows of the parent
  void begin(int slots, Frame parent, int n) {
    this.parent = parent;
    int m = offsets[n];
    if (m > capacity) {
      // a half more, so that not every block needs larger arrays
      capacity = (int) Math.min(m + (m >> 1) + 1L, Integer.MAX_VALUE - 8);
    }
    begin(slots, 0);
    if (owners.length < m) {
      owners = new int[capacity];
    }
    for (int i = 0; i < n; i++) {
      Arrays.fill(owners, offsets[i], offsets[i + 1], i);
    }
  }

  /// The row of the table; that of the first event in the block.
  int first() {
    return first;
  }

  /// The frame of the events, or items, whose items these are.
  Frame parent() {
    return Objects.requireNonNull(parent);
  }

  /// A frame of items.
  Frame child(int number) {
    if (number >= children.length) {
      int had = children.length;
      children = Arrays.copyOf(children, number + 1);
      for (int i = had; i < children.length; i++) {
        children[i] = new Frame(1);
      }
    }
    return children[number];
  }

  /// Where the items of each row of the parent begin; the last offset is their number.
  int[] offsets() {
    return offsets;
  }

  /// Room for the offsets of `n` rows.
  int[] offsetsFor(int n) {
    if (offsets.length <= n) {
      offsets = new int[n + 1];
    }
    return offsets;
  }

  /// The row of the parent that each item is of.
  int[] owners() {
    return owners;
  }

  /// The row in the table of what a row of this frame belongs to.
  int event(int row) {
    Frame frame = this;
    int at = row;
    while (frame.parent != null) {
      at = frame.owners[at];
      frame = frame.parent;
    }
    return frame.first + at;
  }

  /// The values of a single event, in the order of their names.
  double[] event() {
    return event;
  }

  double[] numbers(int slot) {
    if (numbers[slot].length < capacity) {
      numbers[slot] = new double[capacity];
    }
    return numbers[slot];
  }

  long[] integers(int slot) {
    if (integers[slot].length < capacity) {
      integers[slot] = new long[capacity];
    }
    return integers[slot];
  }

  long[] signs(int slot) {
    if (signs[slot].length < capacity) {
      signs[slot] = new long[capacity];
    }
    return signs[slot];
  }

  String[] texts(int slot) {
    if (texts[slot].length < capacity) {
      texts[slot] = new String[capacity];
    }
    return texts[slot];
  }
}
