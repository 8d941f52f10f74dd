package io.megadb.operator;

import static io.megadb.operator.fixture.PlanFixture.INT8;
import static io.megadb.operator.fixture.PlanFixture.column;
import static io.megadb.operator.fixture.PlanFixture.literal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.operator.fixture.FixtureFunctions;
import io.megadb.operator.fixture.PlanFixture;
import io.megadb.operator.fixture.Rows;
import io.megadb.plan.FilterNode;
import io.megadb.plan.LimitNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.SetOperationNode;
import io.megadb.plan.SetOperationNode.Kind;
import io.megadb.plan.SingleRowNode;
import io.megadb.plan.TableFunctionNode;
import io.megadb.plan.UnionNode;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherOperatorsTest {
  private static final List<PgType> TYPES = List.of(INT8);
  private final PlanFixture fixture = new PlanFixture();

  private PlanNode values(Long... values) {
    List<List<Expression>> rows = new ArrayList<>();
    for (Long value : values) {
      rows.add(List.of(new io.megadb.plan.expression.Literal(value, INT8)));
    }
    return new ValuesNode(fixture.properties(), TYPES, rows);
  }

  private List<Object> run(PlanNode plan) throws Exception {
    List<Object> first = new ArrayList<>();
    Runs.rows(fixture, plan, 2, 7).forEach(row -> first.add(row.get(0)));
    assertThat(Runs.rows(fixture, plan, 4096, 8)).hasSameSizeAs(first);
    return first;
  }

  @Test
  void scanAppliesItsFiltersAndItsLimit() throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    for (long i = 0; i < 20; i++) {
      rows.add(Rows.row(i));
    }
    var scan =
        fixture.scan(
            TYPES,
            Rows.batches(TYPES, rows, 3),
            PlanFixture.greater(column(0, INT8), literal(10)),
            PlanFixture.greater(literal(18), column(0, INT8)));
    assertThat(run(scan)).containsExactly(11L, 12L, 13L, 14L, 15L, 16L, 17L);
    var limited =
        new io.megadb.plan.TableScan(
            scan.properties(), scan.table(), scan.columns(), scan.filters(), List.of(), 2, false);
    assertThat(run(limited)).containsExactly(11L, 12L);
  }

  @Test
  void filterKeepsTrueRowsOnlyAndProjectComputes() throws Exception {
    PlanNode filter =
        new FilterNode(
            fixture.properties(),
            values(1L, null, 5L, 3L),
            PlanFixture.greater(column(0, INT8), literal(2)));
    PlanNode project =
        new ProjectNode(
            fixture.properties(),
            filter,
            List.of(
                new FunctionCall(
                    FixtureFunctions.PLUS, List.of(column(0, INT8), literal(100)), INT8)));
    assertThat(run(project)).containsExactly(105L, 103L);
  }

  @Test
  void limitSkipsThenCountsAndRefusesNegativeNumbers() throws Exception {
    PlanNode input = values(1L, 2L, 3L, 4L, 5L);
    assertThat(run(new LimitNode(fixture.properties(), input, literal(2), literal(1))))
        .containsExactly(2L, 3L);
    assertThat(run(new LimitNode(fixture.properties(), input, null, literal(3))))
        .containsExactly(4L, 5L);
    assertThat(run(new LimitNode(fixture.properties(), input, literal(0), null))).isEmpty();
    assertThatThrownBy(() -> run(new LimitNode(fixture.properties(), input, literal(-1), null)))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> assertThat(e.state()).isEqualTo(SqlState.INVALID_ROW_COUNT_IN_LIMIT_CLAUSE));
  }

  @Test
  void singleRowGivesNullsForNoneAndRefusesTwo() throws Exception {
    assertThat(run(new SingleRowNode(fixture.properties(), values())))
        .containsExactly((Object) null);
    assertThat(run(new SingleRowNode(fixture.properties(), values(7L)))).containsExactly(7L);
    assertThatThrownBy(() -> run(new SingleRowNode(fixture.properties(), values(7L, 8L))))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> assertThat(e.state()).isEqualTo(SqlState.CARDINALITY_VIOLATION));
  }

  @Test
  void unionGivesAllAndSetOperationsCountCopies() throws Exception {
    PlanNode left = values(1L, 1L, 1L, 2L, null, null, 3L);
    PlanNode right = values(1L, 1L, null, 4L, 3L, 3L);
    assertThat(run(new UnionNode(fixture.properties(), List.of(left, right)))).hasSize(13);
    assertThat(set(Kind.INTERSECT, false, left, right)).containsExactly(1L, null, 3L);
    assertThat(set(Kind.INTERSECT, true, left, right)).containsExactly(1L, 1L, null, 3L);
    assertThat(set(Kind.EXCEPT, false, left, right)).containsExactly(2L);
    assertThat(set(Kind.EXCEPT, true, left, right)).containsExactly(1L, 2L, null);
  }

  private List<Object> set(Kind kind, boolean all, PlanNode left, PlanNode right) throws Exception {
    return run(new SetOperationNode(fixture.properties(), kind, all, left, right));
  }

  @Test
  void tableFunctionRunsOnceOrForEveryRow() throws Exception {
    PlanNode once =
        new TableFunctionNode(
            fixture.properties(),
            null,
            FixtureFunctions.SERIES,
            List.of(literal(3), literal(5)),
            TYPES,
            true,
            false);
    assertThat(Runs.rows(fixture, once, 4096, 1))
        .containsExactly(Rows.row(3L, 1L), Rows.row(4L, 2L), Rows.row(5L, 3L));
    PlanNode lateral =
        new TableFunctionNode(
            fixture.properties(),
            values(2L, 0L, null, 1L),
            FixtureFunctions.SERIES,
            List.of(literal(1), column(0, INT8)),
            TYPES,
            false,
            true);
    assertThat(Runs.rows(fixture, lateral, 4096, 1))
        .containsExactly(
            Rows.row(2L, 1L),
            Rows.row(2L, 2L),
            Rows.row(0L, null),
            Rows.row(null, null),
            Rows.row(1L, 1L));
  }
}
