package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.testing.TemporaryPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

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
      load(connection, generator);
      int rows = 0;
      for (int i = 0; i < 60; i += 7) {
        String target = generator.inventory().resource(i).id();
        List<AffectedApp> actual = ask(connection, DemoQuestion.about(target));
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
      load(connection, generator);
      statement.execute("PREPARE question (text) AS " + DemoQuestion.parameterized());
      List<AffectedApp> rows = ask(connection, "EXECUTE question ('" + target + "')");
      assertThat(rows).hasSizeBetween(3, 12).isEqualTo(answer.about(target));
    }
  }

  private static void load(Connection connection, FocusGenerator generator)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      for (DemoTable table : DemoTable.values()) {
        statement.execute("DROP TABLE IF EXISTS " + table.tableName());
        statement.execute(withoutTier(table.createStatement()));
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        generator.writeCsv(table, csv);
        long copied =
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(table.copyStatement(), new ByteArrayInputStream(csv.toByteArray()));
        assertThat(copied).as(table.tableName()).isEqualTo(generator.rows(table));
      }
    }
  }

  /** PostgreSQL has no tiers. */
  private static String withoutTier(String createStatement) {
    return createStatement.substring(0, createStatement.indexOf("USING "));
  }

  private static List<AffectedApp> ask(Connection connection, String sql) throws SQLException {
    List<AffectedApp> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        names.add(result.getMetaData().getColumnName(i));
      }
      assertThat(names).isEqualTo(DemoQuestion.columns());
      while (result.next()) {
        rows.add(
            new AffectedApp(
                result.getString(1),
                result.getString(2),
                result.getString(3),
                result.getInt(4),
                result.getInt(5),
                result.getLong(6),
                result.getBigDecimal(7),
                result.getBigDecimal(8),
                result.getBigDecimal(9),
                result.getString(10),
                result.getBigDecimal(11)));
      }
    }
    return rows;
  }
}
