package io.megadb.tables.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of all tiers through Flink SQL, in jobs on a MiniCluster. */
class TableApiITCase {
  @TempDir Path directory;
  private FlinkProgram flink;

  @BeforeEach
  void start() {
    flink = FlinkProgram.batch(directory);
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
            Row.of("a", new java.math.BigDecimal("11.75"), 0.5),
            Row.of("b", new java.math.BigDecimal("7.00"), 2.5));
  }
}
