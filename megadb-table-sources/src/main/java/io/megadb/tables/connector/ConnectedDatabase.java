package io.megadb.tables.connector;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.planner.PlanningContext;
import io.megadb.planner.StatementPlanner;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.Plugins;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.planner.write.CatalogChanges;
import io.megadb.spi.TaskExtensions;
import io.megadb.tables.live.LiveDatabases;
import io.megadb.tables.live.SnapshotReader;
import io.megadb.tables.storage.StorageDatabase;
import io.megadb.tables.storage.StorageDatabaseFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A database that a catalog has open, alone or with others of its process, and the plugins around
 * it. Thread-safe.
 */
final class ConnectedDatabase implements AutoCloseable {
  private final StorageDatabase database;
  private final MegaDbExtensions extensions;
  private final TaskExtensions tasks;
  private boolean closed;

  private ConnectedDatabase(
      StorageDatabase database, MegaDbExtensions extensions, TaskExtensions tasks) {
    this.database = database;
    this.extensions = extensions;
    this.tasks = tasks;
  }

  /**
   * Opens a data directory, or shares the database that this process has open there.
   *
   * @throws MegaDbException 55006 if another process has it open
   */
  static ConnectedDatabase open(Path directory, ClassLoader loader) {
    MegaDbExtensions extensions = Plugins.discover(loader);
    TaskExtensions tasks = TaskExtensions.discover(loader);
    SnapshotReader reader =
        LiveDatabases.share(
            directory,
            path ->
                (SnapshotReader)
                    new StorageDatabaseFactory()
                        .open(
                            path,
                            Map.of(),
                            extensions.accessMethods().stream()
                                .map(MegaDbExtensions.Injection::value)
                                .toList(),
                            List.of(),
                            tasks.functions()::type));
    if (!(reader instanceof StorageDatabase database)) {
      throw new MegaDbException(
          SqlState.INTERNAL_ERROR, "not a database of this process: " + directory);
    }
    return new ConnectedDatabase(database, extensions, tasks);
  }

  StorageDatabase database() {
    return database;
  }

  MegaDbExtensions extensions() {
    return extensions;
  }

  TaskExtensions tasks() {
    return tasks;
  }

  /** Runs a step in a transaction of its own and commits it. */
  <T> T inTransaction(Function<DatabaseTransaction, T> step) {
    try (DatabaseTransaction transaction = database.begin(IsolationLevel.READ_COMMITTED, false)) {
      T result = step.apply(transaction);
      transaction.commit();
      return result;
    }
  }

  /**
   * Runs a definition statement as the prompt does: with a look at what depends on a table.
   *
   * @param sql qualifies names, since there is no search path
   */
  void define(String sql) {
    inTransaction(
        transaction -> {
          PlanningContext context =
              new PlanningContext(
                  transaction.catalog(),
                  reference -> new TableStatistics(0, 0, Map.of()),
                  List.of(),
                  EvaluationContext.constant(),
                  tasks.functions(),
                  extensions);
          PlannedStatement.Definition definition =
              (PlannedStatement.Definition)
                  new StatementPlanner().plan(PgParser.parse(sql).get(0), context);
          CatalogChanges changes =
              new CatalogChanges(
                  transaction,
                  EvaluationContext.constant().user(),
                  notice -> {},
                  (table, condition) -> {
                    throw MegaDbException.notSupported("NOT NULL through the Table API");
                  });
          try {
            changes.apply(definition.changes());
          } catch (MegaDbException e) {
            throw e;
          } catch (Exception e) {
            throw new MegaDbException(SqlState.INTERNAL_ERROR, "cannot run " + sql, e);
          }
          return null;
        });
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      database.close();
    }
  }
}
