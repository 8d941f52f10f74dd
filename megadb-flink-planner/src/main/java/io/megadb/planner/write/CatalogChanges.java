package io.megadb.planner.write;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.string.Identifiers;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.statement.CatalogChange;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Makes the changes that a definition statement asks for, inside its transaction. */
public final class CatalogChanges {
  private final DatabaseTransaction transaction;
  private final String user;
  private final Consumer<MegaDbException> notices;
  private final RowSearch rows;

  /** Looks for a row of a table that meets a condition, among this transaction's own rows too. */
  @FunctionalInterface
  public interface RowSearch {
    /**
     * @param condition SQL text over the table's columns
     */
    boolean any(TableDefinition table, String condition) throws Exception;
  }

  /**
   * @param user owns what is made
   * @param notices takes what the client is told besides
   */
  public CatalogChanges(
      DatabaseTransaction transaction,
      String user,
      Consumer<MegaDbException> notices,
      RowSearch rows) {
    this.transaction = transaction;
    this.user = user;
    this.notices = notices;
    this.rows = rows;
  }

  /** Makes changes in their order. */
  public void apply(List<CatalogChange> changes) throws Exception {
    for (CatalogChange change : changes) {
      apply(change);
    }
  }

  private void apply(CatalogChange change) throws Exception {
    if (change instanceof CatalogChange.CreateSchema create) {
      if (create.ifNotExists() && schemaExists(create.name())) {
        notice("schema", create.name());
      } else {
        transaction.createSchema(create.name(), user);
      }
    } else if (change instanceof CatalogChange.DropSchema drop) {
      dropSchema(drop);
    } else if (change instanceof CatalogChange.CreateTable create) {
      create(create);
    } else if (change instanceof CatalogChange.AlterTable alter) {
      alter(alter);
    } else if (change instanceof CatalogChange.DropTables drop) {
      drop.oids().forEach(transaction::dropTable);
    } else if (change instanceof CatalogChange.Truncate truncate) {
      truncate.oids().forEach(transaction::truncate);
    }
  }

  /**
   * Creates a table or view.
   *
   * @return null if it exists and IF NOT EXISTS was written
   */
  public TableDefinition create(CatalogChange.CreateTable create) {
    TableDefinition definition = create.definition();
    if (create.ifNotExists()
        && transaction.catalog().table(definition.schema(), definition.name()) != null) {
      notice("relation", definition.name());
      return null;
    }
    return transaction.createTable(definition);
  }

  private void alter(CatalogChange.AlterTable alter) throws Exception {
    TableDefinition wanted = alter.definition();
    if (alter.checked().isEmpty() && alter.newChecks().isEmpty()) {
      transaction.alterTable(alter.known(), wanted);
      return;
    }
    if (transaction.isolation() != IsolationLevel.READ_COMMITTED) {
      // The snapshot may be older than rows that break the constraint.
      String what = alter.checked().isEmpty() ? "CHECK" : "NOT NULL";
      throw MegaDbException.notSupported(what + " for rows that are there, at " + isolation())
          .withHint("Run it at READ COMMITTED.");
    }
    TableDefinition open = unconstrained(alter);
    transaction.alterTable(alter.known(), open);
    for (int at : alter.checked()) {
      String column = wanted.columns().get(at).name();
      if (rows.any(open, Identifiers.quote(column) + " IS NULL")) {
        throw new MegaDbException(
            SqlState.NOT_NULL_VIOLATION,
            "column \"" + column + "\" of relation \"" + wanted.name() + "\" contains null values");
      }
    }
    for (CheckDefinition check : alter.newChecks()) {
      if (rows.any(open, "NOT (" + check.sql() + ")")) {
        throw new MegaDbException(
            SqlState.CHECK_VIOLATION,
            "check constraint \""
                + check.name()
                + "\" of relation \""
                + wanted.name()
                + "\" is violated by some row");
      }
    }
    transaction.alterTable(open, wanted);
  }

  /**
   * The definition while rows are looked at: a plan must not take the word of a constraint that has
   * not been proven, and no row can have a key that may be null.
   */
  private static TableDefinition unconstrained(CatalogChange.AlterTable alter) {
    TableDefinition wanted = alter.definition();
    List<ColumnDefinition> columns = new ArrayList<>(wanted.columns());
    alter.checked().forEach(at -> columns.set(at, columns.get(at).withNotNull(false)));
    List<CheckDefinition> checks = new ArrayList<>(wanted.checks());
    checks.removeAll(alter.newChecks());
    PrimaryKey key = wanted.primaryKey();
    return wanted.withColumns(columns, key == null || key.oid() == 0 ? null : key, checks);
  }

  private String isolation() {
    return transaction.isolation().name().replace('_', ' ');
  }

  private boolean schemaExists(String name) {
    return transaction.catalog().schemas().stream()
        .map(SchemaDefinition::name)
        .anyMatch(name::equals);
  }

  private void notice(String kind, String name) {
    notices.accept(
        new MegaDbException(
            SqlState.DUPLICATE_TABLE, kind + " \"" + name + "\" already exists, skipping"));
  }

  private void dropSchema(CatalogChange.DropSchema drop) {
    List<TableDefinition> inside =
        transaction.catalog().tables().stream()
            .filter(table -> table.schema().equals(drop.name()))
            .sorted(Comparator.comparing(TableDefinition::kind).reversed())
            .toList();
    if (!inside.isEmpty() && !drop.cascade()) {
      throw new MegaDbException(
              SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
              "cannot drop schema " + drop.name() + " because other objects depend on it")
          .withDetail(inside.get(0).name() + " depends on schema " + drop.name())
          .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
    }
    inside.forEach(table -> transaction.dropTable(table.oid()));
    transaction.dropSchema(drop.name());
  }
}
