package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Statements of one frame where a constant is more than a value, or where its meaning changes. */
class SharedPlanTest {
  private static final String TABLE =
      "CREATE TABLE p (id int PRIMARY KEY, small int2, num numeric(10,2), txt text, day date,"
          + " at timestamptz, list int[])";

  private static final String ROWS =
      "INSERT INTO p VALUES (0, 0, 0, '0', '2024-01-02', '2024-01-02 03:04:05+00', '{0}'),"
          + " (1, 1, 1, '1', '2024-02-29', '2024-02-29 00:00:00+00', '{1,2}'),"
          + " (2, -2, 2.5, 'two', 'infinity', 'infinity', '{}'),"
          + " (3, NULL, NULL, NULL, NULL, NULL, NULL)";

  /** Each ? takes every constant in turn while the others stay. */
  private static final List<String> TEMPLATES =
      List.of(
          "SELECT ?, pg_typeof(?)",
          "SELECT ? + 1, ? / 2, 7 % ?, ? * 1.5",
          "SELECT ? = 1, ? < '2', ? IS NULL, ? IS DISTINCT FROM 1",
          "SELECT - ?, - - ?, 1 -?",
          "SELECT ? || 'x', ? LIKE '_', '1' ~ ?",
          "SELECT ?::int, ?::int2",
          "SELECT ?::numeric(4,2), ?::numeric(10,?)",
          "SELECT ?::varchar(2), ?::varchar(?), CAST(? AS char(3))",
          "SELECT ?::text::int, ?::int::text, ?::bool",
          "SELECT ?::date, date ?",
          "SELECT ?::timestamptz, timestamptz ?",
          "SELECT ?::interval, interval ?, interval ? day",
          "SELECT ?::int[], (ARRAY[10, 20, 30])[?], ARRAY[?, 2]",
          "SELECT ?::regclass",
          "SELECT ? IN (1, 2), 1 IN (?, 2), '1' NOT IN (?, 'a')",
          "SELECT ? = ANY (ARRAY[1, 2]), ? = ANY ('{1,2}'), 1 = ANY (?)",
          "SELECT ? BETWEEN 0 AND 1, 1 BETWEEN ? AND ?",
          "SELECT 1 / ?, 1 % ?",
          "SELECT CASE WHEN ? = 0 THEN 0 ELSE 1 / ? END",
          "SELECT CASE ? WHEN 1 THEN 'one' WHEN ? THEN 'x' ELSE ? END",
          "SELECT 1 WHERE ? = 1 AND 1 / ? = 1",
          "SELECT 1 WHERE ? = 0 OR 1 / ? = 1",
          "SELECT coalesce(?, 1 / 0), nullif(?, 1), greatest(?, 1), least(2, ?)",
          "SELECT id FROM p WHERE id = ? AND 10 / ? > 0",
          "SELECT id FROM p WHERE id = ? AND (? = 1 OR 10 / ? > 0)",
          "SELECT substring('abcdef' FROM ? FOR ?), upper(?), length(?)",
          "SELECT round(2.567, ?), round(?, 1), trunc(?)",
          "SELECT extract(? FROM timestamp '2024-02-29 01:02:03'), date_trunc(?, date"
              + " '2024-02-29')",
          "SELECT to_char(?, '999.99'), to_char(12, ?)",
          "SELECT now() > ?::timestamptz, current_date = ?::date",
          "SELECT random() * 0 + ?",
          "SELECT generate_series(1, 20, ?)",
          "SELECT * FROM generate_series(1, 20, ?) AS g (n) WHERE n < ?",
          "SELECT (SELECT ?), EXISTS (SELECT 1 FROM p WHERE id = ?)",
          "VALUES (?, 1), (2, ?)",
          "SELECT * FROM (VALUES (?), (2)) AS v (a) WHERE a = ?",
          "SELECT * FROM (SELECT ? AS a) AS s WHERE a = ?",
          "WITH x AS (SELECT ? AS a) SELECT a, pg_typeof(a) FROM x",
          "SELECT ? UNION SELECT ?",
          "SELECT txt, num FROM p WHERE id = ?",
          "SELECT id FROM p WHERE id = ? LIMIT ?",
          "SELECT id FROM p WHERE id = ? OFFSET ?",
          "SELECT id, txt FROM p WHERE id = ? ORDER BY ?",
          "SELECT id, ? AS c FROM p WHERE id = 1 ORDER BY c, ?",
          "SELECT txt, id FROM p ORDER BY ?",
          "SELECT id, txt FROM p WHERE id = ? GROUP BY ?, 2",
          "SELECT ?, count(*) FROM p WHERE id = ? GROUP BY 1",
          "SELECT id + ?, count(*) FROM p WHERE id = 1 GROUP BY id + ?",
          "SELECT count(*) + ?, sum(id + ?), string_agg(txt, ?) FROM p WHERE id = ?",
          "SELECT count(*) FILTER (WHERE id = ?), max(id) FROM p WHERE id = ? HAVING count(*) > ?",
          "SELECT txt, count(*) FROM p WHERE id < ? GROUP BY GROUPING SETS ((?), ()) ORDER BY 1, 2",
          "SELECT id, txt, count(*) FROM p WHERE id = 1 GROUP BY ROLLUP (?, 2) ORDER BY 1, 2",
          "SELECT DISTINCT ?, id FROM p WHERE id = 1",
          "SELECT DISTINCT ON (?) id, txt FROM p WHERE id = 1",
          "SELECT DISTINCT ON (?) txt, id FROM p ORDER BY 1, 2",
          "SELECT id, sum(id) OVER (ORDER BY id ROWS BETWEEN ? PRECEDING AND ? FOLLOWING), ?"
              + " FROM p WHERE id = 1",
          "SELECT lag(id, ?, ?) OVER (ORDER BY id) FROM p WHERE id = ?",
          "SELECT ntile(?) OVER (ORDER BY id), nth_value(id, ?) OVER (ORDER BY id) FROM p"
              + " WHERE id = 1",
          "SELECT id FROM p WHERE id = ? AND num = ? AND small = ?",
          "SELECT id FROM p WHERE id = ? AND (txt = ? OR day = ? OR at > ?)",
          "SELECT id FROM p WHERE id IN (?, ?)",
          "SELECT id FROM p WHERE id = ? AND id = ?",
          "SELECT a.id, b.txt FROM p a, p b WHERE a.id = ? AND b.id = ?",
          "SELECT FROM p WHERE id = ?",
          "EXPLAIN SELECT id FROM p WHERE id = ?",
          "INSERT INTO p (id, small, num, txt) VALUES (?, ?, ?, ?)",
          "INSERT INTO p (id, day, at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET num = ?"
              + " RETURNING id, ?, num",
          "UPDATE p SET small = ?, num = num + ?, txt = ? WHERE id = ?",
          "UPDATE p SET day = ?, list = ? WHERE id = ? RETURNING day, list, ?",
          "DELETE FROM p WHERE id = ? AND txt = ?",
          "SELECT ? -- ?\n, ?",
          "SELECT 'a' /* ? */ , $q$?$q$, \"?column?\" FROM (SELECT ?) AS s");

