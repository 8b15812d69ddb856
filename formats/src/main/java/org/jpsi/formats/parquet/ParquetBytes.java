package org.jpsi.formats.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jpsi.core.io.IoFailure;

/// Bytes of an open Parquet file, any range of them, by several threads at a time. Files are not
/// mapped into memory: one that is cut short meanwhile must be a message, not the end of the JVM.
final class ParquetBytes implements AutoCloseable {
  private final String file;
  private final FileChannel channel;
  private final long size;

  ParquetBytes(Path path) {
    file = path.toString();
    try {
      channel = FileChannel.open(path);
      size = channel.size();
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  String file() {
    return file;
  }

  long size() {
    return size;
  }

  /// Fills `out` from `to` by `length` bytes of the file, which must have them.
  void read(long position, byte[] out, int to, int length, ParquetLocation location) {
    if (position < 0 || length < 0 || position > size - length) {
      throw location.damaged("points beyond the end of the file");
    }
    ByteBuffer buffer = ByteBuffer.wrap(out, to, length);
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position() - to) < 0) {
          throw location.damaged("ends too early");
        }
      }
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }
}
