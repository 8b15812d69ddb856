package org.jpsi.formats.root;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.IoFailure;
import org.jpsi.formats.compression.RootCompression;
import org.jspecify.annotations.Nullable;

/// ROOT file (TFile), opened for reading: header, records by their position, directories with their
/// keys. Every position and length is checked against the size of the file before anything is
/// allocated.
final class RootFile implements AutoCloseable {
  private static final int MAX_DEPTH = 32;
  // Bytes of a record by which its lengths are known.
  private static final int HEAD = 26;
  // No record of a sound file is larger: ROOT's own buffers end at 1 GB.
  private static final int MAX_OBJECT_BYTES = 1 << 30;
  private static final byte[] NO_ROOM = {};

  private final RootLocation location;
  private final FileChannel channel;
  private final long size;
  private final Key streamers;
  private final boolean hasStreamers;
  private final MetadataBudget budget;
  private final BufferPool buffers = new BufferPool();
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Map<String, Key> cycles = new LinkedHashMap<>();
  private @Nullable StreamerInfoList layouts;

  private RootFile(RootLocation location, FileChannel channel) throws IOException {
    this.location = location.in("its header");
    this.channel = channel;
    this.size = channel.size();
    this.budget = MetadataBudget.of(location.file(), size);
    RootInput b = read(0, (int) Math.min(size, 100), "its header");
    if (b.i32() != 0x726F6F74) {
      throw InputException.at(location.file())
          .expected("a ROOT file")
          .found("other first bytes than \"root\"")
          .remedy("check that the file was copied whole, and that it is a ROOT file")
          .exception();
    }
    boolean big = b.i32() >= 1_000_000;
    long begin = b.u32();
    long end = b.seek(big);
    b.seek(big); // list of free places
    b.skip(8);
    int nameBytes = b.i32();
    b.skip(5); // units and compression
    long infoSeek = b.seek(big);
    int infoBytes = b.i32();
    if (end > size) {
      throw this.location.damaged("says " + end + " bytes, and the file has " + size);
    }
    hasStreamers = infoSeek > 0 && infoBytes > 0;
    streamers = new Key(infoBytes, 0, 0, 1, infoSeek, "TList", "StreamerInfo", "");
    directory(begin + nameBytes, "", 0, new HashSet<>());
  }

