package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.planner.spi.MegaDbPlugin;
import io.megadb.planner.spi.Plugins;
import io.megadb.spi.TaskExtensions;
import io.megadb.spi.TaskPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

/** Servers from which one plugin was taken away, halves for the planner and for tasks alike. */
class PluginITCase {
  private static final List<String> TIERS = List.of("memory", "olap", "oltp");

  @TempDir Path data;

  private static List<MegaDbPlugin> planners() {
    return ServiceLoader.load(MegaDbPlugin.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private MegaDbServer startWithout(String missing) throws IOException {
    return new MegaDbServer(
        RunningServer.options(data),
        Plugins.register(planners().stream().filter(p -> !p.name().equals(missing)).toList()),
        new TaskExtensions(
            ServiceLoader.load(TaskPlugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(plugin -> !plugin.name().equals(missing))
                .toList()));
  }

  private static void useTable(Connection connection, String tier, String prefix)
      throws SQLException {
    String table = prefix + tier;
    Sql.run(connection, "CREATE TABLE " + table + " (a int, b text) USING " + tier);
    Sql.run(connection, "INSERT INTO " + table + " VALUES (1, 'x'), (2, NULL)");
    assertThat(Sql.rows(connection, "SELECT * FROM " + table + " ORDER BY a"))
        .containsExactly("1|x", "2|null");
  }

  @Test
  void eachTierCanBeTakenAwayAndPutBack() throws Exception {
    try (MegaDbServer server = startWithout("none");
        Connection connection = RunningServer.connect(server.port())) {
      for (String tier : TIERS) {
        useTable(connection, tier, "first_");
      }
    }
    for (String missing : TIERS) {
      try (MegaDbServer server = startWithout(missing);
          Connection connection = RunningServer.connect(server.port())) {
        missingTierIsNamed(connection, missing);
        othersWork(connection, missing);
      }
    }
    try (MegaDbServer server = startWithout("none");
        Connection connection = RunningServer.connect(server.port())) {
      assertThat(Sql.value(connection, "SELECT count(*) FROM first_oltp")).isEqualTo("2");
      assertThat(Sql.value(connection, "SELECT count(*) FROM first_olap")).isEqualTo("2");
      assertThat(Sql.value(connection, "SELECT count(*) FROM first_memory")).isEqualTo("0");
    }
  }

  private static void missingTierIsNamed(Connection connection, String missing) {
    List<String> others = TIERS.stream().filter(tier -> !tier.equals(missing)).toList();
    PSQLException create = Sql.error(connection, "CREATE TABLE t (a int) USING " + missing);
    assertThat(create.getSQLState()).isEqualTo("42704");
    assertThat(create.getServerErrorMessage().getMessage())
        .isEqualTo("access method \"" + missing + "\" does not exist");
    assertThat(create.getServerErrorMessage().getHint()).contains(String.join(", ", others));
    for (String sql :
        List.of(
            "SELECT * FROM first_" + missing,
            "SELECT count(*) FROM first_" + missing,
            "DELETE FROM first_" + missing,
            "INSERT INTO first_" + missing + " VALUES (3, 'y')")) {
      PSQLException error = Sql.error(connection, sql);
      assertThat((Object) error).as(sql).isNotNull();
      assertThat(error.getSQLState()).as(error.getMessage()).isEqualTo("42704");
      assertThat(error.getMessage()).contains("\"" + missing + "\"");
    }
  }

  private static void othersWork(Connection connection, String missing) throws SQLException {
    List<String> others = TIERS.stream().filter(tier -> !tier.equals(missing)).toList();
    assertThat(Sql.value(connection, "SHOW megadb.plugins"))
        .contains(others.get(0) + ": access method " + others.get(0))
        .contains(others.get(1) + ": access method " + others.get(1))
        .doesNotContain(missing + ":");
    assertThat(Sql.rows(connection, "SELECT amname FROM pg_am WHERE amtype = 't' ORDER BY 1"))
        .containsExactlyElementsOf(others);
    for (String tier : others) {
      useTable(connection, tier, "without_" + missing + "_");
    }
    Sql.run(connection, "SET megadb.execution = flink");
    assertThat(
            Sql.value(
                connection,
                "SELECT count(*) FROM without_%s_%s l JOIN without_%s_%s r ON l.a = r.a"
                    .formatted(missing, others.get(0), missing, others.get(1))))
        .isEqualTo("2");
  }

  private static final String GRAPH =
      "CREATE PROPERTY GRAPH g VERTEX TABLES (v KEY (a)) EDGE TABLES (e KEY (id)"
          + " SOURCE KEY (a) REFERENCES v (a) DESTINATION KEY (b) REFERENCES v (a))";

  private static final String PATHS =
      "SELECT count(*) FROM GRAPH_TABLE (g MATCH ANY SHORTEST (x)-[y]->*(z) COLUMNS (z.a))";

  @Test
  void graphsCanBeTakenAwayAndPutBack() throws Exception {
    try (MegaDbServer server = startWithout("none");
        Connection connection = RunningServer.connect(server.port())) {
      Sql.run(connection, "CREATE TABLE v (a int)");
      Sql.run(connection, "CREATE TABLE e (id int, a int, b int)");
      Sql.run(connection, "INSERT INTO v VALUES (1), (2)");
      Sql.run(connection, "INSERT INTO e VALUES (1, 1, 2)");
      Sql.run(connection, GRAPH);
      Sql.run(connection, "SET megadb.plugin.graph.property_graphs = off");
      assertThat(Sql.error(connection, PATHS).getServerErrorMessage().getMessage())
          .isEqualTo("GRAPH_TABLE is switched off");
    }
    try (MegaDbServer server = startWithout("graph");
        Connection connection = RunningServer.connect(server.port())) {
      for (String sql : List.of(PATHS, GRAPH)) {
        PSQLException error = Sql.error(connection, sql);
        assertThat(error.getSQLState()).isEqualTo("0A000");
        assertThat(error.getMessage()).contains("plugin \"graph\"");
        assertThat(error.getServerErrorMessage().getHint()).contains("megadb-graph-ops");
      }
      assertThat(Sql.error(connection, "DROP TABLE v").getSQLState()).isEqualTo("2BP01");
      othersWork(connection, "graph");
    }
    try (MegaDbServer server = startWithout("none");
        Connection connection = RunningServer.connect(server.port())) {
      assertThat(Sql.value(connection, PATHS)).isEqualTo("3");
    }
  }

  @Test
  void withoutPgCatalogUserTablesWork() throws Exception {
    try (MegaDbServer server = startWithout("pg_catalog");
        Connection connection = RunningServer.connect(server.port())) {
      for (String tier : TIERS) {
        useTable(connection, tier, "of_");
      }
      PSQLException error = Sql.error(connection, "SELECT * FROM pg_class");
      assertThat(error.getSQLState()).isEqualTo("42P01");
      assertThat(error.getMessage()).contains("relation \"pg_class\" does not exist");
    }
  }

  @Test
  void withoutVectorEverythingElseWorksAndUsesNameIt() throws Exception {
    try (MegaDbServer server = startWithout("none");
        Connection connection = RunningServer.connect(server.port())) {
      for (String tier : TIERS) {
        useTable(connection, tier, "plain_");
        Sql.run(connection, "CREATE TABLE v_" + tier + " (id int, v vector(2)) USING " + tier);
        Sql.run(connection, "INSERT INTO v_" + tier + " VALUES (1, '[1,2]')");
      }
      Sql.run(connection, "CREATE INDEX ON v_oltp USING hnsw (v vector_l2_ops)");
    }
    try (MegaDbServer server = startWithout("vector");
        Connection connection = RunningServer.connect(server.port())) {
      for (String tier : TIERS) {
        useTable(connection, tier, "without_vector_");
        for (String sql :
            List.of("SELECT * FROM v_" + tier, "INSERT INTO v_" + tier + " VALUES (2)")) {
          missingVectorIsNamed(connection, sql, "type \"vector\" does not exist", "\"vector\"");
        }
      }
      assertThat(Sql.value(connection, "SELECT count(*) FROM plain_olap")).isEqualTo("2");
      missingVectorIsNamed(
          connection,
          "CREATE TABLE t (v halfvec(3))",
          "type \"halfvec\" does not exist",
          "megadb-vector-ops");
      missingVectorIsNamed(
          connection,
          "SELECT '[1]'::vector",
          "type \"vector\" does not exist",
          "megadb-vector-ops");
      missingVectorIsNamed(
          connection,
          "CREATE INDEX ON plain_oltp USING hnsw (b vector_l2_ops)",
          "access method \"hnsw\" does not exist",
          "megadb-vector-ops");
      assertThat(Sql.rows(connection, "SELECT relname FROM pg_class WHERE relname = 'v_olap'"))
          .hasSize(1);
      Sql.run(connection, "DROP TABLE v_memory");
    }
    try (MegaDbServer server = startWithout("none");
        Connection connection = RunningServer.connect(server.port())) {
      assertThat(Sql.rows(connection, "SELECT * FROM v_oltp")).containsExactly("1|[1,2]");
      assertThat(Sql.rows(connection, "SELECT * FROM v_olap")).containsExactly("1|[1,2]");
      Sql.run(connection, "DROP INDEX v_oltp_v_idx");
    }
  }

  private static void missingVectorIsNamed(
      Connection connection, String sql, String message, String hint) {
    PSQLException error = Sql.error(connection, sql);
    assertThat((Object) error).as(sql).isNotNull();
    assertThat(error.getSQLState()).isEqualTo("42704");
    assertThat(error.getServerErrorMessage().getMessage()).isEqualTo(message);
    assertThat(error.getServerErrorMessage().getHint()).contains(hint);
  }

  @Test
  void withoutStorageStartIsRefusedByName() {
    assertThatThrownBy(() -> startWithout("storage"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("requires \"storage\", which is not on the class path");
    assertThatThrownBy(
            () ->
                new MegaDbServer(
                    RunningServer.options(data),
                    Plugins.register(List.of()),
                    new TaskExtensions(List.of())))
        .isInstanceOfSatisfying(
            MegaDbException.class, refusal -> assertThat(refusal.hint()).contains("\"storage\""));
  }

  @Test
  void switchedOffAccessMethodIsRefusedWithItsSwitch() throws Exception {
    try (MegaDbServer server = startWithout("none");
        Connection connection = RunningServer.connect(server.port())) {
      assertThat(Sql.value(connection, "SHOW megadb.plugin.olap.olap")).isEqualTo("on");
      Sql.run(connection, "SET megadb.plugin.olap.olap = off");
      for (String sql :
          List.of(
              "CREATE TABLE t (a int) USING olap", "CREATE TABLE t USING olap AS SELECT 1 AS a")) {
        PSQLException error = Sql.error(connection, sql);
        assertThat((Object) error).as(sql).isNotNull();
        assertThat(error.getServerErrorMessage().getMessage())
            .isEqualTo("access method \"olap\" is switched off");
        assertThat(error.getServerErrorMessage().getHint())
            .contains("SET megadb.plugin.olap.olap = on");
      }
      Sql.run(connection, "SET megadb.plugin.oltp.oltp = off");
      assertThat(Sql.error(connection, "CREATE TABLE t (a int)").getMessage())
          .contains("access method \"oltp\" is switched off");
      Sql.run(connection, "RESET megadb.plugin.olap.olap");
      useTable(connection, "olap", "of_");
    }
  }

  @Test
  void switchedOffTierIsNotReadOrWrittenEither() throws Exception {
    try (MegaDbServer server = startWithout("none");
        Connection connection = RunningServer.connect(server.port())) {
      useTable(connection, "memory", "of_");
      Sql.run(connection, "CREATE VIEW over AS SELECT a FROM of_memory");
      Sql.run(connection, "SET megadb.plugin.memory.memory = off");
      for (String sql :
          List.of(
              "SELECT * FROM of_memory",
              "SELECT * FROM over",
              "INSERT INTO of_memory VALUES (3, 'y')",
              "DELETE FROM of_memory")) {
        PSQLException error = Sql.error(connection, sql);
        assertThat((Object) error).as(sql).isNotNull();
        assertThat(error.getServerErrorMessage().getMessage())
            .isEqualTo("access method \"memory\" is switched off");
      }
      Sql.run(connection, "RESET megadb.plugin.memory.memory");
      assertThat(Sql.value(connection, "SELECT count(*) FROM over")).isEqualTo("2");
    }
  }

  @Test
  void switchedOffSystemTableIsNotThere() throws Exception {
    try (MegaDbServer server = startWithout("none");
        Connection connection = RunningServer.connect(server.port())) {
      String name = "megadb.plugin.pg_catalog.pg_catalog.pg_am";
      assertThat(Sql.value(connection, "SELECT count(*) > 0 FROM pg_am")).isEqualTo("t");
      Sql.run(connection, "SET " + name + " = off");
      PSQLException error = Sql.error(connection, "SELECT count(*) > 0 FROM pg_am");
      assertThat(error.getSQLState()).isEqualTo("42P01");
      assertThat(error.getServerErrorMessage().getHint()).contains("SET " + name + " = on");
      Sql.run(connection, "RESET " + name);
      assertThat(Sql.value(connection, "SELECT count(*) > 0 FROM pg_am")).isEqualTo("t");
    }
  }

  @Test
  void databaseHasNoSwitch() throws Exception {
    try (MegaDbServer server = startWithout("none");
        Connection connection = RunningServer.connect(server.port())) {
      assertThat(Sql.error(connection, "SHOW megadb.plugin.storage.database").getSQLState())
          .isEqualTo("42704");
    }
  }
}
