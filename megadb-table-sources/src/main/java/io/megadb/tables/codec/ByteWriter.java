package io.megadb.tables.codec;

import io.megadb.oltp.RowBlock;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array. Confined to one thread. */
public final class ByteWriter {
  private byte[] bytes;
  private int size;

  public ByteWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  public int size() {
    return size;
  }

  /** Forgets everything from position {@code newSize} on. */
  public void truncate(int newSize) {
    size = newSize;
  }

  public byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Adds everything to a block and ends its part. */
  void appendTo(RowBlock block) {
    block.append(bytes, 0, size);
    block.endPart();
  }

  public void put(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  public void putInt(int value) {
    reserve(4);
    bytes[size++] = (byte) (value >>> 24);
    bytes[size++] = (byte) (value >>> 16);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  public void putLong(long value) {
    putInt((int) (value >>> 32));
    putInt((int) value);
  }

  /** Seven bits a byte, lowest first; the top bit says that more follow. */
  public void putVarint(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      put(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    put(rest);
  }

  public void put(byte[] source, int from, int length) {
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /** Length, then UTF-8; null is told apart from "". */
  public void putText(String text) {
    if (text == null) {
      putVarint(0);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putVarint(utf8.length + 1);
    put(utf8, 0, utf8.length);
  }

  /** Overwrites a byte already written. */
  void set(int position, int value) {
    bytes[position] = (byte) value;
  }

  /** A byte already written. */
  byte get(int position) {
    return bytes[position];
  }

  private void reserve(int length) {
    if (length > bytes.length - size) {
      int needed = Math.addExact(size, length);
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, 1 << 30)));
    }
  }
}
