package io.megadb.tables.storage;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.TableScan;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.planner.storage.SplitPlan;
import io.megadb.planner.storage.StatementSnapshot;
import java.util.HashMap;
import java.util.Map;

/**
 * Snapshots that several readers take part in, by a name they agree on: all sources of one Flink
 * job read the same state of all tables. The first to ask fixes it, the last to close it ends it.
 * Thread-safe.
 */
public final class SharedSnapshots {
  private final StorageDatabase database;
  private final Map<String, Shared> open = new HashMap<>();

  SharedSnapshots(StorageDatabase database) {
    this.database = database;
  }

  /** One reader's part in a snapshot. */
  public interface Part extends AutoCloseable {
    /** Divides a scan; see {@code DatabaseTransaction.splits}. */
    SplitPlan splits(TableScan scan, ExecutionContext context, int wanted);

    /** Once for each part. */
    @Override
    void close();
  }

  /** Takes part in the snapshot of that name, which is of now if nobody else does. */
  public synchronized Part join(String name) {
    Shared shared = open.get(name);
    if (shared == null) {
      shared = new Shared(database.begin(IsolationLevel.READ_COMMITTED, true));
      open.put(name, shared);
    }
    shared.parts++;
    return new OpenPart(name, shared);
  }

  private synchronized void leave(String name, Shared shared) {
    if (--shared.parts == 0) {
      open.remove(name);
      shared.close();
    }
  }

  private static final class Shared {
    private final DatabaseTransaction transaction;
    private final StatementSnapshot snapshot;
    private int parts;

    Shared(DatabaseTransaction transaction) {
      this.transaction = transaction;
      this.snapshot = transaction.startStatement();
    }

    synchronized SplitPlan splits(TableScan scan, ExecutionContext context, int wanted) {
      return transaction.splits(scan, snapshot, context, wanted);
    }

    synchronized void close() {
      try (transaction) {
        snapshot.close();
      }
    }
  }

  private final class OpenPart implements Part {
    private final String name;
    private final Shared shared;
    private boolean closed;

    OpenPart(String name, Shared shared) {
      this.name = name;
      this.shared = shared;
    }

    @Override
    public SplitPlan splits(TableScan scan, ExecutionContext context, int wanted) {
      return shared.splits(scan, context, wanted);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        leave(name, shared);
      }
    }
  }
}
