package org.jpsi.formats.compression;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Copies of the algorithms of Lempel and Ziv: literals, and matches with what was written before.
///
/// Short copies are wild: two words are written whatever the length, and what is too much is
/// written over by what follows; so their lengths are no branches to be mispredicted. Near the end
/// of the output they are exact. Callers have checked that there is room, and where a match begins.
final class MatchCopy {
  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int WORD = 8;
  private static final int WILD = 2 * WORD;
  // longer copies are worth a call
  private static final int SHORT = 64;

  private MatchCopy() {}

  /// Copies `n` bytes of another array.
  ///
  /// @param end of what may be written
  static void literals(byte[] source, int from, byte[] out, int at, int n, int end) {
    if (n <= WILD && at + WILD <= end && from + WILD <= source.length) {
      I64.set(out, at, (long) I64.get(source, from));
      I64.set(out, at + WORD, (long) I64.get(source, from + WORD));
    } else {
      System.arraycopy(source, from, out, at, n);
    }
  }

  /// Copies `n` bytes that begin `distance` bytes before `at`; what is copied may begin with what
  /// was just written.
  ///
  /// @param end of what may be written
  static void match(byte[] out, int at, int distance, int n, int end) {
    int stop = at + n;
    if (stop + WILD > end) {
      for (int i = at; i < stop; i++) {
        out[i] = out[i - distance];
      }
    } else if (distance < WORD) {
      repeated(out, at, distance, stop);
    } else {
      I64.set(out, at, (long) I64.get(out, at - distance));
      I64.set(out, at + WORD, (long) I64.get(out, at + WORD - distance));
      if (n > WILD) {
        rest(out, at + WILD, distance, stop);
      }
    }
  }

  /// The rest of a match of which two words are copied.
  private static void rest(byte[] out, int at, int distance, int stop) {
    if (stop - at > SHORT && distance >= stop - at) {
      System.arraycopy(out, at - distance, out, at, stop - at);
      return;
    }
    for (int i = at; i < stop; i += WORD) {
      I64.set(out, i, (long) I64.get(out, i - distance));
    }
  }

  /// A match nearer than a word, which repeats itself: so it does at the least multiple of the
  /// distance that is no less than a word.
  private static void repeated(byte[] out, int at, int distance, int stop) {
    int apart = distance * ((WORD + distance - 1) / distance);
    int i = at;
    for (int first = at + apart - distance; i < first; i++) {
      out[i] = out[i - distance];
    }
    for (; i < stop; i += WORD) {
      I64.set(out, i, (long) I64.get(out, i - apart));
    }
  }
}
