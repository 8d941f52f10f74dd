package io.megadb.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.plan.AggregateNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.TableScan;
import io.megadb.plan.TopNNode;
import io.megadb.plan.ValuesNode;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.statement.CatalogChange;
import io.megadb.planner.statement.PlannedStatement.Definition;
import io.megadb.planner.statement.PlannedStatement.Modification;
import io.megadb.planner.statement.PlannedStatement.Query;
import io.megadb.planner.statement.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final int TPCH_QUERIES = 22;

  private static Query query(String sql) {
    return (Query) Planning.plan(sql);
  }

  private static <T> List<T> nodes(PlanNode plan, Class<T> type) {
    List<T> found = new ArrayList<>();
    if (type.isInstance(plan)) {
      found.add(type.cast(plan));
    }
    plan.inputs().forEach(input -> found.addAll(nodes(input, type)));
    return found;
  }

  @Test
  void selectWithoutFromIsOneRowOfValues() {
    assertThat(query("select 1 + 1").plan())
        .isInstanceOfSatisfying(
            ValuesNode.class, values -> assertThat(values.rows()).hasToString("[['2'::integer]]"));
  }

  @Test
  void planWithAConstantReadByTheClockIsNotKept() {
    assertThat(query("select timestamp 'Today 10:00'").cacheable()).isFalse();
    assertThat(query("select date 'tomorrow'").cacheable()).isFalse();
    assertThat(query("select timestamp '2024-01-01 10:00'").cacheable()).isTrue();
  }

  @Test
  void equalityOnTheWholeKeyIsAPointRead() {
    Query point = query("select b from t where a = $1");
    assertThat(point.workload()).isEqualTo(Workload.POINT);
    assertThat(nodes(point.plan(), TableScan.class).get(0).key()).hasToString("[?1]");
    assertThat(nodes(query("select b from t where a > 1").plan(), TableScan.class).get(0).key())
        .isEmpty();
    assertThat(nodes(query("select c from u where a = 1").plan(), TableScan.class).get(0).key())
        .isEmpty();
  }

  @Test
  void countReadsNoColumns() {
    assertThat(nodes(query("select count(*) from usage").plan(), TableScan.class).get(0).columns())
        .isEmpty();
  }

  @Test
  void scansReadOnlyWhatIsUsedAndTakeOverConditions() {
    TableScan scan =
        nodes(query("select sum(cost) from usage where day > '2024-01-01'").plan(), TableScan.class)
            .get(0);
    assertThat(scan.columns().stream().map(column -> column.name())).containsExactly("day", "cost");
    assertThat(scan.filters()).hasToString("[date_gt($0, '8766'::date)]");
  }

  @Test
  void notInKeepsItsNulls() {
    List<HashJoinNode> joins =
        nodes(query("select b from t where a not in (select a from u)").plan(), HashJoinNode.class);
    assertThat(joins.get(0).kind()).isEqualTo(JoinKind.NULL_AWARE_ANTI);
    joins =
        nodes(query("select c from u where a not in (select a from t)").plan(), HashJoinNode.class);
    assertThat(joins.get(0).kind()).isEqualTo(JoinKind.NULL_AWARE_ANTI);
    joins =
        nodes(
            query("select b from t where not exists (select 1 from u where u.a = t.a)").plan(),
            HashJoinNode.class);
    assertThat(joins.get(0).kind()).isEqualTo(JoinKind.ANTI);
  }

  @Test
  void correlatedCountOverNothingIsZero() {
    PlanNode plan = query("select (select count(*) from u where u.a = t.a) from t").plan();
    assertThat(plan.toString()).contains("COALESCE");
  }

  @Test
  void correlatedExistsBecomesASemiJoinWithItsOtherConditions() {
    HashJoinNode join =
        nodes(
                query(
                        "select b from t where exists (select 1 from u where u.a = t.a and u.c < t.b)")
                    .plan(),
                HashJoinNode.class)
            .get(0);
    assertThat(join.kind()).isEqualTo(JoinKind.SEMI);
    assertThat(join.residual()).hasToString("text_lt($3, $1)");
  }

  @Test
  void theSmallerSideIsTheBuildSideOfAThreeTierJoin() {
    PlanNode plan =
        query(
                "select a.name, sum(u.cost), p.price from usage u join accounts a on a.id ="
                    + " u.resource_id join prices p on p.region = a.region group by a.name, p.price"
                    + " order by 2 desc limit 10")
            .plan();
    assertThat(nodes(plan, TopNNode.class)).hasSize(1);
    for (HashJoinNode join : nodes(plan, HashJoinNode.class)) {
      assertThat(join.right().properties().rows())
          .isLessThanOrEqualTo(join.left().properties().rows());
    }
    assertThat(nodes(plan, TableScan.class).stream().map(scan -> scan.table().accessMethod()))
        .containsExactlyInAnyOrder("olap", "oltp", "memory");
  }

  @Test
  void volatileFunctionsAreNeitherFoldedNorRepeated() {
    PlanNode plan = query("select x.r, x.r from (select random() r from t) x").plan();
    assertThat(plan.toString().split("random\\(\\)", -1)).hasSize(2);
    assertThat(query("select now()").plan().toString()).contains("now()");
  }

  @Test
  void literalsAreNeverPadded() {
    assertThat(query("select b = 'ab', b in ('a ', 'b') from t").plan().toString())
        .doesNotContain("'a  '");
    assertThat(query("select case when true then 'a' else 'bcd' end").plan().toString())
        .contains("'a'::text");
  }

  @Test
  void tpchQueriesPlanWithoutUnconditionalProducts() throws IOException {
    PlanningContext context = Planning.context(TpchCatalog.create(), Map.of());
    StatementPlanner planner = new StatementPlanner();
    for (int i = 1; i <= TPCH_QUERIES; i++) {
      String text = Files.readString(Path.of("../tpch/queries/q" + i + ".sql"));
      Query planned = (Query) planner.plan(PgParser.parse(text).get(0), context);
      assertThat(planned.workload()).isEqualTo(Workload.OLAP);
      for (NestedLoopJoinNode join : nodes(planned.plan(), NestedLoopJoinNode.class)) {
        assertThat(join.right().properties().rows()).isLessThan(2);
      }
    }
  }

  @Test
  void groupedByPrimaryKeyOtherColumnsAreFree() {
    PlanNode plan = query("select id, name, count(*) from accounts group by id").plan();
    assertThat(nodes(plan, AggregateNode.class).get(0).keys()).hasSize(2);
  }

  @Test
  void insertFillsDefaultsAndChecks() {
    Modification insert =
        (Modification) Planning.plan("insert into items (id) values (7) returning id, qty");
    ModifyNode node = insert.plan();
    assertThat(((ValuesNode) node.input()).rows().toString())
        .startsWith("[['7'::integer, '1'::integer, 'none'::character varying(10), NULL");
    assertThat(node.checks().stream().map(ModifyNode.Check::name))
        .containsExactly("id", "qty", "items_qty_check");
    assertThat(insert.returning()).hasToString("[$0, $1]");
  }

  @Test
  void updateByKeyReadsOneRowAndCanBeEvaluatedAgain() {
    Modification update =
        (Modification) Planning.plan("update items set qty = qty + 1 where id = 3");
    assertThat(update.workload()).isEqualTo(Workload.POINT);
    assertThat(update.plan().recheck().condition()).hasToString("int4eq($0, '3'::integer)");
    assertThat(update.plan().recheck().newValues())
        .hasToString("[$0, int4pl($1, '1'::integer), $2, $3]");
    assertThat(nodes(update.plan(), TableScan.class).get(0).rowIdentity()).isTrue();
  }

  @Test
  void onConflictSeesBothRows() {
    Modification insert =
        (Modification)
            Planning.plan(
                "insert into items (id, qty) values (1, 2) on conflict (id) do update set qty ="
                    + " items.qty + excluded.qty");
    assertThat(insert.plan().conflict().update()).hasToString("[$0, int4pl($1, $5), $2, $3]");
  }

  @Test
  void createTableResolvesTypesAndKeys() {
    Definition definition =
        (Definition)
            Planning.plan(
                "create table x (id bigint primary key, amount numeric(12,2) check (amount > 0),"
                    + " at timestamptz default now()) with (k = 'v')");
    CatalogChange.CreateTable create = (CatalogChange.CreateTable) definition.changes().get(0);
    assertThat(create.definition().primaryKey().columns()).containsExactly(0);
    assertThat(create.definition().columns().get(2).defaultSql()).isEqualTo("now()");
    assertThat(create.definition().checks().get(0).name()).isEqualTo("x_amount_check");
    assertThat(create.definition().accessMethod()).isEqualTo("oltp");
  }

  @Test
  void whatIsNotDoneIsNamed() {
    for (String sql :
        List.of(
            "with r as (delete from t returning a) select * from r",
            "select a from t for update")) {
      assertThatThrownBy(() -> Planning.plan(sql))
          .isInstanceOf(MegaDbException.class)
          .hasMessageStartingWith("feature not supported: ");
    }
  }
}
