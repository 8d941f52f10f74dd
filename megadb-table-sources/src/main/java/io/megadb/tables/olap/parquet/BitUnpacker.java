package io.megadb.tables.olap.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Takes numbers of a fixed width in bits out of bytes, eight at a time with as few loads as the
 * width allows. Reads up to eight bytes beyond the last number: the array must have them.
 * Stateless.
 */
final class BitUnpacker {
  /** Bytes that must follow the last number. */
  static final int SLACK = Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BitUnpacker() {}

  /** Eight bytes, the lowest first. */
  static long word(byte[] data, int at) {
    return (long) LONGS.get(data, at);
  }

  /** One number. */
  static int one(byte[] data, int at, long index, int width) {
    long bit = index * width;
    long word = (long) LONGS.get(data, at + (int) (bit >>> 3));
    return (int) (word >>> (bit & 7) & (1L << width) - 1);
  }

  /**
   * Numbers one after another.
   *
   * @param at where the first number of all starts
   * @param index of the first number wanted
   * @param width 1 to 32
   */
  static void unpack(byte[] data, int at, int index, int width, int[] into, int from, int count) {
    int done = Math.min(count, -index & 7);
    ones(data, at, index, width, into, from, done);
    int groups = count - done >>> 3;
    int start = at + (int) ((long) (index + done) * width >>> 3);
    if (groups > 0) {
      if (width <= 8) {
        byOneLoad(data, start, width, into, from + done, groups);
      } else if (width <= 16) {
        byTwoLoads(data, start, width, into, from + done, groups);
      } else if (width <= 28) {
        byFourLoads(data, start, width, into, from + done, groups);
      } else {
        groups = 0;
      }
    }
    int grouped = done + groups * 8;
    ones(data, at, index + grouped, width, into, from + grouped, count - grouped);
  }

  private static void ones(
      byte[] data, int at, int index, int width, int[] into, int from, int count) {
    long mask = (1L << width) - 1;
    long position = (long) index * width;
    for (int i = 0; i < count; i++) {
      long word = (long) LONGS.get(data, at + (int) (position >>> 3));
      into[from + i] = (int) (word >>> (position & 7) & mask);
      position += width;
    }
  }

  private static void byOneLoad(
      byte[] data, int start, int width, int[] into, int from, int groups) {
    int mask = (1 << width) - 1;
    int at = start;
    int to = from;
    for (int group = 0; group < groups; group++) {
      long word = (long) LONGS.get(data, at);
      into[to] = (int) word & mask;
      into[to + 1] = (int) (word >>> width) & mask;
      into[to + 2] = (int) (word >>> 2 * width) & mask;
      into[to + 3] = (int) (word >>> 3 * width) & mask;
      into[to + 4] = (int) (word >>> 4 * width) & mask;
      into[to + 5] = (int) (word >>> 5 * width) & mask;
      into[to + 6] = (int) (word >>> 6 * width) & mask;
      into[to + 7] = (int) (word >>> 7 * width) & mask;
      at += width;
      to += 8;
    }
  }

  /** Four numbers of up to 16 bits a load; the second load of an odd width starts in a byte. */
  private static void byTwoLoads(
      byte[] data, int start, int width, int[] into, int from, int groups) {
    int mask = (1 << width) - 1;
    int second = 4 * width >>> 3;
    int shift = 4 * width & 7;
    int at = start;
    int to = from;
    for (int group = 0; group < groups; group++) {
      long word = (long) LONGS.get(data, at);
      into[to] = (int) word & mask;
      into[to + 1] = (int) (word >>> width) & mask;
      into[to + 2] = (int) (word >>> 2 * width) & mask;
      into[to + 3] = (int) (word >>> 3 * width) & mask;
      word = (long) LONGS.get(data, at + second) >>> shift;
      into[to + 4] = (int) word & mask;
      into[to + 5] = (int) (word >>> width) & mask;
      into[to + 6] = (int) (word >>> 2 * width) & mask;
      into[to + 7] = (int) (word >>> 3 * width) & mask;
      at += width;
      to += 8;
    }
  }

  private static void byFourLoads(
      byte[] data, int start, int width, int[] into, int from, int groups) {
    int mask = (1 << width) - 1;
    int at = start;
    int to = from;
    for (int group = 0; group < groups; group++) {
      for (int pair = 0; pair < 4; pair++) {
        int bit = 2 * width * pair;
        long word = (long) LONGS.get(data, at + (bit >>> 3)) >>> (bit & 7);
        into[to] = (int) word & mask;
        into[to + 1] = (int) (word >>> width) & mask;
        to += 2;
      }
      at += width;
    }
  }
}
