package io.megadb.execution.local;

import io.megadb.operator.Operator;
import io.megadb.vector.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The queues of one exchange, one per worker above. A producer stops as soon as any queue is full,
 * so a queue holds at most {@link #CAPACITY} batches and one more per producer. Thread-safe.
 */
final class LocalExchange {
  /** Enough that producer and consumer rarely wait for each other, small beside the caches. */
  static final int CAPACITY = 8;

  /** Something that can go on when it is told to. */
  interface Wakeable {
    void wake();
  }

  private final List<Queue> queues = new ArrayList<>();
  private final List<Wakeable> producers = new ArrayList<>();
  private int openProducers;

  LocalExchange(int consumers) {
    for (int i = 0; i < consumers; i++) {
      queues.add(new Queue());
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
      if (queue.batches.size() >= CAPACITY) {
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
    private final ArrayDeque<Batch> batches = new ArrayDeque<>();
    private Wakeable reader;
    private boolean closed;

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
        batch = batches.poll();
        if (batch == null) {
          return openProducers == 0 || closed ? END : WAIT;
        }
        roomAgain = batches.size() == CAPACITY - 1;
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
