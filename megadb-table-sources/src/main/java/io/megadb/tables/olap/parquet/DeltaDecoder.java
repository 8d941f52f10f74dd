package io.megadb.tables.olap.parquet;

/**
 * Parquet's DELTA_BINARY_PACKED: blocks of differences, bit-packed in miniblocks of their own
 * widths. Confined to one thread.
 */
final class DeltaDecoder {
  private static final int MAX_BLOCK = 1 << 20;

  private final byte[] bytes;
  private final int end;
  private int at;

  /**
   * @param bytes with {@link BitUnpacker#SLACK} behind {@code to}
   */
  DeltaDecoder(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /** Where the numbers ended. */
  int position() {
    return at;
  }

  /**
   * All numbers.
   *
   * @param expected how many there must be
   */
  long[] longs(int expected) {
    int block = header(MAX_BLOCK);
    int miniblocks = header(block);
    int count = header(Integer.MAX_VALUE);
    if (miniblocks == 0 || block % miniblocks != 0 || block / miniblocks % 8 != 0) {
      throw new IndexOutOfBoundsException("a block of " + block + " differences");
    }
    if (count != expected) {
      throw new IndexOutOfBoundsException("a page has " + count + " values, not " + expected);
    }
    long[] values = new long[count];
    long value = zigZag();
    if (count > 0) {
      values[0] = value;
    }
    int mini = block / miniblocks;
    for (int done = 1; done < count; ) {
      long least = zigZag();
      int widths = at;
      at += miniblocks;
      for (int i = 0; i < miniblocks && done < count; i++) {
        int width = bytes[widths + i] & 0xff;
        int bytesOfMini = (int) ((long) mini * width >>> 3);
        if (width > 64 || at > end) {
          throw new IndexOutOfBoundsException("differences beyond the end of their page");
        }
        int run = Math.min(mini, count - done);
        for (int k = 0; k < run; k++) {
          value += least + bits(at, (long) k * width, width);
          values[done + k] = value;
        }
        done += run;
        at += bytesOfMini;
      }
    }
    // The last miniblocks may be left out.
    at = Math.min(at, end);
    return values;
  }

  private long bits(int from, long bit, int width) {
    if (width == 0) {
      return 0;
    }
    int index = from + (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    long word = BitUnpacker.word(bytes, index) >>> shift;
    if (shift + width > 64) {
      word |= (long) (bytes[index + 8] & 0xff) << 64 - shift;
    }
    return width == 64 ? word : word & (1L << width) - 1;
  }

  private int header(int most) {
    long value = varLong();
    if (value < 0 || value > most) {
      throw new IndexOutOfBoundsException("a page of differences has a wrong header");
    }
    return (int) value;
  }

  private long zigZag() {
    long value = varLong();
    return value >>> 1 ^ -(value & 1);
  }

  private long varLong() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= end) {
        break;
      }
      int next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("a number has no end");
  }
}
