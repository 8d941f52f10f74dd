package io.megadb.tables.storage;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.oltp.CommitParticipant;
import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.ReservedTables;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableAnalysis;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.catalog.Catalog;
import io.megadb.tables.catalog.CatalogEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** One transaction's changes of the catalog: made, seen by itself, undone, or committed. */
final class Definitions {
  private final StorageDatabase database;
  private final StorageTransaction transaction;
  private final List<CatalogEdit> edits = new ArrayList<>();
  private final List<String> droppedSequences = new ArrayList<>();
  private Catalog merged;
  private Catalog mergedOver;

  /** How many changes there were. */
  record Mark(int edits, int droppedSequences) {}

  Definitions(StorageDatabase database, StorageTransaction transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  /** The newest committed catalog with own changes. */
  Catalog catalog() {
    Catalog committed = database.catalog();
    if (edits.isEmpty()) {
      return committed;
    }
    if (merged == null || mergedOver != committed) {
      merged = committed.apply(edits, database.nextPrivateVersion());
      mergedOver = committed;
    }
    return merged;
  }

  Mark mark() {
    return new Mark(edits.size(), droppedSequences.size());
  }

  void rollbackTo(Mark mark) {
    edits.subList(mark.edits(), edits.size()).clear();
    droppedSequences.subList(mark.droppedSequences(), droppedSequences.size()).clear();
    merged = null;
  }

  /** Has the changes take effect with the engine's commit. */
  void enlist() {
    if (edits.isEmpty()) {
      return;
    }
    List<CatalogEdit> committed = List.copyOf(edits);
    List<String> sequences = List.copyOf(droppedSequences);
    transaction
        .engine()
        .enlist(
            new CommitParticipant() {
              @Override
              public void commit(long lsn) {
                database.apply(committed);
                database.sequences().forget(sequences);
              }

              @Override
              public void rollback() {}
            });
  }

  SchemaDefinition createSchema(String name, String owner) {
    lockName(name);
    if (catalog().schema(name) != null) {
      throw new MegaDbException(
          SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\" already exists");
    }
    SchemaDefinition schema = new SchemaDefinition(database.oids().next(), name, owner, null);
    add(new CatalogEdit.PutSchema(schema));
    return schema;
  }

  Void dropSchema(String name) {
    lockName(name);
    SchemaDefinition schema = catalog().schema(name);
    if (schema == null) {
      throw noSchema(name);
    }
    if (database.isBuiltIn(schema)) {
      throw new MegaDbException(
          SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
          "cannot drop schema " + name + " because it is required by the database system");
    }
    List<String> content =
        catalog().tables().stream()
            .filter(table -> table.schema().equals(name))
            .map(table -> describe(table) + " depends on schema " + name)
            .toList();
    if (!content.isEmpty()) {
      throw new MegaDbException(
              SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
              "cannot drop schema " + name + " because other objects depend on it")
          .withDetail(String.join("\n", content))
          .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
    }
    add(new CatalogEdit.DropSchema(schema.oid()));
    return null;
  }

  private static String describe(TableDefinition table) {
    String kind = table.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return kind + " " + table.schema() + "." + table.name();
  }

  TableDefinition createTable(TableDefinition wanted) {
    lockName(wanted.schema());
    checkFree(wanted);
    TierSession session = null;
    if (wanted.kind() == RelationKind.TABLE) {
      database.tier(wanted.accessMethod()).check(wanted);
      session = transaction.session(wanted.accessMethod());
    }
    TableDefinition table = database.oids().assign(wanted);
    transaction.engine().lockTable(table.oid(), LockMode.EXCLUSIVE);
    add(new CatalogEdit.PutTable(table));
    if (session != null) {
      session.create(table);
    }
    return table;
  }

  Void alterTable(TableDefinition known, TableDefinition wanted) {
    TableDefinition changed = database.oids().assignParts(wanted);
    TableDefinition old = lockTable(changed.oid());
    if (!old.equals(known)) {
      throw StorageTransaction.columnsChanged(old);
    }
    if (!old.accessMethod().equals(changed.accessMethod())) {
      throw MegaDbException.notSupported("changing a table's access method")
          .withHint("Create a table in the other tier and copy the rows.");
    }
    if (!old.name().equals(changed.name()) || !old.schema().equals(changed.schema())) {
      lockName(changed.schema());
      checkFree(changed);
    }
    if (changed.kind() == RelationKind.TABLE
        && (!old.columns().equals(changed.columns())
            || !Objects.equals(old.primaryKey(), changed.primaryKey()))) {
      transaction.session(changed.accessMethod()).alter(old, changed);
    }
    add(new CatalogEdit.PutTable(changed));
    return null;
  }

  Void dropTable(int oid) {
    TableDefinition table = lockTable(oid);
    if (table.kind() == RelationKind.TABLE) {
      transaction.session(table.accessMethod()).drop(table);
    }
    for (String sequence : NamedSequences.ownedBy(table)) {
      NamedSequences.drop(transaction.engine(), sequence);
      droppedSequences.add(sequence);
    }
    forgetAnalysis(oid);
    add(new CatalogEdit.DropTable(oid));
    return null;
  }

  Void truncate(int oid) {
    TableDefinition table = lockTable(oid);
    transaction.session(table.accessMethod()).truncate(table);
    forgetAnalysis(oid);
    return null;
  }

  private void forgetAnalysis(int oid) {
    TableAnalysis known = catalog().analysis(oid);
    if (known != null) {
      add(new CatalogEdit.DropAnalysis(known));
    }
  }

  /** Keeps what was found in a table, unless it has been dropped or changed meanwhile. */
  Void analyzed(TableDefinition table, TableAnalysis analysis) {
    transaction.engine().lockTable(table.oid(), LockMode.SHARED);
    TableDefinition now = catalog().table(table.oid());
    if (now != null && now.columns().equals(table.columns())) {
      add(new CatalogEdit.PutAnalysis(now, analysis));
    }
    return null;
  }

  /** The table, locked against all writers; as it is now that the lock is held. */
  private TableDefinition lockTable(int oid) {
    TableDefinition known = catalog().table(oid);
    if (known != null && database.isBuiltIn(known)) {
      throw new MegaDbException(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "permission denied: \"" + known.name() + "\" is a system catalog");
    }
    transaction.engine().lockTable(oid, LockMode.EXCLUSIVE);
    TableDefinition table = catalog().table(oid);
    if (table == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_TABLE,
          known == null
              ? "relation with OID " + oid + " does not exist"
              : "relation \"" + known.name() + "\" does not exist");
    }
    return table;
  }

