package io.megadb.tables.codec;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote; running past the end is an exception. */
public final class ByteReader {
  private final byte[] bytes;
  private int position;

  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  public int position() {
    return position;
  }

  public void skip(int length) {
    position += length;
  }

  public int get() {
    return bytes[position++] & 0xff;
  }

  public int getInt() {
    return get() << 24 | get() << 16 | get() << 8 | get();
  }

  public long getLong() {
    return (long) getInt() << 32 | getInt() & 0xffffffffL;
  }

  public int getVarint() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = get();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
  }

  public String getText() {
    int length = getVarint() - 1;
    if (length < 0) {
      return null;
    }
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }
}
