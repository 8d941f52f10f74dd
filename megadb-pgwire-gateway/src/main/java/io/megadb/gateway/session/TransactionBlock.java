package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.settings.SessionSettings;
import io.megadb.planner.ast.TransactionMode;
import io.megadb.planner.storage.Database;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * The session's transaction. Every statement runs in one; without BEGIN it ends with the query
 * string or at Sync.
 *
 * <pre>
 *            BEGIN                     error
 *   idle ------------&gt; in block -------------------&gt; failed
 *    ^                  |   ^      ROLLBACK TO s       |
 *    |  COMMIT/ROLLBACK |   +--------------------------+
 *    +------------------+------------------------------+
 * </pre>
 */
final class TransactionBlock {
  private record NamedSavepoint(String name, long savepoint) {}

  private final Database database;
  private final SessionSettings settings;
  private final Deque<NamedSavepoint> savepoints = new ArrayDeque<>();
  private volatile DatabaseTransaction transaction;

  /** Rolled back, while the client has not heard of its end. */
  private DatabaseTransaction rolledBack;

  private boolean explicit;
  private boolean failed;

  /** The query string under way has several statements, which are one transaction. */
  private boolean several;

  /** The open implicit transaction has run a statement by the extended protocol. */
  private boolean pipelined;

  /** The open implicit transaction ends with the statement that runs. */
  private boolean endsWithStatement;

  private long startMicros;

