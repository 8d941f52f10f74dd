package io.megadb.function.window;

import java.util.Arrays;

/** Rows cut into runs of neighbours, such as partitions. Immutable. */
public final class RowRuns {
  /** Number of each row's run. */
  private final int[] runs;

  /** First row of each run, then the number of rows. */
  private final int[] starts;

  private RowRuns(int[] runs, int[] starts) {
    this.runs = runs;
    this.starts = starts;
  }

  /**
   * @param first whether a row begins a run; row 0 always does
   */
  public static RowRuns of(boolean[] first) {
    int[] runs = new int[first.length];
    int[] starts = new int[16];
    int count = 0;
    for (int row = 0; row < first.length; row++) {
      if (row == 0 || first[row]) {
        if (count + 1 >= starts.length) {
          starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[count++] = row;
      }
      runs[row] = count - 1;
    }
    starts = Arrays.copyOf(starts, count + 1);
    starts[count] = first.length;
    return new RowRuns(runs, starts);
  }

  public int count() {
    return starts.length - 1;
  }

  /** The number, from 0, of the run that a row belongs to. */
  public int run(int row) {
    return runs[row];
  }

  /** The run of each row. Read only. */
  public int[] runs() {
    return runs;
  }

  /** First row of a row's run. */
  public int start(int row) {
    return starts[runs[row]];
  }

  /** Row after the last of a row's run. */
  public int end(int row) {
    return starts[runs[row] + 1];
  }

  /** First row of a run; for the number of runs, the number of rows. */
  public int startOfRun(int run) {
    return starts[run];
  }

  /** Bytes held. */
  public long bytes() {
    return 4L * (runs.length + starts.length);
  }
}
