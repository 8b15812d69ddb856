package org.jpsi.core.expression;

import java.util.List;
import org.jpsi.core.errors.InputException;

/// Program of an expression: steps on blocks of events, whose result is in slot 0. Threads may
/// share it, each with a frame of its own.
final class Program {
  private static final int BLOCK = 4096;
  // Of events with jagged columns, whose items take the same arrays each.
  private static final int JAGGED_BLOCK = 256;

  private final ColumnTypes columns;
  private final String text;
  // An array: one event at a time, reading a list costs as much as a step.
  private final Step[] steps;
  private final ValueType type;
  private final int slots;
  private final int children;

  /// A program of these steps.
  ///
  /// @param columns it was compiled against
  /// @param text of the expression, for messages
  /// @param type of the result
  /// @param slots that a frame needs
  /// @param children frames of items that a frame needs
  Program(
      ColumnTypes columns, String text, List<Step> steps, ValueType type, int slots, int children) {
    this.columns = columns;
    this.text = text;
    this.steps = steps.toArray(Step[]::new);
    this.type = type;
    this.slots = slots;
    this.children = children;
  }

  /// The type of the result.
  ValueType type() {
    return type;
  }

  /// Receiver of a block's result.
  @FunctionalInterface
  interface Sink {
    /// Takes events 0 to `n - 1` of the block, rows `first` to `first + n - 1` of the table.
    void take(Frame frame, int first, int n);
  }

  /// Runs on rows 0 to `rows - 1` of the table, block by block.
  void run(int rows, Sink sink) {
    run(rows, children == 0 ? BLOCK : JAGGED_BLOCK, sink);
  }

  void run(int rows, int block, Sink sink) {
    Frame frame = new Frame(Math.clamp(rows, 1, block));
    for (int from = 0; from < rows; from += block) {
      int n = Math.min(block, rows - from);
      try {
        frame.begin(slots, from);
        run(frame, n);
        sink.take(frame, from, n);
      } catch (OutOfRange e) {
        oneByOne(frame, from, n, sink);
      }
    }
  }

  private void oneByOne(Frame frame, int from, int n, Sink sink) {
    for (int row = from; row < from + n; row++) {
      try {
        frame.begin(slots, row);
        run(frame, 1);
      } catch (OutOfRange e) {
        throw error(e, at(row));
      }
      sink.take(frame, row, 1);
    }
  }

  /// The number of a row's event, in words.
  String at(int row) {
    return " at event " + columns.entry(row);
  }

  /// The float64 result for one event.
  double run(double[] event) {
    Frame frame = Frame.ofThread();
    frame.begin(slots, event);
    try {
      run(frame, 1);
    } catch (OutOfRange e) {
      throw error(e, "");
    }
    return frame.numbers(0)[0];
  }

  private void run(Frame frame, int n) {
    for (Step step : steps) {
      step.run(frame, n);
    }
  }

  private InputException error(OutOfRange e, String event) {
    return error(e.expected(), e.found() + event, e.remedy(), e.position());
  }

  /// A result that no integer type holds.
  InputException error(String expected, String found, int position) {
    return error(expected, found, OutOfRange.AS_FLOAT64, position);
  }

  private InputException error(String expected, String found, String remedy, int position) {
    return columns
        .error()
        .expected(expected)
        .found(found)
        .remedy(remedy)
        .excerpt(text, position)
        .exception();
  }
}
