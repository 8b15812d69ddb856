package org.jpsi.core.io;

import java.util.Locale;
import org.jpsi.core.errors.InputException;

/// Budget of what one input may make its reader do: a limit on objects, bytes or steps that grows
/// with the size of the input, and how much of it is spent. So the cost of a file is bounded by its
/// length, whatever it says of itself.
///
/// ```java
/// Budget nodes = Budget.growing("search.yaml", "nodes", 10_000, 1, size);
/// nodes.spend(1);
/// ```
///
/// It belongs to one reader: not for several threads.
public final class Budget {
  private final String where;
  private final String what;
  private final long limit;
  private long spent;

  private Budget(String where, String what, long limit) {
    this.where = where;
    this.what = what;
    this.limit = limit;
  }

  /// A fixed limit.
  ///
  /// @param where location of the input, for the message
  /// @param what is counted, in the plural: `nodes`, `bytes of layouts`
  public static Budget of(String where, String what, long limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("a budget of " + limit);
    }
    return new Budget(where, what, limit);
  }

  /// The limit `base + perByte * size`.
  ///
  /// @param size of the input in bytes
  public static Budget growing(String where, String what, long base, long perByte, long size) {
    long limit =
        perByte > 0 && size > (Long.MAX_VALUE - base) / perByte
            ? Long.MAX_VALUE
            : base + perByte * size;
    return of(where, what, limit);
  }

  /// Spends `amount`, before it is allocated or done.
  ///
  /// @throws InputException where less is left; then nothing is spent
  public void spend(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException(amount + " of " + what);
    }
    if (amount > limit - spent) {
      throw InputException.at(where)
          .expected(
              "at most " + grouped(limit) + " " + what + ", as much as a file of its size may take")
          .found(amount > Long.MAX_VALUE - spent ? "more" : "at least " + grouped(spent + amount))
          .remedy("check where it comes from; if it is sound, write it anew in smaller parts")
          .exception();
    }
    spent += amount;
  }

  /// The amount that is spent, never more than {@link #limit}.
  public long spent() {
    return spent;
  }

  public long limit() {
    return limit;
  }

  private static String grouped(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