  TransactionBlock(Database database, SessionSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /** For ReadyForQuery: I idle, T in a block, E in a failed one. */
  char status() {
    return !explicit ? 'I' : failed ? 'E' : 'T';
  }

  boolean isExplicit() {
    return explicit;
  }

  boolean isFailed() {
    return failed;
  }

  /** More statements than one are part of the transaction: of a block or of a query string. */
  boolean isShared() {
    return explicit || several;
  }

  /**
   * A query string begins, or has ended.
   *
   * @param more it has several statements
   */
  void several(boolean more) {
    several = more;
  }

  /**
   * Makes the statement that runs a transaction of its own.
   *
   * @throws MegaDbException 25001 if others are part of it
   */
  void requireOwnTransaction(String statement) {
    if (isShared()) {
      throw new MegaDbException(
          SqlState.ACTIVE_SQL_TRANSACTION, statement + " cannot run inside a transaction block");
    }
    if (pipelined) {
      throw new MegaDbException(
          SqlState.ACTIVE_SQL_TRANSACTION, statement + " cannot be executed within a pipeline");
    }
    endsWithStatement = true;
  }

  /**
   * A statement of the extended protocol has run.
   *
   * @param transactionCommand it began or ended a transaction
   */
  void executed(boolean transactionCommand) {
    if (endsWithStatement) {
      endImplicit();
    } else if (!transactionCommand) {
      pipelined = true;
    }
  }

  /** now(): µs from 2000-01-01 UTC; valid while a transaction is open. */
  long startMicros() {
    return startMicros;
  }

  /** The open transaction; begins one if there is none. */
  DatabaseTransaction current() {
    if (transaction == null) {
      start();
    }
    return transaction;
  }

  /** The open transaction or null; any thread. */
  DatabaseTransaction open() {
    return transaction;
  }

  private void start() {
    if (!settings.inTransaction()) {
      enterSettings();
    }
    transaction = database.begin(isolation(), isReadOnly());
  }

  private void enterSettings() {
    settings.beginTransaction();
    copyDefault("transaction_isolation");
    copyDefault("transaction_read_only");
    startMicros = Clock.micros();
  }

  private void copyDefault(String name) {
    String value = settings.get("default_" + name);
    if (!settings.get(name).equals(value)) {
      settings.set(name, value, true);
    }
  }

  private IsolationLevel isolation() {
    return switch (settings.get("transaction_isolation").toLowerCase(Locale.ROOT)) {
      case "serializable" -> IsolationLevel.SERIALIZABLE;
      case "repeatable read" -> IsolationLevel.REPEATABLE_READ;
      default -> IsolationLevel.READ_COMMITTED;
    };
  }

  private boolean isReadOnly() {
    return settings.get("transaction_read_only").equals("on");
  }

  /**
   * BEGIN.
   *
   * @return false, with a warning due, if a block is already open
   */
  boolean begin(List<TransactionMode> modes) {
    if (explicit) {
      return false;
    }
    explicit = true;
    if (!settings.inTransaction()) {
      enterSettings();
    }
    setModes(modes);
    return true;
  }

  /** SET TRANSACTION, or the modes of BEGIN. */
  void setModes(List<TransactionMode> modes) {
    for (TransactionMode mode : modes) {
      String level =
          switch (mode) {
            case READ_UNCOMMITTED -> "read uncommitted";
            case READ_COMMITTED -> "read committed";
            case REPEATABLE_READ -> "repeatable read";
            case SERIALIZABLE -> "serializable";
            case READ_ONLY, READ_WRITE, DEFERRABLE, NOT_DEFERRABLE -> null;
          };
      if (level != null) {
        if (transaction != null && !settings.get("transaction_isolation").equals(level)) {
          throw new MegaDbException(
              SqlState.ACTIVE_SQL_TRANSACTION,
              "SET TRANSACTION ISOLATION LEVEL must be called before any query");
        }
        settings.set("transaction_isolation", level, true);
      } else if (mode == TransactionMode.READ_ONLY || mode == TransactionMode.READ_WRITE) {
        String readOnly = mode == TransactionMode.READ_ONLY ? "on" : "off";
        if (transaction != null && !settings.get("transaction_read_only").equals(readOnly)) {
          throw new MegaDbException(
              SqlState.ACTIVE_SQL_TRANSACTION,
              "transaction read-write mode must be set before any query");
        }
        settings.set("transaction_read_only", readOnly, true);
      }
    }
  }

  /**
   * COMMIT: commits, or rolls back a failed block.
   *
   * @return whether it committed
   */
  boolean commit() {
    boolean commit = !failed;
    try {
      if (transaction != null) {
        if (commit) {
          transaction.commit();
        } else {
          rollbackOpen();
        }
      }
    } catch (RuntimeException e) {
      commit = false;
      throw e;
    } finally {
      end(commit);
    }
    return commit;
  }

  void rollback() {
    try {
      if (transaction != null) {
        rollbackOpen();
      }
    } finally {
      end(false);
    }
  }

  private void rollbackOpen() {
    rolledBack = transaction;
    transaction.rollback();
  }

  /**
   * Waits, once the client is about to hear that its transaction is over, until the commits that it
   * has seen are on disk. A transaction of quick reads has waited before.
   */
  void settle() {
    DatabaseTransaction seen = rolledBack;
    if (!explicit && seen != null) {
      rolledBack = null;
      seen.awaitSeen();
    }
  }

  private void end(boolean committed) {
    DatabaseTransaction ended = transaction;
    transaction = null;
    explicit = false;
    failed = false;
    pipelined = false;
    endsWithStatement = false;
    savepoints.clear();
    settings.endTransaction(committed);
    if (ended != null) {
      ended.close();
    }
  }

  /** The end of a query string or Sync: ends a transaction that no BEGIN opened. */
  void endImplicit() {
    if (!explicit) {
      commit();
    }
  }

  /** A statement failed: nothing of an implicit transaction stays, a block waits for its end. */
  void statementFailed() {
    if (!explicit) {
      rollback();
    } else {
      failed = true;
      if (savepoints.isEmpty() && transaction != null) {
        transaction.rollback(); // releases the locks at once; the block only waits for its end
      }
    }
  }

  void savepoint(String name) {
    requireBlock("SAVEPOINT");
    savepoints.push(new NamedSavepoint(name, current().savepoint()));
  }

  void release(String name) {
    requireBlock("RELEASE SAVEPOINT");
    find(name);
    while (!savepoints.pop().name().equals(name)) {
      // also releases the savepoints made after it
    }
  }

  void rollbackTo(String name) {
    requireBlock("ROLLBACK TO SAVEPOINT");
    NamedSavepoint target = find(name);
    while (!target.equals(savepoints.peek())) {
      savepoints.pop();
    }
    transaction.rollbackTo(target.savepoint());
    failed = false;
  }

  private NamedSavepoint find(String name) {
    for (Iterator<NamedSavepoint> newestFirst = savepoints.iterator(); newestFirst.hasNext(); ) {
      NamedSavepoint savepoint = newestFirst.next();
      if (savepoint.name().equals(name)) {
        return savepoint;
      }
    }
    throw new MegaDbException(
        SqlState.INVALID_SAVEPOINT_SPECIFICATION, "savepoint \"" + name + "\" does not exist");
  }

  private void requireBlock(String statement) {
    if (!explicit) {
      throw new MegaDbException(
          SqlState.NO_ACTIVE_SQL_TRANSACTION,
          statement + " can only be used in transaction blocks");
    }
  }
}
