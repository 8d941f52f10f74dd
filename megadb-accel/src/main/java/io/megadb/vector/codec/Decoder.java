package io.megadb.vector.codec;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what {@link Encoder} wrote; bytes that end too early are error XX001. */
final class Decoder {
  private final ByteBuffer buffer;

  Decoder(byte[] bytes, int from, int count) {
    buffer = ByteBuffer.wrap(bytes, from, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  static MegaDbException corrupted(String what) {
    return new MegaDbException(SqlState.DATA_CORRUPTED, "invalid batch: " + what);
  }

  /** A count of things that take at least {@code bytesEach} bytes each. */
  int readCount(int bytesEach) {
    int count = readInt();
    if (count < 0 || (long) count * bytesEach > buffer.remaining()) {
      throw corrupted("count " + count + " with " + buffer.remaining() + " bytes left");
    }
    return count;
  }

  private void need(long bytes) {
    if (bytes > buffer.remaining()) {
      throw corrupted(bytes + " bytes needed, " + buffer.remaining() + " left");
    }
  }

  int readByte() {
    need(1);
    return buffer.get();
  }

  int readInt() {
    need(4);
    return buffer.getInt();
  }

  byte[] readBytes(int count) {
    need(count);
    byte[] values = new byte[count];
    buffer.get(values);
    return values;
  }

  double[] readDoubles(int count) {
    need(8L * count);
    double[] values = new double[count];
    buffer.asDoubleBuffer().get(values);
    buffer.position(buffer.position() + 8 * count);
    return values;
  }

  long[] readLongs(int count) {
    int width = readByte();
    need((long) width * count);
    long[] values = new long[count];
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          values[i] = buffer.get();
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          values[i] = buffer.getShort();
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          values[i] = buffer.getInt();
        }
      }
      case 8 -> {
        buffer.asLongBuffer().get(values);
        buffer.position(buffer.position() + 8 * count);
      }
      default -> throw corrupted("width " + width);
    }
    return values;
  }

  int[] readInts(int count) {
    long[] longs = readLongs(count);
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = (int) longs[i];
    }
    return values;
  }

  /** All bytes must have been read. */
  void end() {
    if (buffer.hasRemaining()) {
      throw corrupted(buffer.remaining() + " bytes too many");
    }
  }
}
