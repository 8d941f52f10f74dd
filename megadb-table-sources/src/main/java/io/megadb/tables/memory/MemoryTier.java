package io.megadb.tables.memory;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.tables.keyed.TableLayout;
import io.megadb.tables.storage.StorageTransaction;
import io.megadb.tables.storage.Tier;
import io.megadb.tables.storage.TierSession;
import io.megadb.tables.storage.TierSetup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All memory tables of a database. Thread-safe. */
final class MemoryTier implements Tier {
  private final TierSetup setup;
  private final MemoryCharge charge;
  private final Map<Integer, MemoryTable> tables = new ConcurrentHashMap<>();

  MemoryTier(TierSetup setup) {
    this.setup = setup;
    this.charge = new MemoryCharge(setup.options());
  }

  TierSetup setup() {
    return setup;
  }

  MemoryCharge charge() {
    return charge;
  }

  long nowMs() {
    return setup.clock().millis();
  }

  @Override
  public void check(TableDefinition table) {
    MemoryOptions.parse(table.options());
    if (table.primaryKey() != null && table.primaryKey().enforced()) {
      new TableLayout(table).keyCodec();
    }
  }

  @Override
  public void opened(List<TableDefinition> found) {
    found.forEach(this::add);
  }

  void add(TableDefinition table) {
    tables.put(table.oid(), new MemoryTable(table, MemoryOptions.parse(table.options()), charge));
  }

  void remove(int oid) {
    MemoryTable table = tables.remove(oid);
    if (table != null) {
      table.close();
    }
  }

  /** The table's rows; 55000 if it was dropped since the statement began. */
  MemoryTable table(TableDefinition definition) {
    MemoryTable table = tables.get(definition.oid());
    if (table == null) {
      throw new MegaDbException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "table \"" + definition.name() + "\" was dropped while the statement ran");
    }
    return table;
  }

  /** The table's rows, or null. */
  MemoryTable find(int oid) {
    return tables.get(oid);
  }

  @Override
  public boolean writesAtOnce() {
    return true;
  }

  @Override
  public TierSession begin(StorageTransaction transaction) {
    return new MemorySession(this, transaction);
  }

  @Override
  public TableStatistics statistics(TableDefinition definition) {
    MemoryTable table = tables.get(definition.oid());
    if (table == null) {
      return new TableStatistics(0, 0, Map.of());
    }
    long rows = table.liveRows();
    long bytes = 0;
    for (Chunk chunk : table.chunks()) {
      bytes += chunk.batch.bytes();
    }
    TableLayout layout = table.layout();
    Map<String, ColumnStatistics> columns =
        layout.keyColumns().length == 1
            ? Map.of(
                definition.columns().get(layout.keyColumns()[0]).name(),
                new ColumnStatistics(rows, 0, null, null))
            : Map.of();
    return new TableStatistics(rows, bytes, columns);
  }
}
