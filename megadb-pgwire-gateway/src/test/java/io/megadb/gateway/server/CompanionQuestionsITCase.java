package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.gateway.focus.CompanionAnswers;
import io.megadb.gateway.focus.DemoSize;
import io.megadb.gateway.focus.DemoTables;
import io.megadb.gateway.focus.FocusGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The questions of docs/questions.md: their rows, and that their amounts add up. */
class CompanionQuestionsITCase {
  private static final List<Long> SEEDS = List.of(5L);

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static DemoSize size(long seed) {
    return new DemoSize(36, 13, seed);
  }

  @BeforeAll
  static void load() throws SQLException, IOException {
    for (long seed : SEEDS) {
      try (Connection connection = open(seed)) {
        DemoTables.load(connection, new FocusGenerator(size(seed)));
      }
    }
  }

  private static Connection open(long seed) throws SQLException {
    Connection connection = SERVER.connect();
    Sql.run(connection, "CREATE SCHEMA IF NOT EXISTS company" + seed);
    Sql.run(connection, "SET search_path = company" + seed);
    return connection;
  }

  @Test
  void changeOfCostIsTheSumOfItsFourEffects() throws Exception {
    check(
        "cost-change.sql",
        CompanionAnswers::costChange,
        (answers, rows) -> {
          for (List<Object> row : rows) {
            assertThat(sum(List.of(row), 2, 3, 4, 5)).isEqualByComparingTo((BigDecimal) row.get(1));
          }
          assertThat(sum(rows, 1))
              .isEqualByComparingTo(answers.cost(true, false).subtract(answers.cost(false, false)));
        });
  }

  @Test
  void orphansAreWhatNoApplicationReaches() throws Exception {
    check(
        "orphans.sql",
        CompanionAnswers::orphans,
        (answers, rows) ->
            assertThat(sum(rows, 3))
                .isLessThan(
                    answers.spend().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(
                    rows.stream()
                        .map(row -> answers.spend().get((String) row.get(0)))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)));
  }

  @Test
  void sharesOfASharedCostAddUpToIt() throws Exception {
    check(
        "shared-cost.sql",
        CompanionAnswers::sharedCost,
        (answers, rows) -> assertThat(sum(rows, 4)).isEqualByComparingTo(answers.hubCost()));
  }

  @Test
  void familiesHaveTheCostOfAllResources() throws Exception {
    check(
        "families.sql",
        CompanionAnswers::families,
        (answers, rows) ->
            assertThat(sum(rows, 4))
                .isEqualByComparingTo(
                    answers.spend().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
  }

  private static void check(
      String file,
      Function<CompanionAnswers, List<List<Object>>> expected,
      BiConsumer<CompanionAnswers, List<List<Object>>> sums)
      throws SQLException, IOException {
    for (long seed : SEEDS) {
      CompanionAnswers answers = new CompanionAnswers(size(seed));
      try (Connection connection = open(seed)) {
        for (String execution : List.of("local", "flink")) {
          Sql.run(connection, "SET megadb.execution = " + execution);
          List<List<Object>> rows = ask(connection, text(file));
          assertThat(rows).as("%s of %d, %s", file, seed, execution).isNotEmpty();
          assertThat(comparable(rows))
              .as("%s of %d, %s", file, seed, execution)
              .isEqualTo(comparable(expected.apply(answers)));
          sums.accept(answers, rows);
        }
      }
    }
  }

  private static String text(String file) throws IOException {
    try (InputStream in = CompanionQuestionsITCase.class.getResourceAsStream("/focus/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<List<Object>> ask(Connection connection, String query) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          Object value = result.getObject(i);
          row.add(value == null ? "" : value);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Numbers without the zeros at their end. */
  private static List<List<String>> comparable(List<List<Object>> rows) {
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .map(
                        value ->
                            value instanceof Number
                                ? new BigDecimal(value.toString())
                                    .stripTrailingZeros()
                                    .toPlainString()
                                : value.toString())
                    .toList())
        .toList();
  }

  private static BigDecimal sum(List<List<Object>> rows, int... columns) {
    BigDecimal sum = BigDecimal.ZERO;
    for (List<Object> row : rows) {
      for (int column : columns) {
        sum = sum.add((BigDecimal) row.get(column));
      }
    }
    return sum;
  }
}