  /** Keeps two transactions from creating objects in a schema, or dropping it, at the same time. */
  private void lockName(String schema) {
    transaction
        .engine()
        .lock(
            ReservedTables.CATALOG,
            CatalogRows.key('k', schema),
            LockMode.EXCLUSIVE,
            LockWait.WAIT);
  }

  private void checkFree(TableDefinition table) {
    SchemaDefinition schema = catalog().schema(table.schema());
    if (schema == null) {
      throw noSchema(table.schema());
    }
    if (database.isBuiltIn(schema) && schema.oid() != StorageDatabase.PUBLIC_OID) {
      throw new MegaDbException(
              SqlState.INSUFFICIENT_PRIVILEGE,
              "permission denied to create \"" + schema.name() + "." + table.name() + "\"")
          .withDetail("System catalog modifications are currently disallowed.");
    }
    if (catalog().table(table.schema(), table.name()) != null) {
      throw new MegaDbException(
          SqlState.DUPLICATE_TABLE, "relation \"" + table.name() + "\" already exists");
    }
  }

  private static MegaDbException noSchema(String name) {
    return new MegaDbException(
        SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist");
  }

  private void add(CatalogEdit edit) {
    CatalogRows.write(transaction.engine(), edit);
    edits.add(edit);
    merged = null;
  }
}
