package io.megadb.tables.storage;

import static io.megadb.tables.TestDatabase.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.tables.TestDatabase;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {
  @TempDir Path directory;
  private TestDatabase db;

  @BeforeEach
  void open() {
    db = new TestDatabase(directory);
  }

  @AfterEach
  void close() {
    db.close();
  }

  private static TableDefinition table(String schema, String name) {
    return new TableDefinition(
        0,
        schema,
        name,
        RelationKind.TABLE,
        List.of(
            new ColumnDefinition(0, "a", PgType.of(PgTypes.INT4), false, "nextval('q')", "c"),
            column("b", PgType.numeric(10, 2))),
        new PrimaryKey(0, 0, name + "_pkey", List.of(0), true),
        List.of(new CheckDefinition(0, "b_check", "b > 0")),
        "oltp",
        Map.of(),
        null,
        "owner",
        "comment");
  }

  private static void assertFails(SqlState state, String message, ThrowingCallable step) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> {
              assertThat(e.state()).isEqualTo(state);
              assertThat(e.getMessage()).isEqualTo(message);
            });
  }

  @Test
  void everyPartOfADefinitionSurvives() {
    TableDefinition created = db.create(table("public", "t"));
    assertThat(created.oid()).isGreaterThanOrEqualTo(16384);
    assertThat(created.columns().get(0).notNull()).isTrue();
    assertThat(created.columns().get(1).attnum()).isEqualTo(2);
    assertThat(created.primaryKey().indexOid()).isGreaterThan(created.primaryKey().oid());
    assertThat(created.checks().get(0).oid()).isPositive();
    db.close();
    db = new TestDatabase(directory);
    assertThat(db.database.catalog().table(created.oid())).isEqualTo(created);
    assertThat(db.create(table("public", "u")).oid()).isGreaterThan(created.oid());
  }

  @Test
  void schemasExistFromTheStartOrAreMade() {
    assertThat(db.database.catalog().schemas())
        .extracting(SchemaDefinition::name)
        .containsExactly("information_schema", "pg_catalog", "public");
    try (DatabaseTransaction transaction = db.begin()) {
      transaction.createSchema("s", "me");
      transaction.createTable(table("s", "t"));
      assertFails(
          SqlState.DUPLICATE_SCHEMA,
          "schema \"s\" already exists",
          () -> transaction.createSchema("s", "me"));
      assertFails(
          SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
          "cannot drop schema s because other objects depend on it",
          () -> transaction.dropSchema("s"));
      transaction.dropTable(transaction.catalog().table("s", "t").oid());
      transaction.dropSchema("s");
      transaction.commit();
    }
    assertThat(db.database.catalog().schemas()).hasSize(3);
  }

  @Test
  void wrongNamesAreRefusedInPostgresWords() {
    db.create(table("public", "t"));
    assertFails(
        SqlState.DUPLICATE_TABLE,
        "relation \"t\" already exists",
        () -> db.create(table("public", "t")));
    assertFails(
        SqlState.INVALID_SCHEMA_NAME,
        "schema \"nowhere\" does not exist",
        () -> db.create(table("nowhere", "t")));
    assertFails(
        SqlState.UNDEFINED_OBJECT,
        "access method \"heap\" does not exist",
        () ->
            db.create(
                TestDatabase.table(
                    "h", "heap", Map.of(), List.of(), column("a", PgType.of(PgTypes.INT4)))));
  }

  @Test
  void changesAreSeenInsideTheirTransactionAndAfterCommitOnly() {
    TableDefinition created = db.create(table("public", "t"));
    long before = db.database.catalog().version();
    TableDefinition renamed =
        new TableDefinition(
            created.oid(),
            "public",
            "v",
            created.kind(),
            created.columns(),
            created.primaryKey(),
            created.checks(),
            "oltp",
            Map.of(),
            null,
            "owner",
            "other");
    try (DatabaseTransaction transaction = db.begin()) {
      transaction.alterTable(created, renamed);
      assertThat(transaction.catalog().table("public", "v")).isEqualTo(renamed);
      assertThat(transaction.catalog().version()).isNotEqualTo(before);
      assertThat(db.database.catalog().table("public", "v")).isNull();
      transaction.commit();
    }
    assertThat(db.database.catalog().version()).isGreaterThan(before);
    assertThat(db.database.catalog().table("public", "t")).isNull();
    assertThat(db.database.catalog().table("public", "v")).isEqualTo(renamed);
  }

  @Test
  void rollbackToASavepointUndoesDefinitionsToo() {
    try (DatabaseTransaction transaction = db.begin()) {
      transaction.createTable(table("public", "kept"));
      long savepoint = transaction.savepoint();
      transaction.createTable(table("public", "undone"));
      transaction.rollbackTo(savepoint);
      transaction.createTable(table("public", "undone"));
      transaction.rollbackTo(savepoint);
      transaction.commit();
    }
    assertThat(db.database.catalog().table("public", "kept")).isNotNull();
    assertThat(db.database.catalog().table("public", "undone")).isNull();
  }

  @Test
  void columnAddedLaterReadsAsNullInOlderRows() {
    for (String tier : List.of("oltp", "memory")) {
      TableDefinition old =
          db.create(
              TestDatabase.table(
                  tier + "_t", tier, Map.of(), List.of(0), column("a", PgType.of(PgTypes.INT4))));
      db.insert(old, List.of(List.of(1L)));
      ColumnDefinition added =
          new ColumnDefinition(2, "b", PgType.of(PgTypes.INT8), false, null, null);
      TableDefinition wider =
          new TableDefinition(
              old.oid(),
              "public",
              old.name(),
              old.kind(),
              List.of(old.columns().get(0), added),
              old.primaryKey(),
              List.of(),
              tier,
              Map.of(),
              null,
              "megadb",
              null);
      try (DatabaseTransaction transaction = db.begin()) {
        transaction.alterTable(old, wider);
        transaction.commit();
      }
      db.insert(wider, List.of(List.of(2L, 20L)));
      assertThat(db.read(wider))
          .as(tier)
          .containsExactlyInAnyOrder(Arrays.asList(1L, null), List.of(2L, 20L));
    }
  }

  @Test
  void definitionOfAnotherStateIsNotReplaced() {
    TableDefinition created = db.create(table("public", "t"));
    try (DatabaseTransaction transaction = db.begin()) {
      transaction.alterTable(created, created.withComment("first"));
      transaction.commit();
    }
    assertFails(
        SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
        "columns of table \"t\" changed while the statement started",
        () -> {
          try (DatabaseTransaction transaction = db.begin()) {
            transaction.alterTable(created, created.withComment("second"));
          }
        });
  }

  @Test
  void sequencesNeverRepeatAndStartAnewWithTheirTable() {
    TableDefinition table = db.create(table("public", "t"));
    try (DatabaseTransaction transaction = db.begin()) {
      assertThat(transaction.nextValues("q", 3)).isEqualTo(1);
      assertThat(transaction.nextValues("q", 1)).isEqualTo(4);
      assertThat(transaction.nextValues("other", 1)).isEqualTo(1);
    }
    db.close();
    db = new TestDatabase(directory);
    try (DatabaseTransaction transaction = db.begin()) {
      assertThat(transaction.nextValues("q", 1)).isGreaterThan(4);
      transaction.dropTable(table.oid());
      transaction.commit();
    }
    try (DatabaseTransaction transaction = db.begin()) {
      assertThat(transaction.nextValues("q", 1)).isEqualTo(1);
    }
  }

  @Test
  void readOnlyTransactionsWriteNothing() {
    try (DatabaseTransaction transaction = db.database.begin(IsolationLevel.READ_COMMITTED, true)) {
      assertFails(
          SqlState.READ_ONLY_SQL_TRANSACTION,
          "cannot execute CREATE TABLE in a read-only transaction",
          () -> transaction.createTable(table("public", "t")));
    }
  }

  @Test
  void directoryThatIsOpenIsRefused() {
    assertThatThrownBy(() -> new TestDatabase(directory))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> {
              assertThat(e.state()).isEqualTo(SqlState.OBJECT_IN_USE);
              assertThat(e.getMessage()).contains("in use");
            });
  }
}
