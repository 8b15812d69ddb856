package org.jpsi.formats.root;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.formats.compression.RootCompression;

/// Output file in ROOT's format: records one after the other, then their directory. Positions take
/// 8 bytes from the start, as ROOT writes them beyond 2 GB, so that one form serves all sizes.
///
/// The same events give the same bytes: the date is fixed, the file's own name is not written, and
/// the UUID is a hash of the content (it may not be fixed: uproot keeps what it has read by UUID),
/// of compressed data by their checksums.
final class RootFileOutput implements AutoCloseable {
  /// LZ4, level 4: it costs little time, and ours gives the same bytes with every JDK, which the
  /// JDK's zlib does not.
  static final int COMPRESSION = 404;

  private static final int BEGIN = 100;
  private static final int DIRECTORY = 60;
  private static final int VERSION = 1_064_000;
  private static final String NAME = "jpsi";
  // 1 January 1995, 0:00, the first that ROOT can represent
  private static final int DATE = 1 << 22 | 1 << 17;
  private static final long FREE_END = 2_000_000_000;

  private final String where;
  private final AtomicFile file;
  private final MessageDigest digest;
  private long position;

  RootFileOutput(Path path) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    where = path.toString();
    file = AtomicFile.create(path);
    write(new byte[BEGIN + nameBytes() + DIRECTORY]);
  }

  /// Its name, for messages.
  String where() {
    return where;
  }

  long position() {
    return position;
  }

  static int keyBytes(String className, String name, String title) {
    RootOutput strings = new RootOutput(0);
    return 34 + strings.string(className).string(name).string(title).size();
  }

  private static int nameBytes() {
    return keyBytes("TFile", NAME, "") + NAME.length() + 2;
  }

  /// Appends a record, compressed where that makes it shorter.
  ///
  /// @param tail further fields of the key
  /// @return its length
  int record(String className, String name, String title, RootOutput tail, RootOutput object) {
    byte[] packed = RootCompression.compress(object.array(), object.size());
    return packed.length > 0
        ? record(className, name, title, tail, object.size(), packed, true)
        : record(className, name, title, tail, object.size(), bytes(object), false);
  }

  /// Appends a record whose bytes are given as they are stored.
  ///
  /// @param plain bytes of the object
  /// @param compressed whether what is stored is compressed
  /// @return its length
  int record(
      String className,
      String name,
      String title,
      RootOutput tail,
      int plain,
      byte[] stored,
      boolean compressed) {
    int keyBytes = keyBytes(className, name, title) + tail.size();
    RootOutput key = key(className, name, title, position, keyBytes, stored.length, plain);
    key.bytes(bytes(tail));
    write(key.buffer());
    if (compressed) {
      position += stored.length;
      RootCompression.digest(stored, digest);
      file.write(ByteBuffer.wrap(stored));
    } else {
      write(ByteBuffer.wrap(stored));
    }
    return keyBytes + stored.length;
  }

  private static RootOutput key(
      String className, String name, String title, long seek, int keyBytes, int stored, int plain) {
    RootOutput key = new RootOutput(0);
    key.i32(keyBytes + stored).i16(1004).i32(plain).i32(DATE).i16(keyBytes).i16(1);
    return key.i64(seek)
        .i64(seek == BEGIN ? 0 : BEGIN)
        .string(className)
        .string(name)
        .string(title);
  }

  /// Appends bytes of an RNTuple as a record that no directory lists.
  ///
  /// @return the position of the first of them
  long blob(byte[] bytes, int length) {
    int keyBytes = keyBytes("RBlob", "", "");
    long at = position + keyBytes;
    write(key("RBlob", "", "", position, keyBytes, length, length).buffer());
    write(ByteBuffer.wrap(bytes, 0, length));
    return at;
  }

  /// Object of the file's directory.
  ///
  /// @param title of its key
  record StoredObject(
      String className, String name, String title, long seek, int bytes, int plain) {
    private RootOutput key() {
      int keyBytes = keyBytes(className, name, title);
      return RootFileOutput.key(className, name, title, seek, keyBytes, bytes - keyBytes, plain);
    }
  }

  /// Appends an object that the directory will list.
  StoredObject store(String className, String name, String title, RootOutput object) {
    long seek = position;
    int bytes = record(className, name, title, new RootOutput(0), object);
    return new StoredObject(className, name, title, seek, bytes, object.size());
  }

  /// Appends the directory, and renames the file to its name.
  ///
  /// @param classes the layouts of all classes in it
  void finish(List<StoredObject> objects, List<StreamerInfo> classes) {
    RootOutput keys = new RootOutput(0);
    keys.i32(objects.size());
    objects.forEach(object -> keys.bytes(bytes(object.key())));
    long keysSeek = position;
    int keysBytes = plain("TFile", NAME, "", keys);
    RootOutput layouts = new RootOutput(keyBytes("TList", "StreamerInfo", "Doubly linked list"));
    StreamerInfoRecord.write(layouts, classes);
    final long infoSeek = position;
    final int infoBytes =
        record("TList", "StreamerInfo", "Doubly linked list", new RootOutput(0), layouts);
    final long freeSeek = position;
    // the one free segment: all that follows
    int freeBytes = keyBytes("TFile", NAME, "") + 18;
    long end = freeSeek + freeBytes;
    RootOutput free = new RootOutput(0);
    free.i16(1001).i64(end).i64(end < FREE_END ? FREE_END : end + 1_000_000_000);
    plain("TFile", NAME, "", free);

    byte[] uuid = Arrays.copyOf(digest.digest(), 16);
    RootOutput head = new RootOutput(0);
    head.i32(0x726F6F74).i32(VERSION).i32(BEGIN).i64(end).i64(freeSeek).i32(freeBytes).i32(1);
    head.i32(nameBytes()).i8(8).i32(COMPRESSION).i64(infoSeek).i32(infoBytes).i16(1).bytes(uuid);
    file.write(0, head.buffer());
    RootOutput directory = new RootOutput(0);
    int inside = nameBytes() - keyBytes("TFile", NAME, "") + DIRECTORY;
    directory.bytes(
        bytes(key("TFile", NAME, "", BEGIN, keyBytes("TFile", NAME, ""), inside, inside)));
    directory.string(NAME).string("").i16(1005).i32(DATE).i32(DATE).i32(keysBytes);
    directory.i32(nameBytes()).i64(BEGIN).i64(0).i64(keysSeek).i16(1).bytes(uuid);
    file.write(BEGIN, directory.buffer());
    file.finish();
  }

  private int plain(String className, String name, String title, RootOutput object) {
    int keyBytes = keyBytes(className, name, title);
    write(key(className, name, title, position, keyBytes, object.size(), object.size()).buffer());
    write(object.buffer());
    return keyBytes + object.size();
  }

  private static byte[] bytes(RootOutput out) {
    return Arrays.copyOf(out.array(), out.size());
  }

  private void write(byte[] bytes) {
    write(ByteBuffer.wrap(bytes));
  }

  /// Leaves a hole of so many bytes, for tests of files beyond what 32 bits address.
  void skip(long bytes) {
    position += bytes;
    file.skip(bytes);
  }

  private void write(ByteBuffer bytes) {
    position += bytes.remaining();
    digest.update(bytes.duplicate());
    file.write(bytes);
  }

  @Override
  public void close() {
    file.close();
  }
}
