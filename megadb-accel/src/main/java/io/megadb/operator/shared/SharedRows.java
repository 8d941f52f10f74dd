package io.megadb.operator.shared;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowStore;
import io.megadb.operator.store.SpilledRows;
import io.megadb.plan.SharedNode;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of a plan that is computed once: written by one, read from the beginning by any number,
 * each at its own pace, so that nobody waits for another reader. They stay in memory, from the
 * first that does not fit on in a file, until the last holder has left.
 *
 * <pre>
 *   attach (writer and each reader) -&gt; add ... finish          -&gt; detach
 *                                      reader.next ... END     -&gt; detach (the last one deletes)
 * </pre>
 *
 * Readers see rows in memory as soon as they come, those in the file once all are written. They get
 * {@link Operator#WAIT} until then and are woken. Thread-safe; each reader is confined to one
 * thread.
 */
public final class SharedRows {
  private final List<PgType> types;
  private final ExecutionContext context;
  private final int expectedReaders;
  private final OperatorSpill spill;
  private final List<Batch> batches = new ArrayList<>();
  private final Set<Reader> waiting = new HashSet<>();

  /** Rows of small batches, put together while nobody waits for them. */
  private RowStore small;

  private SpilledRows file;
  private boolean finished;
  private int holders;
  private int readers;
  private int attachedReaders;

  /**
   * @param expectedReaders how many will attach
   */
  public SharedRows(SharedNode node, int expectedReaders, ExecutionContext context) {
    this(node.properties().id(), node.shared().types(), expectedReaders, context);
  }

  /**
   * @param node id of the plan node under which temporary files are counted
   */
  public SharedRows(int node, List<PgType> types, int expectedReaders, ExecutionContext context) {
    this.types = types;
    this.context = context;
    this.expectedReaders = expectedReaders;
    this.spill = new OperatorSpill(node, context);
  }

  /** The writer begins to hold the rows. */
  public synchronized void attachWriter() {
    holders++;
  }

  /** A reader begins to hold the rows; it may read them any number of times. */
  public synchronized void attachReader() {
    holders++;
    readers++;
    attachedReaders++;
    notifyAll();
  }

  public synchronized void detachReader() {
    readers--;
    detach();
  }

  public synchronized void detachWriter() {
    detach();
  }

  private void detach() {
    holders--;
    if (holders == 0) {
      discard();
    }
  }

  /** Gives everything back, whoever holds it. */
  public synchronized void discard() {
    finished = true;
    batches.clear();
    small = null;
    spill.close();
  }

  /** Whether all readers have been here and left: no more rows are needed. */
  public synchronized boolean abandoned() {
    return readers == 0 && attachedReaders >= expectedReaders;
  }

  /** Waits until all readers have attached, so that the rows outlive the writer. */
  public synchronized void awaitReaders() throws InterruptedException {
    while (attachedReaders < expectedReaders) {
      wait();
    }
  }

  /** Keeps a batch. */
  public void add(Batch batch) {
    List<Reader> woken;
    synchronized (this) {
      if (finished || batch.size() == 0) {
        return;
      }
      keep(compact(batch));
      woken = file == null ? takeWaiting() : List.of();
    }
    woken.forEach(reader -> reader.wake.run());
  }

  private void keep(Batch batch) {
    if (file == null && !spill.hasRoom(batch.bytes())) {
      flushSmall();
      file = spill.create();
    }
    if (file != null) {
      file.append(batch);
    } else if (batch.size() * 2 >= context.batchRows()) {
      flushSmall();
      keepInMemory(batch);
    } else {
      if (small == null) {
        small = new RowStore(types, spill.account());
      }
      small.append(batch);
      if (small.size() * 2 >= context.batchRows()) {
        flushSmall();
      }
    }
  }

  private void keepInMemory(Batch batch) {
    spill.account().add(batch.bytes());
    batches.add(batch);
  }

  private void flushSmall() {
    if (small != null) {
      // Its memory stays charged as the store's.
      batches.add(small.view());
      small = null;
    }
  }

  /** Without dictionaries that are larger than the rows which refer to them. */
  private static Batch compact(Batch batch) {
    Vector[] columns = null;
    for (int i = 0; i < batch.columnCount(); i++) {
      if (batch.column(i) instanceof DictionaryVector dictionary
          && dictionary.dictionary().size() > batch.size()) {
        columns = columns == null ? batch.columns().clone() : columns;
        columns[i] = dictionary.flat();
      }
    }
    return columns == null ? batch : new Batch(batch.size(), columns);
  }

  /** All rows have come. */
  public void finish() {
    List<Reader> woken;
    synchronized (this) {
      if (finished) {
        return;
      }
      flushSmall();
      if (file != null) {
        file.finish();
      }
      finished = true;
      woken = takeWaiting();
    }
    woken.forEach(reader -> reader.wake.run());
  }

  private List<Reader> takeWaiting() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Reader> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  /**
   * All rows from the beginning.
   *
   * @param wake called once after each WAIT, from the writer's thread, when there may be more
   */
  public Operator reader(Runnable wake) {
    return new Reader(wake);
  }

  private final class Reader implements Operator {
    private final Runnable wake;
    private int next;
    private Operator rest;
    private boolean closed;

    Reader(Runnable wake) {
      this.wake = wake;
    }

    @Override
    public Batch next() throws Exception {
      if (closed) {
        return END;
      }
      if (rest != null) {
        return rest.next();
      }
      synchronized (SharedRows.this) {
        if (next == batches.size()) {
          flushSmall();
        }
        if (next < batches.size()) {
          return batches.get(next++);
        }
        if (!finished) {
          waiting.add(this);
          return WAIT;
        }
        if (file == null) {
          return END;
        }
        rest = file.read();
      }
      return rest.next();
    }

    @Override
    public void close() {
      closed = true;
      if (rest != null) {
        rest.close();
      }
    }
  }
}
