package io.megadb.tables.storage;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.ScanColumn;
import io.megadb.plan.TableScan;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.SystemTable;
import io.megadb.planner.storage.RowEvaluator;
import io.megadb.planner.storage.SplitPlan;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.planner.storage.TableWriter;
import io.megadb.spi.BatchReader;
import io.megadb.tables.live.LiveSplit;
import io.megadb.vector.Batch;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The tables that plugins make up when they are read, such as those of pg_catalog. Immutable. */
final class SystemTableTier implements Tier, TierSession {
  static final String NAME = "catalog";

  /** No statistics are kept; what a catalog of a few hundred objects has, for the planner. */
  private static final TableStatistics GUESS = new TableStatistics(500, 50_000, Map.of());

  private final Map<String, SystemTable> tables = new HashMap<>();

  SystemTableTier(List<SystemTable> tables) {
    for (SystemTable table : tables) {
      this.tables.put(table.definition().schema() + "." + table.definition().name(), table);
    }
  }

  /** A whole table. */
  private record SystemSplit(String databaseId, long snapshotId) implements LiveSplit {
    @Override
    public long weight() {
      return 1;
    }
  }

  @Override
  public void check(TableDefinition table) {
    throw MegaDbException.notSupported("creating tables with access method \"" + NAME + "\"")
        .withHint("Use one of the tiers: oltp, memory, olap.");
  }

  @Override
  public TierSession begin(StorageTransaction transaction) {
    return this;
  }

  @Override
  public TableStatistics statistics(TableDefinition table) {
    return GUESS;
  }

  @Override
  public SplitPlan splits(
      TableScan scan,
      TableDefinition table,
      StatementView view,
      ExecutionContext context,
      int wanted) {
    return new SplitPlan(List.of(new SystemSplit(view.databaseId(), view.id())), Map.of());
  }

  @Override
  public BatchReader read(
      TableScan scan, LiveSplit split, StatementView view, ExecutionContext context) {
    SystemTable table = tables.get(scan.table().schema() + "." + scan.table().name());
    Iterator<Batch> rows = table.rows(view.catalog(), context.evaluation());
    List<Integer> columns = scan.columns().stream().map(ScanColumn::ordinal).toList();
    return new BatchReader() {
      @Override
      public Batch next() {
        while (rows.hasNext()) {
          Batch batch = rows.next();
          if (batch.size() > 0) {
            return batch.project(columns);
          }
        }
        return null;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public TableWriter writer(
      ModifyNode node, TableDefinition table, StatementView view, RowEvaluator evaluator) {
    throw readOnly(table);
  }

  @Override
  public void create(TableDefinition table) {
    throw readOnly(table);
  }

  @Override
  public void alter(TableDefinition old, TableDefinition changed) {
    throw readOnly(old);
  }

  @Override
  public void drop(TableDefinition table) {
    throw readOnly(table);
  }

  @Override
  public void truncate(TableDefinition table) {
    throw readOnly(table);
  }

  private static MegaDbException readOnly(TableDefinition table) {
    return new MegaDbException(
        SqlState.INSUFFICIENT_PRIVILEGE,
        "permission denied: \"" + table.name() + "\" is a system catalog");
  }
}
