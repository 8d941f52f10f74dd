package io.megadb.execution.local;

import io.megadb.execution.BatchQueue;
import io.megadb.execution.MemoryBudget;
import io.megadb.operator.Operator;
import io.megadb.vector.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * The queues of one exchange, one per worker above. A producer stops as soon as any queue is full,
 * so a queue holds at most what it has room for and one batch more per producer. Thread-safe.
 */
final class LocalExchange {
  /** Something that can go on when it is told to. */
  interface Wakeable {
    void wake();
  }

  private final List<Queue> queues = new ArrayList<>();
  private final List<Wakeable> producers = new ArrayList<>();
  private int openProducers;

  /**
   * @param memory charged for what waits in the queues
   */
  LocalExchange(int consumers, MemoryBudget memory) {
    for (int i = 0; i < consumers; i++) {
      queues.add(new Queue(new BatchQueue(memory)));
    }
  }

  void addProducer(Wakeable producer) {
    producers.add(producer);
    openProducers++;
  }

  /** The operator over the queue of one worker above. */
  Operator reader(int consumer, Wakeable reader) {
    Queue queue = queues.get(consumer);
    queue.reader = reader;
    return queue;
  }

  synchronized boolean full() {
    for (Queue queue : queues) {
      if (queue.batches.isFull()) {
        return true;
      }
    }
    return false;
  }

  /** Whether nobody reads any more. */
  synchronized boolean abandoned() {
    for (Queue queue : queues) {
      if (!queue.closed) {
        return false;
      }
    }
    return true;
  }

  /** Hands rows to one worker above. */
  void offer(int target, Batch batch) {
    queues.get(target).offer(batch);
  }

  /** One producer has no more. */
  void producerDone() {
    synchronized (this) {
      openProducers--;
      if (openProducers > 0) {
        return;
      }
    }
    queues.forEach(queue -> queue.reader.wake());
  }

  private void wakeProducers() {
    producers.forEach(Wakeable::wake);
  }

  private final class Queue implements Operator {
    private final BatchQueue batches;
    private Wakeable reader;
    private boolean closed;

    Queue(BatchQueue batches) {
      this.batches = batches;
    }

    void offer(Batch batch) {
      synchronized (LocalExchange.this) {
        if (closed) {
          return;
        }
        batches.add(batch);
      }
      reader.wake();
    }

    @Override
    public Batch next() {
      Batch batch;
      boolean roomAgain;
      synchronized (LocalExchange.this) {
        boolean wasFull = batches.isFull();
        batch = batches.poll();
        if (batch == null) {
          return openProducers == 0 || closed ? END : WAIT;
        }
        roomAgain = wasFull && !batches.isFull();
      }
      if (roomAgain) {
        wakeProducers();
      }
      return batch;
    }

    @Override
    public void close() {
      synchronized (LocalExchange.this) {
        if (closed) {
          return;
        }
        closed = true;
        batches.clear();
      }
      wakeProducers();
    }
  }
}
