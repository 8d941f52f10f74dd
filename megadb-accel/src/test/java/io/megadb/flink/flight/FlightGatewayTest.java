package io.megadb.flink.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.flink.result.ResultChannel;
import io.megadb.flink.result.ResultSink;
import io.megadb.function.EvaluationContext;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.ScanColumn;
import io.megadb.plan.TableReference;
import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;
import io.megadb.spi.GatewaySplit;
import io.megadb.spi.Split;
import io.megadb.spi.TaskExtensions;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.LongVector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks' calls, made from this process over a real socket. */
@Timeout(60)
class FlightGatewayTest {
  private static final PgType INT8 = PgType.of(PgTypes.INT8);
  private static final int SCAN = 3;

  /** More than all buffers between a reader and its task hold. */
  private static final int MANY = 4_000;

  private final CountingPlugin tables = new CountingPlugin();
  private final FlightGateway gateway = FlightGateway.start(FlightGatewayOptions.loopback());
  private final ResultChannel channel = new ResultChannel(new MemoryBudget(64 << 20));

  /** Also checks that no buffer is left. */
  @AfterEach
  void close() {
    gateway.close();
    assertThat(tables.open).hasValue(0);
  }

  private static TableScan scan(long limit) {
    return new TableScan(
        new PlanProperties(SCAN, 1, CostVector.ZERO),
        new TableReference(1, "public", "numbers", "counting"),
        List.of(new ScanColumn(0, "n", INT8)),
        List.of(),
        List.of(),
        limit,
        false);
  }

  private ExecutionContext context() {
    return new ExecutionContext(
        "q1",
        EvaluationContext.constant(),
        List.of(),
        new TaskExtensions(List.of(tables)),
        new MemoryBudget(1L << 20),
        new Cancellation(),
        new NodeMetrics(),
        Batch.MAX_ROWS);
  }

  private OpenQuery open(FlightGateway at, TableScan scan, Split... splits) {
    return at.open("db", scan, Map.of(SCAN, List.of(splits)), context(), channel);
  }

  private OpenQuery open(Split... splits) {
    return open(gateway, scan(-1), splits);
  }

  private static BatchReader read(GatewayConnection task, int split) {
    return task.read(scan(-1), new GatewaySplit(SCAN, split, 1));
  }

