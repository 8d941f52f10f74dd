package io.megadb.execution.local;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that all local runs of a process share. Tasks wait in one queue and give their thread
 * back after a few milliseconds, so statements share the threads fairly; no task ever blocks one.
 * The queue is bounded by the fragment instances of the statements that run. Thread-safe.
 */
public final class WorkerPool implements Executor, AutoCloseable {
  private final ThreadPoolExecutor threads;

  public WorkerPool(int workers) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            workers,
            workers,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "megadb-worker-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Starts no further task. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
