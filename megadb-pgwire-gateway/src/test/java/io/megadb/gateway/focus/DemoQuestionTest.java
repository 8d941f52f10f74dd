package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.testing.TemporaryPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL 15 and the evaluation without SQL must answer the question alike. */
class DemoQuestionTest {
  private static TemporaryPostgres postgres;

  @BeforeAll
  static void startPostgres() throws IOException {
    Optional<String> unavailable = TemporaryPostgres.unavailable();
    assumeTrue(unavailable.isEmpty(), unavailable.orElse(""));
    postgres = TemporaryPostgres.start();
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 2026})
  void postgresqlAndPlainJavaAgree(long seed) throws SQLException, IOException {
    FocusGenerator generator = new FocusGenerator(new DemoSize(60, 13, seed));
    DemoAnswer answer = new DemoAnswer(generator);
    try (Connection connection = postgres.connect()) {
      DemoTables.loadPostgres(connection, generator);
      int rows = 0;
      for (int i = 0; i < 60; i += 7) {
        String target = generator.inventory().resource(i).id();
        List<AffectedApp> actual = ask(connection, PostgresDemo.questionAbout(target));
        assertThat(actual).as(target).isEqualTo(answer.about(target));
        rows += actual.size();
      }
      assertThat(rows).isGreaterThan(9);
    }
  }

  @Test
  void defaultTargetAffectsAHandfulOfApps() throws SQLException, IOException {
    FocusGenerator generator = new FocusGenerator(DemoSize.DEFAULT);
    DemoAnswer answer = new DemoAnswer(generator);
    String target = answer.defaultTarget();
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      DemoTables.loadPostgres(connection, generator);
      statement.execute("PREPARE question (text) AS " + PostgresDemo.question());
      List<AffectedApp> rows = ask(connection, "EXECUTE question ('" + target + "')");
      assertThat(rows).hasSizeBetween(3, 12).isEqualTo(answer.about(target));
    }
  }

  private static List<AffectedApp> ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return Answers.of(result);
    }
  }
}
