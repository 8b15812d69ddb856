package org.jpsi.formats.root;

/// Some consecutive entries of a branch, compressed together (TBasket).
///
/// @param first the entry it begins with
/// @param entries how many
/// @param seek where its record is; 0 for a basket that lies in the branch's own record
/// @param bytes length of that record
/// @param embedded the data of a basket in the branch's record
record Basket(long first, int entries, long seek, int bytes, Data embedded) {
  /// Bytes that a basket adds to the end of its key.
  static final int TAIL = 19;

  /// What a basket adds to its key.
  ///
  /// @param last where the data ends, counted from the start of the key
  /// @param flag what else is stored, in a basket that lies in the branch's record
  record Tail(int entries, int last, int flag) {
    static Tail read(RootInput b) {
      b.skip(10);
      Tail tail = new Tail(b.i32(), b.i32(), b.u8());
      if (tail.entries < 0) {
        throw b.place().damaged("has a basket of " + tail.entries + " entries");
      }
      return tail;
    }
  }

  /// The data of the entries, uncompressed, without the offsets that may follow them.
  ///
  /// @param what this basket, for messages
  Data read(RootFile file, String what) {
    if (seek == 0) {
      return embedded;
    }
    RootInput record = file.record(seek, bytes, what);
    Key key = Key.read(record);
    if (key.bytes() != bytes) {
      throw record.place().damaged("is not where its branch says");
    }
    record.to((long) key.keyBytes() - TAIL);
    Tail tail = Tail.read(record);
    if (tail.entries() != entries) {
      throw record
          .place()
          .damaged("has " + tail.entries() + " entries where its branch counts " + entries);
    }
    byte[] plain = file.payload(record, key);
    int length = tail.last() - key.keyBytes();
    if (length < 0 || length > plain.length) {
      throw record.place().damaged("claims " + length + " of " + plain.length + " bytes");
    }
    RootInput rest = new RootInput(plain, length, plain.length, 0, record.place());
    return new Data(
        plain, length, rest.remaining() < 4 ? new int[0] : offsets(rest, key.keyBytes()));
  }

  /// The list of where entries begin, which ROOT counts from the start of the key.
  static int[] offsets(RootInput b, int keyBytes) {
    int[] offsets = new int[b.count(b.i32(), 4)];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = b.i32() - keyBytes;
    }
    return offsets;
  }

  /// The first `length` bytes of an array, and where in it entries begin; entries of one length
  /// need no offsets.
  record Data(byte[] bytes, int length, int[] offsets) {
    static final Data NONE = new Data(new byte[0], 0, new int[0]);
  }
}
