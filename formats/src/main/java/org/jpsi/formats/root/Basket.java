package org.jpsi.formats.root;

/// Basket (TBasket): consecutive entries of a branch, compressed together.
///
/// @param first the first entry
/// @param entries number of entries
/// @param seek position of its record; 0 for a basket embedded in the record of its branch
/// @param bytes length of its record
/// @param embedded data of an embedded basket
record Basket(long first, int entries, long seek, int bytes, BasketData embedded) {
  // Up to here a claim is believed; beyond, memory is taken as it is filled.
  private static final long USUAL_RATIO = 16;
  // After the data, for each entry, the offset and the displacement may follow.
  private static final long LISTS = 8;

  /// Bytes that a basket adds to the end of its key.
  static final int TAIL = 19;

  /// Fields that a basket adds to its key.
  ///
  /// @param last end of the data, counted from the start of the key
  /// @param flag of an embedded basket: what else is stored
  record KeyTail(int entries, int last, int flag) {
    static KeyTail read(RootInput b) {
      b.skip(10);
      KeyTail tail = new KeyTail(b.i32(), b.i32(), b.u8());
      if (tail.entries < 0) {
        throw b.location().damaged("has a basket of " + tail.entries + " entries");
      }
      return tail;
    }
  }

  /// Bytes in the file.
  long storedBytes() {
    return seek == 0 ? embedded.length() : bytes;
  }

  /// The data of the entries, uncompressed, without the offsets that may follow them.
  ///
  /// @param entryBytes length of each entry; -1 for texts, whose lengths vary
  /// @param what this basket, for messages
  BasketData read(RootFile file, int entryBytes, String what) {
    if (seek == 0) {
      return embedded;
    }
    RootInput record = file.pooledRecord(seek, bytes, what);
    BasketData data = read(file, record, entryBytes);
    file.buffers().give(record.array());
    return data;
  }

  private BasketData read(RootFile file, RootInput record, int entryBytes) {
    Key key = Key.read(record);
    if (key.bytes() != bytes) {
      throw record.location().damaged("is not where its branch says");
    }
    record.to((long) key.keyBytes() - TAIL);
    KeyTail tail = KeyTail.read(record);
    if (tail.entries() != entries) {
      throw record
          .location()
          .damaged("has " + tail.entries() + " entries where its branch counts " + entries);
    }
    // before anything is unpacked: no more comes out than the entries take, and their offsets
    int length = tail.last() - key.keyBytes();
    if (length < 0 || length > key.objectBytes()) {
      throw record.location().damaged("claims " + length + " of " + key.objectBytes() + " bytes");
    }
    if (entryBytes >= 0 && length != (long) entries * entryBytes) {
      throw record
          .location()
          .damaged(
              "has " + length + " bytes where its entries take " + (long) entries * entryBytes);
    }
    if (key.objectBytes() - length > LISTS * (entries + 2L)) {
      throw record
          .location()
          .damaged("has " + (key.objectBytes() - length) + " bytes after those of its entries");
    }
    int room = (int) Math.min(key.objectBytes(), USUAL_RATIO * bytes);
    byte[] plain = file.payload(record, key, file.buffers().take(room));
    RootInput rest = new RootInput(plain, length, key.objectBytes(), 0, record.location());
    return new BasketData(
        plain, length, rest.remaining() < 4 ? new int[0] : offsets(rest, key.keyBytes()));
  }

  /// The entry offsets, which ROOT counts from the start of the key.
  static int[] offsets(RootInput b, int keyBytes) {
    int[] offsets = new int[b.count(b.i32(), 4)];
    b.integers(offsets);
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] -= keyBytes;
    }
    return offsets;
  }

  /// Uncompressed data of a basket: the first `length` bytes of an array, and the entry offsets,
  /// which are left out where all entries have one length.
  record BasketData(byte[] bytes, int length, int[] offsets) {
    static final BasketData NONE = new BasketData(new byte[0], 0, new int[0]);
  }
}
