package io.megadb.vector.codec;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Little-endian values written into an array that grows. */
final class Encoder {
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private byte[] bytes;
  private int size;

  Encoder(long expectedBytes) {
    bytes = new byte[(int) Math.min(1 << 26, expectedBytes)];
  }

  /** The array so far; only the first {@link #size} bytes count. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  private ByteBuffer room(long count) {
    long needed = size + count;
    if (needed > MAX_BYTES) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED, "one batch of rows exceeds the limit of 2 GiB");
    }
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * bytes.length)));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, size, (int) count).order(ByteOrder.LITTLE_ENDIAN);
    size = (int) needed;
    return buffer;
  }

  void writeByte(int value) {
    room(1).put((byte) value);
  }

  void writeInt(int value) {
    room(4).putInt(value);
  }

  void writeBytes(byte[] values, int from, int count) {
    room(count).put(values, from, count);
  }

  void writeDoubles(double[] values, int count) {
    room(8L * count).asDoubleBuffer().put(values, 0, count);
  }

  /** Longs in as few bytes each as their range needs: 1, 2, 4 or 8. */
  void writeLongs(long[] values, int count) {
    long spread = 0;
    for (int i = 0; i < count; i++) {
      spread |= values[i] ^ values[i] >> 63;
    }
    int width = spread < 1L << 7 ? 1 : spread < 1L << 15 ? 2 : spread < 1L << 31 ? 4 : 8;
    writeByte(width);
    ByteBuffer buffer = room((long) width * count);
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          buffer.put((byte) values[i]);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          buffer.putShort((short) values[i]);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          buffer.putInt((int) values[i]);
        }
      }
      default -> buffer.asLongBuffer().put(values, 0, count);
    }
  }

  void writeInts(int[] values, int from, int count) {
    long[] longs = new long[count];
    for (int i = 0; i < count; i++) {
      longs[i] = values[from + i];
    }
    writeLongs(longs, count);
  }
}
