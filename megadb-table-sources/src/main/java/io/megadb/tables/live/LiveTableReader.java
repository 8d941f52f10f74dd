package io.megadb.tables.live;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;
import io.megadb.spi.Split;
import io.megadb.spi.TableReader;

/**
 * Reads the splits of a tier whose rows are in an open database.
 *
 * @param accessMethod the tier
 */
public record LiveTableReader(String accessMethod) implements TableReader {
  @Override
  public BatchReader open(TableScan scan, Split split, ExecutionContext context) {
    LiveSplit live = (LiveSplit) split;
    return LiveDatabases.find(live.databaseId()).read(scan, live, context);
  }
}
