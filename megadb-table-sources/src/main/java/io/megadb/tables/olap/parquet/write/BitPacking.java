package io.megadb.tables.olap.parquet.write;

/** Numbers of a fixed width in bits, the lowest bit first, as Parquet packs them. Stateless. */
final class BitPacking {
  private BitPacking() {}

  /** Bits that hold 0 to {@code greatest}, which is taken as unsigned. */
  static int width(long greatest) {
    return Long.SIZE - Long.numberOfLeadingZeros(greatest);
  }

  /**
   * Packs codes; the last byte is filled up with zeros.
   *
   * @param width 0 to 32
   */
  static void pack(int[] codes, int from, int to, int width, ByteSink out) {
    out.reserve((int) (((long) (to - from) * width + 7 >>> 3) + Long.BYTES));
    long word = 0;
    int bits = 0;
    for (int i = from; i < to; i++) {
      word |= (codes[i] & 0xffffffffL) << bits;
      bits += width;
      if (bits >= Integer.SIZE) {
        out.putInt((int) word);
        word >>>= Integer.SIZE;
        bits -= Integer.SIZE;
      }
    }
    putRest(word, bits, out);
  }

  /**
   * Packs numbers that are less than 2 to the power of the width.
   *
   * @param width 0 to 64
   */
  static void pack(long[] numbers, int from, int to, int width, ByteSink out) {
    out.reserve((int) (((long) (to - from) * width + 7 >>> 3) + Long.BYTES));
    int low = Math.min(width, Integer.SIZE);
    int high = width - low;
    long word = 0;
    int bits = 0;
    for (int i = from; i < to; i++) {
      word |= (numbers[i] & 0xffffffffL) << bits;
      bits += low;
      if (bits >= Integer.SIZE) {
        out.putInt((int) word);
        word >>>= Integer.SIZE;
        bits -= Integer.SIZE;
      }
      if (high > 0) {
        word |= (numbers[i] >>> Integer.SIZE) << bits;
        bits += high;
        if (bits >= Integer.SIZE) {
          out.putInt((int) word);
          word >>>= Integer.SIZE;
          bits -= Integer.SIZE;
        }
      }
    }
    putRest(word, bits, out);
  }

  private static void putRest(long word, int bits, ByteSink out) {
    for (int done = 0; done < bits; done += Byte.SIZE) {
      out.write((int) (word >>> done));
    }
  }
}
