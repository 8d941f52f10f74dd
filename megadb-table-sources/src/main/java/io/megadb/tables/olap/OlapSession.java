package io.megadb.tables.olap;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.Snapshot;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.TableScan;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.planner.storage.RowEvaluator;
import io.megadb.planner.storage.SplitPlan;
import io.megadb.planner.storage.TableWriter;
import io.megadb.spi.BatchReader;
import io.megadb.tables.column.MissingValues;
import io.megadb.tables.live.LiveSplit;
import io.megadb.tables.statistics.TableSketch;
import io.megadb.tables.storage.StatementView;
import io.megadb.tables.storage.StorageTransaction;
import io.megadb.tables.storage.TierSession;
import io.megadb.vector.FlatVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.TableMetadata;

/**
 * One transaction on olap tables.
 *
 * <pre>
 *   statement: INSERT takes the table's writer lock shared, UPDATE and DELETE exclusive;
 *              files are written and staged as a change
 *   prepare:   per table: commit lock ─► rebase if others committed ─► vN+1.metadata.json and folders
 *              forced to disk ─► pointer row
 *   the engine's commit record makes the pointers current
 * </pre>
 */
final class OlapSession implements TierSession {
  /** Keys of locks, in the table's own key space, which has no rows. */
  private static final byte[] WRITER_LOCK = {'w'};

  private static final byte[] COMMIT_LOCK = {'c'};

  private final OlapTier tier;
  private final StorageTransaction transaction;
  private final LocalFiles files;
  private final Map<Integer, OlapTable> changed = new TreeMap<>();
  private final List<Integer> dropped = new ArrayList<>();
  private final Map<Integer, CommittedTable> prepared = new HashMap<>();
  private final Map<NumbersKey, FileNumbers> fileNumbers = new HashMap<>();

  private record NumbersKey(long view, int oid) {}

  private record Mark(Map<Integer, Integer> changes, int dropped) {}

  private record CommittedTable(int number, TableMetadata metadata, TableMetadata before) {}

  OlapSession(OlapTier tier, StorageTransaction transaction) {
    this.tier = tier;
    this.transaction = transaction;
    this.files = new LocalFiles(tier.moves());
  }

  @Override
  public void create(TableDefinition table) {
    TableMetadata metadata = OlapSchema.metadata(table, tier.folder(table.oid()).toString());
    OlapTable created = new OlapTable(Pointer.NONE, metadata, files);
    if (table.options().containsKey(ForeignFiles.OPTION)) {
      created.add(
          new OlapChange.Append(
              ForeignFiles.of(table, created.current(), tier.readableDirectory()),
              new TableSketch()));
    }
    changed.put(table.oid(), created);
  }

  @Override
  public void alter(TableDefinition old, TableDefinition next) {
    boolean same = old.columns().size() == next.columns().size();
    for (int i = 0; same && i < old.columns().size(); i++) {
      ColumnDefinition before = old.columns().get(i);
      ColumnDefinition after = next.columns().get(i);
      same = before.attnum() == after.attnum() && before.name().equals(after.name());
    }
    if (!same) {
      OlapTable table = newestTable(old.oid());
      OlapSchema.refuseLayoutColumns(old, next, table.current());
      table.add(new OlapChange.Columns(old, next));
    }
  }

  @Override
  public void drop(TableDefinition table) {
    if (!changed.containsKey(table.oid())
        || changed.get(table.oid()).baseNumber() != Pointer.NONE) {
      transaction.engine().delete(Pointer.TABLE, Pointer.key(table.oid()));
    }
    dropped.add(table.oid());
  }

  @Override
  public void truncate(TableDefinition table) {
    OlapTable current = newestTable(table.oid());
    if (current.current().currentSnapshot() != null) {
      current.add(new OlapChange.Truncate());
    }
  }

  /** The table for a change that builds on the newest committed state; the caller has locked it. */
  private OlapTable newestTable(int oid) {
    OlapTable known = changed.get(oid);
    int newest = newestNumber(oid);
    if (known == null) {
      known = new OlapTable(newest, tier.metadata(oid, newest), files);
      changed.put(oid, known);
    } else if (known.baseNumber() != Pointer.NONE && known.baseNumber() != newest) {
      rebase(oid, known, newest);
    }
    return known;
  }

