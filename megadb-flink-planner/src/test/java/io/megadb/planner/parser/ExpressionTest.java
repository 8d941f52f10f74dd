package io.megadb.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.planner.ast.CallParts;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.planner.ast.NumericConstant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private static String shape(String sql) {
    return Shape.of(PgParser.parseExpression(sql));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '\0',
      value = {
        "a = b::int ==> (a = (b :: int4))",
        "a + b::numeric(10,2) ==> (a + (b :: numeric(10, 2)))",
        "- a::int ==> -((a :: int4))",
        "-1::int ==> -((1 :: int4))",
        "not a::boolean ==> NOT((a :: bool))",
        "a || b::text ==> (a || (b :: text))",
        "a::int::text ==> ((a :: int4) :: text)",
        "a::int[] ==> (a :: int4[])",
        "count(*)::float8 / 2 ==> ((count(*) :: float8) / 2)",
        "a::timestamp(3) with time zone ==> (a :: timestamptz(3))",
        "a::double precision ==> (a :: float8)",
        "a::character varying(10) ==> (a :: varchar(10))",
        "a::pg_catalog.regclass::oid ==> ((a :: regclass) :: oid)",
        "cast(a as bigint) ==> CAST(a, int8)",
        "cast(a as interval day to second) ==> CAST(a, interval DAY TO SECOND)",
        "array[]::int[] ==> (ARRAY() :: int4[])",
        "cast(a as numeric(10, 2)) ==> CAST(a, numeric(10, 2))",
        "a::char ==> (a :: bpchar(1))",
        "a::float(3) ==> (a :: float4)",
        "a::time(3) without time zone ==> (a :: time(3))",
        "a::interval day to second(3) ==> (a :: interval(3) DAY TO SECOND)",
        "a::s.t(1)[] ==> (a :: s.t(1)[])",
        "a::int array ==> (a :: int4[])"
      })
  void aCastBindsTighterThanEveryOperator(String sql, String tree) {
    assertThat(shape(sql)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '\0',
      value = {
        "timestamptz '2026-01-02 03:04:05+00' ==> CAST('2026-01-02 03:04:05+00', timestamptz)",
        "timestamp with time zone 'now' ==> CAST('now', timestamptz)",
        "date '2026-01-02' ==> CAST('2026-01-02', date)",
        "numeric(10,2) '1.5' ==> CAST('1.5', numeric(10, 2))",
        "pg_catalog.regclass 't' ==> CAST('t', regclass)",
        "vector(3) '[1,2,3]' ==> CAST('[1,2,3]', vector(3))",
        "interval '12 months' ==> CAST('12 months', interval)",
        "INTERVAL '1' YEAR ==> CAST('1', interval YEAR)",
        "interval '1-2' year to month ==> CAST('1-2', interval YEAR TO MONTH)",
        "interval(3) '1.5 s' ==> CAST('1.5 s', interval(3))",
        "d + interval '1 day' * 3 ==> (d + (CAST('1 day', interval) * 3))",
        "B'101' ==> CAST('b101', bit)",
        "X'1F' ==> CAST('x1F', bit)",
        "N'x' ==> CAST('x', bpchar)",
        "char 'a' ==> CAST('a', bpchar)",
        "char(3) 'a' ==> CAST('a', bpchar(3))"
      })
  void typedLiteralsAreCasts(String sql, String tree) {
    assertThat(shape(sql)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '\0',
      value = {
        "a <-> $1 ==> (a <-> $1)",
        "a <=> b ==> (a <=> b)",
        "a -> 'k' ->> 'l' ==> ((a -> 'k') ->> 'l')",
        "a @> b ==> (a @> b)",
        "a ? 'k' ==> (a ? 'k')",
        "a ~ 'x' ==> (a ~ 'x')",
        "a ~* 'x' ==> (a ~* 'x')",
        "a !~ 'x' ==> (a !~ 'x')",
        "a || 'x' || b ==> ((a || 'x') || b)",
        "1 // 2 ==> (1 // 2)",
        "a<-1 ==> (a < -1)",
        "a=-1 ==> (a = -1)",
        "a*-1 ==> (a * -1)",
        "a@-b ==> (a @- b)",
        "a-- b ==> a",
        "a*/* c */b ==> (a * b)",
        "- 1 + 2 * 3 ^ 4 ==> (-1 + (2 * (3 ^ 4)))",
        "@ a ==> @(a)",
        "a <-> b < 1 ==> ((a <-> b) < 1)",
        "1 + 2 <-> b ==> ((1 + 2) <-> b)",
        "a->>'x' = 'y' and b is null ==> (((a ->> 'x') = 'y') AND IS NULL(b))",
        "a ilike 'x%' ==> ILIKE(a, 'x%')",
        "a not ilike b ==> NOT ILIKE(a, b)",
        "x[1] ==> ITEM(x, 1)",
        "x[i + 1][2] ==> ITEM(ITEM(x, (i + 1)), 2)",
        "ARRAY[1, 2, $3] ==> ARRAY(1, 2, $3)",
        "a at time zone 'UTC' ==> pg_catalog.timezone('UTC', a)",
        "a operator(pg_catalog.~) '^x$' collate pg_catalog.default ==> (a pg_catalog.~ COLLATE('^x$', pg_catalog.default))",
        "b between 1 and 2 + 3 and c ==> (BETWEEN ASYMMETRIC(b, 1, (2 + 3)) AND c)",
        "a like b || 'x' and not c = d or e ==> ((LIKE(a, (b || 'x')) AND NOT((c = d))) OR e)",
        "a = b is null ==> IS NULL((a = b))",
        "a = any(b) and c < 1 ==> (= ANY(a, b) AND (c < 1))",
        "f(a => 1) ==> f(a => 1)",
        "a-b$c ==> (a - b$c)"
      })
  void operatorsAreReadAsScanLReadsThem(String sql, String tree) {
    assertThat(shape(sql)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '\0',
      value = {
        "a and b and c or d ==> ((a AND b AND c) OR d)",
        "not a = b and c ==> (NOT((a = b)) AND c)",
        "- - 1 ==> 1",
        "- a ^ 2 ==> (-(a) ^ 2)",
        "-9223372036854775808 ==> -9223372036854775808",
        "1.50 + .5 + 1. + 1e-5 ==> (((1.50 + .5) + 1.) + 1e-5)",
        "a = any (array[1, 2]) ==> = ANY(a, ARRAY(1, 2))",
        "a <> all (select 1) ==> <> ALL(a, SELECT (1))",
        "a not like any (b) ==> NOT LIKE ANY(a, b)",
        "a operator(s.@@) b ==> (a s.@@ b)",
        "a is not distinct from b and c ==> ((a IS NOT DISTINCT FROM b) AND c)",
        "a isnull ==> IS NULL(a)",
        "a is not unknown ==> IS NOT UNKNOWN(a)",
        "a between symmetric 1 and 2 ==> BETWEEN SYMMETRIC(a, 1, 2)",
        "a not between b - 1 and b + 1 ==> NOT BETWEEN ASYMMETRIC(a, (b - 1), (b + 1))",
        "a like b escape c ==> LIKE(a, b, c)",
        "a not similar to b ==> NOT SIMILAR TO(a, b)",
        "a not in (1, 2) ==> (a NOT IN (1, 2))",
        "a in (select 1) ==> (a IN SELECT (1))",
        "a in ((select 1)) ==> (a IN SELECT (1))",
        "(a, b) = (select 1, 2) ==> (ROW(a, b) = SELECT (1, 2))",
        "(a, b) overlaps (c, d) ==> OVERLAPS(ROW(a, b), ROW(c, d))",
        "row(a) ==> ROW(a)",
        "(select 1) ==> SELECT (1)",
        "((select 1) union (select 2)) ==> (SELECT (1) UNION SELECT (2))",
        "exists (select 1) ==> EXISTS(SELECT (1))",
        "array(select 1) ==> ARRAY(SELECT (1))",
        "array[[1, 2], [3]] ==> ARRAY(ARRAY(1, 2), ARRAY(3))",
        "x[1:2] ==> SLICE(x, 1, 2)",
        "x[:] ==> SLICE(x, -, -)",
        "x[1:][2] ==> ITEM(SLICE(x, 1, -), 2)",
        "t.a[1].b ==> DOT(ITEM(t.a, 1), b)",
        "(f(x)).field ==> DOT(f(x), field)",
        "(t).* ==> DOT(t, *)",
        "(array[1])[1] ==> ITEM(ARRAY(1), 1)",
        "case a when 1 then 2 else 3 end ==> CASE(a, (1), (2), 3)",
        "case when a then b end ==> CASE(-, (a), (b), -)",
        "coalesce(a, nullif(b, c), greatest(1, 2), least(3)) ==> COALESCE(a, NULLIF(b, c), GREATEST(1, 2), LEAST(3))",
        "extract(year from a) ==> pg_catalog.extract('year', a)",
        "substring(a from 1 for 2) ==> pg_catalog.substring(a, 1, 2)",
        "substring(a for 2) ==> pg_catalog.substring(a, 1, 2)",
        "substring(a similar b escape c) ==> pg_catalog.substring(a, b, c)",
        "trim(a) ==> pg_catalog.btrim(a)",
        "trim(leading 'x' from a) ==> pg_catalog.ltrim(a, 'x')",
        "position('x' in a) ==> pg_catalog.position(a, 'x')",
        "overlay(a placing b from 1 for 2) ==> pg_catalog.overlay(a, b, 1, 2)",
        "current_date ==> pg_catalog.current_date()",
        "current_timestamp(3) ==> pg_catalog.current_timestamp(3)",
        "current_user ==> pg_catalog.current_user()",
        "collation for (a) ==> pg_catalog.pg_collation_for(a)",
        "normalize(a, nfc) ==> pg_catalog.normalize(a, 'NFC')",
        "a is nfd normalized ==> pg_catalog.is_normalized(a, 'NFD')",
        "left(a, 1) ==> left(a, 1)",
        "count(*) ==> count(*)",
        "count(distinct a order by b desc nulls last) filter (where c) ==> count(DISTINCT a ORDER BY (NULLS LAST(DESC(b)))) FILTER c",
        "f(variadic a) ==> f(VARIADIC a)",
        "f(a := 1, b => 2) ==> f(a => 1, b => 2)",
        "percentile_cont(0.5) within group (order by a) ==> percentile_cont(0.5) WITHIN (a)",
        "sum(a) over (partition by b order by c rows between 1 preceding and unbounded following) ==> sum(a) OVER { PARTITION BY (b) ORDER BY (c) ROWS PRECEDING..UNBOUNDED_FOLLOWING}",
        "rank() over w ==> rank() OVER w",
        "sum(a) over (w range current row) ==> sum(a) OVER {w RANGE CURRENT_ROW..CURRENT_ROW}",
        "pg_catalog.now() ==> pg_catalog.now()",
        "a collate \"C\" || b ==> (COLLATE(a, C) || b)"
      })
  void everyFormOfExpressionHasItsShape(String sql, String tree) {
    assertThat(shape(sql)).isEqualTo(tree);
  }

  @Test
  void numbersKeepTheirCharacters() {
    for (String number :
        new String[] {"1", "99999999999999999999", "1.50", ".5", "1.", "1e5", "1E-5"}) {
      NumericConstant constant = (NumericConstant) PgParser.parseExpression(number);
      assertThat(constant.text()).isEqualTo(number);
    }
    assertThat(((NumericConstant) PgParser.parseExpression("12")).isInteger()).isTrue();
    assertThat(((NumericConstant) PgParser.parseExpression("1e2")).isInteger()).isFalse();
    assertThat(((NumericConstant) PgParser.parseExpression("-1.")).isInteger()).isFalse();
  }

  @Test
  void aCallHasAllItsParts() {
    CallParts parts =
        ((FunctionCall)
                PgParser.parseExpression(
                    "s.f(distinct a, variadic b => c order by d desc) filter (where e) over w"))
            .parts();
    assertThat(parts.name()).hasToString("s.f");
    assertThat(parts.arguments()).hasSize(2);
    assertThat(parts.argumentNames().get(0)).isNull();
    assertThat(parts.argumentNames().get(1).getSimple()).isEqualTo("b");
    assertThat(parts.distinct()).isTrue();
    assertThat(parts.variadic()).isTrue();
    assertThat(parts.star()).isFalse();
    assertThat(parts.needsAggregate()).isTrue();
    assertThat(Shape.of(parts.orderBy())).isEqualTo("(DESC(d))");
    assertThat(Shape.of(parts.filter())).isEqualTo("e");
    assertThat(Shape.of(parts.over())).isEqualTo("w");
  }
}