  private static final List<String> CONSTANTS =
      List.of(
          "1",
          "2",
          "0",
          "01",
          "-1",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "3000000000",
          "9223372036854775808",
          "1.0",
          "1.00",
          "2.5",
          "-1.5",
          ".1",
          "1e0",
          "NULL",
          "TRUE",
          "'1'",
          "'2'",
          "''",
          "' 1 '",
          "'1.0'",
          "'two'",
          "'it''s'",
          "E'a\\tb'",
          "E'\\061'",
          "U&'\\0031'",
          "U&'!0031' UESCAPE '!'",
          "$$1$$",
          "$x$two$x$",
          "'1'\n'2'",
          "B'1'",
          "'2024-02-29'",
          "'2024-02-30'",
          "'today'",
          "'1 day'",
          "'01:30'",
          "'{1,2}'",
          "'p'",
          "'year'",
          "'\uD83D\uDE00'");

  @RegisterExtension static final GatewayServer SHARING = new GatewayServer();
  @RegisterExtension static final GatewayServer PLANNING = new GatewayServer();

  private TwinSessions twins;

  @BeforeEach
  void createTable() throws IOException {
    twins = new TwinSessions(SHARING, PLANNING);
    twins.same("DROP TABLE IF EXISTS p", TABLE, ROWS);
  }

  @AfterEach
  void disconnect() throws IOException {
    twins.close();
  }

