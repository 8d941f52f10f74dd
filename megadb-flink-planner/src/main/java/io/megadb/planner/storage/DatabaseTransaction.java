package io.megadb.planner.storage;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.TableReference;
import io.megadb.plan.TableScan;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import java.time.Duration;

/**
 * One transaction over the catalog and all tiers. Used by one thread at a time; {@link #cancel} may
 * come from any.
 *
 * <p>Failures are {@code MegaDbException}s with PostgreSQL's codes (40001, 40P01, 55P03, 23505,
 * 53100 ...). After a failed statement the caller rolls back to a savepoint or altogether.
 */
public interface DatabaseTransaction extends AutoCloseable {
  long id();

  IsolationLevel isolation();

  /**
   * Fixes what the next statement sees: a new snapshot at READ COMMITTED, the first one again
   * otherwise. Close it after the statement.
   */
  StatementSnapshot startStatement();

  /** The catalog as this transaction sees it, own changes included. */
  CatalogSnapshot catalog();

  /** Estimated rows and columns' values, for the planner; never blocks. */
  TableStatistics statistics(TableReference table);

  /** For ANALYZE of a table; 42P01 if it is gone. */
  TableAnalyzer analyzer(TableReference table);

  /**
   * Names the rows of a table at a snapshot: equal numbers mean equal rows.
   *
   * @return -1 if they have no number: this transaction changed them, they expire with time, or a
   *     later commit has replaced them
   */
  long contentVersion(TableReference table, StatementSnapshot snapshot);

  /**
   * Divides a scan at a snapshot into parts, leaving out those that its filters or key exclude.
   *
   * @param scan parameters in filters and key are bound through the context
   * @param wanted number of splits that suit the run; a hint
   */
  SplitPlan splits(
      TableScan scan, StatementSnapshot snapshot, ExecutionContext context, int wanted);

  /**
   * Opens a table for writing; locks and checks uniqueness, NOT NULL is the caller's.
   *
   * @param node INSERT, UPDATE or DELETE
   * @param evaluator evaluates rows again when they changed or conflict; null when the node has
   *     neither a recheck nor a conflict clause
   */
  TableWriter writer(ModifyNode node, StatementSnapshot snapshot, RowEvaluator evaluator);

  /** Creates a schema; 42P06 if it exists. */
  SchemaDefinition createSchema(String name, String owner);

  /** Drops an empty schema. */
  void dropSchema(String name);

  /**
   * Creates a table or view; 42P07 if the name is taken, 0A000 with a hint for what the tier cannot
   * hold.
   *
   * @return the definition with its oids
   */
  TableDefinition createTable(TableDefinition definition);

  /**
   * Replaces the definition with the same oid: view text, comments, columns. Rows stay as they are:
   * a column that they lack reads as its {@code missing} value. 55000 if the definition is no
   * longer the one known, 0A000 with a hint for what the tier cannot change.
   *
   * @param known the definition that the change was made from
   */
  void alterTable(TableDefinition known, TableDefinition definition);

  void dropTable(int oid);

  /** Removes all rows. */
  void truncate(int oid);

  /** The next {@code count} hidden values of a table's sequence of that name; never repeated. */
  long nextValues(String sequence, int count);

  /** Marks a point to return to. */
  long savepoint();

  /** Undoes everything since the savepoint, which stays. */
  void rollbackTo(long savepoint);

  /** Makes everything durable and visible in all tiers at once; returns after the log's fsync. */
  void commit();

  void rollback();

  /**
   * Waits until the commits that a transaction's statements have seen are on disk; {@link #commit}
   * does so by itself. Whoever rolled back calls it before telling the client that the transaction
   * is over, since {@link StatementSnapshot#keepsToItself} put it off.
   */
  default void awaitSeen() {}

  /** A part of a statement. */
  interface Step {
    void run() throws Exception;
  }

  /**
   * Does a step that writes into a table, if that is possible without waiting for anybody; for a
   * thread that must not wait.
   *
   * @return false when it is not possible; nothing has happened then
   */
  default boolean tryAtOnce(TableReference table, Step step) throws Exception {
    return false;
  }

  /** Bounds each later wait for a lock, which then fails with 55P03; zero for no bound. */
  void lockTimeout(Duration timeout);

  /** Wakes a wait for a lock, which then fails with the given error. */
  void cancel(io.megadb.error.MegaDbException reason);

  /** Rolls back if still open. */
  @Override
  void close();
}
