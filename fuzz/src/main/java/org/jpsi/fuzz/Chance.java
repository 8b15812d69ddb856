package org.jpsi.fuzz;

import java.util.List;
import org.jpsi.core.random.Rng;

/// Random choices of one input, one after the other: the same for the same number of the input.
public final class Chance {
  private static final long[] LIMITS = {
    0,
    1,
    2,
    3,
    7,
    8,
    127,
    128,
    255,
    256,
    32767,
    65535,
    65536,
    1 << 20,
    1 << 24,
    1 << 30,
    Integer.MAX_VALUE,
    1L << 31,
    1L << 32,
    (1L << 53) + 1,
    1L << 62,
    Long.MAX_VALUE
  };

  private final Rng rng;
  private long drawn;

  /// The choices of input number `input` of a format.
  public Chance(String format, long input) {
    rng = Rng.of(input).child(format);
  }

  /// A number from 0 to `bound - 1`.
  public int below(int bound) {
    return rng.integer(bound, drawn++);
  }

  /// True once in `times`.
  public boolean oneIn(int times) {
    return below(times) == 0;
  }

  /// One of these.
  @SafeVarargs
  public final <T> T of(T... choices) {
    return choices[below(choices.length)];
  }

  /// One of these.
  public <T> T of(List<? extends T> choices) {
    return choices.get(below(choices.size()));
  }

  /// Sizes, mostly small: below 4, rarely up to a thousand.
  public int size() {
    return oneIn(40) ? below(1000) : oneIn(6) ? below(40) : below(4);
  }

  /// An integer at which something ends, or next to it, of either sign.
  public long limit() {
    long limit = LIMITS[below(LIMITS.length)] + below(3) - 1;
    return oneIn(3) ? -limit : limit;
  }

  /// A name as files have it: mostly plain, at times with what steers a terminal or ends a text.
  public String name() {
    return oneIn(4)
        ? of(
            "",
            " ",
            "a b",
            "a.b",
            "a]b",
            "`",
            "\u001b[2J",
            "a\nb",
            "\u202e",
            "\u0085",
            "é",
            "😀",
            "\ud800",
            "a\u0000",
            "\"",
            "'",
            "{",
            "null",
            "x".repeat(1 + below(3000)))
        : of("a", "b", "pt", "eta", "weight", "class", "m_bb", "x1");
  }

  /// This text with something of it repeated, left out or moved.
  public String shuffled(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int from = below(text.length());
    int to = from + below(Math.min(200, text.length() - from) + 1);
    String part = text.substring(from, to);
    return switch (below(4)) {
      case 0 -> text.substring(0, from) + text.substring(to);
      case 1 -> text.substring(0, to) + part.repeat(1 + size()) + text.substring(to);
      case 2 -> part + text;
      default -> text.substring(0, from) + name() + text.substring(to);
    };
  }

  /// These bytes with some of them flipped, replaced, cut off or repeated.
  public byte[] damaged(byte[] bytes) {
    byte[] wrong = bytes.clone();
    if (wrong.length == 0) {
      return wrong;
    }
    switch (below(4)) {
      case 0 -> {
        for (int i = below(4); i >= 0; i--) {
          int at = below(wrong.length);
          wrong[at] = (byte) (wrong[at] ^ 1 << below(8));
        }
      }
      case 1 -> {
        for (int i = below(4); i >= 0; i--) {
          wrong[below(wrong.length)] = (byte) below(256);
        }
      }
      case 2 -> wrong = java.util.Arrays.copyOf(wrong, below(wrong.length));
      default -> {
        // a number of 4 bytes becomes one at a limit, in either order of bytes
        int at = below(wrong.length);
        int limit = (int) limit();
        limit = oneIn(2) ? limit : Integer.reverseBytes(limit);
        for (int i = at; i < Math.min(wrong.length, at + 4); i++) {
          wrong[i] = (byte) (limit >> 8 * (i - at));
        }
      }
    }
    return wrong;
  }
}
