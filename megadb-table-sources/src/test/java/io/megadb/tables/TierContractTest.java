package io.megadb.tables;

import static io.megadb.tables.TestDatabase.column;
import static io.megadb.tables.TestDatabase.delete;
import static io.megadb.tables.TestDatabase.insert;
import static io.megadb.tables.TestDatabase.read;
import static io.megadb.tables.TestDatabase.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every tier promises of transactions. */
class TierContractTest {
  private static final PgType INT4 = PgType.of(PgTypes.INT4);
  private static final PgType TEXT = PgType.of(PgTypes.TEXT);

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

  private TableDefinition table(String name, String tier) {
    return db.create(
        TestDatabase.table(
            name, tier, Map.of(), List.of(0), column("id", INT4), column("v", TEXT)));
  }

  private static List<Object> row(long id, String text) {
    return Arrays.asList(id, text == null ? null : Bytes.utf8(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory", "olap"})
  void committedRowsAreSeenByLaterStatementsOnly(String tier) {
    TableDefinition table = table("t", tier);
    try (DatabaseTransaction reader = db.begin();
        StatementSnapshot before = reader.startStatement()) {
      db.insert(table, List.of(row(1, "a"), row(2, null)));
      assertThat(read(reader, before, TestDatabase.scan(table, List.of(), List.of(), false)))
          .isEmpty();
      assertThat(read(reader, table)).containsExactlyInAnyOrder(row(1, "a"), row(2, null));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory", "olap"})
  void repeatableReadSeesOneState(String tier) {
    TableDefinition table = table("t", tier);
    db.insert(table, List.of(row(1, "a")));
    try (DatabaseTransaction reader = db.begin(IsolationLevel.REPEATABLE_READ)) {
      assertThat(read(reader, table)).containsExactly(row(1, "a"));
      try (DatabaseTransaction other = db.begin()) {
        update(other, table, 1L, row(1, "b"));
        insert(other, table, List.of(row(2, "c")));
        other.commit();
      }
      assertThat(read(reader, table)).containsExactly(row(1, "a"));
      assertThatThrownBy(() -> update(reader, table, 1L, row(1, "z")))
          .isInstanceOfSatisfying(
              MegaDbException.class,
              e -> {
                assertThat(e.state()).isEqualTo(SqlState.SERIALIZATION_FAILURE);
                assertThat(e.hint()).isNotNull();
              });
    }
    assertThat(db.read(table)).containsExactlyInAnyOrder(row(1, "b"), row(2, "c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory", "olap"})
  void ownWritesAreVisibleAndRollbackUndoesThem(String tier) {
    TableDefinition table = table("t", tier);
    db.insert(table, List.of(row(1, "a"), row(2, "b"), row(3, "c")));
    try (DatabaseTransaction writer = db.begin()) {
      insert(writer, table, List.of(row(4, "d")));
      assertThat(update(writer, table, 1L, row(1, "A"))).isEqualTo(1);
      assertThat(delete(writer, table, 2L)).isEqualTo(1);
      assertThat(update(writer, table, 4L, row(4, "D"))).isEqualTo(1);
      assertThat(read(writer, table))
          .containsExactlyInAnyOrder(row(1, "A"), row(3, "c"), row(4, "D"));
      assertThat(db.read(table)).containsExactlyInAnyOrder(row(1, "a"), row(2, "b"), row(3, "c"));
    }
    assertThat(db.read(table)).containsExactlyInAnyOrder(row(1, "a"), row(2, "b"), row(3, "c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory", "olap"})
  void rollbackToSavepointKeepsWhatCameBefore(String tier) {
    TableDefinition table = table("t", tier);
    try (DatabaseTransaction writer = db.begin()) {
      insert(writer, table, List.of(row(1, "a")));
      long savepoint = writer.savepoint();
      insert(writer, table, List.of(row(2, "b")));
      update(writer, table, 1L, row(1, "x"));
      writer.rollbackTo(savepoint);
      assertThat(read(writer, table)).containsExactly(row(1, "a"));
      insert(writer, table, List.of(row(3, "c")));
      writer.commit();
    }
    assertThat(db.read(table)).containsExactlyInAnyOrder(row(1, "a"), row(3, "c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory", "olap"})
  void truncateAndDropObeyRollback(String tier) {
    TableDefinition table = table("t", tier);
    db.insert(table, List.of(row(1, "a")));
    try (DatabaseTransaction writer = db.begin()) {
      writer.truncate(table.oid());
      assertThat(read(writer, table)).isEmpty();
      insert(writer, table, List.of(row(7, "n")));
      assertThat(read(writer, table)).containsExactly(row(7, "n"));
    }
    try (DatabaseTransaction writer = db.begin()) {
      writer.dropTable(table.oid());
      assertThat(writer.catalog().table("public", "t")).isNull();
      assertThat(db.database.catalog().table("public", "t")).isEqualTo(table);
    }
    assertThat(db.read(table)).containsExactly(row(1, "a"));
    try (DatabaseTransaction writer = db.begin()) {
      writer.truncate(table.oid());
      insert(writer, table, List.of(row(2, "b")));
      writer.commit();
    }
    assertThat(db.read(table)).containsExactly(row(2, "b"));
    try (DatabaseTransaction writer = db.begin()) {
      writer.dropTable(table.oid());
      writer.commit();
    }
    assertThat(db.database.catalog().table("public", "t")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory", "olap"})
  void tableCreatedInATransactionIsUsableAndGoneAfterRollback(String tier) {
    try (DatabaseTransaction writer = db.begin()) {
      TableDefinition table =
          writer.createTable(
              TestDatabase.table(
                  "fresh", tier, Map.of(), List.of(), column("id", INT4), column("v", TEXT)));
      assertThat(table.oid()).isGreaterThanOrEqualTo(16384);
      insert(writer, table, List.of(row(1, "a"), row(1, "a")));
      assertThat(read(writer, table)).containsExactly(row(1, "a"), row(1, "a"));
    }
    assertThat(db.database.catalog().table("public", "fresh")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory", "olap"})
  void twoTiersCommitAsOne(String tier) {
    TableDefinition table = table("t", tier);
    TableDefinition other = table("u", "oltp");
    try (DatabaseTransaction writer = db.begin()) {
      insert(writer, table, List.of(row(1, "a")));
      insert(writer, other, List.of(row(1, "b")));
      writer.commit();
    }
    try (DatabaseTransaction writer = db.begin()) {
      insert(writer, table, List.of(row(2, "a")));
      assertThatThrownBy(() -> insert(writer, other, List.of(row(1, "twice"))))
          .isInstanceOf(MegaDbException.class);
      writer.rollback();
    }
    assertThat(db.read(table)).containsExactly(row(1, "a"));
    assertThat(db.read(other)).containsExactly(row(1, "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory"})
  void duplicateKeyIsRefusedInPostgresWords(String tier) {
    TableDefinition table = table("t", tier);
    db.insert(table, List.of(row(1, "a")));
    assertThatThrownBy(() -> db.insert(table, List.of(row(2, "b"), row(1, "b"))))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> {
              assertThat(e.state()).isEqualTo(SqlState.UNIQUE_VIOLATION);
              assertThat(e.getMessage())
                  .isEqualTo("duplicate key value violates unique constraint \"t_pkey\"");
              assertThat(e.detail()).isEqualTo("Key (id)=(1) already exists.");
            });
    assertThat(db.read(table)).containsExactly(row(1, "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "memory", "olap"})
  void definitionsAndDurableRowsSurviveReopening(String tier) {
    TableDefinition table = table("t", tier);
    db.insert(table, List.of(row(1, "a"), row(2, "b")));
    db.close();
    db = new TestDatabase(directory);
    assertThat(db.database.catalog().table("public", "t")).isEqualTo(table);
    List<List<Object>> rows = new ArrayList<>(db.read(table));
    if (tier.equals("memory")) {
      assertThat(rows).isEmpty();
    } else {
      assertThat(rows).containsExactlyInAnyOrder(row(1, "a"), row(2, "b"));
    }
    db.insert(table, List.of(row(3, "c")));
    assertThat(db.read(table)).contains(row(3, "c"));
  }
}
