package io.megadb.oltp.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads frames of one segment through a window, one at a time. After {@link #readFrame} answered
 * true, {@link #frame} holds the whole frame until the next call.
 */
final class SegmentReader {
  private static final int WINDOW_BYTES = 1 << 20;
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private final DiskFile file;
  private final long size;
  private ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
  private long windowStart;
  private ByteBuffer frame = EMPTY;

  SegmentReader(DiskFile file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  long size() {
    return size;
  }

  /** True when a whole frame with a right checksum starts at {@code offset}. */
  boolean readFrame(long offset) throws IOException {
    if (size - offset < Frame.HEADER_BYTES) {
      return false;
    }
    ByteBuffer header = bytes(offset, Frame.HEADER_BYTES);
    int length = Frame.payloadLength(header);
    if (!Frame.hasMagic(header) || length < 0 || length > size - offset - Frame.HEADER_BYTES) {
      return false;
    }
    ByteBuffer candidate = bytes(offset, Frame.HEADER_BYTES + length);
    if (Frame.checksum(candidate) != Frame.storedChecksum(candidate)) {
      return false;
    }
    frame = candidate;
    return true;
  }

  ByteBuffer frame() {
    return frame;
  }

  ByteBuffer payload() {
    return frame.duplicate().position(Frame.HEADER_BYTES);
  }

  /** True when nothing but zeros lies from {@code offset} to the end: space reserved, not used. */
  boolean isZeroFrom(long offset) throws IOException {
    for (long at = offset; at < size; ) {
      ByteBuffer chunk = bytes(at, (int) Math.min(WINDOW_BYTES, size - at));
      at += chunk.remaining();
      while (chunk.hasRemaining()) {
        if (chunk.get() != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The highest synced offset that any valid frame starting after {@code offset} carries; 0 when
   * there is none.
   */
  long highestSyncedAfter(long offset) throws IOException {
    long highest = 0;
    for (long at = offset + 1; at <= size - Frame.HEADER_BYTES; at++) {
      if (bytes(at, Integer.BYTES).getInt(0) == Frame.MAGIC && readFrame(at)) {
        highest = Math.max(highest, Frame.syncedOffset(frame));
        at += frame.limit() - 1;
      }
    }
    return highest;
  }

  private ByteBuffer bytes(long offset, int length) throws IOException {
    if (offset < windowStart || offset + length > windowStart + window.limit()) {
      if (length > window.capacity()) {
        window = ByteBuffer.allocate(length);
      }
      window.clear();
      window.limit((int) Math.min(window.capacity(), size - offset));
      file.read(window, offset);
      window.flip();
      windowStart = offset;
    }
    return window.slice((int) (offset - windowStart), length);
  }
}