  private int newestNumber(int oid) {
    try (Snapshot snapshot = tier.setup().store().snapshot()) {
      return Pointer.read(snapshot, oid);
    }
  }

  private void rebase(int oid, OlapTable table, int newest) {
    if (!table.isRebasable()) {
      throw concurrentUpdate();
    }
    table.rebase(newest, tier.metadata(oid, newest));
  }

  private static MegaDbException concurrentUpdate() {
    return new MegaDbException(
            SqlState.SERIALIZATION_FAILURE, "could not serialize access due to concurrent update")
        .withHint("Run the transaction again.");
  }

  /** How many changes of each table a statement sees. */
  @Override
  public Object freeze() {
    Map<Integer, Integer> counts = new HashMap<>();
    changed.forEach((oid, table) -> counts.put(oid, table.changes()));
    return counts;
  }

  /** The table as a statement sees it. */
  private TableMetadata metadata(TableDefinition table, StatementView view) {
    int oid = table.oid();
    Object frozen = view.frozen("olap");
    Integer count = frozen == null ? null : (Integer) ((Map<?, ?>) frozen).get(oid);
    int committed = Pointer.read(view.engine(), oid);
    OlapTable own = changed.get(oid);
    if (own == null || count == null) {
      if (committed == Pointer.NONE) {
        throw new MegaDbException(
            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
            "table \"" + table.name() + "\" is newer than the transaction's snapshot");
      }
      return tier.metadata(oid, committed);
    }
    return own.baseNumber() == committed || committed == Pointer.NONE
        ? own.after(count)
        : own.on(tier.metadata(oid, committed), count);
  }

  @Override
  public SplitPlan splits(
      TableScan scan,
      TableDefinition table,
      StatementView view,
      ExecutionContext context,
      int wanted) {
    return OlapScan.plan(
        scan,
        table,
        metadata(table, view),
        fileNumbers(view, table),
        tier.fileLists(),
        files,
        context,
        wanted);
  }

  private FileNumbers fileNumbers(StatementView view, TableDefinition table) {
    fileNumbers.keySet().removeIf(key -> key.view() < view.id() && !view.isOpen(key.view()));
    return fileNumbers.computeIfAbsent(
        new NumbersKey(view.id(), table.oid()), key -> new FileNumbers());
  }

  @Override
  public BatchReader read(
      TableScan scan, LiveSplit split, StatementView view, ExecutionContext context) {
    throw new IllegalStateException("olap tables are read from files");
  }

  @Override
  public TableWriter writer(
      ModifyNode node, TableDefinition table, StatementView view, RowEvaluator evaluator) {
    boolean insert = node.kind() == ModifyNode.Kind.INSERT;
    if (node.conflict() != null) {
      throw new MegaDbException(
          SqlState.INVALID_COLUMN_REFERENCE,
          "there is no unique or exclusion constraint matching the ON CONFLICT specification");
    }
    int oid = table.oid();
    transaction
        .engine()
        .lock(oid, WRITER_LOCK, insert ? LockMode.SHARED : LockMode.EXCLUSIVE, LockWait.WAIT);
    OlapTable target = insert ? table(oid, view) : newestTable(oid);
    if (FieldIds.of(table, target.current()).length != target.current().schema().columns().size()
        || Arrays.stream(FieldIds.of(table, target.current()))
            .anyMatch(id -> id == FieldIds.NONE)) {
      // The snapshot of REPEATABLE READ is older than the columns.
      throw concurrentUpdate();
    }
    if (!insert) {
      checkRowsStand(oid, target, view);
    }
    TableMetadata layout = target.current();
    int[] fieldIds = FieldIds.of(table, layout);
    OldRows oldRows =
        new OldRows(
            fieldIds,
            files::path,
            path -> ForeignFiles.names(path, fieldIds, layout),
            table.types(),
            table.columns().stream()
                .map(column -> MissingValues.of(column.type(), column.missing()))
                .toArray(FlatVector[]::new));
    return new OlapWriter(
        node,
        target,
        fileNumbers(view, table),
        oldRows,
        FieldIds.of(table, target.current()),
        tier.writerPool());
  }

