package io.megadb.vectorops.search;

/** How far the build of an index is. Written by the thread that builds, read by any. */
final class BuildProgress {
  private final int table;
  private final int index;
  private final long expected;
  private volatile long done;

  /**
   * @param table oid
   * @param index oid
   * @param expected rows of the version before; 0 if there is none
   */
  BuildProgress(int table, int index, long expected) {
    this.table = table;
    this.index = index;
    this.expected = expected;
  }

  int table() {
    return table;
  }

  int index() {
    return index;
  }

  long expected() {
    return expected;
  }

  /** Rows that are in the index so far. */
  long done() {
    return done;
  }

  void done(long rows) {
    done = rows;
  }
}
