package org.jpsi.formats.root;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Pool of byte buffers for records and uncompressed baskets: large arrays that are made anew for
/// each basket cost more in clearing and collecting them than reading takes.
///
/// What it keeps is bounded, so that a file of one large basket holds no memory after it.
final class BufferPool {
  private static final int MAX_BUFFERS = 8;
  private static final int MAX_BYTES = 4 << 20;

  private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
  private final AtomicInteger buffers = new AtomicInteger();

  /// A buffer of at least `bytes` bytes, of any content.
  byte[] take(int bytes) {
    byte[] buffer = free.poll();
    if (buffer != null) {
      buffers.decrementAndGet();
      if (buffer.length >= bytes) {
        return buffer;
      }
    }
    // a little more, as the next basket is seldom of just this length
    return new byte[bytes > MAX_BYTES ? bytes : bytes + bytes / 8];
  }

  /// Gives a buffer back that nobody uses any more.
  void give(byte[] buffer) {
    if (buffer.length > 0 && buffer.length <= MAX_BYTES) {
      if (buffers.incrementAndGet() <= MAX_BUFFERS) {
        free.add(buffer);
      } else {
        buffers.decrementAndGet();
      }
    }
  }

  /// Forgets them all.
  void clear() {
    while (free.poll() != null) {
      buffers.decrementAndGet();
    }
  }
}
