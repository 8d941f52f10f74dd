package io.megadb.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.planner.ast.PgSelect;
import io.megadb.planner.ast.Positions;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '\0',
      value = {
        "select distinct on (a, b + 1) a, c from t order by a, c desc ==> SELECT DISTINCT ON (a, (b + 1)) (a, c) FROM t ORDER BY (a, DESC(c))",
        "select distinct a from t ==> SELECT DISTINCT (a) FROM t",
        "select ==> SELECT ()",
        "select from t ==> SELECT () FROM t",
        "select a as Select, b \"B\", c C from t as X ==> SELECT (AS(a, select), AS(b, B), AS(c, c)) FROM AS(t, x)",
        "select * from t limit 10 offset 5 * $1 ==> SELECT (*) FROM t OFFSET (5 * $1) LIMIT 10",
        "select * from t offset 5 * $1 limit 10 ==> SELECT (*) FROM t OFFSET (5 * $1) LIMIT 10",
        "select * from t offset 5 rows fetch first 10 rows only ==> SELECT (*) FROM t OFFSET 5 LIMIT 10",
        "select * from t limit all ==> SELECT (*) FROM t",
        "select * from t order by a nulls first fetch next row with ties ==> SELECT (*) FROM t ORDER BY (NULLS FIRST(a)) LIMIT 1 WITH TIES",
        "select * from t order by a using operator(pg_catalog.<) ==> SELECT (*) FROM t ORDER BY (USING <(a))",
        "select * from t for update of t nowait for key share skip locked ==> SELECT (*) FROM t FOR UPDATE NO_WAIT FOR KEY_SHARE SKIP_LOCKED",
        "select a from t group by grouping sets ((a, b), a, ()), rollup (a, (b, c)), cube (d) having count(*) > 1 ==> SELECT (a) FROM t GROUP BY (GROUPING SETS(ROW(a, b), a, ()), ROLLUP(a, ROW(b, c)), CUBE(d)) HAVING (count(*) > 1)",
        "select 1 from t window w as (partition by a), v as (w order by b) ==> SELECT (1) FROM t WINDOW (w{ PARTITION BY (a)}, v{w ORDER BY (b)})",
        "values (1, 'a'), (2, 'b') ==> VALUES(ROW(1, 'a'), ROW(2, 'b'))",
        "table only t ==> SELECT (*) FROM t",
        "with recursive r (n) as (select 1 union all select n + 1 from r) select * from r order by n limit 3 ==> WITH (r(n) AS (SELECT (1) UNION ALL SELECT ((n + 1)) FROM r)) SELECT (*) FROM r ORDER BY (n) LIMIT 3",
        "with x as not materialized (insert into t values (1) returning a) select * from x ==> WITH (x AS Insert) SELECT (*) FROM x",
        "select 1 union all select 2 intersect select 3 except select 4 order by 1 ==> ((SELECT (1) UNION ALL (SELECT (2) INTERSECT SELECT (3))) EXCEPT SELECT (4)) ORDER BY (1)",
        "(select 1 order by 1) limit 2 ==> SELECT (1) ORDER BY (1) LIMIT 2",
        "select 1 union (select 2 limit 1) ==> (SELECT (1) UNION SELECT (2) LIMIT 1)",
        "select * from a, b join c on true left join d using (x, y) natural full outer join e cross join f ==> SELECT (*) FROM [a COMMA [[[[b INNER c ON true] LEFT d USING (x, y)] NATURAL FULL e] CROSS f]]",
        "select * from a join b join c on true on false ==> SELECT (*) FROM [a INNER [b INNER c ON true] ON false]",
        "select * from ((select 1) union (select 2)) x, ((a join b on true) join c using (d)) y, (a cross join b) ==> SELECT (*) FROM [[AS((SELECT (1) UNION SELECT (2)), x) COMMA AS([[a INNER b ON true] INNER c USING (d)], y)] COMMA [a CROSS b]]",
        "select * from ((select 1) x join y on true), ((select 1)) z (a, b) ==> SELECT (*) FROM [[AS(SELECT (1), x) INNER y ON true] COMMA AS(SELECT (1), z, a, b)]",
        "select * from t, lateral (select t.a) x, lateral f(t.a) with ordinality as u (v, n) ==> SELECT (*) FROM [[t COMMA AS(LATERAL(SELECT (t.a)), x)] COMMA AS(LATERAL(WITH ORDINALITY(TABLE(f(t.a)))), u, v, n)]",
        "select * from f(1) as (a int, b text), g() h (a int[]), rows from (f(1), g(2) as (c int)) r ==> SELECT (*) FROM [[AS COLUMNS(TABLE(f(1)), -, (a, int4, b, text)) COMMA AS COLUMNS(TABLE(g()), h, (a, int4[]))] COMMA AS(ROWS FROM(f(1), -, g(2), (c, int4)), r)]",
        "select * from t a tablesample bernoulli (10) repeatable (1) ==> SELECT (*) FROM TABLESAMPLE(AS(t, a), bernoulli, (10), 1)",
        "select * from current_date, coalesce(1, 2) x, pg_catalog.unnest(a) y ==> SELECT (*) FROM [[TABLE(pg_catalog.current_date()) COMMA AS(TABLE(COALESCE(1, 2)), x)] COMMA AS(TABLE(pg_catalog.unnest(a)), y)]",
        "select a between from t ==> SELECT (AS(a, between)) FROM t",
        "select a and ==> SELECT (AS(a, and))"
      })
  void everyFormOfQueryHasItsShape(String sql, String tree) {
    List<ParsedStatement> statements = PgParser.parse(sql);
    assertThat(statements).hasSize(1);
    assertThat(Shape.of(statements.get(0).node())).isEqualTo(tree);
  }

  @Test
  void statementsKnowTheirTextAndTheirPlaces() {
    String sql =
        "; select '\uD83D\uDE00' as \"日本\";\r\n\tinsert into t values (1);;\n /* c */ select a,\n\t\tb + c from u ;";
    List<ParsedStatement> statements = PgParser.parse(sql);
    assertThat(statements)
        .extracting(ParsedStatement::text)
        .containsExactly(
            "select '\uD83D\uDE00' as \"日本\"",
            "insert into t values (1)",
            "/* c */ select a,\n\t\tb + c from u");
    ParsedStatement third = statements.get(2);
    assertThat(sql.substring(sql.offsetByCodePoints(0, third.offset()))).startsWith(third.text());
    SqlBasicCall sum = (SqlBasicCall) ((PgSelect) third.node()).getSelectList().get(1);
    assertThat(from(sql, third.position(sum.getParserPosition()))).startsWith("+ c from");
    assertThat(from(sql, third.position(sum.operand(0).getParserPosition()))).startsWith("b + c");
    assertThat(from(sql, third.position(Positions.leftmost(sum)))).startsWith("b + c");
    assertThat(third.position(null)).isZero();
  }

  private static String from(String sql, int position) {
    return sql.substring(sql.offsetByCodePoints(0, position - 1));
  }
}
