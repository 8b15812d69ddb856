package org.jpsi.core.parallel;

import org.jpsi.core.errors.InputException;
import org.jspecify.annotations.Nullable;

/// Thread budget of the process: how many threads compute at a time. It decides the speed, never
/// the result. Commands set it once by `--threads`; otherwise it is the environment variable
/// `JPSI_THREADS`, else the number of processors.
public final class ThreadBudget {
  /// The environment variable.
  public static final String VARIABLE = "JPSI_THREADS";

  private static final int MAX_THREADS = 4096;

  // 0: not set
  private static volatile int set;

  private ThreadBudget() {}

  /// The number of threads, at least 1.
  ///
  /// @throws InputException where it is not set and the environment's is no number from 1 to 4096
  public static int threads() {
    int own = set;
    return own > 0 ? own : standard();
  }

  /// The number of processors that this process may use.
  public static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /// The number where none is set.
  ///
  /// @throws InputException where the environment's is no number from 1 to 4096
  public static int standard() {
    return standard(System.getenv(VARIABLE));
  }

  static int standard(@Nullable String variable) {
    if (variable == null || variable.isBlank()) {
      return processors();
    }
    int number;
    try {
      number = Integer.parseInt(variable.strip());
    } catch (NumberFormatException e) {
      number = 0;
    }
    check(VARIABLE, number, variable);
    return number;
  }

  /// Sets it for all that begins from now on.
  ///
  /// @param where the option it comes from, for the message
  /// @throws InputException where it is no number from 1 to 4096
  public static void set(String where, int threads) {
    check(where, threads, Integer.toString(threads));
    set = threads;
  }

  private static void check(String where, int threads, String found) {
    if (threads < 1 || threads > MAX_THREADS) {
      throw InputException.at(where)
          .expected("a number from 1 to " + MAX_THREADS)
          .found(found)
          .exception();
    }
  }
}
