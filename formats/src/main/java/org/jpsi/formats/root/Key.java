package org.jpsi.formats.root;

/// Key (TKey): the header of every record in a ROOT file.
///
/// @param bytes length of the record, this key included
/// @param objectBytes uncompressed length of the object
/// @param keyBytes length of this key
/// @param seek position of the record
record Key(
    int bytes,
    int objectBytes,
    int keyBytes,
    int cycle,
    long seek,
    String className,
    String name,
    String title) {
  /// Length of the shortest possible key.
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
    // the key of an embedded basket does not count what follows it
    if (bytes < 0 || keyBytes < SHORTEST - 3 || objectBytes < 0 || seek < 0) {
      throw b.location().damaged("has a key with impossible lengths");
    }
    return key;
  }
}
