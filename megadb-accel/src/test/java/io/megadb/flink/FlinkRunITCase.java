package io.megadb.flink;

import static io.megadb.operator.fixture.PlanFixture.INT8;
import static io.megadb.operator.fixture.PlanFixture.column;
import static io.megadb.operator.fixture.PlanFixture.literal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.NodeMetrics;
import io.megadb.execution.local.LocalRun;
import io.megadb.execution.spill.SpillSpace;
import io.megadb.operator.Runs;
import io.megadb.operator.fixture.FixtureFunctions;
import io.megadb.operator.fixture.FixturePlans;
import io.megadb.operator.fixture.PlanFixture;
import io.megadb.operator.fixture.Rows;
import io.megadb.plan.ExchangeNode.Distribution;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.plan.LimitNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.spi.BatchReader;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FlinkRunITCase {
  private static EmbeddedCluster cluster;
  private final PlanFixture fixture = new PlanFixture();
  private final FlinkRun run = new FlinkRun(cluster, "testdb");

  @BeforeAll
  static void startCluster() {
    cluster = EmbeddedCluster.start(EmbeddedClusterOptions.small(4));
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @AfterEach
  void nothingIsLeft() {
    await().atMost(Duration.ofSeconds(10)).until(() -> ProcessRegistry.size() == 0);
  }

  private List<List<Object>> rows(PlanNode plan, ExecutionContext context) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    try (BatchReader result = run.execute(plan, fixture.splits(), context, "SELECT test")) {
      Batch batch;
      while ((batch = result.next()) != null) {
        Rows.read(batch, rows);
      }
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> ProcessRegistry.size() == 0 && context.memory().reservedBytes() == 0);
    return rows;
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
    return rows;
  }

  @Test
  void jobsGiveTheRowsOfTheLocalRun() throws Exception {
    FixturePlans plans = new FixturePlans(fixture);
    for (FixturePlans.Shape shape : FixturePlans.Shape.values()) {
      if (!shape.runsAsJob()) {
        continue;
      }
      List<List<Object>> expected = Runs.sorted(localRows(plans.plan(shape, 0)));
      for (int parallelism : new int[] {0, 1, 2}) {
        assertThat(Runs.sorted(rows(plans.plan(shape, parallelism), fixture.context(100))))
            .as(shape + " at parallelism " + parallelism)
            .isEqualTo(expected);
      }
    }
  }

  /**
   * The scan of the many stands in a fragment that reads an exchange, and waits for the keys of a
   * join in another one.
   */
  @Test
  void scansWaitForTheKeysOfJoinsInOtherFragments() throws Exception {
    List<PgType> types = List.of(INT8);
    List<List<Object>> many = new ArrayList<>();
    for (long i = 0; i < 20_000; i++) {
      many.add(Rows.row(i));
    }
    List<List<Object>> few = new ArrayList<>();
    for (long i = 0; i < 40; i++) {
      few.add(Rows.row(i * 500));
    }
    PlanNode scan = fixture.scanOfKnownSize(types, Rows.batches(types, many, 500));
    PlanNode lower =
        join(scan, fixture.exchange(few(types, many.subList(0, 5000)), Distribution.BROADCAST, 2));
    PlanNode upper =
        join(
            fixture.exchange(lower, Distribution.HASH, 2, 0),
            fixture.exchange(few(types, few), Distribution.HASH, 2, 0));
    ExecutionContext context = fixture.context(100);
    assertThat(Runs.sorted(rows(fixture.exchange(upper, Distribution.GATHER, 2), context)))
        .isEqualTo(Runs.sorted(few.subList(0, 10)));
    assertThat(context.metrics().get(scan.properties().id(), NodeMetrics.ROWS)).isEqualTo(10);
  }

  private PlanNode few(List<PgType> types, List<List<Object>> rows) {
    return fixture.scan(types, Rows.batches(types, rows, 10));
  }

  private PlanNode join(PlanNode left, PlanNode right) {
    return new HashJoinNode(
        fixture.properties(), JoinKind.SEMI, left, right, List.of(0), List.of(0), List.of(), null);
  }

  @Test
  void jobsSpillAndGiveTheRowsOfTheLocalRun(@TempDir Path folder) throws Exception {
    SpillSpace space = SpillSpace.open(List.of(folder));
    FixturePlans plans = new FixturePlans(fixture);
    for (FixturePlans.Shape shape : FixturePlans.Shape.values()) {
      if (!shape.runsAsJob()) {
        continue;
      }
      List<List<Object>> expected = Runs.sorted(localRows(plans.plan(shape, 0)));
      for (int parallelism : new int[] {0, 2}) {
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

  private PlanNode numbers(int rows) {
    List<List<Object>> numbers = new ArrayList<>();
    for (long i = 0; i < rows; i++) {
      numbers.add(Rows.row(i));
    }
    return fixture.scan(List.of(INT8), Rows.batches(List.of(INT8), numbers, 100));
  }

  private PlanNode failing(PlanNode input) {
    return new ProjectNode(
        fixture.properties(),
        input,
        List.of(
            new FunctionCall(
                FixtureFunctions.DIVIDE,
                List.of(
                    literal(1),
                    new FunctionCall(
                        FixtureFunctions.PLUS, List.of(column(0, INT8), literal(-777)), INT8)),
                INT8)));
  }

  @Test
  void failureInsideAnOperatorSurfacesWithItsCode() {
    for (PlanNode plan :
        List.of(
            failing(numbers(2000)),
            fixture.exchange(failing(numbers(2000)), Distribution.GATHER, 2),
            failing(fixture.exchange(numbers(2000), Distribution.GATHER, 2)))) {
      assertThatThrownBy(() -> rows(plan, fixture.context(4096)))
          .isInstanceOfSatisfying(
              MegaDbException.class,
              e -> assertThat(e.state()).isEqualTo(SqlState.DIVISION_BY_ZERO));
    }
  }

  @Test
  void failureThatOnlyTheJobReportsIsUnwrapped() {
    MegaDbException original = new MegaDbException(SqlState.DIVISION_BY_ZERO, "division by zero");
    Throwable reported =
        new org.apache.flink.runtime.client.JobExecutionException(
            new org.apache.flink.api.common.JobID(),
            "Job execution failed.",
            new org.apache.flink.util.SerializedThrowable(
                new org.apache.flink.runtime.JobException("suppressed", original)));
    assertThat(Failures.of(reported).state()).isEqualTo(SqlState.DIVISION_BY_ZERO);
  }

  @Test
  void limitEndsTheJobEarlyAndClosingDoesToo() throws Exception {
    PlanNode scan = fixture.exchange(numbers(100_000), Distribution.GATHER, 2);
    PlanNode limit = new LimitNode(fixture.properties(), scan, literal(5), null);
    assertThat(rows(limit, fixture.context(4096))).hasSize(5);
    ExecutionContext context = fixture.context(4096);
    BatchReader result = run.execute(scan, fixture.splits(), context, "SELECT all");
    assertThat(result.next()).isNotNull();
    result.close();
    await().until(() -> context.memory().reservedBytes() == 0);
  }

  @Test
  void cancelledStatementCancelsItsJob() throws Exception {
    PlanNode scan = fixture.exchange(numbers(100_000), Distribution.GATHER, 2);
    ExecutionContext context = fixture.context(4096);
    BatchReader result = run.execute(scan, fixture.splits(), context, "SELECT endless");
    assertThat(result.next()).isNotNull();
    context
        .cancellation()
        .cancel(new MegaDbException(SqlState.QUERY_CANCELED, "canceling statement by user"));
    assertThatThrownBy(() -> drain(result)).hasMessage("canceling statement by user");
    result.close();
    assertThat(cluster.miniCluster().listJobs().get())
        .filteredOn(job -> job.getJobName().startsWith("SELECT endless"))
        .extracting(JobStatusMessage::getJobState)
        .containsExactly(JobStatus.CANCELED);
    await().until(() -> context.memory().reservedBytes() == 0);
  }

  @Test
  void jobCancelledInTheWebUiIs57014() throws Exception {
    PlanNode scan = fixture.exchange(numbers(100_000), Distribution.GATHER, 2);
    try (BatchReader result =
        run.execute(scan, fixture.splits(), fixture.context(4096), "SELECT cancelled in the UI")) {
      assertThat(result.next()).isNotNull();
      for (JobStatusMessage job : cluster.miniCluster().listJobs().get()) {
        if (job.getJobName().startsWith("SELECT cancelled in the UI")) {
          cluster.cancel(job.getJobId()).get();
        }
      }
      assertThatThrownBy(() -> drain(result))
          .isInstanceOfSatisfying(
              MegaDbException.class, e -> assertThat(e.state()).isEqualTo(SqlState.QUERY_CANCELED));
    }
  }

  @Test
  void verticesAreNamedInSqlTermsAndCountRows() throws Exception {
    PlanNode plan = fixture.exchange(numbers(1000), Distribution.GATHER, 2);
    ExecutionContext context = fixture.context(4096);
    try (BatchReader result =
        run.execute(plan, fixture.splits(), context, "SELECT n FROM numbers")) {
      drain(result);
    }
    await().until(() -> ProcessRegistry.size() == 0);
    JobStatusMessage job =
        cluster.miniCluster().listJobs().get().stream()
            .filter(message -> message.getJobName().equals("SELECT n FROM numbers [query]"))
            .findFirst()
            .orElseThrow();
    AccessExecutionGraph graph =
        cluster.miniCluster().getArchivedExecutionGraph(job.getJobId()).get();
    List<AccessExecutionJobVertex> vertices =
        StreamSupport.stream(graph.getVerticesTopologically().spliterator(), false)
            .map(AccessExecutionJobVertex.class::cast)
            .toList();
    assertThat(vertices.get(0).getName()).startsWith("Source: Scan t0");
    assertThat(vertices.get(1).getName()).isEqualTo("Result");
    long sent = 0;
    for (var task : vertices.get(0).getTaskVertices()) {
      sent += task.getCurrentExecutionAttempt().getIOMetrics().getNumRecordsOut();
    }
    assertThat(sent).isEqualTo(1000);
    assertThat(
            vertices
                .get(1)
                .getTaskVertices()[0]
                .getCurrentExecutionAttempt()
                .getIOMetrics()
                .getNumRecordsIn())
        .isEqualTo(1000);
  }

  @Test
  void planWiderThanTheClusterIsRefused() {
    PlanNode plan = fixture.exchange(numbers(10), Distribution.GATHER, 5);
    assertThatThrownBy(() -> rows(plan, fixture.context(4096)))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> assertThat(e.state()).isEqualTo(SqlState.INSUFFICIENT_RESOURCES));
  }

  @Test
  void manyJobsLeaveNothingBehind() throws Exception {
    PlanNode one =
        new ValuesNode(fixture.properties(), List.of(INT8), List.of(List.of(literal(1))));
    for (int i = 0; i < 30; i++) {
      rows(one, fixture.context(4096));
    }
    int threads = Thread.activeCount();
    for (int i = 0; i < 100; i++) {
      assertThat(rows(one, fixture.context(4096))).containsExactly(Rows.row(1L));
    }
    assertThat(Thread.activeCount()).isLessThan(threads + 20);
    assertThat(cluster.miniCluster().listJobs().get())
        .hasSizeLessThanOrEqualTo(EmbeddedClusterOptions.small(1).keptJobs());
  }

  private static void drain(BatchReader result) throws Exception {
    Batch batch;
    do {
      batch = result.next();
    } while (batch != null);
  }
}
