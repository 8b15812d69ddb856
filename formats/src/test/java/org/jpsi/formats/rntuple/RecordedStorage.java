package org.jpsi.formats.rntuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.formats.Fixtures;

/// Storage in memory of a file of the fixtures, which may be changed, and records what is read.
final class RecordedStorage implements NtupleStorage {
  private final byte[] data;
  private final List<String> reads = new ArrayList<>();
  private long bytes;
  private boolean closed;

  private RecordedStorage(byte[] data) {
    this.data = data;
  }

  static RecordedStorage of(String name) {
    try {
      return new RecordedStorage(Files.readAllBytes(Fixtures.file("rntuple/" + name + ".root")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What was read since this was asked last.
  List<String> reads() {
    List<String> all = List.copyOf(reads);
    reads.clear();
    return all;
  }

  long bytes() {
    return bytes;
  }

  boolean isClosed() {
    return closed;
  }

  byte[] data() {
    return data;
  }

  ByteBuffer little() {
    return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Where the object of class ROOT::RNTuple begins: its byte count and version, then the epoch.
  int anchor() {
    for (int i = 0; ; i++) {
      if (data[i] == 0x40 && data[i + 3] == 66 && data[i + 5] == 2 && data[i + 7] == 1) {
        return i;
      }
    }
  }

  /// A number of the anchor, by its place among those of 8 bytes.
  long seek(int index) {
    return ByteBuffer.wrap(data).getLong(anchor() + 14 + 8 * index);
  }

  /// Sets a number of the anchor, and its checksum.
  RecordedStorage set(int index, long value) {
    int at = anchor();
    ByteBuffer.wrap(data).putLong(at + 14 + 8 * index, value);
    ByteBuffer.wrap(data).putLong(at + 70, Xxh3.hash64(data, at + 6, 64));
    return this;
  }

  /// Makes the checksum of an envelope that is stored plain right again.
  RecordedStorage seal(long seek, long length) {
    int from = (int) seek;
    int end = (int) (seek + length - 8);
    little().putLong(end, Xxh3.hash64(data, from, end - from));
    return this;
  }

  RNTuple ntuple() {
    return RNTuple.read(this, data, anchor(), "nt");
  }

  @Override
  public String file() {
    return "recorded.root";
  }

  @Override
  public long size() {
    return data.length;
  }

  @Override
  public byte[] read(long offset, int length, String what) {
    if (offset < 0 || length < 0 || offset > data.length - length) {
      throw new NtupleLocation(file(), what).damaged("is beyond the end of the file");
    }
    reads.add(what);
    bytes += length;
    return Arrays.copyOfRange(data, (int) offset, (int) offset + length);
  }

  @Override
  public void close() {
    closed = true;
  }
}
