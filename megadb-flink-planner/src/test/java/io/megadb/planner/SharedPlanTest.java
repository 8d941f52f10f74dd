package io.megadb.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.plan.ExchangeNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.SharedReadNode;
import io.megadb.plan.TableScan;
import io.megadb.planner.explain.PlanPrinter;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.physical.ExchangePlacement;
import io.megadb.planner.physical.RunChoice;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is computed once, and how EXPLAIN shows it. */
class SharedPlanTest {
  private static final String SPEND =
      "with spend as (select resource_id, tag, sum(hours) as total from usage group by 1, 2) ";

  private static PlanNode plan(String sql) {
    return ((Query) Planning.plan(sql)).plan();
  }

  private static <T> List<T> nodes(PlanNode plan, Class<T> type) {
    List<T> found = new ArrayList<>();
    if (type.isInstance(plan)) {
      found.add(type.cast(plan));
    }
    plan.inputs().forEach(input -> found.addAll(nodes(input, type)));
    return found;
  }

  private static String text(PlanNode plan) {
    List<String> lines =
        new PlanPrinter(
                Planning.FUNCTIONS, new PlanPrinter.Contents(false, false, null, -1, -1, List.of()))
            .text(plan, Workload.OLAP, new RunChoice(false, 1, ""));
    return String.join("\n", lines.subList(0, lines.size() - 2)) + "\n";
  }

  private static PlanNode tpch(int query) throws IOException {
    PlanningContext context = Planning.context(TpchCatalog.create(), Map.of());
    String text = Files.readString(Path.of("../tpch/queries/q" + query + ".sql"));
    return ((Query) new StatementPlanner().plan(PgParser.parse(text).get(0), context)).plan();
  }

