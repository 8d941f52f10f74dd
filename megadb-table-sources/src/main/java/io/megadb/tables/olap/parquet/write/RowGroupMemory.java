package io.megadb.tables.olap.parquet.write;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the row groups of files that are written at the same time hold in memory, within a limit:
 * once it is reached, files write what they hold as smaller row groups. Thread-safe.
 */
public final class RowGroupMemory {
  /** Who holds less of the limit than this part does not make room: its row group would be tiny. */
  private static final int SMALL_PART = 64;

  private final long limitBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  public RowGroupMemory(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /**
   * Counts a change.
   *
   * @param held by one file, after the change
   * @return whether that file must write its row group now
   */
  boolean change(long difference, long held) {
    return usedBytes.addAndGet(difference) > limitBytes && held >= limitBytes / SMALL_PART;
  }

  /** Bytes held by all. */
  long used() {
    return usedBytes.get();
  }
}
