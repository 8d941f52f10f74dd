package io.megadb.spi;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.TableScan;

/** Reads the splits of one tier's tables. Stateless. */
public interface TableReader {
  /** The tier, as in {@code TableReference.accessMethod}. */
  String accessMethod();

  /**
   * Opens a split. The batches have the scan's output columns in order (row identity last); filters
   * may be used to skip data but need not be applied exactly.
   */
  BatchReader open(TableScan scan, Split split, ExecutionContext context);
}
