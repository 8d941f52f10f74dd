package io.megadb.execution.local;

import static io.megadb.operator.fixture.PlanFixture.INT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.spill.SpillSpace;
import io.megadb.operator.Runs;
import io.megadb.operator.fixture.PlanFixture;
import io.megadb.operator.fixture.Rows;
import io.megadb.operator.fixture.SharedFixturePlans;
import io.megadb.operator.fixture.SharedFixturePlans.Shape;
import io.megadb.plan.ExchangeNode.Distribution;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.SharedReadNode;
import io.megadb.spi.BatchReader;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans that are computed once and read several times, on the gateway's workers. */
@Timeout(60)
class SharedPlanRunTest {
  private static final int ROWS = 800;

  private final PlanFixture fixture = new PlanFixture();
  private final SharedFixturePlans plans = new SharedFixturePlans(fixture, ROWS, "text ");
  private final WorkerPool pool = new WorkerPool(1);
  private final LocalRun run = new LocalRun(pool);

  @AfterEach
  void closePool() {
    pool.close();
  }

  private List<List<Object>> rows(PlanNode plan, ExecutionContext context) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    try (BatchReader result = run.execute(plan, fixture.splits(), context)) {
      Batch batch;
      while ((batch = result.next()) != null) {
        Rows.read(batch, rows);
      }
    }
    assertThat(context.memory().reservedBytes()).isZero();
    return Runs.sorted(rows);
  }

  @ParameterizedTest
  @EnumSource
  void anyParallelismGivesTheSameRowsAlsoOnOneThread(Shape shape) throws Exception {
    List<List<Object>> expected = rows(plans.plan(shape, 0), fixture.context(4096));
    assertThat(expected).isNotEmpty();
    for (int parallelism : new int[] {1, 2, 5}) {
      for (int batchRows : new int[] {50, 4096}) {
        assertThat(rows(plans.plan(shape, parallelism), fixture.context(batchRows)))
            .as("parallelism " + parallelism)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsThatDoNotFitGoToFilesThatAreGoneAfterwards(Shape shape, @TempDir Path folder)
      throws Exception {
    SpillSpace space = SpillSpace.open(List.of(folder));
    List<List<Object>> expected = rows(plans.plan(shape, 0), fixture.context(4096));
    for (int parallelism : new int[] {0, 1, 3}) {
      ExecutionContext context = fixture.spilling(100, 16 << 10, space);
      assertThat(rows(plans.plan(shape, parallelism), context))
          .as("parallelism " + parallelism)
          .isEqualTo(expected);
      assertThat(space.openFiles()).isZero();
      assertThat(space.usedBytes()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readerThatLeavesEarlyGivesAllBack(Shape shape, @TempDir Path folder) throws Exception {
    SpillSpace space = SpillSpace.open(List.of(folder));
    for (int parallelism : new int[] {0, 2}) {
      ExecutionContext context = fixture.spilling(50, 16 << 10, space);
      try (BatchReader result =
          run.execute(plans.plan(shape, parallelism), fixture.splits(), context)) {
        assertThat(result.next()).isNotNull();
      }
      assertThat(context.memory().reservedBytes()).isZero();
      assertThat(space.openFiles()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancelledStatementGivesAllBack(Shape shape, @TempDir Path folder) throws Exception {
    SpillSpace space = SpillSpace.open(List.of(folder));
    for (int parallelism : new int[] {0, 2}) {
      ExecutionContext context = fixture.spilling(50, 16 << 10, space);
      try (BatchReader result =
          run.execute(plans.plan(shape, parallelism), fixture.splits(), context)) {
        result.next();
        context
            .cancellation()
            .cancel(new MegaDbException(SqlState.QUERY_CANCELED, "canceling statement"));
        assertThatThrownBy(result::next).hasMessage("canceling statement");
      }
      assertThat(context.memory().reservedBytes()).isZero();
      assertThat(space.openFiles()).isZero();
    }
  }

  @Test
  void planIsComputedOnce() throws Exception {
    for (int parallelism : new int[] {0, 2}) {
      ExecutionContext context = fixture.context(4096);
      PlanNode plan = plans.plan(Shape.UNION, parallelism);
      rows(plan, context);
      int scan = plan.inputs().get(0).properties().id();
      assertThat(context.metrics().get(scan, "rows")).isEqualTo(ROWS);
    }
  }

  /** All workers that compute a plan tell a scan in it their keys, though its reader is but one. */
  @Test
  void joinsInSharedPlansTellScansTheKeysOfAllWorkers() throws Exception {
    List<PgType> types = List.of(INT8);
    List<List<Object>> many = new ArrayList<>();
    for (long i = 0; i < 20_000; i++) {
      many.add(Rows.row(i));
    }
    PlanNode left = fixture.scanOfKnownSize(types, Rows.batches(types, many, 500));
    PlanNode right = fixture.scan(types, Rows.batches(types, many.subList(0, 100), 10));
    PlanNode join =
        new HashJoinNode(
            fixture.properties(),
            JoinKind.SEMI,
            fixture.exchange(left, Distribution.HASH, 3, 0),
            fixture.exchange(right, Distribution.HASH, 3, 0),
            List.of(0),
            List.of(0),
            List.of(),
            null);
    SharedReadNode read =
        new SharedReadNode(fixture.properties(), 1, "few", true, List.of("id"), types);
    SharedNode plan =
        new SharedNode(
            fixture.properties(),
            1,
            "few",
            true,
            3,
            join,
            fixture.exchange(read, Distribution.GATHER, 3));
    assertThat(rows(plan, fixture.context(100))).isEqualTo(Runs.sorted(many.subList(0, 100)));
  }
}
