package io.megadb.tables.live;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;

/** Reads tables that live in an open database, at the snapshot of a running statement. */
public interface SnapshotReader {
  /** Opens a split of a scan; 55000 if the split's statement has ended. */
  BatchReader read(TableScan scan, LiveSplit split, ExecutionContext context);
}