  @Test
  void itemReadTwiceIsComputedOnceWithTheColumnsThatAreRead() {
    PlanNode plan =
        plan(
            SPEND
                + "select resource_id from spend"
                + " where total = (select max(total) from spend)");
    assertThat(text(plan))
        .isEqualTo(
            """
            Projection
              CTE spend
                ->  Projection
                      ->  HashAggregate
                            Group Key: resource_id, tag
                            ->  Seq Scan on usage
                                  Access Method: olap
              ->  Hash Join
                    Hash Cond: (total = max(total))
                    ->  CTE Scan on spend
                    ->  Single Row
                          ->  Aggregate
                                ->  Projection
                                      ->  CTE Scan on spend
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "with x as (select a, count(*) n from u group by a) select * from x | 0",
        "with x as (select a, count(*) n from u group by a) select * from x x1, x x2 | 1",
        "with x as materialized (select a from u) select * from x | 1",
        "with x as materialized (select a from u) select * from x x1, x x2 | 1",
        "with x as (select a from u where a > 3) select * from x x1, x x2 | 0",
        "with x as (select a from u) select * from x x1 join x x2 using (a) | 0",
        "with x as (select random() r) select * from x | 1",
        "with x as not materialized (select random() r) select * from x x1, x x2 | 1",
        "with x as (values (1), (2)) select * from x x1, x x2 | 0",
        "with x as (select count(*) n from u), y as (select n from x) select * from y y1, y y2 | 1",
        "with x as (select count(*) n from u), y as (select max(n) m from x) select * from y, x | 1",
      })
  void asPostgresDecidesButForPlainScans(String sql, int shared) {
    assertThat(nodes(plan(sql), SharedNode.class)).hasSize(shared);
  }

  @Test
  void notMaterializedItemWhoseQueryIsEqualIsFoundAgainOrNot() {
    PlanNode plan =
        plan(
            "with x as not materialized (select tag, sum(hours) h from usage group by tag)"
                + " select * from x x1 where h > (select avg(h) from x x2)");
    assertThat(nodes(plan, TableScan.class)).hasSize(1);
    assertThat(text(plan)).contains("Common Plan 1", "Scan on Common Plan 1");
  }

  @Test
  void rowsThatNoReaderWantsAreNotComputed() {
    String query =
        "select * from spend a, spend b where a.tag = 'x' and b.tag = 'y' and a.total > b.total";
    assertThat(nodes(plan(SPEND + query), TableScan.class).get(0).filters()).hasSize(1);
    assertThat(
            nodes(plan(SPEND.replace("as (", "as materialized (") + query), TableScan.class)
                .get(0)
                .filters())
        .isEmpty();
  }

  @Test
  void viewNamedTwiceAndPartsThatAreEqualAreFound() throws IOException {
    assertThat(nodes(tpch(11), TableScan.class))
        .extracting(scan -> scan.table().name())
        .containsExactlyInAnyOrder("partsupp", "supplier", "nation");
    assertThat(nodes(tpch(15), TableScan.class))
        .extracting(scan -> scan.table().name())
        .containsExactlyInAnyOrder("lineitem", "supplier");
    assertThat(nodes(tpch(2), TableScan.class))
        .extracting(scan -> scan.table().name())
        .containsExactlyInAnyOrder("partsupp", "supplier", "nation", "region", "part");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from usage a join usage b on a.resource_id = b.resource_id + 1",
        "select sum(random()) from u union all select sum(random()) from u",
        "select * from (select a, sum(random()) r from u group by a) x"
            + " join (select a, sum(random()) r from u group by a) y using (a)",
      })
  void plainScansAndWhatDiffersFromCallToCallAreNotShared(String sql) {
    assertThat(nodes(plan(sql), SharedNode.class)).isEmpty();
  }

  @Test
  void recursiveTermJoinsWhatIsKeptAsBuildSide() {
    PlanNode plan =
        plan(
            "with recursive r(n, d) as (select 1::int8, 0 union all select u.resource_id, d + 1"
                + " from r join usage u on u.hours = r.n where d < 5) select * from r");
    assertThat(nodes(plan, SharedNode.class)).hasSize(1);
    plan =
        plan(
            "with recursive r(n) as (select 1 union select u.a from r join u on u.a = r.n"
                + " and u.c > 'x') select * from r");
    assertThat(nodes(plan, HashJoinNode.class))
        .singleElement()
        .satisfies(join -> assertThat(join.right()).isInstanceOf(SharedReadNode.class));
    assertThat(nodes(plan, TableScan.class)).hasSize(1);
  }

  @Test
  void readersHaveTheInstancesOfWhoComputes() {
    PlanNode plan =
        ExchangePlacement.distribute(
            plan(SPEND + "select count(*) from spend a join spend b using (total)"),
            3,
            false,
            Planning.FUNCTIONS);
    SharedNode shared = nodes(plan, SharedNode.class).get(0);
    assertThat(shared.parallelism()).isEqualTo(3);
    assertThat(nodes(shared.shared(), ExchangeNode.class)).hasSize(1);
    assertThat(nodes(plan, SharedReadNode.class)).hasSize(2);
  }

  @Test
  void readerThatRunsManyTimesHasAllRows() {
    PlanNode plan =
        ExchangePlacement.distribute(
            plan(
                SPEND
                    + "select a.tag, l.total from spend a cross join lateral (select b.total from"
                    + " spend b where b.total < a.total order by 1 limit 1) l"),
            3,
            false,
            Planning.FUNCTIONS);
    SharedNode shared = nodes(plan, SharedNode.class).get(0);
    assertThat(shared.parallelism()).isEqualTo(1);
    assertThat(shared.shared()).isInstanceOf(ExchangeNode.class);
  }

  @Test
  void changesReadItemsToo() {
    Modification update =
        (Modification)
            Planning.plan(
                "with x as (select a, count(*) n from u group by a) update t set b = 'many' from x"
                    + " where x.a = t.a and x.n > (select avg(n) from x)");
    assertThat(nodes(update.plan(), SharedNode.class)).hasSize(1);
  }
}
