package io.megadb.tables.memory;

import static io.megadb.tables.TestDatabase.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.tables.TestDatabase;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTierTest {
  @TempDir Path directory;
  private final AtomicLong nowMs = new AtomicLong(1_000_000);
  private TestDatabase db;

  private TableDefinition open(Map<String, String> options, Map<String, String> table) {
    db = new TestDatabase(directory, () -> Instant.ofEpochMilli(nowMs.get()), options);
    return db.create(
        TestDatabase.table(
            "m", "memory", table, List.of(0), column("id", PgType.of(PgTypes.INT4))));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private static List<List<Object>> rows(long from, long to) {
    List<List<Object>> rows = new ArrayList<>();
    for (long i = from; i <= to; i++) {
      rows.add(List.of(i));
    }
    return rows;
  }

  @Test
  void rowIsGoneExactlyWhenItsTimeHasCome() {
    TableDefinition table = open(Map.of(), Map.of("ttl", "1 minute 500 ms"));
    db.insert(table, rows(1, 1));
    nowMs.addAndGet(60_499);
    db.insert(table, rows(2, 2));
    assertThat(db.read(table)).isEqualTo(rows(1, 2));
    try (DatabaseTransaction reader = db.begin();
        StatementSnapshot running = reader.startStatement()) {
      nowMs.addAndGet(1);
      assertThat(db.read(table)).isEqualTo(rows(2, 2));
      assertThat(
              TestDatabase.read(
                  reader, running, TestDatabase.scan(table, List.of(), List.of(), false)))
          .isEqualTo(rows(1, 2));
    }
    db.insert(table, rows(1, 1));
    assertThat(db.read(table)).containsExactlyInAnyOrderElementsOf(rows(1, 2));
  }

  @Test
  void oldestRowsMakeRoomIfTheTableSaysSo() {
    TableDefinition table = open(Map.of(), Map.of("capacity", "10", "on_full", "evict"));
    db.insert(table, rows(1, 8));
    db.insert(table, rows(9, 14));
    assertThat(db.read(table)).isEqualTo(rows(5, 14));
  }

  @Test
  void fullTableRefusesAndForgetsWhatWasRolledBack() {
    TableDefinition table = open(Map.of(), Map.of("capacity", "10"));
    db.insert(table, rows(1, 8));
    try (DatabaseTransaction writer = db.begin()) {
      TestDatabase.insert(writer, table, rows(9, 10));
    }
    db.insert(table, rows(9, 10));
    assertThatThrownBy(() -> db.insert(table, rows(11, 11)))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> {
              assertThat(e.state()).isEqualTo(SqlState.CONFIGURATION_LIMIT_EXCEEDED);
              assertThat(e.getMessage()).contains("\"m\" is full").contains("10 rows");
            });
    try (DatabaseTransaction writer = db.begin()) {
      TestDatabase.delete(writer, table, 3L);
      writer.commit();
    }
    db.insert(table, rows(11, 11));
    assertThat(db.read(table)).hasSize(10);
  }

  @Test
  void memoryHasALimit() {
    TableDefinition table = open(Map.of(MemoryCharge.OPTION, "10000"), Map.of());
    assertThatThrownBy(() -> db.insert(table, rows(1, 1000)))
        .isInstanceOfSatisfying(
            MegaDbException.class, e -> assertThat(e.state()).isEqualTo(SqlState.OUT_OF_MEMORY));
    db.insert(table, rows(1, 50));
    assertThat(db.read(table)).hasSize(50);
  }

  @Test
  void versionsThatNobodySeesAreGivenUp() {
    TableDefinition table = open(Map.of(MemoryCharge.OPTION, "4000000"), Map.of());
    db.insert(table, rows(1, 100));
    for (int i = 0; i < 300; i++) {
      try (DatabaseTransaction writer = db.begin()) {
        writer.truncate(table.oid());
        TestDatabase.insert(writer, table, rows(1, 100));
        writer.commit();
      }
    }
    assertThat(db.read(table)).isEqualTo(rows(1, 100));
  }

  @Test
  void badOptionsAreRefusedWithAHint() {
    for (Map<String, String> options :
        List.of(
            Map.of("ttl", "soon"),
            Map.of("ttl", "0 s"),
            Map.of("capacity", "-1"),
            Map.of("on_full", "explode"),
            Map.of("colour", "red"))) {
      assertThatThrownBy(() -> MemoryOptions.parse(options))
          .isInstanceOfSatisfying(
              MegaDbException.class,
              e -> {
                assertThat(e.state()).isEqualTo(SqlState.INVALID_PARAMETER_VALUE);
                assertThat(e.hint()).isNotBlank();
              });
    }
    db = new TestDatabase(directory);
  }
}