  private static long rows(BatchReader reader) throws Exception {
    long rows = 0;
    for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
      rows += batch.size();
    }
    return rows;
  }

  private static SqlState error(GatewayLink link) {
    try (GatewayConnection task = new GatewayConnection(link);
        BatchReader reader = read(task, 0)) {
      rows(reader);
      return SqlState.SUCCESSFUL_COMPLETION;
    } catch (MegaDbException e) {
      return e.state();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static GatewayLink changed(GatewayLink link, String query, String token) {
    return new GatewayLink(
        link.host(), link.port(), link.certificate(), link.databaseId(), query, token);
  }

  @Test
  void splitsOfThisProcessTravelAsNumbersAndAreReadHere() throws Exception {
    OpenQuery query =
        open(new CountingPlugin.Numbers(2, false), new CountingPlugin.Numbers(3, false));
    assertThat(query.splits().get(SCAN))
        .containsExactly(new GatewaySplit(SCAN, 0, 2), new GatewaySplit(SCAN, 1, 3));
    try (GatewayConnection task = new GatewayConnection(query.link())) {
      try (BatchReader first = read(task, 0);
          BatchReader second = read(task, 1)) {
        assertThat(rows(second)).isEqualTo(3L * Batch.MAX_ROWS);
        assertThat(rows(first)).isEqualTo(2L * Batch.MAX_ROWS);
        assertThat(first.next()).isNull();
      }
    }
    query.close();
  }

  @Test
  void limitOfTheScanIsKeptWhereItIsRead() throws Exception {
    OpenQuery query = open(gateway, scan(10), new CountingPlugin.Numbers(MANY, false));
    try (GatewayConnection task = new GatewayConnection(query.link());
        BatchReader reader = read(task, 0)) {
      assertThat(rows(reader)).isEqualTo(10);
    }
    assertThat(tables.read).hasValue(1);
    query.close();
  }

  @Test
  void readingDoesNotRunAheadOfASlowTask() throws Exception {
    OpenQuery query = open(new CountingPlugin.Numbers(MANY, false));
    try (GatewayConnection task = new GatewayConnection(query.link());
        BatchReader reader = read(task, 0)) {
      assertThat(reader.next()).isNotNull();
      await()
          .during(Duration.ofMillis(300))
          .atMost(Duration.ofSeconds(20))
          .until(tables.read::get, read -> read == tables.read.get() && read < MANY / 2);
      assertThat(rows(reader)).isEqualTo((MANY - 1L) * Batch.MAX_ROWS);
    }
    query.close();
  }

  @Test
  void readerThatStopsEarlyEndsTheReadingHere() {
    OpenQuery query = open(new CountingPlugin.Numbers(MANY, false));
    try (GatewayConnection task = new GatewayConnection(query.link())) {
      try (BatchReader reader = read(task, 0)) {
        await().until(() -> tables.open.get() == 1);
      }
      await().atMost(Duration.ofSeconds(10)).until(() -> tables.open.get() == 0);
    }
    query.close();
  }

  @Test
  void nothingReadsOnceTheReaderHasClosed() throws Exception {
    OpenQuery query = open(new CountingPlugin.Numbers(MANY, false));
    try (GatewayConnection task = new GatewayConnection(query.link());
        BatchReader reader = read(task, 0)) {
      assertThat(reader.next()).isNotNull();
      query.readerClosed();
      assertThat(tables.open).hasValue(0);
      assertThatThrownBy(() -> rows(reader))
          .isInstanceOfSatisfying(
              MegaDbException.class,
              e -> assertThat(e.state()).isEqualTo(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE));
    }
    query.close();
  }

  @Test
  void ticketsThatAreNoRunningQuerysAreRefused() {
    OpenQuery query = open(new CountingPlugin.Numbers(1, false));
    GatewayLink link = query.link();
    assertThat(error(link)).isEqualTo(SqlState.SUCCESSFUL_COMPLETION);
    assertThat(error(changed(link, "q1", "0".repeat(32))))
        .isEqualTo(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE);
    assertThat(error(changed(link, "q2", link.token())))
        .isEqualTo(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE);
    query.close();
    assertThat(error(link)).isEqualTo(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE);
    assertThat(gateway.openQueries()).isZero();
  }

  @Test
  void ticketsAndLinksDoNotPrintTheirSecret() {
    OpenQuery query = open();
    assertThat(query.link().toString()).doesNotContain(query.link().token());
    assertThat(QueryTicket.of(query.link()).toString()).doesNotContain(query.link().token());
    query.close();
  }

  @Test
  void splitThatTheQueryDoesNotHaveIsRefused() {
    OpenQuery query = open();
    assertThat(error(query.link())).isEqualTo(SqlState.PROTOCOL_VIOLATION);
    assertThatThrownBy(() -> QueryTicket.decode(new byte[] {1, 0}))
        .isInstanceOf(MegaDbException.class);
    query.close();
  }

  @Test
  void errorOfReadingArrivesWhole() throws Exception {
    OpenQuery query = open(new CountingPlugin.Numbers(1, true));
    try (GatewayConnection task = new GatewayConnection(query.link());
        BatchReader reader = read(task, 0)) {
      assertThat(reader.next()).isNotNull();
      assertThatThrownBy(reader::next)
          .isInstanceOfSatisfying(
              MegaDbException.class,
              e -> {
                assertThat(e.state()).isEqualTo(SqlState.DIVISION_BY_ZERO);
                assertThat(e).hasMessage("division by zero");
                assertThat(e.detail()).isEqualTo("é€");
                assertThat(e.hint()).isEqualTo("Divide by something else.");
                assertThat(e.position()).isEqualTo(7);
              });
    }
    query.close();
  }

  @Test
  void failureOfATaskReachesTheReader() {
    OpenQuery query = open();
    try (GatewayConnection task = new GatewayConnection(query.link())) {
      task.fail(new IllegalStateException("x".repeat(100_000)));
    }
    assertThat(channel.failure())
        .isInstanceOfSatisfying(
            MegaDbException.class, e -> assertThat(e.state()).isEqualTo(SqlState.INTERNAL_ERROR));
    query.close();
  }

  private static Batch numbers(int rows) {
    return new Batch(rows, new LongVector(rows, new long[rows], null));
  }

  @Test
  void rowsOfTheRootTaskWaitForTheirReader() throws Exception {
    OpenQuery query = open();
    try (GatewayConnection task = new GatewayConnection(query.link())) {
      CompletableFuture<Integer> sent = new CompletableFuture<>();
      int[] put = new int[1];
      Thread writer =
          new Thread(
              () -> {
                ResultSink sink = task.results(List.of(INT8));
                try {
                  for (; put[0] < MANY; put[0]++) {
                    sink.put(numbers(Batch.MAX_ROWS));
                  }
                  sink.finish(true);
                  sent.complete(put[0]);
                } catch (InterruptedException | RuntimeException e) {
                  sent.completeExceptionally(e);
                } finally {
                  sink.taskEnded();
                }
              });
      writer.start();
      await().during(Duration.ofMillis(300)).until(() -> put[0] > 8 && put[0] < MANY / 2);
      long rows = 0;
      while (!channel.ended()) {
        Batch batch = channel.poll(10);
        rows += batch == null ? 0 : batch.size();
      }
      assertThat(sent.get()).isEqualTo(MANY);
      writer.join(); // it still lets go of its buffers
      assertThat(rows).isEqualTo((long) MANY * Batch.MAX_ROWS);
      assertThat(channel.endsByItself()).isTrue();
    }
    query.close();
  }

  @Test
  void readerThatClosesAtOnceAfterTheLastRowDoesNotFailItsTask() throws Exception {
    for (int i = 0; i < 100; i++) {
      ResultChannel rows = new ResultChannel(new MemoryBudget(64 << 20));
      OpenQuery query = gateway.open("db", scan(-1), Map.of(), context(), rows);
      try (GatewayConnection task = new GatewayConnection(query.link())) {
        ResultSink sink = task.results(List.of(INT8));
        CompletableFuture<Void> reader =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    while (!rows.ended()) {
                      rows.poll(10);
                    }
                    query.readerClosed();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
        sink.put(numbers(10));
        sink.finish(true);
        sink.taskEnded();
        reader.get();
      }
      query.close();
    }
  }

  @Test
  void taskThatEndsWithoutItsLastMessageHasNotFinished() throws Exception {
    OpenQuery query = open();
    try (GatewayConnection task = new GatewayConnection(query.link())) {
      ResultSink sink = task.results(List.of(INT8));
      sink.put(numbers(5));
      await().until(() -> channel.poll(10) != null);
      sink.taskEnded();
      query.readerClosed();
      assertThat(channel.finished()).isFalse();
    }
    query.close();
  }

  @Test
  void rowWiderThanAMessageTravelsAlone() throws Exception {
    OpenQuery query = open();
    try (GatewayConnection task = new GatewayConnection(query.link())) {
      ResultSink sink = task.results(List.of(PgType.of(PgTypes.BYTEA)));
      byte[] data = new byte[18 << 20];
      int[] offsets = {0, 6 << 20, 12 << 20, 18 << 20};
      Batch wide = new Batch(3, new io.megadb.vector.BytesVector(3, data, offsets, null));
      assertThat(BatchMessages.of(wide)).hasSize(3);
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                try {
                  sink.put(wide);
                  sink.finish(false);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                } finally {
                  sink.taskEnded();
                }
              });
      sent.get();
      assertThat(channel.finished()).isTrue();
      assertThat(channel.endsByItself()).isFalse();
    }
    query.close();
  }

  @Test
  void rowsTravelUnderTlsToTasksThatKnowTheCertificate(@TempDir Path folder) throws Exception {
    SelfSignedCertificate first = SelfSignedCertificate.create(folder);
    SelfSignedCertificate other =
        SelfSignedCertificate.create(Files.createDirectory(folder.resolve("other")));
    FlightGatewayOptions options =
        new FlightGatewayOptions("127.0.0.1", 0, first.certificate(), first.key());
    assertThat(options.toString()).doesNotContain("KEY");
    try (FlightGateway secured = FlightGateway.start(options)) {
      OpenQuery query = open(secured, scan(-1), new CountingPlugin.Numbers(2, false));
      GatewayLink link = query.link();
      assertThat(error(link)).isEqualTo(SqlState.SUCCESSFUL_COMPLETION);
      for (String certificate : List.of("", other.certificate())) {
        assertThat(
                error(
                    new GatewayLink(
                        link.host(), link.port(), certificate, "db", "q1", link.token())))
            .isEqualTo(SqlState.CONNECTION_FAILURE);
      }
      query.close();
    }
  }

  @Test
  void countersOfTasksAreAddedToTheStatements() {
    OpenQuery query = open();
    query.metrics().add(SCAN, NodeMetrics.ROWS, 5);
    NodeMetrics counted = new NodeMetrics();
    counted.add(SCAN, NodeMetrics.ROWS, 7);
    try (GatewayConnection task = new GatewayConnection(query.link())) {
      task.count(counted.drain());
      task.count(counted.drain());
    }
    assertThat(query.metrics().get(SCAN, NodeMetrics.ROWS)).isEqualTo(12);
    query.close();
  }

  @Test
  void gatewayThatIsNotThereIsTold() {
    GatewayLink link = new GatewayLink("127.0.0.1", 1, "", "db", "q1", "");
    try (GatewayConnection task = new GatewayConnection(link);
        BatchReader reader = read(task, 0)) {
      assertThatThrownBy(reader::next)
          .isInstanceOfSatisfying(
              MegaDbException.class,
              e -> {
                assertThat(e.state()).isEqualTo(SqlState.CONNECTION_FAILURE);
                assertThat(e).hasMessage("the task cannot reach the gateway at 127.0.0.1:1");
                assertThat(e.hint()).contains("--flight-host");
              });
    }
  }
}
