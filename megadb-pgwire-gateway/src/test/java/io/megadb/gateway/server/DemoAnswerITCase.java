package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.gateway.focus.AffectedApp;
import io.megadb.gateway.focus.Answers;
import io.megadb.gateway.focus.DemoAnswer;
import io.megadb.gateway.focus.DemoQuestion;
import io.megadb.gateway.focus.DemoSize;
import io.megadb.gateway.focus.DemoTables;
import io.megadb.gateway.focus.FocusGenerator;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The demonstration's question over three tiers, against an answer computed without SQL. */
class DemoAnswerITCase {
  private static final long[] SEEDS = {7, 2026};

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  @BeforeAll
  static void loadThroughCopy() throws SQLException, IOException {
    for (long seed : SEEDS) {
      try (Connection connection = SERVER.connect()) {
        Sql.run(connection, "CREATE SCHEMA demo" + seed);
        Sql.run(connection, "SET search_path = demo" + seed);
        DemoTables.load(connection, new FocusGenerator(new DemoSize(40, 13, seed)));
      }
    }
  }

  @Test
  void localRunGivesTheAnswerComputedWithoutSql() throws SQLException {
    for (long seed : SEEDS) {
      assertAnswers(seed, "SET megadb.execution = local");
    }
  }

  @Test
  void flinkJobGivesTheSameAnswer() throws SQLException {
    for (long seed : SEEDS) {
      String before = SERVER.lastJob();
      assertAnswers(seed, "SET megadb.execution = flink");
      assertThat(SERVER.lastJob()).isNotNull().isNotEqualTo(before);
    }
  }

  @Test
  void jobsAreNamedByTheirStatementWithoutItsConstants() throws Exception {
    try (Connection connection = open(SEEDS[0])) {
      Sql.run(connection, "SET megadb.execution = flink");
      Sql.rows(connection, "-- whose?\nSELECT count(*)\n  FROM resources WHERE name <> 'secret'");
      assertThat(SERVER.lastJobName())
          .matches("SELECT count\\(\\*\\) FROM resources WHERE name <> \\? \\[.+]");
    }
  }

  @Test
  void parallelismDoesNotChangeTheAnswer() throws SQLException {
    for (int parallelism = 1; parallelism <= 2; parallelism++) {
      for (String execution : List.of("local", "flink")) {
        assertAnswers(
            SEEDS[0],
            "SET megadb.execution = " + execution,
            "SET megadb.parallelism = " + parallelism);
      }
    }
  }

  @Test
  void pointReadsAndCatalogStatementsStartNoJob() throws SQLException {
    try (Connection connection = open(SEEDS[0])) {
      Sql.run(connection, "SET megadb.execution = flink");
      String resource = Sql.value(connection, "SELECT min(resource_id) FROM resources");
      String before = SERVER.lastJob();
      assertThat(before).isNotNull();
      Sql.rows(connection, "SELECT name FROM resources WHERE resource_id = '" + resource + "'");
      Sql.rows(connection, "SELECT relname FROM pg_class ORDER BY relname");
      Sql.rows(connection, "SELECT 1 + 1");
      Sql.rows(connection, "SHOW megadb.execution");
      Sql.run(connection, "CREATE TABLE made (a int)");
      Sql.run(connection, "DROP TABLE made");
      assertThat(SERVER.lastJob()).isEqualTo(before);
    }
  }

  private static Connection open(long seed) throws SQLException {
    Connection connection = SERVER.connect();
    Sql.run(connection, "SET search_path = demo" + seed);
    return connection;
  }

  private static void assertAnswers(long seed, String... settings) throws SQLException {
    DemoAnswer answer = new DemoAnswer(new FocusGenerator(new DemoSize(40, 13, seed)));
    String target = answer.defaultTarget();
    assertThat(answer.about(target)).isNotEmpty();
    try (Connection connection = open(seed)) {
      for (String setting : settings) {
        Sql.run(connection, setting);
      }
      assertThat(ask(connection, target)).isEqualTo(answer.about(target));
      assertThat(ask(connection, "no such resource")).isEmpty();
    }
  }

  private static List<AffectedApp> ask(Connection connection, String target) throws SQLException {
    String question = DemoQuestion.parameterized().replace("$1", "?");
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, target);
      statement.setString(2, target);
      statement.setString(3, target);
      try (ResultSet rows = statement.executeQuery()) {
        return Answers.of(rows);
      }
    }
  }
}
