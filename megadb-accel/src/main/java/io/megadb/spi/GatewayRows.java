package io.megadb.spi;

import io.megadb.plan.TableScan;

/** The way from a task to splits that only the gateway's process can read. Thread-safe. */
public interface GatewayRows {
  /** Opens a split; its batches satisfy the scan's filters already. */
  BatchReader read(TableScan scan, GatewaySplit split);
}
