package io.megadb.tables.olap.parquet.write;

/**
 * Writes Parquet's hybrid of run lengths and bit-packed runs: a repeated number becomes a run of
 * its own only if it repeats so often that readers gain by it. Stateless.
 */
final class HybridEncoder {
  /** Shorter repetitions are packed: a reader pays for every change between the two kinds. */
  private static final int MIN_REPEATED = 32;

  private static final int GROUP = 8;

  private HybridEncoder() {}

  /**
   * Encodes.
   *
   * @param codes none negative, all within the width
   * @param width of a code in bits, 0 to 31
   */
  static void encode(int[] codes, int from, int to, int width, ByteSink out) {
    int packedFrom = from;
    int at = from;
    while (at < to) {
      int code = codes[at];
      int end = at + 1;
      while (end < to && codes[end] == code) {
        end++;
      }
      // A packed run before this one is filled up to whole groups from it.
      int fill = -(at - packedFrom) & GROUP - 1;
      if (end - at - fill >= MIN_REPEATED) {
        pack(codes, packedFrom, at + fill, width, out);
        repeat(code, end - at - fill, width, out);
        packedFrom = end;
      }
      at = end;
    }
    pack(codes, packedFrom, to, width, out);
  }

  /** One number so many times. */
  static void repeat(int code, int count, int width, ByteSink out) {
    out.putVarint((long) count << 1);
    for (int done = 0; done < width; done += Byte.SIZE) {
      out.write(code >>> done);
    }
  }

  private static void pack(int[] codes, int from, int to, int width, ByteSink out) {
    if (from == to) {
      return;
    }
    int groups = (to - from + GROUP - 1) / GROUP;
    out.putVarint((long) groups << 1 | 1);
    int end = out.size() + groups * width;
    BitPacking.pack(codes, from, to, width, out);
    while (out.size() < end) {
      out.write(0);
    }
  }
}