  /** The table for changes that fit any base: the one that the statement sees. */
  private OlapTable table(int oid, StatementView view) {
    return changed.computeIfAbsent(
        oid,
        key -> {
          int number = Pointer.read(view.engine(), oid);
          return new OlapTable(number, tier.metadata(oid, number), files);
        });
  }

  /**
   * Refuses to change rows that others changed since the statement began: their identities may be
   * stale. Rows that were only added do no harm.
   */
  private void checkRowsStand(int oid, OlapTable target, StatementView view) {
    int seen = Pointer.read(view.engine(), oid);
    if (target.baseNumber() == Pointer.NONE || seen == target.baseNumber()) {
      return;
    }
    boolean readCommitted = transaction.isolation() == IsolationLevel.READ_COMMITTED;
    if (!readCommitted || !onlyAppends(tier.metadata(oid, seen), target.after(0))) {
      throw concurrentUpdate();
    }
  }

  private static boolean onlyAppends(TableMetadata from, TableMetadata to) {
    org.apache.iceberg.Snapshot snapshot = to.currentSnapshot();
    long start = from.currentSnapshot() == null ? -1 : from.currentSnapshot().snapshotId();
    while (snapshot != null && snapshot.snapshotId() != start) {
      if (!snapshot.operation().equals(org.apache.iceberg.DataOperations.APPEND)) {
        return false;
      }
      snapshot = snapshot.parentId() == null ? null : to.snapshot(snapshot.parentId());
    }
    return snapshot != null || start == -1;
  }

  @Override
  public Object mark() {
    Map<Integer, Integer> counts = new HashMap<>();
    changed.forEach((oid, table) -> counts.put(oid, table.changes()));
    return new Mark(counts, dropped.size());
  }

  @Override
  public void rollbackTo(Object mark) {
    Mark to = mark == null ? new Mark(Map.of(), 0) : (Mark) mark;
    changed.keySet().removeIf(oid -> !to.changes().containsKey(oid));
    changed.forEach((oid, table) -> table.cut(to.changes().get(oid)));
    dropped.subList(to.dropped(), dropped.size()).clear();
  }

  @Override
  public void prepare() {
    for (Map.Entry<Integer, OlapTable> entry : changed.entrySet()) {
      int oid = entry.getKey();
      OlapTable table = entry.getValue();
      boolean created = table.baseNumber() == Pointer.NONE;
      if (!dropped.contains(oid) && (created || table.changes() > 0)) {
        prepare(oid, table);
      }
    }
    files.forceFolders();
  }

  private void prepare(int oid, OlapTable table) {
    transaction.engine().lock(oid, COMMIT_LOCK, LockMode.EXCLUSIVE, LockWait.WAIT);
    int newest = newestNumber(oid);
    if (newest != table.baseNumber()) {
      rebase(oid, table, newest);
    }
    int number = newest + 1;
    TableMetadata counted = SketchFile.attach(table, number, files);
    TableMetadata metadata = MetadataFile.write(tier.folder(oid), number, counted, files);
    byte[] key = Pointer.key(oid);
    if (transaction.isolation() == IsolationLevel.READ_COMMITTED) {
      transaction.engine().put(Pointer.TABLE, key, Pointer.row(number));
    } else {
      // The commit lock is held; the engine's own check would refuse appends beside appends.
      transaction.engine().insertFresh(Pointer.TABLE, key, Pointer.row(number));
    }
    prepared.put(oid, new CommittedTable(number, metadata, table.after(0)));
  }

  @Override
  public void ended(boolean committed) {
    if (!committed) {
      files.deleteWritten();
      return;
    }
    prepared.forEach(
        (oid, table) -> {
          tier.remember(oid, table.number(), table.metadata());
          MetadataFile.hint(tier.folder(oid), table.number());
          SketchFile.deleteReplaced(table.before(), table.metadata(), files);
        });
    dropped.forEach(tier::forget);
  }
}
