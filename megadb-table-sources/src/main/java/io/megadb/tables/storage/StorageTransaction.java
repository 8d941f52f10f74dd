package io.megadb.tables.storage;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.oltp.LockMode;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.Savepoint;
import io.megadb.oltp.Transaction;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.ScanColumn;
import io.megadb.plan.TableReference;
import io.megadb.plan.TableScan;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.planner.storage.RowEvaluator;
import io.megadb.planner.storage.SplitPlan;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.storage.TableAnalyzer;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.planner.storage.TableWriter;
import io.megadb.tables.catalog.Catalog;
import io.megadb.tables.statistics.KnownStatistics;
import io.megadb.tables.statistics.SampledTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One transaction over the catalog and all tiers, on one transaction of the engine. Used by one
 * thread at a time; {@link #cancel} and the reading of splits may come from any.
 */
public final class StorageTransaction implements DatabaseTransaction {
  /** The option of tables whose rows expire with time. */
  private static final String TTL = "ttl";

  private final StorageDatabase database;
  private final long id;
  private final IsolationLevel isolation;
  private final boolean readOnly;
  private final Definitions definitions;
  private final Map<String, TierSession> sessions = new ConcurrentHashMap<>();
  private final Set<Integer> changedTables = ConcurrentHashMap.newKeySet();
  private final Map<Long, Mark> marks = new TreeMap<>();
  private long lastMark;
  private volatile Transaction engine;
  private volatile MegaDbException cancelReason;
  private Duration lockTimeout = Duration.ZERO;
  private boolean ended;

  /** A point to return to in each part. */
  private record Mark(Savepoint engine, Definitions.Mark definitions, Map<String, Object> tiers) {}

  StorageTransaction(StorageDatabase database, long id, IsolationLevel level, boolean readOnly) {
    this.database = database;
    this.id = id;
    this.isolation = level;
    this.readOnly = readOnly;
    this.definitions = new Definitions(database, this);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public IsolationLevel isolation() {
    return isolation;
  }

  StorageDatabase database() {
    return database;
  }

  /** The engine's transaction, begun when first needed. */
  public Transaction engine() {
    if (engine == null) {
      if (ended) {
        throw new OltpException(new Reason.TransactionEnded(id));
      }
      engine =
          database
              .store()
              .begin(
                  switch (isolation) {
                    case READ_COMMITTED -> io.megadb.oltp.IsolationLevel.READ_COMMITTED;
                    case REPEATABLE_READ -> io.megadb.oltp.IsolationLevel.REPEATABLE_READ;
                    case SERIALIZABLE -> io.megadb.oltp.IsolationLevel.SERIALIZABLE;
                  });
      engine.lockTimeout(lockTimeout);
    }
    return engine;
  }

  /** Runs a step on the engine; its failures come out as errors for users. */
  public <T> T run(Supplier<T> step) {
    try {
      return step.get();
    } catch (OltpException failure) {
      throw error(failure);
    }
  }

  /** The error for users of an engine's failure in this transaction. */
  public MegaDbException error(OltpException failure) {
    MegaDbException reason = cancelReason;
    return failure.reason() instanceof Reason.Cancelled && reason != null
        ? reason
        : EngineErrors.map(failure);
  }

  @Override
  public StatementSnapshot startStatement() {
    return run(
        () -> {
          Transaction current = engine();
          boolean pin = isolation != IsolationLevel.READ_COMMITTED;
          Map<String, Object> frozen = new HashMap<>();
          sessions.forEach(
              (tier, session) -> {
                Object state = session.freeze();
                if (state != null) {
                  frozen.put(tier, state);
                }
              });
          return database.openView(
              viewId ->
                  new StatementView(
                      viewId,
                      this,
                      current.statement(),
                      catalog(),
                      frozen,
                      database.clock().millis()),
              pin ? id : 0);
        });
  }

  @Override
  public Catalog catalog() {
    return definitions.catalog();
  }

  @Override
  public TableStatistics statistics(TableReference reference) {
    TableDefinition table = catalog().table(reference.oid());
    return table == null || table.accessMethod().isEmpty()
        ? new TableStatistics(0, 0, Map.of())
        : KnownStatistics.of(
            table,
            database.tier(table.accessMethod()).statistics(table),
            catalog().analysis(table.oid()));
  }

  @Override
  public TableAnalyzer analyzer(TableReference reference) {
    TableDefinition table = catalog().table(reference.oid());
    if (table == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_TABLE, "relation \"" + reference + "\" does not exist");
    }
    return new SampledTable(
        table,
        database.tier(table.accessMethod())::statistics,
        catalog().analysis(table.oid()),
        database.clock(),
        analysis -> run(() -> definitions.analyzed(table, analysis)));
  }

  @Override
  public long contentVersion(TableReference reference, StatementSnapshot snapshot) {
    TableDefinition table = ((StatementView) snapshot).catalog().table(reference.oid());
    return table == null
            || table.options().containsKey(TTL)
            || changedTables.contains(reference.oid())
        ? -1
        : database.tableVersions().at(reference.oid(), snapshot.lsn());
  }

  @Override
  public SplitPlan splits(
      TableScan scan, StatementSnapshot snapshot, ExecutionContext context, int wanted) {
    StatementView view = (StatementView) snapshot;
    return run(
        () -> {
          TableDefinition table = table(scan.table(), view);
          checkColumns(scan, table);
          return session(scan.table().accessMethod())
              .splits(scan, table, view, context, Math.max(1, wanted));
        });
  }

  /** The plan may be older than the snapshot by a moment. */
  private static void checkColumns(TableScan scan, TableDefinition table) {
    List<ColumnDefinition> columns = table.columns();
    for (ScanColumn column : scan.columns()) {
      if (column.ordinal() >= columns.size()
          || !columns.get(column.ordinal()).name().equals(column.name())
          || !columns.get(column.ordinal()).type().equals(column.type())) {
        throw columnsChanged(table);
      }
    }
  }

  static MegaDbException columnsChanged(TableDefinition table) {
    return new MegaDbException(
            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
            "columns of table \"" + table.name() + "\" changed while the statement started")
        .withHint("Run the statement again.");
  }

  private static TableDefinition table(TableReference reference, StatementView view) {
    TableDefinition table = view.catalog().table(reference.oid());
    if (table == null) {
      table = view.catalog().table(reference.schema(), reference.name());
    }
    if (table == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_TABLE, "relation \"" + reference + "\" does not exist");
    }
    return table;
  }

  @Override
  public TableWriter writer(ModifyNode node, StatementSnapshot snapshot, RowEvaluator evaluator) {
    checkWritable(node.kind().name());
    StatementView view = (StatementView) snapshot;
    TableReference reference = node.table();
    changedTables.add(reference.oid());
    return run(
        () -> {
          engine().lockTable(reference.oid(), LockMode.SHARED);
          TableDefinition table = catalog().table(reference.oid());
          if (table == null) {
            throw new MegaDbException(
                SqlState.UNDEFINED_TABLE, "relation \"" + reference + "\" does not exist");
          }
          if (!table.types().equals(node.tableTypes())
              || !sameRules(table, view.catalog().table(reference.oid()))) {
            throw columnsChanged(table);
          }
          return session(table.accessMethod()).writer(node, table, view, evaluator);
        });
  }

  /** The lock may have been waited for while others changed columns or what they demand. */
  private static boolean sameRules(TableDefinition now, TableDefinition seen) {
    return seen != null
        && now.columns().equals(seen.columns())
        && Objects.equals(now.primaryKey(), seen.primaryKey())
        && now.checks().equals(seen.checks());
  }

  /** This transaction's part in a tier. */
  TierSession session(String accessMethod) {
    TierSession session = sessions.get(accessMethod);
    if (session == null) {
      session = database.tier(accessMethod).begin(this);
      sessions.put(accessMethod, session);
    }
    return session;
  }

  private void checkWritable(String what) {
    if (readOnly) {
      throw new MegaDbException(
          SqlState.READ_ONLY_SQL_TRANSACTION,
          "cannot execute " + what + " in a read-only transaction");
    }
  }

  @Override
  public SchemaDefinition createSchema(String name, String owner) {
    checkWritable("CREATE SCHEMA");
    return run(() -> definitions.createSchema(name, owner));
  }

  @Override
  public void dropSchema(String name) {
    checkWritable("DROP SCHEMA");
    run(() -> definitions.dropSchema(name));
  }

  @Override
  public TableDefinition createTable(TableDefinition definition) {
    checkWritable("CREATE TABLE");
    return run(() -> definitions.createTable(definition));
  }

  @Override
  public void alterTable(TableDefinition known, TableDefinition definition) {
    checkWritable("ALTER TABLE");
    changedTables.add(definition.oid());
    run(() -> definitions.alterTable(known, definition));
  }

  @Override
  public void dropTable(int oid) {
    checkWritable("DROP TABLE");
    changedTables.add(oid);
    run(() -> definitions.dropTable(oid));
  }

  @Override
  public void truncate(int oid) {
    checkWritable("TRUNCATE TABLE");
    changedTables.add(oid);
    run(() -> definitions.truncate(oid));
  }

  @Override
  public long nextValues(String sequence, int count) {
    checkWritable("nextval()");
    return run(() -> database.sequences().next(sequence, count));
  }

  @Override
  public long savepoint() {
    return run(
        () -> {
          marks.put(++lastMark, mark());
          return lastMark;
        });
  }

  private Mark mark() {
    Map<String, Object> tiers = new HashMap<>();
    sessions.forEach(
        (tier, session) -> {
          Object mark = session.mark();
          if (mark != null) {
            tiers.put(tier, mark);
          }
        });
    return new Mark(engine().savepoint(), definitions.mark(), tiers);
  }

  private void rollbackTo(Mark mark) {
    engine().rollbackTo(mark.engine());
    definitions.rollbackTo(mark.definitions());
    sessions.forEach((tier, session) -> session.rollbackTo(mark.tiers().get(tier)));
  }

  @Override
  public boolean tryAtOnce(TableReference table, Step step) throws Exception {
    if (!database.tier(table.accessMethod()).writesAtOnce()) {
      return false;
    }
    Mark before = run(this::mark);
    Transaction current = engine();
    current.waits(false);
    try {
      step.run();
      return true;
    } catch (MegaDbException failure) {
      if (failure.state() != SqlState.LOCK_NOT_AVAILABLE) {
        throw failure;
      }
      rollbackTo(before);
      return false;
    } finally {
      current.waits(true);
    }
  }

  @Override
  public void rollbackTo(long savepoint) {
    Mark mark = marks.get(savepoint);
    if (mark == null) {
      throw new MegaDbException(
          SqlState.INVALID_SAVEPOINT_SPECIFICATION, "savepoint " + savepoint + " does not exist");
    }
    run(
        () -> {
          rollbackTo(mark);
          marks.keySet().removeIf(later -> later > savepoint);
          return null;
        });
  }

  @Override
  public void commit() {
    if (ended) {
      throw new MegaDbException(
          SqlState.NO_ACTIVE_SQL_TRANSACTION, "transaction " + id + " has ended");
    }
    boolean committed = false;
    try {
      if (engine != null) {
        run(
            () -> {
              sessions.values().forEach(TierSession::prepare);
              definitions.enlist();
              if (!changedTables.isEmpty()) {
                engine.enlist(database.tableVersions().noting(Set.copyOf(changedTables)));
              }
              return engine.commit();
            });
      }
      committed = true;
    } finally {
      end(committed);
    }
  }

  @Override
  public void rollback() {
    if (!ended) {
      end(false);
    }
  }

  @Override
  public void awaitSeen() {
    if (engine != null) {
      run(
          () -> {
            database.store().awaitDurable(engine.observedLsn());
            return null;
          });
    }
  }

  private void end(boolean committed) {
    ended = true;
    try {
      if (engine != null) {
        engine.close();
      }
    } finally {
      database.transactionEnded(id);
      sessions.values().forEach(session -> session.ended(committed));
    }
  }

  @Override
  public void lockTimeout(Duration timeout) {
    lockTimeout = timeout;
    if (engine != null) {
      engine.lockTimeout(timeout);
    }
  }

  @Override
  public void cancel(MegaDbException reason) {
    cancelReason = reason;
    Transaction current = engine;
    if (current != null) {
      current.cancelWait();
    }
  }

  @Override
  public void close() {
    rollback();
  }
}
