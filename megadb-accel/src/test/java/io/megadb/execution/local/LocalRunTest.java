package io.megadb.execution.local;

import static io.megadb.operator.fixture.PlanFixture.INT8;
import static io.megadb.operator.fixture.PlanFixture.TEXT;
import static io.megadb.operator.fixture.PlanFixture.column;
import static io.megadb.operator.fixture.PlanFixture.literal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.BatchQueue;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.NodeMetrics;
import io.megadb.execution.spill.SpillSpace;
import io.megadb.operator.Runs;
import io.megadb.operator.fixture.FixtureFunctions;
import io.megadb.operator.fixture.FixturePlans;
import io.megadb.operator.fixture.PlanFixture;
import io.megadb.operator.fixture.Rows;
import io.megadb.plan.ExchangeNode.Distribution;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.spi.BatchReader;
import io.megadb.vector.Batch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LocalRunTest {
  private final PlanFixture fixture = new PlanFixture();
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
    return rows;
  }

  @Test
  void anyParallelismGivesTheRowsOfTheDirectRunAlsoOnOneThread() throws Exception {
    FixturePlans plans = new FixturePlans(fixture);
    for (FixturePlans.Shape shape : FixturePlans.Shape.values()) {
      List<List<Object>> expected = Runs.sorted(rows(plans.plan(shape, 0), fixture.context(4096)));
      assertThat(expected).as(shape.name()).isNotEmpty();
      for (int parallelism : new int[] {1, 2, 5}) {
        for (int batchRows : new int[] {50, 4096}) {
          assertThat(Runs.sorted(rows(plans.plan(shape, parallelism), fixture.context(batchRows))))
              .as(shape + " at parallelism " + parallelism)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void anyParallelismSpillsAndGivesTheRowsOfTheDirectRun(@TempDir Path folder) throws Exception {
    SpillSpace space = SpillSpace.open(List.of(folder));
    FixturePlans plans = new FixturePlans(fixture);
    for (FixturePlans.Shape shape : FixturePlans.Shape.values()) {
      List<List<Object>> expected = Runs.sorted(rows(plans.plan(shape, 0), fixture.context(4096)));
      for (int parallelism : new int[] {0, 1, 3}) {
        ExecutionContext context = fixture.spilling(100, 16 << 10, space);
        assertThat(Runs.sorted(rows(plans.plan(shape, parallelism), context)))
            .as(shape + " at parallelism " + parallelism)
            .isEqualTo(expected);
        assertThat(space.openFiles()).isZero();
        assertThat(space.usedBytes()).isZero();
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void failureOfOneWorkerSurfacesWithItsCodeAndFreesAllMemory() {
    List<List<Object>> numbers = new ArrayList<>();
    for (long i = 0; i < 5000; i++) {
      numbers.add(Rows.row(i, "x"));
    }
    PlanNode scan =
        fixture.scan(List.of(INT8, TEXT), Rows.batches(List.of(INT8, TEXT), numbers, 100));
    PlanNode failing =
        new ProjectNode(
            fixture.properties(),
            scan,
            List.of(
                new FunctionCall(
                    FixtureFunctions.DIVIDE,
                    List.of(
                        literal(1),
                        new FunctionCall(
                            FixtureFunctions.PLUS, List.of(column(0, INT8), literal(-4321)), INT8)),
                    INT8)));
    ExecutionContext context = fixture.context(4096);
    assertThatThrownBy(() -> rows(fixture.exchange(failing, Distribution.GATHER, 3), context))
        .isInstanceOfSatisfying(
            MegaDbException.class, e -> assertThat(e.state()).isEqualTo(SqlState.DIVISION_BY_ZERO));
    assertThat(context.memory().reservedBytes()).isZero();
  }

  @Test
  void closingEarlyEndsAllWorkersAndFreesAllMemory() throws Exception {
    FixturePlans plans = new FixturePlans(fixture);
    for (FixturePlans.Shape shape : FixturePlans.Shape.values()) {
      ExecutionContext context = fixture.context(20);
      BatchReader result = run.execute(plans.plan(shape, 3), fixture.splits(), context);
      assertThat(result.next()).isNotNull();
      result.close();
      result.close();
      assertThat(result.next()).isNull();
      assertThat(context.memory().reservedBytes()).isZero();
      assertThat(context.cancellation().isCancelled()).isFalse();
    }
  }

  @Test
  void unreadResultKeepsNoMoreThanItsQueues() throws Exception {
    List<List<Object>> numbers = new ArrayList<>();
    for (long i = 0; i < 4000; i++) {
      numbers.add(Rows.row(i));
    }
    PlanNode scan = fixture.scan(List.of(INT8), Rows.batches(List.of(INT8), numbers, 10));
    PlanNode plan = fixture.exchange(scan, Distribution.GATHER, 1);
    ExecutionContext context = fixture.context(10);
    try (BatchReader result = run.execute(plan, fixture.splits(), context)) {
      assertThat(result.next().size()).isEqualTo(10);
    }
    assertThat(context.metrics().get(scan.properties().id(), NodeMetrics.BATCHES))
        .isLessThan(2L * BatchQueue.CAPACITY);
  }

  @Test
  void rowsThatWaitInQueuesAreChargedAndFillThemBySizeToo() throws Exception {
    String wide = "x".repeat(1 << 20);
    List<List<Object>> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add(Rows.row(wide));
    }
    PlanNode scan = fixture.scan(List.of(TEXT), Rows.batches(List.of(TEXT), texts, 1));
    PlanNode plan = fixture.exchange(scan, Distribution.GATHER, 1);
    ExecutionContext context = fixture.context(1);
    try (BatchReader result = run.execute(plan, fixture.splits(), context)) {
      assertThat(result.next()).isNotNull();
      drain(result);
      assertThat(context.memory().peakBytes())
          .isBetween(1L << 20, BatchQueue.CAPACITY_BYTES + (2L << 20));
    }
    assertThat(context.memory().reservedBytes()).isZero();

    ExecutionContext small = fixture.context(1, 1 << 19);
    try (BatchReader result = run.execute(plan, fixture.splits(), small)) {
      assertThatThrownBy(() -> drain(result))
          .isInstanceOfSatisfying(
              MegaDbException.class, e -> assertThat(e.state()).isEqualTo(SqlState.OUT_OF_MEMORY));
    }
    assertThat(small.memory().reservedBytes()).isZero();
  }

  @Test
  void cancelledStatementThrowsItsReasonWhileWaiting() throws Exception {
    FixturePlans plans = new FixturePlans(fixture);
    ExecutionContext context = fixture.context(1);
    try (BatchReader result =
        run.execute(plans.plan(FixturePlans.Shape.JOIN, 2), fixture.splits(), context)) {
      assertThat(result.next()).isNotNull();
      context
          .cancellation()
          .cancel(
              new MegaDbException(
                  SqlState.QUERY_CANCELED, "canceling statement due to user request"));
      assertThatThrownBy(() -> drain(result))
          .isInstanceOfSatisfying(
              MegaDbException.class, e -> assertThat(e.state()).isEqualTo(SqlState.QUERY_CANCELED));
    }
    assertThat(context.memory().reservedBytes()).isZero();
  }

  @Test
  void metricsCountRowsAndBatchesOfEveryNode() throws Exception {
    PlanNode scan =
        fixture.scan(
            List.of(INT8),
            Rows.batches(List.of(INT8), List.of(Rows.row(1L), Rows.row(2L), Rows.row(3L)), 2));
    PlanNode plan = fixture.exchange(scan, Distribution.GATHER, 2);
    ExecutionContext context = fixture.context(2);
    rows(plan, context);
    for (PlanNode node : List.of(scan, plan)) {
      assertThat(context.metrics().get(node.properties().id(), NodeMetrics.ROWS)).isEqualTo(3);
      assertThat(context.metrics().get(node.properties().id(), NodeMetrics.BATCHES)).isEqualTo(2);
    }
  }

  private static void drain(BatchReader result) throws Exception {
    Batch batch;
    do {
      batch = result.next();
    } while (batch != null);
  }
}
