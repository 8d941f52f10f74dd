package io.megadb.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.megadb.error.MegaDbException;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.planner.statement.PlannedStatement.Query;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expectations recorded from PostgreSQL 15 with the tables of {@link Planning#catalog}. */
class AnalysisTest {
  private static Stream<String> lines(String resource) throws IOException {
    try (InputStream in = AnalysisTest.class.getResourceAsStream("/" + resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
    }
  }

  static Stream<String> errors() throws IOException {
    return lines("analysis-errors.tsv");
  }

  static Stream<String> columns() throws IOException {
    return lines("analysis-columns.tsv");
  }

  /** Columns: statement, SQLSTATE, position, message, hint. */
  @ParameterizedTest
  @MethodSource("errors")
  void errorsAreThoseOfPostgres(String line) {
    String[] fields = line.split("\t", -1);
    MegaDbException error =
        catchThrowableOfType(MegaDbException.class, () -> Planning.plan(fields[0]));
    assertThat(
            List.of(
                error.state().code(),
                Integer.toString(error.position()),
                error.getMessage(),
                error.hint() == null ? "" : error.hint()))
        .isEqualTo(List.of(fields[1], fields[2], fields[3], fields[4]));
  }

  /** Columns: statement, then names and types of its result. */
  @ParameterizedTest
  @MethodSource("columns")
  void columnsAreNamedAndTypedAsInPostgres(String line) {
    String[] fields = line.split("\t", -1);
    Query query = (Query) Planning.plan(fields[0]);
    assertThat(query.columns().stream().map(AnalysisTest::shown).collect(Collectors.joining("; ")))
        .isEqualTo(fields[1]);
  }

  private static String shown(OutputColumn column) {
    return column.name() + " " + column.type();
  }

  @org.junit.jupiter.api.Test
  void parametersTakeTheTypeTheirPlaceAsksFor() {
    assertThat(Planning.plan("select a from t where a = $1 and b = $2 limit $3").parameterTypes())
        .hasToString("[integer, text, bigint]");
    assertThat(Planning.plan("insert into items values ($1, $2, $3, $4)").parameterTypes())
        .hasToString("[integer, integer, character varying, timestamp with time zone]");
    assertThat(Planning.plan("select $1").parameterTypes()).hasToString("[text]");
    assertThat(Planning.plan("select $1 + 1", Planning.type("int8")).parameterTypes())
        .hasToString("[bigint]");
    MegaDbException error =
        catchThrowableOfType(
            MegaDbException.class, () -> Planning.plan("select 1 from t where a = $1 and b = $1"));
    assertThat(error.getMessage()).isEqualTo("operator does not exist: text = integer");
  }

  @org.junit.jupiter.api.Test
  void searchPathDecidesWhichTableIsMeant() {
    PlanningContext elsewhere =
        Planning.context(Planning.catalog(), Map.of("search_path", "other"));
    MegaDbException error =
        catchThrowableOfType(
            MegaDbException.class,
            () ->
                new StatementPlanner()
                    .plan(
                        io.megadb.planner.parser.PgParser.parse("select * from t").get(0),
                        elsewhere));
    assertThat(error.getMessage()).isEqualTo("relation \"t\" does not exist");
  }
}
