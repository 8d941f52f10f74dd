package io.megadb.tables.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.SqlState;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.TestDatabase;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job's writes guarantee: all or nothing, constraints, defaults; and what is refused. */
class WriteITCase {
  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  @TempDir Path directory;
  private FlinkProgram flink;

  @BeforeEach
  void start() {
    flink = FlinkProgram.batch(CLUSTER, directory);
  }

  @AfterEach
  void stop() {
    flink.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "olap", "memory"})
  void failedJobLeavesNothing(String tier) {
    flink.run("CREATE TABLE t (id INT, n INT) WITH ('tier' = '" + tier + "')");
    flink.table(
        directory,
        TestDatabase.table(
            "input",
            "olap",
            Map.of(),
            List.of(),
            TestDatabase.column("id", PgType.of(PgTypes.INT4)),
            TestDatabase.column("n", PgType.of(PgTypes.TEXT))),
        LongStream.range(0, 9000)
            .mapToObj(i -> List.<Object>of(i, Bytes.utf8(i == 8999 ? "x" : "1")))
            .toList());
    assertThatThrownBy(() -> flink.run("INSERT INTO t SELECT id, CAST(n AS INT) FROM input"))
        .isInstanceOf(FlinkProgram.JobFailedException.class);
    assertThat(flink.rows("SELECT COUNT(*) FROM t")).isEqualTo(List.of(Row.of(0L)));
    flink.run("INSERT INTO t SELECT id, CAST(n AS INT) FROM input WHERE n <> 'x'");
    assertThat(flink.rows("SELECT COUNT(*) FROM t")).isEqualTo(List.of(Row.of(8999L)));
  }

  @Test
  void keyThatExistsFailsOrFollowsTheHint() {
    flink.run("CREATE TABLE t (id INT, n INT, PRIMARY KEY (id) NOT ENFORCED)");
    flink.run("INSERT INTO t VALUES (1, 1), (2, 1)");
    assertThatThrownBy(() -> flink.run("INSERT INTO t VALUES (3, 1), (2, 2)"))
        .satisfies(failure -> FlinkProgram.assertState(failure, SqlState.UNIQUE_VIOLATION))
        .hasStackTraceContaining("duplicate key value violates unique constraint \"t_pkey\"");
    flink.run(
        "INSERT INTO t /*+ OPTIONS('sink.on-conflict' = 'ignore') */ VALUES (2, 2), (4, 2)");
    flink.run(
        "INSERT INTO t /*+ OPTIONS('sink.on-conflict' = 'update') */"
            + " VALUES (1, 3), (5, 3), (5, 4)");
    assertThat(flink.rows("SELECT * FROM t"))
        .containsExactlyInAnyOrder(Row.of(1, 3), Row.of(2, 1), Row.of(4, 2), Row.of(5, 4));
    try (FlinkProgram streaming = FlinkProgram.streaming(CLUSTER, directory)) {
      streaming.run("CREATE TABLE sums (n INT, amount INT, PRIMARY KEY (n) NOT ENFORCED)");
      String aggregate = " SELECT n, SUM(id) FROM t GROUP BY n";
      assertThatThrownBy(() -> streaming.run("INSERT INTO sums" + aggregate))
          .hasStackTraceContaining("doesn't support consuming update changes");
      streaming.run(
          "INSERT INTO sums /*+ OPTIONS('sink.on-conflict' = 'update') */" + aggregate);
      assertThat(streaming.rows("SELECT * FROM sums"))
          .containsExactlyInAnyOrder(Row.of(3, 1), Row.of(1, 2), Row.of(2, 4), Row.of(4, 5));
    }
  }

  @Test
  void checksAndDefaultsOfTheTableHold() {
    try (ConnectedDatabase database = flink.connect(directory)) {
      database.inTransaction(transaction -> transaction.createTable(constrained()));
    }
    flink.run("INSERT INTO items (id) VALUES (1), (2)");
    assertThat(flink.rows("SELECT * FROM items"))
        .containsExactlyInAnyOrder(Row.of(1, 7, "HELLO"), Row.of(2, 7, "HELLO"));
    assertThatThrownBy(() -> flink.run("INSERT INTO items VALUES (3, 1, 'a'), (4, -1, 'b')"))
        .satisfies(failure -> FlinkProgram.assertState(failure, SqlState.CHECK_VIOLATION))
        .hasStackTraceContaining("violates check constraint \"positive\"");
    assertThatThrownBy(
            () -> flink.run("INSERT INTO items VALUES (5, CAST(NULL AS INT), 'a')"))
        .satisfies(failure -> FlinkProgram.assertState(failure, SqlState.NOT_NULL_VIOLATION));
    assertThat(flink.rows("SELECT COUNT(*) FROM items")).isEqualTo(List.of(Row.of(2L)));
  }

  private static TableDefinition constrained() {
    return new TableDefinition(
        0,
        "public",
        "items",
        RelationKind.TABLE,
        List.of(
            new ColumnDefinition(1, "id", PgType.of(PgTypes.INT4), false, null, null),
            new ColumnDefinition(2, "amount", PgType.of(PgTypes.INT4), true, "3 + 4", null),
            new ColumnDefinition(
                3, "name", PgType.of(PgTypes.TEXT), false, "upper('hello')", null)),
        null,
        List.of(new CheckDefinition(0, "positive", "amount > 0")),
        "olap",
        Map.of(),
        null,
        "megadb",
        null);
  }

  @Test
  void truncateRemovesAllRows() {
    flink.run("CREATE TABLE t (id INT) WITH ('tier' = 'olap')");
    flink.run("INSERT INTO t VALUES (1), (2)");
    flink.run("TRUNCATE TABLE t");
    assertThat(flink.rows("SELECT * FROM t")).isEmpty();
  }

  @Test
  void whatCannotBeDoneIsRefusedByName() {
    flink.run("CREATE TABLE t (id INT, n INT, PRIMARY KEY (id) NOT ENFORCED)");
    assertThatThrownBy(() -> flink.run("DELETE FROM t WHERE id = 1"))
        .hasStackTraceContaining("feature not supported: DELETE through the Table API");
    assertThatThrownBy(() -> flink.run("UPDATE t SET n = 2 WHERE id = 1"))
        .hasStackTraceContaining("feature not supported: UPDATE through the Table API");
    assertThatThrownBy(
            () -> flink.rows("SELECT * FROM t /*+ OPTIONS('scan.mode' = 'streaming') */"))
        .hasStackTraceContaining("unrecognized option \"scan.mode\"");
    try (FlinkProgram streaming = FlinkProgram.streaming(CLUSTER, directory)) {
      streaming.run(
          "CREATE TEMPORARY TABLE endless (id INT, n INT) WITH ('connector' = 'datagen')");
      assertThatThrownBy(() -> streaming.run("INSERT INTO t SELECT * FROM endless"))
          .hasStackTraceContaining("INSERT of an unbounded stream through the Table API");
    }
  }
}
