package io.megadb.tables.olap.parquet.write;

/**
 * Writes DELTA_BINARY_PACKED: differences between neighbours, less the least of their block, packed
 * in as many bits as each 32 of them need. Clustered numbers take few bits, and numbers without any
 * order hardly more than their range does. Confined to one thread.
 */
final class DeltaEncoder {
  /** What all other writers use, and some readers rely on. */
  private static final int BLOCK = 128;

  private static final int MINIBLOCK = 32;
  private static final int MINIBLOCKS = BLOCK / MINIBLOCK;

  private final long[] deltas = new long[BLOCK];

  /**
   * Encodes numbers of 64 bits, or of 32.
   *
   * @param narrow whether they are of 32 bits; their differences then wrap at 32 bits too
   */
  void encode(long[] numbers, int from, int to, boolean narrow, ByteSink out) {
    out.putVarint(BLOCK);
    out.putVarint(MINIBLOCKS);
    out.putVarint(to - from);
    out.putZigZag(from == to ? 0 : numbers[from]);
    for (int at = from + 1; at < to; at += BLOCK) {
      block(numbers, at, Math.min(to, at + BLOCK), narrow, out);
    }
  }

  private void block(long[] numbers, int from, int to, boolean narrow, ByteSink out) {
    int count = to - from;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      long delta = numbers[from + i] - numbers[from + i - 1];
      deltas[i] = narrow ? (int) delta : delta;
      least = Math.min(least, deltas[i]);
    }
    out.putZigZag(least);
    int widths = out.size();
    out.putInt(0);
    for (int mini = 0; mini < MINIBLOCKS; mini++) {
      int start = mini * MINIBLOCK;
      if (start >= count) {
        return;
      }
      int end = Math.min(count, start + MINIBLOCK);
      long together = 0;
      for (int i = start; i < end; i++) {
        deltas[i] = narrow ? deltas[i] - least & 0xffffffffL : deltas[i] - least;
        together |= deltas[i];
      }
      for (int i = end; i < start + MINIBLOCK; i++) {
        deltas[i] = 0;
      }
      int width = BitPacking.width(together);
      out.array()[widths + mini] = (byte) width;
      BitPacking.pack(deltas, start, start + MINIBLOCK, width, out);
    }
  }
}
