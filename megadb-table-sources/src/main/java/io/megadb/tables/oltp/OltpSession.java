package io.megadb.tables.oltp;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.TableScan;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.RowEvaluator;
import io.megadb.planner.storage.SplitPlan;
import io.megadb.planner.storage.TableWriter;
import io.megadb.spi.BatchReader;
import io.megadb.spi.Split;
import io.megadb.tables.keyed.KeyRange;
import io.megadb.tables.keyed.KeyedWriter;
import io.megadb.tables.keyed.Rekeying;
import io.megadb.tables.keyed.TableLayout;
import io.megadb.tables.live.LiveSplit;
import io.megadb.tables.storage.StatementView;
import io.megadb.tables.storage.StorageTransaction;
import io.megadb.tables.storage.TierSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One transaction on oltp tables: all its state is the engine's transaction. */
final class OltpSession implements TierSession {
  private final OltpTier tier;
  private final StorageTransaction transaction;

  OltpSession(OltpTier tier, StorageTransaction transaction) {
    this.tier = tier;
    this.transaction = transaction;
  }

  @Override
  public void create(TableDefinition table) {}

  @Override
  public void alter(TableDefinition old, TableDefinition changed) {
    TableLayout layout = new TableLayout(changed);
    if (!layout.hasKeysOf(new TableLayout(old))) {
      tier.check(changed);
      new Rekeying(layout, transaction.engine()).run();
    }
  }

  @Override
  public void drop(TableDefinition table) {
    transaction.engine().truncate(table.oid());
  }

  @Override
  public void truncate(TableDefinition table) {
    transaction.engine().truncate(table.oid());
  }

  @Override
  public SplitPlan splits(
      TableScan scan,
      TableDefinition table,
      StatementView view,
      ExecutionContext context,
      int wanted) {
    KeyRange range = KeyRange.of(scan, new TableLayout(table), context);
    if (!range.empty() && !range.point() && view.engine().isBeforeTruncation(table.oid())) {
      range = KeyRange.ALL; // the rows may lie under other keys than the table has now
    }
    if (range.empty()) {
      return new SplitPlan(List.of(), Map.of());
    }
    String database = view.databaseId();
    if (range.point()) {
      return new SplitPlan(
          List.of(new OltpSplit(database, view.id(), range.from(), null, true, 1)), Map.of());
    }
    List<byte[]> cuts = wanted == 1 ? List.of() : tier.store().splitPoints(table.oid(), wanted);
    long weight = Math.max(1, tier.store().rowCount(table.oid()) / (cuts.size() + 1));
    List<Split> splits = new ArrayList<>();
    byte[] from = range.from();
    for (byte[] cut : cuts) {
      if ((from == null || Arrays.compareUnsigned(from, cut) < 0)
          && (range.to() == null || Arrays.compareUnsigned(cut, range.to()) < 0)) {
        splits.add(new OltpSplit(database, view.id(), from, cut, false, weight));
        from = cut;
      }
    }
    splits.add(new OltpSplit(database, view.id(), from, range.to(), false, weight));
    return new SplitPlan(splits, Map.of());
  }

  @Override
  public BatchReader read(
      TableScan scan, LiveSplit split, StatementView view, ExecutionContext context) {
    TableDefinition table = view.catalog().table(scan.table().oid());
    return new OltpBatchReader(
        scan, (OltpSplit) split, new TableLayout(table), view.engine(), context.batchRows());
  }

  @Override
  public TableWriter writer(
      ModifyNode node, TableDefinition table, StatementView view, RowEvaluator evaluator) {
    TableLayout layout = new TableLayout(table);
    OltpRows rows = new OltpRows(layout, transaction.engine(), view.engine());
    return new KeyedWriter(node, layout, rows, evaluator, transaction);
  }
}
