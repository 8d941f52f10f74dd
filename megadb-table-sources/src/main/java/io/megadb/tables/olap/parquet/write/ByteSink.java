package io.megadb.tables.olap.parquet.write;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow, numbers in little-endian order. Confined to one thread. */
final class ByteSink extends OutputStream {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  ByteSink(int capacity) {
    bytes = new byte[capacity];
  }

  /** The array below; {@link #size} bytes of it count. Replaced when it grows. */
  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  void truncate(int newSize) {
    size = newSize;
  }

  /** Makes room for some more bytes. */
  void reserve(int more) {
    int wanted = Math.addExact(size, more);
    if (wanted > bytes.length) {
      int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
      bytes = Arrays.copyOf(bytes, Math.max(wanted, doubled));
    }
  }

  /** Counts bytes that were put into the array directly. */
  void advance(int count) {
    size += count;
  }

  @Override
  public void write(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void write(byte[] from, int start, int length) {
    reserve(length);
    System.arraycopy(from, start, bytes, size, length);
    size += length;
  }

  void putInt(int value) {
    reserve(Integer.BYTES);
    INTS.set(bytes, size, value);
    size += Integer.BYTES;
  }

  void putLong(long value) {
    reserve(Long.BYTES);
    LONGS.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** Sets four bytes that were written before. */
  void setInt(int at, int value) {
    INTS.set(bytes, at, value);
  }

  /** An unsigned number, seven bits a byte, the lowest first. */
  void putVarint(long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      write((int) rest | 0x80);
    }
    write((int) rest);
  }

  /** A signed number, small ones of either sign in few bytes. */
  void putZigZag(long value) {
    putVarint(value << 1 ^ value >> 63);
  }
}
