package io.megadb.oltp.engine;

import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.ReservedTables;
import io.megadb.oltp.Sequences;
import io.megadb.oltp.Transaction;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counters kept as rows of {@link ReservedTables#SEQUENCES}: sequence id → first value that was not
 * yet allowed to be handed out. Values below it are given from memory; it is moved ahead, durably,
 * before they run out.
 */
final class LogSequences implements Sequences {
  private static final long FIRST_VALUE = 1;

  /** What a crash can leave unused of a table's 2^63 row numbers. */
  private static final int MAX_ROW_STEP = 1 << 12;

  private final OltpEngine engine;
  private final int cache;
  private final ConcurrentHashMap<Long, Counter> counters = new ConcurrentHashMap<>();

  LogSequences(OltpEngine engine, int cache) {
    this.engine = engine;
    this.cache = cache;
  }

  @Override
  public long nextValues(long sequenceId, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count " + count);
    }
    return counter(sequenceId).take(count);
  }

  @Override
  public long nextRowNumbers(long sequenceId, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count " + count);
    }
    return counter(sequenceId).takeRows(count);
  }

  /** The first of {@code count} values if these need no log record, else -1. */
  long rowNumbersAtHand(long sequenceId, int count) {
    Counter known = counters.get(sequenceId);
    return known == null ? -1 : known.takeAtHand(count);
  }

  @Override
  public void restart(long sequenceId, long next) {
    counter(sequenceId).restart(next);
  }

  @Override
  public long peek(long sequenceId) {
    return counter(sequenceId).peek();
  }

  private Counter counter(long sequenceId) {
    Counter known = counters.get(sequenceId);
    return known != null
        ? known
        : counters.computeIfAbsent(sequenceId, id -> new Counter(key(id), load(key(id))));
  }

  private static byte[] key(long sequenceId) {
    return ByteBuffer.allocate(Long.BYTES).putLong(sequenceId).array();
  }

  private long load(byte[] key) {
    try (Transaction transaction = engine.begin(IsolationLevel.READ_COMMITTED)) {
      byte[] row = transaction.get(ReservedTables.SEQUENCES, key);
      return row == null ? FIRST_VALUE : ByteBuffer.wrap(row).getLong();
    }
  }

  /** Gives back, before an orderly close, what was logged ahead and not handed out. */
  void settle() {
    for (Counter counter : counters.values()) {
      counter.settle();
    }
  }

  /** A sequence's next value and how far the log covers them; guarded by its lock. */
  private final class Counter {
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] key;
    private long next;
    private long logged;
    private int rowStep = cache;

    Counter(byte[] key, long logged) {
      this.key = key;
      this.next = logged;
      this.logged = logged;
    }

    long take(int count) {
      lock.lock();
      try {
        checkRange(count + cache);
        if (next + count > logged) {
          log(next + Math.max(count, cache), true);
        }
        return taken(count);
      } finally {
        lock.unlock();
      }
    }

    /** Covers twice as many rows each time, so that a busy table hardly ever has to log. */
    long takeRows(int count) {
      lock.lock();
      try {
        int step = Math.max(count, rowStep);
        checkRange(step);
        if (next + count > logged) {
          log(next + step, false);
          rowStep = Math.min(2 * rowStep, MAX_ROW_STEP);
        }
        return taken(count);
      } finally {
        lock.unlock();
      }
    }

    /** Never waits: whoever holds the lock may be writing to the log. */
    long takeAtHand(int count) {
      if (!lock.tryLock()) {
        return -1;
      }
      try {
        return next + count > logged ? -1 : taken(count);
      } finally {
        lock.unlock();
      }
    }

    private long taken(int count) {
      long first = next;
      next += count;
      return first;
    }

    private void checkRange(int ahead) {
      if (next > Long.MAX_VALUE - ahead) {
        throw new OltpException(new Reason.Unsupported("a sequence value above 2^63 - 1"));
      }
    }

    void restart(long value) {
      lock.lock();
      try {
        log(value, true);
        next = value;
      } finally {
        lock.unlock();
      }
    }

    long peek() {
      lock.lock();
      try {
        return next;
      } finally {
        lock.unlock();
      }
    }

    void settle() {
      lock.lock();
      try {
        if (next < logged) {
          log(next, true);
        }
      } finally {
        lock.unlock();
      }
    }

    private void log(long value, boolean force) {
      try (Transaction transaction = engine.begin(IsolationLevel.READ_COMMITTED)) {
        transaction.put(
            ReservedTables.SEQUENCES, key, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        if (force) {
          transaction.commit();
        } else {
          transaction.commitAsync();
        }
      }
      logged = value;
    }
  }
}
