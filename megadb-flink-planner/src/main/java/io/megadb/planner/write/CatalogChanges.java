package io.megadb.planner.write;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.ColumnDefinition;
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
  private final NullSearch nulls;

  /** Looks for nulls among a table's rows, those of this transaction included. */
  @FunctionalInterface
  public interface NullSearch {
    boolean anyNull(TableDefinition table, ColumnDefinition column) throws Exception;
  }

  /**
   * @param user owns what is made
   * @param notices takes what the client is told besides
   */
  public CatalogChanges(
      DatabaseTransaction transaction,
      String user,
      Consumer<MegaDbException> notices,
      NullSearch nulls) {
    this.transaction = transaction;
    this.user = user;
    this.notices = notices;
    this.nulls = nulls;
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
    if (alter.checked().isEmpty()) {
      transaction.alterTable(alter.known(), wanted);
      return;
    }
    if (transaction.isolation() != IsolationLevel.READ_COMMITTED) {
      // The snapshot may be older than rows that hold nulls.
      throw MegaDbException.notSupported("NOT NULL for rows that are there, at " + isolation())
          .withHint("Run it at READ COMMITTED.");
    }
    // While nulls are looked for, the plan must not take the column's word that there are none.
    List<ColumnDefinition> columns = new ArrayList<>(wanted.columns());
    alter.checked().forEach(at -> columns.set(at, columns.get(at).withNotNull(false)));
    TableDefinition open = wanted.withColumns(columns);
    transaction.alterTable(alter.known(), open);
    for (int at : alter.checked()) {
      if (nulls.anyNull(open, columns.get(at))) {
        throw new MegaDbException(
            SqlState.NOT_NULL_VIOLATION,
            "column \""
                + columns.get(at).name()
                + "\" of relation \""
                + wanted.name()
                + "\" contains null values");
      }
    }
    transaction.alterTable(open, wanted);
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
