package org.jpsi.formats.rntuple;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jpsi.core.io.Budget;

/// Input of an envelope: little-endian bytes and frames, read one after the other; reading past the
/// end of a frame is an error that the file is damaged.
///
/// An envelope is its type and length in 8 bytes, its content, and the XXH3 of both.
final class EnvelopeInput {
  /// Numbers of the types of envelopes.
  static final int HEADER = 1;

  static final int FOOTER = 2;
  static final int PAGE_LIST = 3;

  /// Bytes of an envelope without content.
  static final int SHORTEST = 16;

  private static final VarHandle I16 = view(short[].class);
  private static final VarHandle I32 = view(int[].class);
  private static final VarHandle I64 = view(long[].class);
  private static final int RECORD_BYTES = 8;
  private static final int LIST_BYTES = 12;
  // An object, and the references to it.
  private static final int ITEM_MEMORY = 112;

  private final byte[] data;
  private final NtupleLocation location;
  private final Budget memory;
  private final long checksum;
  private int at;
  private int end;

  /// Frame: a part of an envelope whose length is known.
  ///
  /// @param end its last byte but one
  /// @param outerEnd the same of the frame around it
  /// @param items of a list; 0 for a record
  record Frame(int end, int outerEnd, int items) {}

  /// @throws org.jpsi.core.errors.InputException where it is not an envelope of this type, or its
  ///   checksum is wrong
  EnvelopeInput(byte[] data, int type, NtupleLocation location, Budget memory) {
    this.data = data;
    this.location = location;
    this.memory = memory;
    this.end = data.length;
    if (data.length < SHORTEST) {
      throw location.damaged("has " + data.length + " bytes, too few");
    }
    checksum = (long) I64.get(data, data.length - 8);
    if (Xxh3.hash64(data, 0, data.length - 8) != checksum) {
      throw location.damaged("has a wrong checksum");
    }
    long head = i64();
    if ((head & 0xFFFF) != type) {
      throw location.damaged("is an envelope of type " + (head & 0xFFFF) + ", not " + type);
    }
    if (head >>> 16 != data.length) {
      throw location.damaged("says " + (head >>> 16) + " bytes, and has " + data.length);
    }
    end = data.length - 8;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  NtupleLocation location() {
    return location;
  }

  /// The checksum of the envelope, which is right.
  long checksum() {
    return checksum;
  }

  int at() {
    return at;
  }

  /// Enters a record frame.
  Frame record(String what) {
    return frame(what, false);
  }

  /// Enters a list frame.
  Frame list(String what) {
    return frame(what, true);
  }

  private Frame frame(String what, boolean list) {
    int start = at;
    long size = i64();
    if (size < 0 != list) {
      throw location.damaged("has a " + (list ? "record" : "list") + " in the place of " + what);
    }
    long bytes = Math.abs(size);
    if (bytes < (list ? LIST_BYTES : RECORD_BYTES) || bytes > end - start) {
      throw location.damaged("has a frame of " + bytes + " bytes for " + what);
    }
    int outer = end;
    end = start + (int) bytes;
    int items = list ? i32() : 0;
    if (items < 0 || items > remaining() / 4) {
      // nothing of which there are lists is shorter
      throw location.damaged("claims " + (items & 0xFFFFFFFFL) + " " + what);
    }
    memory.spend(list ? (long) items * ITEM_MEMORY : 0);
    return new Frame(end, outer, items);
  }

  /// Leaves a frame, whatever of it was read: later versions of the format may add to it.
  void leave(Frame frame) {
    at = frame.end();
    end = frame.outerEnd();
  }

  /// Moves on to a position.
  void skipTo(int position) {
    if (position < at || position > end) {
      throw location.damaged("has a part that ends before it begins");
    }
    at = position;
  }

  /// Reads feature flags, of which none is known.
  void featureFlags() {
    long flags = i64();
    if (flags != 0) {
      throw location.unread(
          "needs a newer reader (feature flags 0x" + Long.toHexString(flags) + ")");
    }
  }

  int remaining() {
    return end - at;
  }

  int u16() {
    need(2);
    int value = (short) I16.get(data, at) & 0xFFFF;
    at += 2;
    return value;
  }

  int i32() {
    need(4);
    int value = (int) I32.get(data, at);
    at += 4;
    return value;
  }

  long i64() {
    need(8);
    long value = (long) I64.get(data, at);
    at += 8;
    return value;
  }

  /// A text with its length in 4 bytes.
  String string() {
    int length = i32();
    need(length);
    memory.spend(56 + 2L * length);
    String text = new String(data, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  private void need(int n) {
    if (n < 0 || n > end - at) {
      throw location.damaged("ends too early");
    }
  }
}
