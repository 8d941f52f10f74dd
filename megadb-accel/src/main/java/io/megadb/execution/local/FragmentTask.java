package io.megadb.execution.local;

import io.megadb.operator.Operator;
import io.megadb.operator.shared.SharedRows;
import io.megadb.vector.Batch;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One instance of a fragment as a task that never blocks its thread.
 *
 * <pre>
 *            wake                 a worker takes it
 *   PARKED --------&gt; READY ------------------------&gt; RUNNING --wake--&gt; WOKEN
 *      ^               ^  ^                            |  |              |
 *      |               |  +---- its time is over ------+  |              |
 *      |               +---------- must wait -------------|--------------+
 *      +------------------------- must wait --------------+
 *   any of them, at the end or when the run is closed: DONE
 * </pre>
 */
final class FragmentTask implements Runnable, LocalExchange.Wakeable {
  /** How long a task keeps its thread while others wait. */
  private static final long SLICE_NANOS = 5_000_000;

  private enum State {
    PARKED,
    READY,
    RUNNING,
    WOKEN,
    DONE
  }

  private enum Outcome {
    MUST_WAIT,
    TIME_OVER,
    FINISHED
  }

  private final LocalRun.Workers run;
  private final Executor pool;
  private final TaskOutput output;
  private final List<SharedRows> reads;
  private final AtomicReference<State> state = new AtomicReference<>(State.PARKED);

  /** Set before the first wake. */
  private Operator root;

  /**
   * @param reads rows of shared plans that the task holds until it ends
   */
  FragmentTask(LocalRun.Workers run, Executor pool, TaskOutput output, List<SharedRows> reads) {
    this.run = run;
    this.pool = pool;
    this.output = output;
    this.reads = reads;
  }

  void setRoot(Operator root) {
    this.root = root;
  }

  @Override
  public void wake() {
    while (true) {
      State current = state.get();
      switch (current) {
        case PARKED -> {
          if (state.compareAndSet(State.PARKED, State.READY)) {
            pool.execute(this);
            return;
          }
        }
        case RUNNING -> {
          if (state.compareAndSet(State.RUNNING, State.WOKEN)) {
            return;
          }
        }
        case READY, WOKEN, DONE -> {
          return;
        }
      }
    }
  }

  @Override
  public void run() {
    if (!state.compareAndSet(State.READY, State.RUNNING)) {
      return;
    }
    Outcome outcome;
    try {
      outcome = work();
    } catch (Throwable failure) {
      run.fail(failure);
      outcome = Outcome.FINISHED;
    }
    switch (outcome) {
      case FINISHED -> finish();
      case TIME_OVER -> again();
      case MUST_WAIT -> {
        if (!state.compareAndSet(State.RUNNING, State.PARKED)) {
          again();
        } else if (run.closed() && state.compareAndSet(State.PARKED, State.RUNNING)) {
          finish();
        }
      }
    }
  }

  private void again() {
    state.set(State.READY);
    pool.execute(this);
  }

  private Outcome work() throws Exception {
    long deadline = System.nanoTime() + SLICE_NANOS;
    while (true) {
      if (run.closed() || output.abandoned()) {
        return Outcome.FINISHED;
      }
      if (output.full()) {
        return Outcome.MUST_WAIT;
      }
      Batch batch = root.next();
      if (batch == Operator.END) {
        output.flush();
        return Outcome.FINISHED;
      }
      if (batch == Operator.WAIT) {
        output.flush();
        return Outcome.MUST_WAIT;
      }
      output.accept(batch);
      if (System.nanoTime() - deadline > 0) {
        return Outcome.TIME_OVER;
      }
    }
  }

  private void finish() {
    try {
      root.close();
    } catch (RuntimeException failure) {
      run.fail(failure);
    }
    state.set(State.DONE);
    output.done();
    reads.forEach(SharedRows::detachReader);
    run.taskDone();
  }

  /** Ends the task now if no thread runs it; otherwise it ends itself soon. */
  void closeIfIdle() {
    if (state.compareAndSet(State.PARKED, State.RUNNING)
        || state.compareAndSet(State.READY, State.RUNNING)) {
      finish();
    }
  }
}
