package io.megadb.tables.storage;

import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics;
import java.util.List;

/** One tier of an open database. Thread-safe. */
public interface Tier extends AutoCloseable {
  /** Refuses with 0A000 and a hint a table that the tier cannot hold as it is defined. */
  void check(TableDefinition table);

  /** Called once with the catalog as it was found, before the first transaction. */
  default void opened(List<TableDefinition> tables) {}

  /** One transaction's part in this tier; made when the transaction first touches it. */
  TierSession begin(StorageTransaction transaction);

  /** Whether writing a row waits for locks at most: neither for files nor for others. */
  default boolean writesAtOnce() {
    return false;
  }

  /** Estimates from the newest committed state; never blocks. */
  TableStatistics statistics(TableDefinition table);

  @Override
  default void close() {}
}
