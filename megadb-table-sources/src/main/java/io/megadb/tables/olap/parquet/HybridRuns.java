package io.megadb.tables.olap.parquet;

import java.util.Arrays;

/**
 * Parquet's hybrid of run lengths and bit-packed runs: numbers of a fixed width in bits, as
 * definition levels and dictionary codes are stored. Decodes whole runs instead of single values,
 * and single values where few are wanted. Goes forward, and back to a mark. Confined to one thread.
 */
final class HybridRuns {
  /** Bytes that must follow the numbers in their array. */
  static final int SLACK = BitUnpacker.SLACK;

  /** One number in so many: below, unpacking all of them is no slower. */
  private static final int SPARSE = 6;

  private byte[] data;
  private int at;
  private int end;
  private int width;
  private int left;
  private boolean packed;
  private int value;

  /** Number within the packed run. */
  private int index;

  private int position;

  private int markAt;
  private int markLeft;
  private boolean markPacked;
  private int markValue;
  private int markIndex;
  private int markPosition;

  private int[] scratch = new int[0];

  /**
   * Starts.
   *
   * @param bytes with {@link #SLACK} behind what belongs to it
   * @param to end of the bytes that belong to it
   * @param bits of a number, 0 to 32
   */
  void start(byte[] bytes, int from, int to, int bits) {
    if (bits < 0 || bits > 32) {
      throw new IndexOutOfBoundsException("numbers of " + bits + " bits");
    }
    data = bytes;
    at = from;
    end = to;
    width = bits;
    left = 0;
    packed = false;
    position = 0;
    mark();
  }

  int width() {
    return width;
  }

  private void mark() {
    markAt = at;
    markLeft = left;
    markPacked = packed;
    markValue = value;
    markIndex = index;
    markPosition = position;
  }

  /** Goes to a number, counted from the start: not before the last place it was sent to. */
  void seek(int number) {
    at = markAt;
    left = markLeft;
    packed = markPacked;
    value = markValue;
    index = markIndex;
    position = markPosition;
    skip(number - position);
    mark();
  }

  private void skip(int count) {
    int todo = count;
    while (todo > 0) {
      if (left == 0) {
        nextRun();
      }
      int run = Math.min(left, todo);
      take(run);
      todo -= run;
    }
  }

  private void take(int count) {
    left -= count;
    index += count;
    position += count;
  }

  /** Takes {@code count} numbers away if the run at hand repeats {@code wanted} for all of them. */
  boolean skipped(int count, int wanted) {
    if (left == 0) {
      nextRun();
    }
    if (packed || value != wanted || left < count) {
      return false;
    }
    take(count);
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
      if (packed && width > 0) {
        BitUnpacker.unpack(data, at, index, width, into, from + done, run);
      } else {
        Arrays.fill(into, from + done, from + done + run, value);
      }
      take(run);
      done += run;
    }
  }

  /**
   * Some numbers.
   *
   * @param numbers ascending, counted from the last place it was sent to
   */
  void gather(int[] numbers, int count, int[] into, int from) {
    int span = count == 0 ? 0 : numbers[count - 1] + 1;
    if (count * SPARSE >= span) {
      if (scratch.length < span) {
        scratch = new int[span];
      }
      read(scratch, 0, span);
      for (int i = 0; i < count; i++) {
        into[from + i] = scratch[numbers[i]];
      }
      return;
    }
    int start = position;
    for (int i = 0; i < count; ) {
      while (position - start + left <= numbers[i]) {
        take(left);
        nextRun();
      }
      int runStart = position - start - index;
      int runEnd = position - start + left;
      for (; i < count && numbers[i] < runEnd; i++) {
        into[from + i] =
            packed && width > 0 ? BitUnpacker.one(data, at, numbers[i] - runStart, width) : value;
      }
    }
  }

  private void nextRun() {
    if (packed) {
      at += (int) ((long) index * width + 7 >>> 3);
      packed = false;
    }
    index = 0;
    if (at >= end) {
      throw new IndexOutOfBoundsException("a page has fewer values than it says");
    }
    int header = varInt();
    value = 0;
    if ((header & 1) == 0) {
      left = header >>> 1;
      for (int i = 0; i < (width + 7 >>> 3); i++) {
        value |= (data[at++] & 0xff) << 8 * i;
      }
      return;
    }
    packed = true;
    long numbers = (header >>> 1) * 8L;
    // A last packed run may be cut short behind its values: what it has is all that is read.
    long there = width == 0 ? numbers : (end - at) * 8L / width;
    left = (int) Math.min(numbers, there);
    if (left == 0 && numbers > 0) {
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
}
