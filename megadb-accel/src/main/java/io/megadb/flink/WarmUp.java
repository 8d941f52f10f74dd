package io.megadb.flink;

import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.function.EvaluationContext;
import io.megadb.plan.CostVector;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.expression.Literal;
import io.megadb.spi.BatchReader;
import io.megadb.spi.TaskExtensions;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.MemorySize;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tiny jobs in the background until the code of Flink's scheduler is compiled: the first job
 * of a process takes hundreds of milliseconds, one after some hundred others about fifteen. The
 * jobs run on a cluster of their own, so nobody sees them in the web UI; it is closed afterwards.
 * Thread-safe.
 */
public final class WarmUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final long MEMORY_BYTES = 16L << 20;
  private static final long PAUSE_MS = 100;

  private final int jobs;
  private final TaskExtensions extensions;
  private final BooleanSupplier idle;
  private final Thread thread;
  private final AtomicInteger done = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Starts the background thread.
   *
   * @param jobs how many; 0 switches it off
   * @param idle whether the process has nothing better to do; looked at before each job
   */
  public WarmUp(int jobs, TaskExtensions extensions, BooleanSupplier idle) {
    this.jobs = jobs;
    this.extensions = extensions;
    this.idle = idle;
    this.thread = new Thread(this::run, "megadb-warm-up");
    thread.setDaemon(true);
    if (jobs > 0) {
      thread.start();
    }
  }

  /** Jobs that have run so far. */
  public int done() {
    return done.get();
  }

  private void run() {
    try {
      if (!awaitIdle()) {
        return;
      }
      try (EmbeddedCluster cluster = EmbeddedCluster.start(options())) {
        FlinkRun run = new FlinkRun(cluster, "warm-up");
        while (done.get() < jobs && awaitIdle()) {
          runJob(run);
          done.incrementAndGet();
        }
      }
    } catch (Exception e) {
      // Statements only start slower without it.
      LOG.warn("Warming up of Flink stopped after {} jobs", done.get(), e);
    }
  }

  /** False if it is to stop. */
  private boolean awaitIdle() throws InterruptedException {
    while (!idle.getAsBoolean()) {
      if (stopped.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return stopped.getCount() > 0;
  }

  private static EmbeddedClusterOptions options() {
    EmbeddedClusterOptions small = EmbeddedClusterOptions.small(1);
    return new EmbeddedClusterOptions(
        small.slots(),
        small.uiPort(),
        MemorySize.ofMebiBytes(8),
        MemorySize.ofMebiBytes(1),
        1,
        small.heartbeatTimeout());
  }

  private void runJob(FlinkRun run) throws Exception {
    ExecutionContext context =
        new ExecutionContext(
            "warm-up-" + done.get(),
            EvaluationContext.constant(),
            List.of(),
            extensions,
            new MemoryBudget(MEMORY_BYTES),
            new Cancellation(),
            new NodeMetrics(),
            Batch.MAX_ROWS);
    try (BatchReader rows = run.execute(plan(), Map.of(), context, "warm-up")) {
      Batch batch;
      do {
        batch = rows.next();
      } while (batch != null);
    }
  }

  private static PlanNode plan() {
    PgType type = PgType.of(PgTypes.INT8);
    PlanNode values =
        new ValuesNode(properties(0), List.of(type), List.of(List.of(new Literal(1L, type))));
    return new ExchangeNode(properties(1), values, ExchangeNode.Distribution.GATHER, List.of(), 1);
  }

  private static PlanProperties properties(int id) {
    return new PlanProperties(id, 1, CostVector.ZERO);
  }

  /** Stops after the job that runs now, if any. */
  @Override
  public void close() {
    stopped.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
