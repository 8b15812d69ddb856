package org.jpsi.formats.rntuple;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jpsi.core.io.Budget;
import org.jpsi.formats.compression.RootCompression;

/// Envelopes and pages as they are stored: compressed where that made them shorter, in several
/// records where they are longer than one may be, pages with their checksum behind them.
///
/// @param maxKeySize the longest record; 0 for no limit
record BlockStorage(NtupleStorage storage, long maxKeySize) {
  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int CHECKSUM = 8;
  // No page or envelope is larger: ROOT's records end at 1 GB, its pages by default at 1 MB.
  private static final int MAX_BYTES = 1 << 30;
  // allocated before anything is unpacked
  private static final int ROOM = 1 << 20;

  NtupleLocation location() {
    return new NtupleLocation(storage.file(), "");
  }

  /// An envelope, its checksum compared.
  EnvelopeInput envelope(EnvelopeLink link, int type, String what, NtupleBudget budget) {
    NtupleLocation location = location().in(what);
    Locator at = link.locator();
    if (link.length() < EnvelopeInput.SHORTEST || link.length() > MAX_BYTES) {
      throw location.damaged("claims " + link.length() + " bytes");
    }
    Budget bytes = budget.bytes();
    bytes.spend(Math.max(0, at.bytes()));
    bytes.spend(link.length());
    byte[] stored = stored(at, 0, location);
    byte[] plain = unpacked(stored, stored.length, (int) link.length(), location);
    return new EnvelopeInput(plain, type, location, budget.memory());
  }

  /// A page, its checksum compared where it has one.
  ///
  /// @param length of the elements, uncompressed
  byte[] page(Locator at, long length, boolean checksum, NtupleLocation location) {
    if (length > MAX_BYTES) {
      throw location.damaged("claims " + length + " bytes");
    }
    byte[] stored = stored(at, checksum ? CHECKSUM : 0, location);
    int bytes = (int) at.bytes();
    if (checksum && Xxh3.hash64(stored, 0, bytes) != (long) I64.get(stored, bytes)) {
      throw location.damaged("has a wrong checksum");
    }
    return unpacked(stored, bytes, (int) length, location);
  }

  /// @param more bytes after those that the locator counts
  private byte[] stored(Locator at, int more, NtupleLocation location) {
    if (at.bytes() < 0 || at.bytes() > MAX_BYTES - more) {
      throw location.damaged("claims " + at.bytes() + " bytes");
    }
    int bytes = (int) at.bytes() + more;
    return maxKeySize > CHECKSUM && bytes > maxKeySize
        ? joined(at.offset(), bytes, location)
        : storage.read(at.offset(), bytes, location.part());
  }

  /// What is in several records: the offsets of all but the first are at the end of the first.
  private byte[] joined(long offset, int bytes, NtupleLocation location) {
    if (bytes > storage.size()) {
      throw location.damaged("claims " + bytes + " bytes");
    }
    int key = (int) maxKeySize;
    int records = Math.ceilDiv(bytes, key);
    // the list of offsets takes room itself
    if (CHECKSUM * (records - 1L) > (long) records * key - bytes) {
      records++;
    }
    int list = CHECKSUM * (records - 1);
    if (list >= key) {
      throw location.damaged("is in " + records + " records of at most " + key + " bytes");
    }
    byte[] first = storage.read(offset, key, location.part());
    byte[] all = Arrays.copyOf(first, bytes);
    int done = key - list;
    for (int i = 0; i < records - 1; i++) {
      int some = Math.min(key, bytes - done);
      byte[] next = storage.read((long) I64.get(first, key - list + 8 * i), some, location.part());
      System.arraycopy(next, 0, all, done, some);
      done += some;
    }
    return all;
  }

  private static byte[] unpacked(byte[] stored, int bytes, int length, NtupleLocation location) {
    if (bytes == length) {
      return bytes == stored.length ? stored : Arrays.copyOf(stored, bytes);
    }
    try {
      return RootCompression.decompress(stored, 0, bytes, length, Math.min(length, ROOM));
    } catch (IOException e) {
      throw location.damaged("cannot be decompressed: " + e.getMessage());
    }
  }
}
