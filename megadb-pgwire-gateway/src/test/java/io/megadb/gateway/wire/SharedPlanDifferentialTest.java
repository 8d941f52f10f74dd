package io.megadb.gateway.wire;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two servers are sent the same texts: one whose texts share plans, one that plans each text by
 * itself. Every message, error positions included, must be the same.
 */
class SharedPlanDifferentialTest {
  private static final int ROUNDS = 8;

  /** Texts in a row that differ in values only: from the third on they share a plan. */
  private static final int TEXTS = 5;

  private static final Pattern HOLE = Pattern.compile("\\?");

  private static final String TABLE =
      "CREATE TABLE r (id int PRIMARY KEY, small int2 CHECK (small <> 13), big int8,"
          + " num numeric(6,2) DEFAULT 1.5, txt text, vc varchar(5), ch char(3), d date,"
          + " ts timestamp, tz timestamptz, f float8, b bool, u uuid)";

  private static final String ROWS =
      "INSERT INTO r VALUES"
          + " (1, 1, 1, 1.5, 'abc', 'abc', 'abc', '2024-02-29', '2024-02-29 10:11:12',"
          + " '2024-02-29 10:11:12.5+02', 1.5, true,"
          + " '11111111-2222-3333-4444-555555555555'),"
          + " (2, 32767, 9223372036854775807, 0.5, '', '', '', 'infinity', 'infinity',"
          + " 'infinity', 'NaN', false, NULL), (3)";

  /** Each ? is a constant. */
  private static final List<String> TEMPLATES =
      List.of(
          "SELECT * FROM r WHERE id = ?",
          "SELECT id, ?, ? FROM r WHERE id = ?",
          "SELECT id + ?, txt || ?, num * ? FROM r WHERE id = ?",
          "SELECT ?",
          "SELECT ?::varchar(2)",
          "SELECT ? + ?",
          "SELECT - ?, - - ?, -(?), id -? FROM r WHERE id = 1",
          "SELECT ?::int, ?::numeric(5,1), ?::varchar(2), ?::date",
          "SELECT count(*), ? FROM r WHERE id = ? AND vc = ?",
          "SELECT * FROM r WHERE id = ? AND d = ? ORDER BY 1 LIMIT ?",
          "SELECT id, txt FROM r WHERE id = ? ORDER BY ?",
          "SELECT id FROM r WHERE id = ? AND id IN (?, ?)",
          "SELECT id FROM r WHERE id = ? AND ? BETWEEN num AND big",
          "SELECT id FROM r WHERE id = ? AND (tz > ? OR ts = ? OR d <> ?)",
          "SELECT id FROM r WHERE id = ? AND (small = ? OR big = ? OR f < ? OR num = ?)",
          "SELECT id FROM r WHERE id = ? AND (u = ? OR b = ? OR ch = ? OR vc LIKE ?)",
          "SELECT CASE WHEN id = ? THEN ? ELSE ? END FROM r WHERE id = 1",
          "SELECT coalesce(txt, ?), nullif(id, ?), greatest(?, num) FROM r WHERE id = ?",
          "SELECT interval ?, date ?, int ?",
          "SELECT extract(? FROM ts) FROM r WHERE id = ?",
          "SELECT round(?, ?), substring(? FROM ? FOR ?), upper(?)",
          "SELECT ? = ANY (?), ARRAY[?, ?]",
          "SELECT id FROM r WHERE id = ? GROUP BY id, ?",
          "SELECT id + ? FROM r WHERE id = ? GROUP BY id + ?",
          "SELECT DISTINCT ?, id FROM r WHERE id = ?",
          "SELECT pg_typeof(?), ? IS NULL, ? IS DISTINCT FROM ?",
          "SELECT id FROM r WHERE ? AND id = ?",
          "SELECT 1 / ?, ? % ?, ? ^ ?",
          "INSERT INTO r (id, small, big, num) VALUES (?, ?, ?, ?)",
          "INSERT INTO r (id, txt, vc, ch, d) VALUES (?, ?, ?, ?, ?)",
          "INSERT INTO r (id, ts, tz, f, b, u) VALUES (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?)",
          "INSERT INTO r VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET big = ? RETURNING id, ?",
          "UPDATE r SET num = num + ?, vc = ?, ch = ? WHERE id = ?",
          "UPDATE r SET small = ?, b = ?, f = ? WHERE id = ? RETURNING *",
          "DELETE FROM r WHERE id = ? AND txt = ?",
          "SELECT ?; SELECT ?",
          "SELECT ? /* ? */ -- ?");

  /** Constants by what their characters tell: texts that take a hole from one row share plans. */
  private static final List<List<String>> CONSTANTS =
      List.of(
          List.of("0", "1", "1", "2", "3", "13", "007", "32767", "32768", "2147483647"),
          List.of("-1", "- 2", "-32768", "-2147483647", "-0", "-13"),
          List.of("2147483648", "9223372036854775807", "3000000000"),
          List.of("-2147483648", "-2147483649", "-9223372036854775808"),
          List.of("1.50", "0.005", "99999.99", ".5", "9223372036854775808", "0.0"),
          List.of("-1.50", "-0.005", "-99999.99", "-0.0"),
          List.of(
              "''",
              "'1'",
              "' 2 '",
              "'abc'",
              "'abcdefgh'",
              "'it''s'",
              "E'a\\nb\\'c'",
              "E'\\x'",
              "$$dollar$$",
              "$t$'1'$t$",
              "U&'\\0041'",
              "'\uD83D\uDE00'",
              "'a' \n 'b'",
              "'t'",
              "'NaN'",
              "'1e3'",
              "'year'"),
          List.of(
              "'2024-02-29'",
              "'2024-02-30'",
              "'2024-02-29 10:11:12.5+02'",
              "'infinity'",
              "'epoch'",
              "'1 day'",
              "'{1,2}'",
              "'11111111-2222-3333-4444-555555555555'",
              "'today'"),
          List.of("NULL", "TRUE", "B'101'", "1e3", "1e400", "1e999999999"));

  @RegisterExtension static final GatewayServer SHARED = new GatewayServer();
  @RegisterExtension static final GatewayServer ALONE = new GatewayServer();

  @Test
  void sharedPlansAnswerAsTextsPlannedAlone() throws IOException {
    Random random = new Random(3);
    try (TwinSessions twins = new TwinSessions(SHARED, ALONE)) {
      twins.same(TABLE, ROWS);
      for (int round = 0; round < ROUNDS; round++) {
        for (String template : TEMPLATES) {
          long kinds = random.nextLong();
          for (int text = 0; text < TEXTS; text++) {
            twins.same(fill(template, new Random(kinds), random));
          }
        }
        twins.same("SELECT * FROM r ORDER BY id");
        if (round % 3 == 2) {
          twins.same("TRUNCATE r", ROWS);
        }
      }
    }
  }

  private static String fill(String template, Random kinds, Random random) {
    Matcher holes = HOLE.matcher(template);
    StringBuilder sql = new StringBuilder();
    while (holes.find()) {
      int kind = kinds.nextInt(CONSTANTS.size() + 2); // small numbers, as keys are, more often
      List<String> choices = CONSTANTS.get(kind < CONSTANTS.size() ? kind : 0);
      String constant = choices.get(random.nextInt(choices.size()));
      holes.appendReplacement(sql, Matcher.quoteReplacement(constant));
    }
    return holes.appendTail(sql).toString();
  }
}