  /// Opens a file and reads its directories.
  static RootFile open(Path path) {
    String name = path.toString();
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
      RootFile file = new RootFile(new RootLocation(name, ""), channel);
      channel = null;
      return file;
    } catch (IOException e) {
      throw IoFailure.reading(name, e);
    } finally {
      quietly(channel);
    }
  }

  RootLocation location() {
    return location;
  }

  long size() {
    return size;
  }

  /// The objects of the file by path and name, the latest cycle of each, in the order of the file.
  Map<String, Key> keys() {
    return keys;
  }

  /// The object of this path and name, in its latest cycle or, as `name;1`, in that one.
  @Nullable Key key(String name) {
    Key latest = keys.get(name);
    return latest == null ? cycles.get(name) : latest;
  }

  /// The cycles of an object that are there, as `name;1`, in the order of the file.
  List<String> cycles(String name) {
    return cycles.keySet().stream().filter(key -> key.startsWith(name + ";")).toList();
  }

  /// The streamer infos of the file.
  StreamerInfoList streamers() {
    if (!hasStreamers) {
      return StreamerInfoList.BUILT_IN;
    }
    StreamerInfoList read = layouts;
    if (read == null) {
      // once, not for each of a thousand trees
      RootInput record = object(streamers, budget, "the list of class layouts");
      read = StreamerInfoList.read(record, budget);
      layouts = read;
    }
    return read;
  }

  /// The budget of the metadata of the file: what they have cost, and what more they may.
  MetadataBudget budget() {
    return budget;
  }

  /// The buffers in which baskets are read and uncompressed.
  BufferPool buffers() {
    return buffers;
  }

  /// The object behind a key, uncompressed, at the cost of a budget.
  RootInput object(Key key, MetadataBudget budget, String what) {
    budget.bytes().spend(Math.max(0, key.bytes()));
    RootInput record = record(key.seek(), key.bytes(), what);
    Key own = Key.read(record);
    if (own.bytes() != key.bytes()) {
      throw record.location().damaged("is not where its key says");
    }
    checkLengths(record, own);
    budget.bytes().spend(own.objectBytes());
    budget.memory().spend(own.objectBytes());
    byte[] plain = payload(record, own, NO_ROOM);
    return new RootInput(plain, 0, plain.length, own.keyBytes(), record.location());
  }

  /// The record at `seek` of `bytes` bytes.
  RootInput record(long seek, int bytes, String what) {
    requireKey(bytes, what);
    return read(seek, bytes, what);
  }

  /// The same in a buffer of the pool, to be given back.
  RootInput pooledRecord(long seek, int bytes, String what) {
    requireKey(bytes, what);
    RootLocation where = within(seek, bytes, what);
    return read(seek, bytes, buffers.take(bytes), where);
  }

  private void requireKey(int bytes, String what) {
    if (bytes < Key.SHORTEST - 3) {
      throw location.in(what).damaged("has " + bytes + " bytes, too few");
    }
  }

  /// The compression algorithm of a record: `none`, `ZLIB`, ...
  String compression(long seek, int bytes, String what) {
    // a record of many megabytes is not read for two letters of it
    RootInput head = record(seek, Math.min(bytes, HEAD), what);
    int own = head.i32();
    head.skip(2);
    int objectBytes = head.i32();
    head.skip(4);
    int keyBytes = head.u16();
    if (objectBytes == own - keyBytes) {
      return "none";
    }
    return RootCompression.name(read(seek + keyBytes, 2, what).array(), 0);
  }

  /// The data after the key of a record, uncompressed.
  ///
  /// @param room where they go, or more room where that is too little
  /// @return the array that begins with them
  byte[] payload(RootInput record, Key key, byte[] room) {
    RootLocation where = record.location();
    int stored = checkLengths(record, key);
    record.to(key.keyBytes());
    if (record.remaining() < stored) {
      throw where.damaged("ends too early");
    }
    if (stored == key.objectBytes()) {
      byte[] plain = room.length < stored ? new byte[stored] : room;
      System.arraycopy(record.array(), key.keyBytes(), plain, 0, stored);
      return plain;
    }
    try {
      return RootCompression.decompress(
          record.array(), key.keyBytes(), stored, key.objectBytes(), room);
    } catch (IOException e) {
      throw where.damaged("cannot be decompressed: " + e.getMessage());
    }
  }

  /// @return how many bytes follow the key
  private static int checkLengths(RootInput record, Key key) {
    int stored = key.bytes() - key.keyBytes();
    if (stored < 0 || key.objectBytes() > MAX_OBJECT_BYTES) {
      throw record.location().damaged("claims " + key.objectBytes() + " bytes in " + key.bytes());
    }
    return stored;
  }

  /// `bytes` bytes from `seek` on.
  RootInput read(long seek, int bytes, String what) {
    RootLocation where = within(seek, bytes, what);
    return read(seek, bytes, new byte[bytes], where);
  }

  private RootLocation within(long seek, int bytes, String what) {
    RootLocation where = location.in(what);
    if (seek < 0 || bytes < 0 || seek > size - bytes) {
      throw where.damaged(
          "should be at bytes " + seek + " to " + (seek + bytes) + ", and the file has " + size);
    }
    return where;
  }

  private RootInput read(long seek, int bytes, byte[] data, RootLocation where) {
    ByteBuffer buffer = ByteBuffer.wrap(data, 0, bytes);
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, seek + buffer.position()) < 0) {
          throw where.damaged("ends too early");
        }
      }
    } catch (IOException e) {
      throw IoFailure.reading(location.file(), e);
    }
    return new RootInput(data, 0, bytes, 0, where);
  }

  private void directory(long seek, String path, int depth, Set<Long> seen) {
    String what = path.isEmpty() ? "its directory" : "directory " + path;
    if (depth > MAX_DEPTH || !seen.add(seek)) {
      throw location.in(what).damaged("contains itself");
    }
    RootInput head = read(seek, (int) Math.min(60, Math.max(0, size - seek)), what);
    boolean big = head.i16() > 1000;
    head.skip(8);
    int keyListBytes = head.i32();
    head.skip(4);
    head.seek(big);
    head.seek(big);
    long keyListSeek = head.seek(big);
    if (keyListSeek == 0 && depth > 0) {
      // nothing was ever written into it
      return;
    }
    if (keyListSeek == 0) {
      throw head.location().damaged("has no list of keys: the file was never closed");
    }
    budget.bytes().spend(Math.max(0, keyListBytes));
    RootInput b = record(keyListSeek, keyListBytes, "the key list of " + what);
    Key.read(b);
    int n = b.count(b.i32(), Key.SHORTEST - 3);
    List<Key> folders = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Key key = Key.read(b);
      // each is held, with its path
      budget.object();
      budget.members();
      budget.text(path);
      budget.text(key.name());
      budget.text(key.title());
      budget.text(path);
      budget.text(key.name());
      cycles.putIfAbsent(path + key.name() + ";" + key.cycle(), key);
      keys.merge(path + key.name(), key, (old, now) -> now.cycle() > old.cycle() ? now : old);
      if (key.className().equals("TDirectory") || key.className().equals("TDirectoryFile")) {
        folders.add(key);
      }
    }
    for (Key folder : folders) {
      if (folder.equals(keys.get(path + folder.name()))) {
        directory(folder.seek() + folder.keyBytes(), path + folder.name() + "/", depth + 1, seen);
      }
    }
  }

  @Override
  public void close() {
    quietly(channel);
  }

  private static void quietly(@Nullable FileChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
