package io.megadb.tables.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.tables.TestDatabase;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.time.PgCalendar;
import io.megadb.vector.Bytes;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of all tiers read and written by Flink SQL, in jobs on a MiniCluster. */
class TableApiITCase {
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
  void rowsWrittenAreRead(String tier) {
    flink.run("CREATE TABLE t (id BIGINT, name STRING) WITH ('tier' = '" + tier + "')");
    flink.run("INSERT INTO t VALUES (1, 'one'), (2, CAST(NULL AS STRING)), (3, 'three')");
    assertThat(flink.rows("SELECT * FROM t"))
        .containsExactlyInAnyOrder(Row.of(1L, "one"), Row.of(2L, null), Row.of(3L, "three"));
    assertThat(flink.rows("SELECT COUNT(*) FROM t")).isEqualTo(List.of(Row.of(3L)));
  }

  @Test
  void oneQueryJoinsTablesOfAllTiers() {
    flink.run("CREATE TABLE bill (resource INT, cost DECIMAL(10, 2)) WITH ('tier' = 'olap')");
    flink.run(
        "CREATE TABLE resources (id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED)"
            + " WITH ('tier' = 'oltp')");
    flink.run(
        "CREATE TABLE prices (id INT, price DOUBLE, PRIMARY KEY (id) NOT ENFORCED)"
            + " WITH ('tier' = 'memory')");
    flink.run("INSERT INTO bill VALUES (1, 10.50), (1, 1.25), (2, 7.00), (3, 1.00)");
    flink.run("INSERT INTO resources VALUES (1, 'a'), (2, 'b')");
    flink.run("INSERT INTO prices VALUES (1, 0.5), (2, 2.5)");
    assertThat(
            flink.rows(
                "SELECT r.name, SUM(b.cost), MAX(p.price) FROM bill b"
                    + " JOIN resources r ON r.id = b.resource JOIN prices p ON p.id = r.id"
                    + " GROUP BY r.name"))
        .containsExactlyInAnyOrder(
            Row.of("a", new BigDecimal("11.75"), 0.5), Row.of("b", new BigDecimal("7.00"), 2.5));
  }

  /** Row i of the table that the next test reads. */
  private record Sample(int id, String name, LocalDate day, Double weight) {
    static Sample of(int i) {
      return new Sample(
          i,
          i % 7 == 0 ? null : "n" + i % 100,
          LocalDate.of(2024, 1, 1).plusDays(i % 500),
          i % 5 == 0 ? null : i / 4.0);
    }

    List<Object> values() {
      return Arrays.asList(
          (long) id,
          name == null ? null : Bytes.utf8(name),
          day.toEpochDay() - PgCalendar.UNIX_EPOCH_DAYS,
          weight);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "olap"})
  void columnsConditionsAndLimitsPushedDownChangeNoAnswer(String tier) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      samples.add(Sample.of(i));
    }
    flink.table(
        directory,
        TestDatabase.table(
            "t",
            tier,
            Map.of(),
            List.of(0),
            new ColumnDefinition(1, "id", PgType.of(PgTypes.INT4), true, null, null),
            TestDatabase.column("name", PgType.of(PgTypes.TEXT)),
            TestDatabase.column("day", PgType.of(PgTypes.DATE)),
            TestDatabase.column("weight", PgType.of(PgTypes.FLOAT8))),
        samples.stream().map(Sample::values).toList());

    String byKey =
        "SELECT weight, id FROM t WHERE id >= 4000 AND id < 4010 OR id = 9999 OR id = -1";
    assertThat(flink.environment().explainSql(byKey)).contains("filter=[", "project=[weight, id]");
    assertThat(flink.rows(byKey))
        .containsExactlyInAnyOrderElementsOf(
            samples.stream()
                .filter(s -> s.id() >= 4000 && s.id() < 4010 || s.id() == 9999)
                .map(s -> Row.of(s.weight(), s.id()))
                .toList());
    assertThat(
            flink.rows(
                "SELECT COUNT(*), SUM(id) FROM t WHERE name = 'n13' AND `day` > DATE '2024-06-01'"
                    + " AND NOT weight < 100 AND UPPER(name) = 'N13'"))
        .isEqualTo(
            List.of(
                samples.stream()
                    .filter(s -> "n13".equals(s.name()))
                    .filter(s -> s.day().isAfter(LocalDate.of(2024, 6, 1)))
                    .filter(s -> s.weight() != null && s.weight() >= 100)
                    .reduce(
                        Row.of(0L, 0),
                        (sum, s) ->
                            Row.of((Long) sum.getField(0) + 1, (Integer) sum.getField(1) + s.id()),
                        (a, b) -> a)));
    assertThat(flink.rows("SELECT COUNT(*) FROM t WHERE name IS NULL"))
        .isEqualTo(List.of(Row.of(samples.stream().filter(s -> s.name() == null).count())));
    String some = "SELECT id FROM t WHERE id > 5000 LIMIT 5";
    assertThat(flink.environment().explainSql(some)).contains("limit=[5]");
    assertThat(flink.rows(some))
        .hasSize(5)
        .allSatisfy(row -> assertThat((Integer) row.getField(0)).isGreaterThan(5000));
  }

  @Test
  void boundedTablesAreReadInStreamingModeToo() {
    flink.run("CREATE TABLE t (id INT, at_time TIMESTAMP(6)) WITH ('tier' = 'memory')");
    flink.run("INSERT INTO t VALUES (1, TIMESTAMP '2024-02-29 12:30:00.123456')");
    try (FlinkProgram streaming = FlinkProgram.streaming(CLUSTER, directory)) {
      streaming.run("INSERT INTO t SELECT id + 1, at_time FROM t");
      assertThat(streaming.rows("SELECT * FROM t"))
          .containsExactlyInAnyOrder(
              Row.of(1, LocalDateTime.parse("2024-02-29T12:30:00.123456")),
              Row.of(2, LocalDateTime.parse("2024-02-29T12:30:00.123456")));
    }
  }
}
