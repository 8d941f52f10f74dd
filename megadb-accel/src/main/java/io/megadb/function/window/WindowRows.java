package io.megadb.function.window;

/**
 * Sorted rows with their partitions, groups of peers and frames. Starts are inclusive, ends
 * exclusive, all of them numbers of rows. Immutable; the arrays are read only.
 *
 * @param partitions the run of rows that is each row's partition
 * @param peers the run of each row's peers, itself included
 * @param frameStarts first row of each row's frame
 * @param frameEnds end of each row's frame, not before its start
 * @param exclusion what is left out between the two
 */
public record WindowRows(
    int size,
    RowRuns partitions,
    RowRuns peers,
    int[] frameStarts,
    int[] frameEnds,
    FrameExclusion exclusion) {

  /** The most parts that a frame falls into. */
  public static final int MAX_PARTS = 3;

  /**
   * The parts of a row's frame, in their order.
   *
   * @param parts receives start and end of each, none of them empty
   * @return how many parts
   */
  public int frameParts(int row, int[] parts) {
    int start = frameStarts[row];
    int end = frameEnds[row];
    return switch (exclusion) {
      case NO_OTHERS -> part(parts, 0, start, end);
      case CURRENT_ROW -> around(parts, start, end, row, row + 1);
      case GROUP -> around(parts, start, end, peers.start(row), peers.end(row));
      case TIES -> {
        int count = part(parts, 0, start, Math.min(end, peers.start(row)));
        count = part(parts, count, Math.max(start, row), Math.min(end, row + 1));
        yield part(parts, count, Math.max(start, peers.end(row)), end);
      }
    };
  }

  private static int around(int[] parts, int start, int end, int from, int to) {
    int count = part(parts, 0, start, Math.min(end, from));
    return part(parts, count, Math.max(start, to), end);
  }

  private static int part(int[] parts, int count, int start, int end) {
    if (start >= end) {
      return count;
    }
    parts[2 * count] = start;
    parts[2 * count + 1] = end;
    return count + 1;
  }
}
