package io.megadb.tables.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.SqlState;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.live.LiveDatabases;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataLong;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Definitions through the catalog: what Flink's DDL makes, shows and takes away. */
class CatalogITCase {
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

  @Test
  void definitionComesBackAsItWasGiven() throws Exception {
    flink.run("CREATE DATABASE sales");
    flink.run("CREATE DATABASE IF NOT EXISTS sales");
    flink.run(
        "CREATE TABLE sales.orders (id BIGINT COMMENT 'number', at_time TIMESTAMP_LTZ(6),"
            + " code CHAR(3) NOT NULL, note VARCHAR(20), price DECIMAL(12, 3), tags ARRAY<STRING>,"
            + " `until` TIME(0), `raw` BYTES, CONSTRAINT k PRIMARY KEY (id) NOT ENFORCED)"
            + " COMMENT 'all orders' WITH ('tier' = 'memory', 'ttl' = '1 hour')");
    CatalogBaseTable table = catalog().getTable(new ObjectPath("sales", "orders"));
    assertThat(table.getComment()).isEqualTo("all orders");
    assertThat(table.getOptions())
        .containsOnly(java.util.Map.entry("tier", "memory"), java.util.Map.entry("ttl", "1 hour"));
    assertThat(table.getUnresolvedSchema().toString())
        .contains(
            "`id` BIGINT NOT NULL COMMENT 'number'",
            "`at_time` TIMESTAMP_LTZ(6)",
            "`code` CHAR(3) NOT NULL",
            "`note` VARCHAR(20)",
            "`price` DECIMAL(12, 3)",
            "`tags` ARRAY<STRING>",
            "`until` TIME(0)",
            "`raw` BYTES",
            "PRIMARY KEY (`id`) NOT ENFORCED");
    assertThat(flink.rows("SHOW TABLES FROM sales")).isEqualTo(List.of(Row.of("orders")));
    assertThat(flink.rows("SHOW DATABASES"))
        .containsExactlyInAnyOrder(Row.of("public"), Row.of("sales"));

    flink.run("ALTER TABLE sales.orders RENAME TO sales.old_orders");
    assertThat(flink.rows("SHOW TABLES FROM sales")).isEqualTo(List.of(Row.of("old_orders")));
    assertThatThrownBy(() -> flink.run("DROP DATABASE sales RESTRICT"))
        .hasStackTraceContaining("is not empty");
    flink.run("DROP TABLE sales.old_orders");
    flink.run("DROP DATABASE sales");
    assertThat(flink.rows("SHOW DATABASES")).isEqualTo(List.of(Row.of("public")));
  }

  @Test
  void renamedTableKeepsTheNumbersOfColumnsThatItDropped() throws Exception {
    flink.run("CREATE TABLE t (id BIGINT)");
    try (ConnectedDatabase database =
        ConnectedDatabase.open(directory, CatalogITCase.class.getClassLoader())) {
      TableDefinition known = database.database().catalog().table("public", "t");
      database.inTransaction(
          transaction -> {
            transaction.alterTable(known, known.withLastAttnum(7));
            return null;
          });
      flink.run("ALTER TABLE t RENAME TO u");
      TableDefinition renamed = database.database().catalog().table("public", "u");
      assertThat(renamed).isEqualTo(known.withLastAttnum(7).withName("u"));
    }
  }

  @Test
  void tableThatAViewReadsIsNeitherDroppedNorRenamed() throws Exception {
    flink.run("CREATE TABLE t (id BIGINT)");
    try (ConnectedDatabase database =
        ConnectedDatabase.open(directory, CatalogITCase.class.getClassLoader())) {
      database.define("CREATE VIEW public.v AS SELECT id FROM public.t");
      assertThatThrownBy(() -> flink.run("DROP TABLE t"))
          .hasStackTraceContaining("other objects depend on it");
      assertThatThrownBy(() -> flink.run("ALTER TABLE t RENAME TO u"))
          .hasStackTraceContaining("view \"v\" depends on it");
      assertThat(database.database().catalog().table("public", "t")).isNotNull();
    }
  }

  @Test
  void whatATableCannotHaveIsRefused() {
    refused("CREATE TABLE t (id TINYINT)", "a column of Flink's type TINYINT");
    refused("CREATE TABLE t (m MAP<INT, INT>)", "a column of Flink's type MAP<INT, INT>");
    refused("CREATE TABLE t (at_time TIMESTAMP(9))", "a column of Flink's type TIMESTAMP(9)");
    refused("CREATE TABLE t (id INT) PARTITIONED BY (id)", "PARTITIONED BY");
    refused("CREATE TABLE t (id INT, n AS id + 1)", "computed and metadata columns");
    refused("CREATE VIEW v AS SELECT 1", "CREATE VIEW through the Table API");
    refused("CREATE TABLE t (id INT) WITH ('tier' = 'tape')", "\"tape\" does not exist");
    refused("CREATE TABLE t (id INT) WITH ('colour' = 'red')", "colour");
    refused("CREATE TABLE t (id INT) WITH ('connector' = 'kafka')", "connector \"kafka\"");
    assertThat(flink.rows("SHOW TABLES")).isEmpty();
  }

  private void refused(String sql, String reason) {
    assertThatThrownBy(() -> flink.run(sql)).as(sql).hasStackTraceContaining(reason);
  }

  @Test
  void statisticsReachThePlanner() throws Exception {
    flink.run("CREATE TABLE t (id INT, name STRING) WITH ('tier' = 'olap')");
    flink.run("INSERT INTO t VALUES (1, 'a'), (5, 'b'), (3, CAST(NULL AS STRING))");
    ObjectPath path = new ObjectPath("public", "t");
    assertThat(catalog().getTableStatistics(path).getRowCount()).isEqualTo(3);
    CatalogColumnStatisticsDataLong id =
        (CatalogColumnStatisticsDataLong)
            catalog().getTableColumnStatistics(path).getColumnStatisticsData().get("id");
    assertThat(id.getMin()).isEqualTo(1);
    assertThat(id.getMax()).isEqualTo(5);
  }

  @Test
  void programsOfOneProcessShareTheDirectoryAndAnotherProcessIsTurnedAway() {
    flink.run("CREATE TABLE t (id INT)");
    try (FlinkProgram other = FlinkProgram.batch(CLUSTER, directory)) {
      assertThat(other.rows("SHOW TABLES")).isEqualTo(List.of(Row.of("t")));
    }
    assertThat(flink.rows("SHOW TABLES")).isEqualTo(List.of(Row.of("t")));
    try (ConnectedDatabase database = flink.connect(directory)) {
      String id = database.database().id();
      LiveDatabases.release(id);
      LiveDatabases.release(id);
      // As another process sees it: the directory is locked by a database that it does not know.
      assertThatThrownBy(() -> FlinkProgram.batch(CLUSTER, directory))
          .satisfies(failure -> FlinkProgram.assertState(failure, SqlState.OBJECT_IN_USE));
      LiveDatabases.add(id, directory, database.database());
      assertThat(LiveDatabases.share(directory, path -> null)).isSameAs(database.database());
    }
  }

  private Catalog catalog() {
    return flink.environment().getCatalog("megadb").orElseThrow();
  }
}