  private static String fill(String template, int varied, String constant) {
    StringBuilder sql = new StringBuilder();
    int hole = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      boolean name = c == '?' && template.startsWith("?column", i);
      sql.append(c != '?' || name ? String.valueOf(c) : hole++ == varied ? constant : "1");
    }
    return sql.toString();
  }

  private static int holes(String template) {
    return (int) template.chars().filter(c -> c == '?').count();
  }

  @Test
  void everyConstantInEveryPlaceMeansWhatItMeansAlone() throws IOException {
    for (String template : TEMPLATES) {
      for (int hole = 0; hole < holes(template); hole++) {
        twins.sameTwice(fill(template, hole, "2"), fill(template, hole, "'1'"));
        for (String constant : CONSTANTS) {
          twins.same(fill(template, hole, constant));
        }
      }
      if (!template.startsWith("SELECT")) {
        twins.same("SELECT * FROM p ORDER BY id", "TRUNCATE p", ROWS);
      }
    }
  }

  @Test
  void settingsThatChangeTheMeaningOfAConstantAreHeeded() throws IOException {
    String[] texts = {
      "SELECT '2024-01-05 12:00'::timestamptz",
      "SELECT '2024-07-05 12:00'::timestamptz",
      "SELECT '2024-07-06 12:00+02'::timestamptz",
      "SELECT date '01/02/2024', '03/04/2024'::date",
      "SELECT date '05/06/2024', '07/08/2024'::date",
      "SELECT interval '1 day 2 hours', interval '1'",
      "SELECT interval '3 day 4 hours', interval '5'",
      "SELECT 0.1::float8 + 1, '\\x01'::bytea",
      "SELECT 0.2::float8 + 2, '\\x02'::bytea",
      "SELECT at FROM p WHERE at < '2024-01-02 03:04:06' AND id = 0",
      "SELECT at FROM p WHERE at < '2024-01-02 03:04:05' AND id = 0"
    };
    twins.sameTwice(texts);
    for (String setting :
        List.of(
            "TimeZone = 'America/New_York'",
            "TimeZone = 'Asia/Kolkata'",
            "DateStyle = 'ISO, DMY'",
            "DateStyle = 'ISO, YMD'",
            "IntervalStyle = 'iso_8601'",
            "extra_float_digits = 0",
            "bytea_output = 'escape'",
            "plan_cache_mode = 'force_generic_plan'")) {
      twins.same("SET " + setting);
      twins.sameTwice(texts);
      twins.same("BEGIN", "SET LOCAL TimeZone = 'Europe/Paris'");
      twins.sameTwice(texts);
      twins.same("ROLLBACK");
      twins.sameTwice(texts);
    }
    twins.same("RESET ALL");
    twins.sameTwice(texts);
  }

  @Test
  void nameThatMeansAnotherTableIsLookedUpAgain() throws IOException {
    twins.same(
        "CREATE SCHEMA s",
        "CREATE TABLE s.p (id text PRIMARY KEY, txt int)",
        "INSERT INTO s.p VALUES ('1', 10), ('2', 20)");
    String[] texts = {
      "SELECT txt FROM p WHERE id = '1'",
      "SELECT txt FROM p WHERE id = '2'",
      "SELECT txt FROM p WHERE id = '01'",
      "SELECT 'p'::regclass::oid = 's.p'::regclass",
      "UPDATE p SET txt = '7' WHERE id = '1' RETURNING txt",
      "UPDATE p SET txt = '8' WHERE id = '2' RETURNING txt"
    };
    twins.sameTwice(texts);
    twins.same("SET search_path = s, public");
    twins.sameTwice(texts);
    twins.same("SET search_path = nowhere");
    twins.sameTwice(texts);
    twins.same("SET search_path = public");
    twins.sameTwice(texts);
    twins.same("DROP TABLE s.p", "DROP SCHEMA s");
  }

  @Test
  void definitionsOfOneTransactionEndWithIt() throws IOException {
    String[] texts = {
      "SELECT v FROM q WHERE id = '1'",
      "SELECT v FROM q WHERE id = '2'",
      "SELECT * FROM q WHERE id = '3'",
      "INSERT INTO q VALUES ('7', '1')",
      "INSERT INTO q VALUES ('8', '2')",
      "DELETE FROM q WHERE id = '7'",
      "DELETE FROM q WHERE id = '8'"
    };
    for (String type : List.of("int", "text", "numeric(5,1)", "varchar(3)")) {
      String table = "CREATE TABLE q (id " + type + " PRIMARY KEY, v " + type + " DEFAULT '4')";
      twins.same("BEGIN", table, "INSERT INTO q VALUES ('1', '11'), ('2', '12'), ('3', '13')");
      twins.sameTwice(texts);
      twins.same("SAVEPOINT a", "ALTER TABLE q ADD COLUMN more int DEFAULT 5");
      twins.sameTwice(texts);
      twins.same("ROLLBACK TO a");
      twins.sameTwice(texts);
      twins.same("ROLLBACK");
      twins.sameTwice(texts);
    }
  }

  @Test
  void changedTableIsPlannedAgain() throws IOException {
    String[] texts = {
      "SELECT * FROM p WHERE id = 1",
      "SELECT * FROM p WHERE id = 2",
      "INSERT INTO p (id, txt) VALUES (10, 'a')",
      "INSERT INTO p (id, txt) VALUES (11, 'b')",
      "UPDATE p SET txt = 'c' WHERE id = 10",
      "UPDATE p SET txt = 'd' WHERE id = 11",
      "DELETE FROM p WHERE id = 10",
      "DELETE FROM p WHERE id = 11"
    };
    twins.sameTwice(texts);
    for (String change :
        List.of(
            "ALTER TABLE p ADD COLUMN extra int DEFAULT 3",
            "ALTER TABLE p ALTER COLUMN txt SET DEFAULT 'new'",
            "ALTER TABLE p ADD CHECK (txt <> 'a')",
            "ALTER TABLE p DROP COLUMN small",
            "ALTER TABLE p RENAME COLUMN txt TO other",
            "ALTER TABLE p RENAME COLUMN other TO txt",
            "ANALYZE p",
            "TRUNCATE p",
            "DROP TABLE p",
            "CREATE TABLE p (id text PRIMARY KEY, txt varchar(3))",
            "DROP TABLE p",
            "CREATE VIEW p AS SELECT 1 AS id, 'v' AS txt",
            "DROP VIEW p")) {
      twins.same(change);
      twins.sameTwice(texts);
    }
  }

  @Test
  void statementAtHandIsRefusedWhereAnyIs() throws IOException {
    twins.same("SELECT txt FROM p WHERE id = 1", "SELECT txt FROM p WHERE id = 2");
    twins.same("UPDATE p SET txt = 'x' WHERE id = 1", "UPDATE p SET txt = 'y' WHERE id = 2");
    twins.same("BEGIN", "SELECT txt FROM p WHERE id = 0", "SELECT 1 / 0");
    twins.same("SELECT txt FROM p WHERE id = 3", "UPDATE p SET txt = 'y' WHERE id = 3", "ROLLBACK");
    twins.same("BEGIN READ ONLY", "SELECT txt FROM p WHERE id = 2");
    twins.same("UPDATE p SET txt = 'z' WHERE id = 0", "ROLLBACK");
    twins.same("BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT txt FROM p WHERE id = 0");
    twins.same("SELECT txt FROM p WHERE id = 2", "COMMIT", "SELECT * FROM p ORDER BY id");
  }

  @Test
  void tableThatChangesWhileAStatementWaitsForItIsChangedByThatStatementOnly() throws Exception {
    RawClient session = twins.shared();
    for (int id = 0; id < 3; id++) {
      session.query("UPDATE p SET txt = 'before " + id + "' WHERE id = " + id).exchange();
    }
    try (RawClient other = SHARING.connect()) {
      for (int round = 0; round < 5; round++) {
        other.query("BEGIN").exchange();
        other.query("ALTER TABLE p ADD COLUMN c" + round + " int DEFAULT 1").exchange();
        session.query("UPDATE p SET txt = 'after " + round + "' WHERE id = 3").flush();
        for (int i = 0; i < 50; i++) {
          other.query("SELECT " + i + " FROM p WHERE id = " + i).exchange();
        }
        other.query("COMMIT").exchange();
        assertThat(Messages.first(session.readUntil('Z'), 'C').text()).isEqualTo("UPDATE 1");
        List<BackendMessage> rows = session.query("SELECT txt FROM p ORDER BY id").exchange();
        assertThat(rows.stream().filter(row -> row.type() == 'D').map(row -> row.values().get(0)))
            .containsExactly("before 0", "before 1", "before 2", "after " + round);
        session.query("UPDATE p SET txt = 'before 1' WHERE id = 1").exchange();
        session.query("UPDATE p SET txt = 'before 2' WHERE id = 2").exchange();
      }
    }
  }
}
