package io.megadb.tables.memory;

import io.megadb.error.MegaDbException;
import io.megadb.execution.ExecutionContext;
import io.megadb.oltp.CommitParticipant;
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
import io.megadb.tables.keyed.TableLayout;
import io.megadb.tables.live.LiveSplit;
import io.megadb.tables.storage.StatementView;
import io.megadb.tables.storage.StorageTransaction;
import io.megadb.tables.storage.TierSession;
import io.megadb.vector.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One transaction on memory tables: keeps its writes until the engine commits. */
final class MemorySession implements TierSession {
  private final MemoryTier tier;
  private final StorageTransaction transaction;
  private final Map<Integer, PendingTable> pending = new HashMap<>();
  private final List<Integer> created = new ArrayList<>();
  private final List<Integer> dropped = new ArrayList<>();
  private final List<TableDefinition> altered = new ArrayList<>();

  /** The versions that a statement's scans of a table read, fixed by the first of them. */
  private final Map<ScanKey, Chunk[]> scanned = new ConcurrentHashMap<>();

  private record ScanKey(long view, int oid) {}

  private record Mark(Map<Integer, Integer> writes, int created, int dropped, int altered) {}

  MemorySession(MemoryTier tier, StorageTransaction transaction) {
    this.tier = tier;
    this.transaction = transaction;
  }

  PendingTable pending(int oid) {
    return pending.computeIfAbsent(oid, key -> new PendingTable());
  }

  @Override
  public void create(TableDefinition table) {
    tier.add(table);
    created.add(table.oid());
  }

  @Override
  public void alter(TableDefinition old, TableDefinition changed) {
    if (!new TableLayout(changed).hasKeysOf(new TableLayout(old))) {
      throw MegaDbException.notSupported("changing the primary key of a table USING memory")
          .withHint("Create another table with that key and copy the rows.");
    }
    altered.add(changed);
  }

  @Override
  public void drop(TableDefinition table) {
    dropped.add(table.oid());
  }

  @Override
  public void truncate(TableDefinition table) {
    pending(table.oid()).add(new PendingRow(null, null, 0));
  }

  @Override
  public Object freeze() {
    Map<Integer, PendingTable.Overlay> overlays = new HashMap<>();
    pending.forEach((oid, table) -> overlays.put(oid, table.freeze()));
    return overlays;
  }

  private static PendingTable.Overlay overlay(StatementView view, int oid) {
    Object frozen = view.frozen("memory");
    PendingTable.Overlay overlay =
        frozen == null ? null : (PendingTable.Overlay) ((Map<?, ?>) frozen).get(oid);
    return overlay == null ? new PendingTable.Overlay(0, false, Map.of()) : overlay;
  }

  @Override
  public SplitPlan splits(
      TableScan scan,
      TableDefinition table,
      StatementView view,
      ExecutionContext context,
      int wanted) {
    scanned.keySet().removeIf(key -> !view.isOpen(key.view()));
    MemoryTable rows = tier.table(table);
    rows.expire(tier.setup().store().visibleLsn() + 1, tier.nowMs());
    KeyRange range =
        scan.key().isEmpty() ? KeyRange.ALL : KeyRange.of(scan, new TableLayout(table), context);
    if (range.empty()) {
      return new SplitPlan(List.of(), Map.of());
    }
    Bytes key = range.point() ? Bytes.of(range.from()) : null;
    int parts = key != null ? 1 : Math.max(1, Math.min(wanted, chunks(view, rows).length));
    List<Split> splits = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      splits.add(
          new MemorySplit(
              view.databaseId(), view.id(), part, parts, key, rows.liveRows() / parts + 1));
    }
    return new SplitPlan(splits, Map.of());
  }

  private Chunk[] chunks(StatementView view, MemoryTable rows) {
    return scanned.computeIfAbsent(
        new ScanKey(view.id(), rows.layout().table().oid()), key -> rows.chunks());
  }

  @Override
  public BatchReader read(
      TableScan scan, LiveSplit split, StatementView view, ExecutionContext context) {
    TableDefinition table = view.catalog().table(scan.table().oid());
    MemorySplit part = (MemorySplit) split;
    MemoryTable rows = tier.table(table);
    Chunk[] chunks =
        part.key() == null
            ? chunks(view, rows)
            : MemoryBatchReader.chunksOf(rows, part.key(), view);
    return new MemoryBatchReader(
        scan,
        part,
        new TableLayout(table),
        chunks,
        overlay(view, table.oid()),
        view,
        context.batchRows());
  }

  @Override
  public TableWriter writer(
      ModifyNode node, TableDefinition table, StatementView view, RowEvaluator evaluator) {
    TableLayout layout = new TableLayout(table);
    MemoryRows rows =
        new MemoryRows(
            tier,
            tier.table(table),
            layout,
            transaction,
            pending(table.oid()),
            view.lsn(),
            overlay(view, table.oid()).writes());
    return new KeyedWriter(node, layout, rows, evaluator, transaction);
  }

  @Override
  public Object mark() {
    Map<Integer, Integer> writes = new HashMap<>();
    pending.forEach((oid, table) -> writes.put(oid, table.size()));
    return new Mark(writes, created.size(), dropped.size(), altered.size());
  }

  @Override
  public void rollbackTo(Object mark) {
    Mark to = mark == null ? new Mark(Map.of(), 0, 0, 0) : (Mark) mark;
    pending.forEach(
        (oid, table) ->
            table
                .cut(to.writes().getOrDefault(oid, 0))
                .forEach(write -> tier.charge().adjust(-write.bytes())));
    created.subList(to.created(), created.size()).forEach(tier::remove);
    created.subList(to.created(), created.size()).clear();
    dropped.subList(to.dropped(), dropped.size()).clear();
    altered.subList(to.altered(), altered.size()).clear();
  }

  @Override
  public void prepare() {
    pending.values().removeIf(table -> table.size() == 0);
    if (pending.isEmpty() && dropped.isEmpty() && altered.isEmpty()) {
      return;
    }
    Map<Integer, List<PendingRow>> writes = new HashMap<>();
    pending.forEach((oid, table) -> writes.put(oid, List.copyOf(table.writes())));
    List<Integer> gone = List.copyOf(dropped);
    List<TableDefinition> changed = List.copyOf(altered);
    long nowMs = tier.nowMs();
    long oldest = tier.setup().oldest().getAsLong();
    transaction
        .engine()
        .enlist(
            new CommitParticipant() {
              @Override
              public void commit(long lsn) {
                changed.forEach(table -> tier.find(table.oid()).alter(table));
                writes.forEach((oid, rows) -> tier.find(oid).commit(rows, lsn, nowMs, oldest));
                gone.forEach(tier::remove);
              }

              @Override
              public void rollback() {}
            });
  }

  @Override
  public void ended(boolean committed) {
    pending.forEach(
        (oid, table) -> {
          table.writes().forEach(write -> tier.charge().adjust(-write.bytes()));
          MemoryTable rows = tier.find(oid);
          if (rows != null) {
            rows.withdraw(table.announced());
          }
        });
    if (!committed) {
      created.forEach(tier::remove);
    }
    pending.clear();
    scanned.clear();
  }
}
