package io.megadb.vectorops.search;

import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.plan.TableScan;
import io.megadb.planner.catalog.IndexDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.PlanRefinement;
import io.megadb.planner.storage.Database;
import io.megadb.vector.Batch;
import io.megadb.vectorops.kernel.Distance;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The indexes of one server, in memory: each at one version of its table, made from the table
 * itself when a statement first asks and brought up to date when a statement finds it old. One
 * thread builds, one index after the other, and goes when there is nothing to do. Thread-safe.
 */
final class VectorIndexes {
  /** Least share of the heap that indexes leave to everything else, as a divisor. */
  private static final int HEAP_PART = 4;

  private final Map<Integer, State> states = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor builder;
  private volatile BuildProgress building;

  /** What is known of one index. */
  static final class State {
    private volatile IndexedRows rows;
    private volatile String failure;
    private final AtomicBoolean queued = new AtomicBoolean();

    /** The newest version built; null before the first. */
    IndexedRows rows() {
      return rows;
    }

    /** Why the last build failed; null if it did not. */
    String failure() {
      return failure;
    }
  }

  VectorIndexes() {
    builder =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "megadb-hnsw-build");
              thread.setDaemon(true);
              return thread;
            });
    builder.allowCoreThreadTimeOut(true);
  }

  /**
   * Rows of an index as a statement sees its table.
   *
   * @param missing why there are none; null if there are
   */
  record Current(IndexedRows rows, String missing) {}

  /** The index for a distance on a column of a scan; null if there is none. */
  static IndexDefinition find(
      TableDefinition table, TableScan scan, int column, Distance distance) {
    int attnum = table.columns().get(scan.columns().get(column).ordinal()).attnum();
    for (IndexDefinition index : table.indexes()) {
      if (index.attnum() == attnum
          && index.method().equals(HnswMethod.NAME)
          && HnswMethod.metric(index.operatorClass()).distance() == distance) {
        return index;
      }
    }
    return null;
  }

  /** An index at the version of a run's snapshot; where it is not there yet, it soon will be. */
  Current current(
      TableDefinition table, TableScan scan, IndexDefinition index, PlanRefinement.Run run) {
    long version = run.transaction().contentVersion(scan.table(), run.snapshot());
    if (version < 0) {
      return new Current(
          null, "rows changed by this transaction, expiring or older than index " + index.name());
    }
    State state = state(index);
    IndexedRows rows = state.rows();
    if (rows != null && rows.version() == version) {
      return new Current(rows, null);
    }
    refresh(run.database(), table, index, run.context());
    return new Current(
        null,
        "index "
            + index.name()
            + (state.failure() != null
                ? " is not there: " + state.failure()
                : rows == null ? " is being built" : " is being brought up to date"));
  }

  /** The build under way; null if there is none. */
  BuildProgress building() {
    return building;
  }

  State state(IndexDefinition index) {
    return states.computeIfAbsent(index.oid(), oid -> new State());
  }

  /** Has an index brought to its table's newest version, unless that is about to happen. */
  void refresh(
      Database database, TableDefinition table, IndexDefinition index, ExecutionContext context) {
    State state = state(index);
    if (state.queued.compareAndSet(false, true)) {
      builder.execute(() -> build(database, table, index, state, context));
    }
  }

  private void build(
      Database database,
      TableDefinition table,
      IndexDefinition index,
      State state,
      ExecutionContext context) {
    forgetDropped(database);
    state.queued.set(false);
    IndexedRows before = state.rows;
    BuildProgress progress =
        new BuildProgress(table.oid(), index.oid(), before == null ? 0 : before.size());
    building = progress;
    try {
      long others = bytes() - (before == null ? 0 : before.bytes());
      IndexedRows rows =
          new IndexBuild(table, index, before, bytesMax(context) - others, own(context), progress)
              .run(database);
      if (rows != null) {
        state.rows = rows;
        state.failure = null;
      }
    } catch (Exception | OutOfMemoryError e) {
      // Statements go on without the index and EXPLAIN says why.
      state.rows = null;
      state.failure = e.getMessage() == null ? e.toString() : e.getMessage();
    } finally {
      building = null;
    }
  }

  private void forgetDropped(Database database) {
    List<Integer> known =
        database.catalog().tables().stream()
            .flatMap(table -> table.indexes().stream())
            .map(IndexDefinition::oid)
            .toList();
    states.keySet().retainAll(known);
  }

  /** Bytes of all indexes. */
  private long bytes() {
    return states.values().stream()
        .mapToLong(state -> state.rows == null ? 0 : state.rows.bytes())
        .sum();
  }

  private static long bytesMax(ExecutionContext context) {
    long mebibytes =
        Settings.number(context.evaluation(), Settings.MEMORY_MAX, 0, Integer.MAX_VALUE);
    return mebibytes > 0 ? mebibytes << 20 : Runtime.getRuntime().maxMemory() / HEAP_PART;
  }

  /** A context that outlives the statement which asked for the build. */
  private static ExecutionContext own(ExecutionContext asked) {
    return new ExecutionContext(
        "hnsw-build",
        asked.evaluation(),
        List.of(),
        asked.extensions(),
        new MemoryBudget(Long.MAX_VALUE),
        new Cancellation(),
        new NodeMetrics(),
        Batch.MAX_ROWS);
  }
}
