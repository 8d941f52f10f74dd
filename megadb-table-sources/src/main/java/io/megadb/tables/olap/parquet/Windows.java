package io.megadb.tables.olap.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Direct buffers between files and decompressors, used again. Thread-safe. */
final class Windows {
  /** Bytes read at a time where pages are smaller. */
  static final int BYTES = 1 << 18;

  private static final int MAX_KEPT = 64;

  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

  /** A buffer with room for at least so many bytes. */
  ByteBuffer take(int bytes) {
    if (bytes <= BYTES) {
      synchronized (free) {
        ByteBuffer kept = free.poll();
        if (kept != null) {
          return kept;
        }
      }
    }
    return ByteBuffer.allocateDirect(Math.max(bytes, BYTES));
  }

  void give(ByteBuffer window) {
    if (window.capacity() == BYTES) {
      synchronized (free) {
        if (free.size() < MAX_KEPT) {
          free.push(window);
        }
      }
    }
  }
}
