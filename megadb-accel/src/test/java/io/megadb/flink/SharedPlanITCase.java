package io.megadb.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.local.LocalRun;
import io.megadb.execution.spill.SpillSpace;
import io.megadb.operator.Runs;
import io.megadb.operator.fixture.PlanFixture;
import io.megadb.operator.fixture.Rows;
import io.megadb.operator.fixture.SharedFixturePlans;
import io.megadb.operator.fixture.SharedFixturePlans.Shape;
import io.megadb.plan.PlanNode;
import io.megadb.spi.BatchReader;
import io.megadb.vector.Batch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are computed once and read several times, as jobs with few network buffers. */
@Timeout(120)
class SharedPlanITCase {
  private static final int ROWS = 800;

  /** More bytes than all network buffers hold. */
  private static final int MANY_ROWS = 40_000;

  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(4);

  private static EmbeddedCluster cluster;
  private final PlanFixture fixture = new PlanFixture();
  private final FlinkRun run = new FlinkRun(cluster, "testdb");

  @BeforeAll
  static void startCluster() {
    EmbeddedClusterOptions small = EmbeddedClusterOptions.small(4);
    cluster =
        EmbeddedCluster.start(
            new EmbeddedClusterOptions(
                small.slots(),
                small.uiPort(),
                NETWORK,
                small.managedMemory(),
                small.keptJobs(),
                small.heartbeatTimeout()));
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  private List<List<Object>> rows(PlanNode plan, ExecutionContext context) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    try (BatchReader result = run.execute(plan, fixture.splits(), context, "SELECT shared")) {
      Batch batch;
      while ((batch = result.next()) != null) {
        Rows.read(batch, rows);
      }
    }
    nothingIsLeft(context);
    return Runs.sorted(rows);
  }

  private static void nothingIsLeft(ExecutionContext context) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> ProcessRegistry.size() == 0 && context.memory().reservedBytes() == 0);
  }

  private List<List<Object>> localRows(PlanNode plan) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    try (BatchReader result =
        new LocalRun(Runnable::run).execute(plan, fixture.splits(), fixture.context(4096))) {
      Batch batch;
      while ((batch = result.next()) != null) {
        Rows.read(batch, rows);
      }
    }
    return Runs.sorted(rows);
  }

  @Test
  void jobsGiveTheRowsOfTheLocalRun() throws Exception {
    SharedFixturePlans plans = new SharedFixturePlans(fixture, ROWS, "text ");
    for (Shape shape : Shape.values()) {
      List<List<Object>> expected = localRows(plans.plan(shape, 0));
      for (int parallelism : new int[] {0, 1, 2}) {
        assertThat(rows(plans.plan(shape, parallelism), fixture.context(100)))
            .as(shape + " at parallelism " + parallelism)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void moreRowsThanBuffersHoldPassWhateverIsReadFirst(@TempDir Path folder) throws Exception {
    SpillSpace space = SpillSpace.open(List.of(folder));
    SharedFixturePlans plans = new SharedFixturePlans(fixture, MANY_ROWS, "x".repeat(300));
    for (Shape shape : new Shape[] {Shape.JOIN, Shape.UNION, Shape.CHAIN, Shape.LIMIT}) {
      List<List<Object>> expected = localRows(plans.plan(shape, 0));
      for (int parallelism : new int[] {1, 2}) {
        ExecutionContext context = fixture.spilling(4096, 8 << 20, space);
        assertThat(rows(plans.plan(shape, parallelism), context))
            .as(shape + " at parallelism " + parallelism)
            .isEqualTo(expected);
        assertThat(space.openFiles()).isZero();
        assertThat(space.usedBytes()).isZero();
      }
    }
  }

  @Test
  void cancelledJobLeavesNothingBehind(@TempDir Path folder) throws Exception {
    SpillSpace space = SpillSpace.open(List.of(folder));
    SharedFixturePlans plans = new SharedFixturePlans(fixture, MANY_ROWS, "x".repeat(300));
    for (Shape shape : new Shape[] {Shape.JOIN, Shape.UNION, Shape.CHAIN}) {
      for (int parallelism : new int[] {1, 2}) {
        ExecutionContext context = fixture.spilling(100, 1 << 20, space);
        BatchReader result =
            run.execute(plans.plan(shape, parallelism), fixture.splits(), context, "SELECT long");
        await().until(() -> space.openFiles() > 0);
        context
            .cancellation()
            .cancel(new MegaDbException(SqlState.QUERY_CANCELED, "canceling statement"));
        assertThatThrownBy(
                () -> {
                  while (result.next() != null) {
                    assertThat(context.cancellation().isCancelled()).isTrue();
                  }
                })
            .hasMessage("canceling statement");
        result.close();
        nothingIsLeft(context);
        assertThat(space.openFiles()).isZero();
      }
    }
  }
}
