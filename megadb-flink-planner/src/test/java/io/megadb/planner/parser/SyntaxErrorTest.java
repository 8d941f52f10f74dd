package io.megadb.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntaxErrorTest {
  private static MegaDbException error(String sql) {
    return catchThrowableOfType(MegaDbException.class, () -> PgParser.parse(sql));
  }

  /** Each line: SQLSTATE, position, message and statement, as PostgreSQL 15 answers. */
  @Test
  void damagedStatementsAreReportedAsByPostgres() throws IOException {
    List<String> lines;
    try (InputStream in = SyntaxErrorTest.class.getResourceAsStream("/pg15-syntax-errors.tsv")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(lines).hasSizeGreaterThan(150);
    List<String> ours = new ArrayList<>();
    for (String line : lines) {
      String sql = line.split("\t", -1)[3];
      MegaDbException e = error(sql);
      ours.add(
          e == null
              ? "accepted\t" + sql
              : String.join(
                  "\t", e.state().code(), String.valueOf(e.position()), e.getMessage(), sql));
    }
    assertThat(ours).isEqualTo(lines);
  }

  @Test
  void positionsCountCodePointsOfTheWholeText() {
    String broken = "select '\uD83D\uDE00';\r\n\tselect 2; select 3 +;";
    assertThat(error(broken).position()).isEqualTo(broken.codePointCount(0, broken.length()));
    assertThat(error("select '\uD83D\uDE00' 1 2").position()).isEqualTo(12);
  }

  @Test
  void anEarlierSyntaxErrorIsReportedBeforeAnUnreadableToken() {
    assertThat(error("select a b c 'x").getMessage()).isEqualTo("syntax error at or near \"c\"");
  }

  @Test
  void deepNestingIsRefusedBeforeTheStackEnds() {
    for (String sql :
        List.of(
            "select " + "(".repeat(20000) + "1" + ")".repeat(20000),
            "select " + "1 + ".repeat(20000) + "1",
            "select " + "not ".repeat(20000) + "true",
            "select " + "- ".repeat(20000) + "a",
            "select " + "f(".repeat(20000) + ")".repeat(20000),
            "select " + "case when a then ".repeat(20000) + "1" + " end".repeat(20000),
            "select array" + "[".repeat(20000),
            "select * from " + "(".repeat(20000) + "a",
            "select * from a" + " join a on true".repeat(20000),
            "select 1" + " union select 1".repeat(20000),
            "select " + "(select ".repeat(20000) + "1",
            "select " + "a::".repeat(20000) + "int",
            "select a" + "[1]".repeat(20000),
            "explain ".repeat(20000) + "select 1",
            "with a as (".repeat(20000) + "select 1")) {
      MegaDbException e = error(sql);
      assertThat(e).as(sql.substring(0, 40)).isNotNull();
      if (!sql.startsWith("explain") && !sql.startsWith("select a::")) {
        assertThat(e.state()).as(sql.substring(0, 40)).isEqualTo(SqlState.STATEMENT_TOO_COMPLEX);
      }
    }
  }

  @Test
  void longListsAndLongChainsOfAndAreNoNesting() {
    assertThat(PgParser.parse("select 1" + " and true".repeat(20000))).hasSize(1);
    assertThat(PgParser.parse("select 1 where a = 1" + " or a = 1".repeat(20000))).hasSize(1);
    assertThat(PgParser.parse("insert into t values (1)" + ", (1)".repeat(50000))).hasSize(1);
    assertThat(PgParser.parse("select 1;".repeat(5000))).hasSize(5000);
    assertThat(PgParser.parse("select " + "(".repeat(300) + "1" + ")".repeat(300))).hasSize(1);
  }

  @Test
  void numbersBeyondNumericAreRefusedAndOthersKept() {
    assertThatThrownBy(() -> PgParser.parse("select 1e200000"))
        .hasMessage("value overflows numeric format");
  }
}
