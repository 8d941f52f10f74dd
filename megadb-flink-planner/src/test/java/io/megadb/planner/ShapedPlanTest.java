package io.megadb.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.parser.TextShape;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.vector.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapedPlanTest {
  private static ShapedPlan shape(String sql) {
    return new StatementPlanner()
        .shape(
            PgParser.parse(sql).get(0),
            TextShape.of(sql).constants(),
            Planning.context(Planning.catalog(), Map.of()));
  }

  /** The parameters that another text of the same frame gives, or null. */
  private static List<Object> bind(String planned, String sql) {
    assertThat(TextShape.of(sql).frame()).isEqualTo(TextShape.of(planned).frame());
    return shape(planned).bind(TextShape.of(sql).constants(), EvaluationContext.constant());
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void framesDifferWhereMoreThanValuesDo() {
    assertThat(TextShape.of("select 1").frame()).isEqualTo(TextShape.of("select 22").frame());
    assertThat(TextShape.of("select 1").frame())
        .isNotEqualTo(TextShape.of("select 3000000000").frame())
        .isNotEqualTo(TextShape.of("select 1.0").frame())
        .isNotEqualTo(TextShape.of("select '1'").frame())
        .isNotEqualTo(TextShape.of("select  1").frame());
  }

  @Test
  void stringsAreConstantsHoweverTheyAreQuoted() {
    String frame = TextShape.of("select 'a'").frame();
    for (String sql : List.of("select 'it''s'", "select E'a\\n'", "select $$a$$, 'b'")) {
      assertThat(TextShape.of(sql).frame()).startsWith(frame);
    }
    assertThat(TextShape.of("select E'a\\tb'").constants().get(0).text()).isEqualTo("a\tb");
  }

  @Test
  void textsWithoutOneReadableStatementHaveNoShape() {
    assertThat(TextShape.of("select 1; select 2")).isNull();
    assertThat(TextShape.of("select $1, 1")).isNull();
    assertThat(TextShape.of("select a from t")).isNull();
    assertThat(TextShape.of("select 1, 'open")).isNull();
    assertThat(TextShape.of("select 1;")).isNotNull();
    assertThat(TextShape.of("select " + "1,".repeat(32) + "1")).isNull();
  }

  @Test
  void keyIsReadAsTheColumnsType() {
    assertThat(bind("select b from t where a = 1", "select b from t where a = 77"))
        .containsExactly(77L);
    String wide = "select name from accounts where id = ";
    assertThat(bind(wide + "1", wide + "77").get(1)).isEqualTo(77L);
    PlannedStatement.Query plan = (PlannedStatement.Query) shape(wide + "1").plan();
    assertThat(plan.plan().toString()).contains("?2").doesNotContain("'1'");
  }

  @Test
  void minusBeforeTheConstantBelongsToIt() {
    assertThat(bind("select b from t where a = - 1", "select b from t where a = - 5"))
        .containsExactly(-5L);
  }

  @Test
  void unknownStringIsReadAsItsSurroundingsAsk() {
    String sql = "select day from usage where tag = 'x' and day = '2024-01-01'";
    String other = "select day from usage where tag = 'y' and day = '2000-01-02'";
    assertThat(bind(sql, other)).contains(text("y"), 1L);
    assertThat(bind(sql, "select day from usage where tag = 'y' and day = 'none'")).isNull();
    assertThat(bind(sql, "select day from usage where tag = 'y' and day = 'Today'")).isNull();
  }

  @Test
  void whatThePlanDependsOnStaysKnown() {
    assertThat(shape("select b from t where a = 7 limit 3").open().toString()).isEqualTo("{0}");
    assertThat(shape("select b, a from t where a = 7 order by 2").open().toString())
        .isEqualTo("{0}");
    assertThat(shape("select b from t where a = any ('{1,2}') and b = 'x'").open().toString())
        .isEqualTo("{1}");
    assertThat(shape("select count(*), 5 from t where a = 7 group by 2").open().toString())
        .isEqualTo("{1}");
    assertThat(shape("select '1'::numeric(3,1), 2.5").open().toString()).isEqualTo("{0, 3}");
    assertThat(shape("select b from t order by 1")).isNull();
  }

  @Test
  void defaultsAndChecksKeepTheirOwnConstants() {
    ShapedPlan plan = shape("insert into items (id) values (7)");
    assertThat(plan.open().toString()).isEqualTo("{0}");
    assertThat(plan.plan().toString()).contains("'1'", "none", "?1");
  }
}
