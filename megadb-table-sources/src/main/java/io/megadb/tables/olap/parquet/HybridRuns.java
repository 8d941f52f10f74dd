package io.megadb.tables.olap.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Parquet's hybrid of run lengths and bit-packed runs: numbers of a fixed width in bits, as
 * definition levels and dictionary codes are stored. Decodes whole runs instead of single values.
 * Confined to one thread.
 */
final class HybridRuns {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] data;
  private int at;
  private int end;
  private int width;
  private int left;
  private boolean packed;
  private int value;

  /** Bit position within the packed run. */
  private long bit;

  /**
   * Starts.
   *
   * @param to end of the bytes that belong to it
   * @param bits of a number, 0 to 32
   */
  void start(byte[] bytes, int from, int to, int bits) {
    data = bytes;
    at = from;
    end = to;
    width = bits;
    left = 0;
    packed = false;
  }

  /** Takes {@code count} numbers away if the run at hand repeats {@code wanted} for all of them. */
  boolean skipped(int count, int wanted) {
    if (left == 0) {
      nextRun();
    }
    if (packed || value != wanted || left < count) {
      return false;
    }
    left -= count;
    return true;
  }

  /** The next numbers. */
  void read(int[] into, int from, int count) {
    int done = 0;
    while (done < count) {
      if (left == 0) {
        nextRun();
      }
      int run = Math.min(left, count - done);
      if (packed) {
        unpack(into, from + done, run);
      } else {
        Arrays.fill(into, from + done, from + done + run, value);
      }
      left -= run;
      done += run;
    }
  }

  private void nextRun() {
    if (packed) {
      at += (int) (bit + 7 >>> 3);
      packed = false;
    }
    int header = varInt();
    if ((header & 1) == 0) {
      left = header >>> 1;
      value = 0;
      for (int i = 0; i < (width + 7 >>> 3); i++) {
        value |= (data[at++] & 0xff) << 8 * i;
      }
    } else {
      packed = true;
      left = (header >>> 1) * 8;
      bit = 0;
    }
    if (left == 0 && at >= end) {
      throw new IndexOutOfBoundsException("a page has fewer values than it says");
    }
  }

  private int varInt() {
    int number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = data[at++];
      number |= (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IndexOutOfBoundsException("a run of a page has no length");
  }

  private void unpack(int[] into, int from, int count) {
    int whole = wholeWords(count);
    unpackWords(data, at, bit, width, into, from, whole);
    for (int i = whole; i < count; i++) {
      into[from + i] = slow(bit + (long) i * width);
    }
    bit += (long) count * width;
  }

  /** How many numbers can be read with eight bytes at a time. */
  private int wholeWords(int count) {
    long bits = ((long) data.length - Long.BYTES - at) * 8 - bit;
    return width == 0 || bits < 0 ? 0 : (int) Math.min(count, bits / width);
  }

  private static void unpackWords(
      byte[] data, int at, long bit, int width, int[] into, int from, int count) {
    long mask = (1L << width) - 1;
    long position = bit;
    for (int i = 0; i < count; i++) {
      long word = (long) LONGS.get(data, at + (int) (position >>> 3));
      into[from + i] = (int) (word >>> (position & 7) & mask);
      position += width;
    }
  }

  private int slow(long position) {
    long number = 0;
    for (int i = 0; i < width; i++) {
      int index = at + (int) (position + i >>> 3);
      // A last packed run may be cut short behind its values.
      int bits = index < data.length ? data[index] : 0;
      number |= (long) (bits >>> (int) (position + i & 7) & 1) << i;
    }
    return (int) number;
  }
}
