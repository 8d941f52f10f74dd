package io.megadb.operator.scan;

/** One of a scan's filters, and what it costs and keeps. Confined to one thread. */
abstract class ScanStep {
  /** Past figures count half after so many rows. */
  private static final long MEMORY = 1 << 17;

  private double asked;
  private double kept;
  private double nanos;

  /**
   * Keeps the rows that pass.
   *
   * @param kept numbers of the rows, ascending; read only if {@code count} is less than all rows,
   *     and overwritten
   * @return how many pass
   */
  final int narrow(ScanRows rows, int[] kept, int count) throws Exception {
    long start = System.nanoTime();
    int left = apply(rows, kept, count);
    this.nanos += System.nanoTime() - start;
    this.asked += count;
    this.kept += left;
    if (asked > MEMORY) {
      asked /= 2;
      this.kept /= 2;
      nanos /= 2;
    }
    return left;
  }

  abstract int apply(ScanRows rows, int[] kept, int count) throws Exception;

  /** Whether it must not see rows that filters before it reject, for it may fail on them. */
  abstract boolean mayFail();

  /** Nanoseconds for each row that it rejects: the less, the earlier it is asked. */
  final double rank() {
    return nanos / (asked - kept + 1);
  }

  /** Share of the rows that pass, 1 if unknown. */
  final double share() {
    return asked == 0 ? 1 : kept / asked;
  }

  final double rowsAsked() {
    return asked;
  }
}
