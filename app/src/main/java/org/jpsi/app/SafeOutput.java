package org.jpsi.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jpsi.core.errors.ProblemText;

/// Output stream that nothing printed can steer: what is not plain, but for line breaks, is escaped
/// as in Java source. Names in a file of any origin end here, whatever way they came.
final class SafeOutput extends PrintStream {
  private static final long PATIENCE_MILLIS = 200;

  /// Output stream that can be shut while others write to it.
  private static final class Gate extends OutputStream {
    private final PrintStream to;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean shut;

    Gate(PrintStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      writing.lock();
      try {
        if (!shut) {
          to.write(bytes, from, count);
        }
      } finally {
        writing.unlock();
      }
    }

    @Override
    public void flush() throws IOException {
      // A PrintStream keeps for itself that what was printed is lost.
      if (!shut && to.checkError()) {
        throw new IOException("output is lost");
      }
    }

    /// Lets nothing more through. A write under way is waited for, but not long: a terminal that is
    /// stopped never takes it.
    void shut() {
      shut = true;
      try {
        if (writing.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
          writing.unlock();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final Gate gate;

  private SafeOutput(PrintStream to, Gate gate) {
    super(gate, true, to.charset());
    this.gate = gate;
  }

  static SafeOutput of(PrintStream to) {
    return to instanceof SafeOutput safe ? safe : new SafeOutput(to, new Gate(to));
  }

  /// Ends the stream: what any thread prints from now on is dropped.
  void end() {
    gate.shut();
  }

  /// Prints a sequence that is meant to steer the terminal.
  void control(String sequence) {
    super.print(sequence);
  }

  @Override
  public void print(String text) {
    super.print(safe(String.valueOf(text)));
  }

  @Override
  public void print(char c) {
    print(String.valueOf(c));
  }

  @Override
  public void print(char[] text) {
    print(String.valueOf(text));
  }

  @Override
  public void print(Object thing) {
    print(String.valueOf(thing));
  }

  private static String safe(String text) {
    int end = text.indexOf('\n');
    if (end < 0) {
      return ProblemText.escaped(text);
    }
    StringBuilder safe = new StringBuilder();
    int from = 0;
    for (; end >= 0; end = text.indexOf('\n', from)) {
      safe.append(ProblemText.escaped(text.substring(from, end))).append('\n');
      from = end + 1;
    }
    return safe.append(ProblemText.escaped(text.substring(from))).toString();
  }
}
