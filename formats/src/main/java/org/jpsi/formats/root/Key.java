package org.jpsi.formats.root;

/// A key (TKey): the label of every record in a ROOT file.
///
/// @param bytes of the record, this key included
/// @param objectBytes of the object when uncompressed
/// @param keyBytes of this key
/// @param seek where the record is
record Key(
    int bytes,
    int objectBytes,
    int keyBytes,
    int cycle,
    long seek,
    String className,
    String name,
    String title) {
  /// Bytes of the shortest key there can be.
  static final int SHORTEST = 29;

  static Key read(RootInput b) {
    int bytes = b.i32();
    int version = b.i16();
    int objectBytes = b.i32();
    b.skip(4); // date and time
    int keyBytes = b.u16();
    int cycle = b.i16();
    boolean big = version > 1000;
    long seek = b.seek(big);
    b.seek(big); // the directory
    Key key =
        new Key(bytes, objectBytes, keyBytes, cycle, seek, b.string(), b.string(), b.string());
    // a basket within a branch's record has a key that counts nothing after itself
    if (bytes < 0 || keyBytes < SHORTEST - 3 || objectBytes < 0 || seek < 0) {
      throw b.place().damaged("has a key with impossible lengths");
    }
    return key;
  }
}
