package org.jpsi.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jpsi.core.errors.InputException;

/// Runner of attacks: reads inputs of a {@link FuzzTarget} and notes each that got something else
/// than an answer or a message, took more memory than its size allows, or more time.
public final class FuzzRunner {
  // What is in use at a time may be 64 MB and ten times the size; what can be counted is all that
  // was made, with what is garbage since.
  private static final long FREE = 128L << 20;
  private static final long PER_BYTE = 60;

  // CPU time, not that of a clock: other programs on the machine do not count. A fault of the kind
  // this finds takes minutes.
  private static final long MAX_NANOS = 5_000_000_000L;

  private static final int MAX_MESSAGE = 4000;
  private static final int MAX_FAULTS = 20;

  private final Path folder;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// @param folder in which inputs are written, one at a time
  public FuzzRunner(Path folder) {
    this.folder = folder;
  }

  /// Outcome of an attack.
  ///
  /// @param inputs read
  /// @param answered without a message
  /// @param faults in words, with the input's number or name; 20 at most
  /// @param mostBytes allocated for one input
  /// @param mostNanos of CPU time for one input
  public record Outcome(
      String target,
      long inputs,
      long answered,
      List<String> faults,
      long mostBytes,
      long mostNanos) {
    public Outcome {
      faults = List.copyOf(faults);
    }

    @Override
    public String toString() {
      return target
          + ": "
          + inputs
          + " inputs, "
          + answered
          + " answered, at most "
          + (mostBytes >> 20)
          + " MB and "
          + mostNanos / 1_000_000
          + " ms of one, "
          + (faults.isEmpty() ? "no faults" : "faults: " + String.join("\n  ", faults));
    }
  }

  /// Bytes of objects that reading a file of this size may make in all, garbage among them.
  public static long allowance(long size) {
    return FREE + PER_BYTE * size;
  }

  /// Reads inputs `first` to `first + count - 1`.
  ///
  /// @param go asked before each; the attack ends where it says no
  public Outcome random(FuzzTarget target, long first, long count, BooleanSupplier go) {
    Tally tally = new Tally(target);
    for (long i = first; i < first + count && go.getAsBoolean(); i++) {
      Chance chance = new Chance(target.name(), i);
      byte[] input = target.input(chance);
      if (chance.oneIn(2)) {
        input = chance.damaged(input);
      }
      tally.read("input " + i, chance.oneIn(8) ? input : target.sealed(input));
    }
    return tally.outcome();
  }

  /// Reads inputs `first` to `first + count - 1`.
  public Outcome random(FuzzTarget target, long first, long count) {
    return random(target, first, count, () -> true);
  }

  /// Reads the inputs at the limits.
  ///
  /// @param go asked before each; the attack ends where it says no
  public Outcome extremes(FuzzTarget target, BooleanSupplier go) {
    Tally tally = new Tally(target);
    target
        .extremes()
        .forEach((name, input) -> {
          if (go.getAsBoolean()) {
            tally.read(name, target.sealed(input.get()));
          }
        });
    return tally.outcome();
  }

  /// Reads the inputs at the limits.
  public Outcome extremes(FuzzTarget target) {
    return extremes(target, () -> true);
  }

  private final class Tally {
    private final FuzzTarget target;
    private final Path file;
    private final List<String> faults = new ArrayList<>();
    private long inputs;
    private long answered;
    private long mostBytes;
    private long mostNanos;

    private Tally(FuzzTarget target) {
      this.target = target;
      this.file = folder.resolve("input." + target.name());
    }

    private void read(String name, byte[] input) {
      inputs++;
      try {
        Files.write(file, input);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      long bytes = threads.getCurrentThreadAllocatedBytes();
      long nanos = threads.getCurrentThreadCpuTime();
      try {
        target.read(file);
        answered++;
      } catch (InputException refused) {
        refusal(name, refused.message());
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError wrong) {
        StackTraceElement[] trace = wrong.getStackTrace();
        fault(name, "got " + wrong + (trace.length == 0 ? "" : " at " + trace[0]));
      }
      nanos = threads.getCurrentThreadCpuTime() - nanos;
      bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
      mostNanos = Math.max(mostNanos, nanos);
      mostBytes = Math.max(mostBytes, bytes);
      if (nanos > MAX_NANOS) {
        fault(name, "of " + input.length + " bytes took " + nanos / 1_000_000 + " ms of CPU time");
      }
      if (bytes > allowance(input.length) + target.beside(input)) {
        fault(name, "of " + input.length + " bytes made " + (bytes >> 20) + " MB of objects");
      }
    }

    private void refusal(String name, String message) {
      if (message.length() > MAX_MESSAGE) {
        fault(name, "got a message of " + message.length() + " characters");
      }
      // an excerpt is two lines more
      if (message.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c))
          || message.chars().filter(c -> c == '\n').count() > 2) {
        fault(name, "got a message with control characters");
      }
    }

    private void fault(String name, String what) {
      if (faults.size() < MAX_FAULTS) {
        faults.add(name + " " + what);
      }
    }

    private Outcome outcome() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Outcome(target.name(), inputs, answered, faults, mostBytes, mostNanos);
    }
  }
}
