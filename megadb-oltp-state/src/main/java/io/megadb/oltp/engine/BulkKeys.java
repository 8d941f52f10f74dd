package io.megadb.oltp.engine;

import io.megadb.oltp.log.PackedPuts;
import java.util.Arrays;

/**
 * The keys of the first rows of a {@link BulkRows}, for work that takes long: whoever asks for a
 * lock meanwhile must not wait for it. Rows that are there do not change, so that only finding them
 * had to be guarded. Confined to one thread.
 */
final class BulkKeys {
  private final byte[][] chunks;
  private final int[][] starts;
  private final int[] firstRows;
  private final int headBytes;
  private final PackedPuts.Layout layout = new PackedPuts.Layout();
  private int chunk;

  /**
   * @param chunks bytes of rows, some in each
   * @param starts where each chunk's rows begin; there may be more places than rows
   * @param firstRows number of each chunk's first row, ascending from 0
   * @param headBytes length of {@link PackedPuts#head}
   */
  BulkKeys(byte[][] chunks, int[][] starts, int[] firstRows, int headBytes) {
    this.chunks = chunks;
    this.starts = starts;
    this.firstRows = firstRows;
    this.headBytes = headBytes;
  }

  /** The array that {@link #keyFrom} points into. */
  byte[] find(int row) {
    boolean inChunk =
        row >= firstRows[chunk] && (chunk + 1 == firstRows.length || row < firstRows[chunk + 1]);
    if (!inChunk) {
      int found = Arrays.binarySearch(firstRows, row);
      chunk = found < 0 ? -found - 2 : found;
    }
    layout.read(chunks[chunk], starts[chunk][row - firstRows[chunk]], headBytes);
    return chunks[chunk];
  }

  /** Where the key of the row found last begins. */
  int keyFrom() {
    return layout.keyFrom();
  }

  int keyTo() {
    return layout.keyTo();
  }

  byte[] key(int row) {
    byte[] bytes = find(row);
    return Arrays.copyOfRange(bytes, keyFrom(), keyTo());
  }

  /** The first eight bytes of a row's key, as a number that orders like them. */
  long prefix(int row) {
    byte[] bytes = find(row);
    long prefix = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      int at = keyFrom() + i;
      prefix = prefix << 8 | (at < keyTo() ? bytes[at] & 0xFF : 0);
    }
    return prefix;
  }
}
