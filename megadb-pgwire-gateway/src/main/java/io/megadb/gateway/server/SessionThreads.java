package io.megadb.gateway.server;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that statements of sessions run on. Thread-safe.
 *
 * <pre>
 *   running ──close──> waiting ──3 s──> interrupted ──1 s──> given up
 *                         └───── last statement ends ────────> ended
 * </pre>
 */
final class SessionThreads implements Executor, AutoCloseable {
  /** Statements were told to stop before: what goes on now waits for something or loops. */
  private static final Duration INTERRUPT_AFTER = Duration.ofSeconds(3);

  /** Nothing else can be done to a thread that hears no interrupt. */
  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(SessionThreads.class);

  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;

  SessionThreads(int max) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            max,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "megadb-session-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(
        () -> {
          running.add(Thread.currentThread());
          try {
            task.run();
          } finally {
            running.remove(Thread.currentThread());
          }
        });
  }

  /** Takes no more tasks. */
  void refuseMore() {
    threads.shutdown();
  }

  /**
   * Waits for the tasks that run: they are interrupted after {@link #INTERRUPT_AFTER}, and given up
   * {@link #GIVE_UP_AFTER} later, each with a line in the log that tells where it is. An interrupt
   * of the caller shortens the first wait to nothing.
   */
  @Override
  public void close() {
    refuseMore();
    boolean interrupted = false;
    boolean ended = false;
    try {
      ended = threads.awaitTermination(INTERRUPT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (!ended) {
      threads.shutdownNow();
      try {
        ended = threads.awaitTermination(GIVE_UP_AFTER.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (!ended) {
      running.forEach(SessionThreads::giveUp);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void giveUp(Thread thread) {
    Throwable place = new Throwable(thread.getName() + " is here");
    place.setStackTrace(thread.getStackTrace());
    LOG.error(
        "a statement did not end within {} s of the server's end, nor within {} s of an interrupt,"
            + " and is given up",
        INTERRUPT_AFTER.toSeconds(),
        GIVE_UP_AFTER.toSeconds(),
        place);
  }
}
