package io.megadb.operator.join;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.NodeMetrics;
import io.megadb.operator.Operator;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.SpilledRows;
import io.megadb.plan.HashJoinNode;
import io.megadb.vector.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The right side of a hash join, built once for all workers of the join's fragment, which then look
 * into one table: neither is the left side divided among them nor the right one copied.
 *
 * <pre>
 *   workers below add batches: who finds nobody building builds, what others add meanwhile as well
 *   all rows have come, they fit -> each worker above looks into the table
 *   they do not fit              -> they go to a file, which each worker above joins with by itself
 *   the last worker has closed   -> memory and file are given back
 * </pre>
 *
 * Thread-safe.
 */
public final class SharedBuild {
  /** Batches that may wait for the thread that builds; whoever brings more waits with them. */
  private static final int MAX_WAITING = 64;

  private final HashJoinNode join;
  private final ExecutionContext context;
  private final List<KeyCollector.Key> filterKeys;
  private final OperatorSpill spill;
  private final HashSide side;
  private final AtomicInteger builders = new AtomicInteger();
  private final List<Runnable> sleeping = new ArrayList<>();

  /** Guards what follows; held only for moments, never while rows are kept. */
  private final Object queueLock = new Object();

  private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
  private boolean building;
  private int readers;
  private boolean ready;
  private boolean closed;

  /** Where rows go that do not fit; touched by the thread that builds, then by readers. */
  private SpilledRows file;

  /**
   * @param readers workers above
   * @param filterKeys what is told of the rows' keys
   */
  public SharedBuild(
      HashJoinNode join, int readers, List<KeyCollector.Key> filterKeys, ExecutionContext context) {
    this.join = join;
    this.context = context;
    this.readers = readers;
    this.filterKeys = filterKeys;
    this.spill = new OperatorSpill(join.properties().id(), context);
    this.side = new HashSide(join, spill.account());
  }

  /** To be called for each worker below before the first one runs. */
  public void attachBuilder() {
    builders.incrementAndGet();
  }

  /** A worker below has added all its rows, or has ended otherwise. */
  public void builderDone() {
    if (builders.decrementAndGet() == 0) {
      finish();
    }
  }

  /** Adds rows; called by the workers below. */
  public void add(Batch batch) {
    synchronized (queueLock) {
      try {
        while (building && waiting.size() >= MAX_WAITING && !closed) {
          queueLock.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new MegaDbException(
            SqlState.QUERY_CANCELED, "canceling statement: its task was stopped", e);
      }
      if (closed) {
        return;
      }
      waiting.add(batch);
      if (building) {
        return;
      }
      building = true;
    }
    buildWhatWaits();
  }

  private void buildWhatWaits() {
    boolean done = false;
    try {
      while (!done) {
        Batch batch;
        synchronized (queueLock) {
          batch = closed ? null : waiting.poll();
          if (batch == null) {
            building = false;
            done = true;
          }
          queueLock.notifyAll();
        }
        if (batch != null) {
          keep(batch);
        }
      }
    } finally {
      if (!done) {
        // It has failed, and with it the statement.
        synchronized (queueLock) {
          building = false;
          queueLock.notifyAll();
        }
      }
      giveBackIfClosed();
    }
  }

  private void keep(Batch batch) {
    int node = join.right().properties().id();
    context.metrics().add(node, NodeMetrics.ROWS, batch.size());
    context.metrics().add(node, NodeMetrics.BATCHES, 1);
    for (KeyCollector.Key key : filterKeys) {
      key.filter().add(batch.column(key.column()), batch.size());
    }
    if (file == null && spill.hasRoom(side.growth(batch))) {
      side.keep(batch);
      return;
    }
    if (file == null) {
      file = spill.create();
      Batch rows = side.rows().view();
      for (int from = 0; from < rows.size(); from += Batch.MAX_ROWS) {
        context.cancellation().check();
        file.append(rows.slice(from, Math.min(rows.size(), from + Batch.MAX_ROWS)));
      }
      side.release();
    }
    file.append(batch);
  }

  /** All rows have come; wakes the workers above. */
  private void finish() {
    boolean abandoned = abandoned();
    if (file != null && !abandoned) {
      file.finish();
    } else if (!abandoned) {
      // Made here, by one thread, and then only read.
      side.rows().view();
    }
    filterKeys.forEach(key -> key.filter().finish());
    List<Runnable> woken;
    synchronized (queueLock) {
      ready = true;
      woken = List.copyOf(sleeping);
      sleeping.clear();
    }
    woken.forEach(Runnable::run);
  }

  /** Whether nobody needs the rows any more. */
  public boolean abandoned() {
    synchronized (queueLock) {
      return closed;
    }
  }

  /**
   * Ends the build whoever still reads; to be called when nobody works with it any more. May be
   * called more than once.
   */
  public void close() {
    synchronized (queueLock) {
      closed = true;
      waiting.clear();
      queueLock.notifyAll();
    }
    giveBackIfClosed();
  }

  private void giveBackIfClosed() {
    synchronized (queueLock) {
      if (closed && !building) {
        spill.close();
      }
    }
  }

  /**
   * One worker's way to the rows. Confined to one thread.
   *
   * @param wake goes on with the worker's task
   */
  public Reader reader(Runnable wake) {
    return new Reader(wake);
  }

  /** One worker's way to the rows. */
  public final class Reader {
    private final Runnable wake;
    private boolean done;

    private Reader(Runnable wake) {
      this.wake = wake;
    }

    /** Whether all rows have come; otherwise the worker is woken when they have. */
    boolean readyOrWake() {
      synchronized (queueLock) {
        if (!ready && !sleeping.contains(wake)) {
          sleeping.add(wake);
        }
        return ready;
      }
    }

    /** The rows and their table for this thread, or null if they did not fit. */
    HashSide side() {
      return file == null ? side.forReading() : null;
    }

    /** The rows that did not fit. */
    Operator rows() {
      return file.read();
    }

    /** This worker needs the rows no more. */
    void close() {
      if (done) {
        return;
      }
      done = true;
      boolean last;
      synchronized (queueLock) {
        last = --readers == 0;
      }
      if (last) {
        SharedBuild.this.close();
      }
    }
  }
}
