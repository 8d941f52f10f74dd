package io.megadb.operator.window;

import io.megadb.function.window.FrameExclusion;
import io.megadb.function.window.WindowRows;
import java.util.Arrays;

/**
 * Frames numbered so that neighbours with the same frame share a number.
 *
 * @param frameOfRow number of each row's frame
 * @param rows a row that has the frame, by number
 */
record DistinctFrames(int count, int[] frameOfRow, int[] rows) {
  static DistinctFrames of(WindowRows rows) {
    int[] frameOfRow = new int[rows.size()];
    int[] first = new int[rows.size()];
    int count = 0;
    for (int row = 0; row < frameOfRow.length; row++) {
      if (row == 0 || !same(rows, row - 1, row)) {
        first[count++] = row;
      }
      frameOfRow[row] = count - 1;
    }
    return new DistinctFrames(count, frameOfRow, Arrays.copyOf(first, count));
  }

  private static boolean same(WindowRows rows, int a, int b) {
    boolean sharable =
        rows.exclusion() == FrameExclusion.NO_OTHERS
            || rows.exclusion() == FrameExclusion.GROUP
                && rows.peers().run(a) == rows.peers().run(b);
    return sharable
        && rows.partitions().run(a) == rows.partitions().run(b)
        && rows.frameStarts()[a] == rows.frameStarts()[b]
        && rows.frameEnds()[a] == rows.frameEnds()[b];
  }

  /** A row with the frame. */
  int row(int frame) {
    return rows[frame];
  }
}
