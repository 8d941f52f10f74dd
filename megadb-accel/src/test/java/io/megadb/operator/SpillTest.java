package io.megadb.operator;

import static io.megadb.operator.fixture.PlanFixture.INT8;
import static io.megadb.operator.fixture.PlanFixture.TEXT;
import static io.megadb.operator.fixture.PlanFixture.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.execution.spill.SpillLimit;
import io.megadb.execution.spill.SpillSpace;
import io.megadb.operator.fixture.FixtureFunctions;
import io.megadb.operator.fixture.PlanFixture;
import io.megadb.operator.fixture.Rows;
import io.megadb.plan.AggregateNode.Phase;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SetOperationNode;
import io.megadb.plan.SortKey;
import io.megadb.plan.SortNode;
import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each operator gives the same rows with a budget that is far too small as with plenty. */
class SpillTest {
  private static final List<PgType> TYPES = List.of(INT8, TEXT, INT8);
  private static final long SMALL = 64 << 10;

  @TempDir private Path folder;

  private final PlanFixture fixture = new PlanFixture();
  private SpillSpace space;

  @BeforeEach
  void open() {
    space = SpillSpace.open(List.of(folder));
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(space.usedBytes()).isZero();
    assertThat(space.openFiles()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  /** Keys with nulls, one of them on a third of the rows, and texts of some width. */
  private static List<List<Object>> table(Random random, int rows, int keys) {
    List<List<Object>> table = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Long key = random.nextInt(12) == 0 ? null : (Long) (long) random.nextInt(keys);
      key = random.nextInt(3) == 0 ? Long.valueOf(7) : key;
      String text = random.nextInt(12) == 0 ? null : "some text " + random.nextInt(keys);
      table.add(Rows.row(key, text, (long) i));
    }
    return table;
  }

  private PlanNode scan(List<List<Object>> rows) {
    return fixture.scan(TYPES, Rows.batches(TYPES, rows, 300));
  }

  private PlanNode scan(long seed, int rows, int keys) {
    return scan(table(new Random(seed), rows, keys));
  }

  private List<List<Object>> spilled(PlanNode plan) throws Exception {
    ExecutionContext context = fixture.spilling(256, SMALL, space);
    List<List<Object>> rows = Runs.rows(fixture, plan, context, 3);
    assertThat(context.metrics().get(plan.properties().id(), NodeMetrics.SPILLED_BYTES))
        .as("spilled")
        .isPositive();
    assertThat(context.memory().peakBytes()).isLessThan(30 * SMALL);
    return rows;
  }

  private void check(PlanNode plan) throws Exception {
    assertThat(Runs.sorted(spilled(plan))).isEqualTo(Runs.sorted(Runs.rows(fixture, plan, 256, 3)));
  }

  @Test
  void sortsByRunsAndKeepsTheOrderOfEqualRows() throws Exception {
    for (boolean descending : new boolean[] {false, true}) {
      PlanNode plan =
          new SortNode(
              fixture.properties(),
              scan(1, 20_000, 40),
              List.of(
                  new SortKey(0, descending, !descending),
                  new SortKey(1, !descending, descending)));
      assertThat(spilled(plan)).isEqualTo(Runs.rows(fixture, plan, 256, 3));
    }
  }

  @Test
  void groupsByPasses() throws Exception {
    List<PgType> types = List.of(INT8, TEXT, INT8, INT8);
    check(
        fixture.aggregate(
            scan(2, 20_000, 3000),
            List.of(0, 1),
            Phase.SINGLE,
            types,
            PlanFixture.count(),
            PlanFixture.sum(2)));
  }

  @Test
  void partialGroupsAreGivenEarlyAndMergedInPasses() throws Exception {
    List<PgType> types = List.of(INT8, TEXT, INT8, INT8);
    PlanNode partial =
        fixture.aggregate(
            scan(2, 20_000, 3000),
            List.of(0, 1),
            Phase.PARTIAL,
            types,
            PlanFixture.count(),
            PlanFixture.sum(2));
    check(
        fixture.aggregate(
            partial, List.of(0, 1), Phase.FINAL, types, PlanFixture.count(), PlanFixture.sum(2)));
  }

  @Test
  void distinctAndOrderedCallsOfFewOrManyGroups() throws Exception {
    for (int keys : new int[] {1, 20, 3000}) {
      for (List<Integer> by : List.of(List.<Integer>of(), List.of(0))) {
        List<PgType> types = new ArrayList<>(by.isEmpty() ? List.of() : List.of(INT8));
        types.addAll(List.of(INT8, INT8, TEXT, TEXT));
        check(
            fixture.aggregate(
                scan(keys, 5000, keys),
                by,
                Phase.SINGLE,
                types,
                PlanFixture.call(FixtureFunctions.SUM, 2, INT8, true, -1),
                PlanFixture.count(),
                PlanFixture.call(
                    FixtureFunctions.LIST, 1, TEXT, false, -1, new SortKey(2, true, false)),
                PlanFixture.call(
                    FixtureFunctions.LIST, 1, TEXT, true, -1, new SortKey(1, true, false))));
      }
    }
  }

  @Test
  void statesThatGrowWithTheirRowsGoToFiles() throws Exception {
    for (List<Integer> by : List.of(List.<Integer>of(), List.of(0))) {
      List<PgType> types = new ArrayList<>(by.isEmpty() ? List.of() : List.of(INT8));
      types.add(TEXT);
      check(
          fixture.aggregate(
              scan(5, 6000, 50),
              by,
              Phase.SINGLE,
              types,
              PlanFixture.call(FixtureFunctions.LIST, 1, TEXT, false, -1)));
    }
  }

  private PlanNode join(
      JoinKind kind, PlanNode left, PlanNode right, List<Integer> keys, boolean residual) {
    Expression condition = residual ? PlanFixture.greater(column(2, INT8), column(5, INT8)) : null;
    return new HashJoinNode(
        fixture.properties(), kind, left, right, keys, keys, List.of(), condition);
  }

  @ParameterizedTest
  @EnumSource(JoinKind.class)
  void joinsByParts(JoinKind kind) throws Exception {
    // The key 7 is on a third of the rows: with the text beside it the parts are even.
    for (boolean residual : new boolean[] {false, true}) {
      if (residual && kind == JoinKind.NULL_AWARE_ANTI) {
        continue;
      }
      check(join(kind, scan(1, 3000, 1000), scan(2, 8000, 1000), List.of(0, 1), residual));
    }
  }

  @ParameterizedTest
  @EnumSource(JoinKind.class)
  void joinsRowsOfOneKeyBlockByBlock(JoinKind kind) throws Exception {
    List<List<Object>> left = table(new Random(1), 60, 3);
    for (int i = 0; i < left.size(); i++) {
      left.set(i, Rows.row(i % 11 == 0 ? null : (Object) 7L, "l", (long) i * 200));
    }
    List<List<Object>> right = table(new Random(2), 7000, 3);
    right.replaceAll(row -> Rows.row(7L, "one key", row.get(2)));
    boolean residual = kind != JoinKind.NULL_AWARE_ANTI;
    check(join(kind, scan(left), scan(right), List.of(0), residual));
  }

  @ParameterizedTest
  @EnumSource(value = JoinKind.class, names = "NULL_AWARE_ANTI", mode = EnumSource.Mode.EXCLUDE)
  void nestedLoopsKeepTheInnerSideBlockByBlock(JoinKind kind) throws Exception {
    check(
        new NestedLoopJoinNode(
            fixture.properties(),
            kind,
            scan(1, 12, 10),
            scan(2, 5000, 10),
            PlanFixture.greater(column(5, INT8), column(2, INT8))));
  }

  @ParameterizedTest
  @EnumSource(SetOperationNode.Kind.class)
  void setOperationsByParts(SetOperationNode.Kind kind) throws Exception {
    List<List<Object>> left = table(new Random(1), 9000, 1500);
    left.replaceAll(row -> Rows.row(row.get(0), row.get(1), 1L));
    List<List<Object>> right = table(new Random(2), 9000, 1500);
    right.replaceAll(row -> Rows.row(row.get(0), row.get(1), 1L));
    right.addAll(left.subList(0, 4000));
    for (boolean all : new boolean[] {false, true}) {
      check(new SetOperationNode(fixture.properties(), kind, all, scan(left), scan(right)));
    }
  }

  @Test
  void beyondTheBoundOfFilesTheStatementEndsWith53400() {
    PlanNode plan =
        new SortNode(
            fixture.properties(), scan(1, 20_000, 40), List.of(new SortKey(0, false, false)));
    ExecutionContext plenty = fixture.context(256);
    ExecutionContext context =
        new ExecutionContext(
            plenty.queryId(),
            plenty.evaluation(),
            plenty.parameters(),
            plenty.extensions(),
            new MemoryBudget(SMALL, new SpillLimit(space, 100_000)),
            plenty.cancellation(),
            plenty.metrics(),
            256);
    assertThatThrownBy(() -> Runs.rows(fixture, plan, context, 3))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> assertThat(e.state()).isEqualTo(SqlState.CONFIGURATION_LIMIT_EXCEEDED));
    assertThat(context.memory().reservedBytes()).isZero();
  }

  @Test
  void aGroupWhoseStateAloneIsTooLargeIs53200() throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (long i = 0; i < 600; i++) {
      rows.add(Rows.row(1L, "x".repeat(10_000), i));
    }
    PlanNode plan =
        fixture.aggregate(
            fixture.scan(TYPES, Rows.batches(TYPES, rows, 20)),
            List.of(0),
            Phase.SINGLE,
            List.of(INT8, TEXT),
            PlanFixture.call(FixtureFunctions.LIST, 1, TEXT, false, -1));
    ExecutionContext context = fixture.spilling(256, SMALL, space);
    assertThatThrownBy(() -> Runs.rows(fixture, plan, context, 3))
        .isInstanceOfSatisfying(
            MegaDbException.class, e -> assertThat(e.state()).isEqualTo(SqlState.OUT_OF_MEMORY));
    assertThat(context.memory().reservedBytes()).isZero();
  }
}
