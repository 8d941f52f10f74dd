package io.megadb.tables.olap.parquet;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Bytes of a buffer as a stream, for the library that reads headers. Confined to one thread. */
final class WindowStream extends InputStream {
  private ByteBuffer bytes;
  private int at;
  private int end;

  WindowStream over(ByteBuffer window, int from, int to) {
    bytes = window;
    at = from;
    end = to;
    return this;
  }

  /** Position in the buffer. */
  int position() {
    return at;
  }

  @Override
  public int read() {
    return at < end ? bytes.get(at++) & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    if (at >= end) {
      return length == 0 ? 0 : -1;
    }
    int count = Math.min(length, end - at);
    bytes.get(at, into, from, count);
    at += count;
    return count;
  }
}
