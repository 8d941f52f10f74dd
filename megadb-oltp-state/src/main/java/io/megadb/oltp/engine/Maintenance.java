package io.megadb.oltp.engine;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.state.GarbageCollector;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that collects garbage and completes flushes, in short regular steps. */
final class Maintenance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
  private static final long PERIOD_MILLIS = 20;
  private static final int VERSIONS_PER_STEP = 5_000;
  private static final int STEPS_PER_PERIOD = 20;

  private final GarbageCollector collector;
  private final Checkpointer checkpointer;
  private final CommitPipeline pipeline;
  private final SpaceGuard space;
  private final LongSupplier horizon;
  private final Consumer<Throwable> failed;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "megadb-oltp-maintenance");
            daemon.setDaemon(true);
            return daemon;
          });
  private ScheduledFuture<?> schedule;

  /**
   * @param horizon no snapshot is older than this LSN, and it is durable
   * @param failed told of an unexpected failure, once
   */
  Maintenance(
      GarbageCollector collector,
      Checkpointer checkpointer,
      CommitPipeline pipeline,
      SpaceGuard space,
      LongSupplier horizon,
      Consumer<Throwable> failed) {
    this.collector = collector;
    this.checkpointer = checkpointer;
    this.pipeline = pipeline;
    this.space = space;
    this.horizon = horizon;
    this.failed = failed;
  }

  void start() {
    schedule =
        thread.scheduleWithFixedDelay(
            this::period, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void period() {
    try {
      step();
    } catch (OltpException e) {
      if (!(e.reason() instanceof Reason.DiskFull)) {
        failed.accept(e);
        throw e; // ends the schedule
      }
      LOG.debug("no space for maintenance; it goes on when there is", e);
    } catch (RuntimeException | Error e) {
      failed.accept(e);
      throw e;
    }
  }

  private void step() {
    for (int i = 0; i < STEPS_PER_PERIOD; i++) {
      if (!collector.step(horizon.getAsLong(), VERSIONS_PER_STEP)) {
        break;
      }
    }
    space.poll();
    checkpointer.poll();
    if (checkpointer.isDue()) {
      pipeline.between(checkpointer::beginIfDue);
    }
  }

  /** Collects what the queue holds; for an orderly close, when no snapshot lives any more. */
  void drain(long visibleLsn) {
    while (collector.step(visibleLsn, VERSIONS_PER_STEP)) {
      // Each step takes a bounded part of the queue.
    }
  }

  /** Ends the thread after the step it is in. */
  @Override
  public void close() {
    if (schedule != null) {
      schedule.cancel(false);
    }
    thread.shutdown();
    boolean interrupted = false;
    while (!thread.isTerminated()) {
      try {
        thread.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
