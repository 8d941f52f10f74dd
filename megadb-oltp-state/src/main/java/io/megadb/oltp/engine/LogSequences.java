package io.megadb.oltp.engine;

import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.ReservedTables;
import io.megadb.oltp.Sequences;
import io.megadb.oltp.Transaction;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters kept as rows of {@link ReservedTables#SEQUENCES}: sequence id → first value that was not
 * yet allowed to be handed out. Values below it are given from memory; it is moved ahead, durably,
 * before they run out.
 */
final class LogSequences implements Sequences {
  private static final long FIRST_VALUE = 1;

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

  private final class Counter {
    private final byte[] key;
    private long next;
    private long logged;

    Counter(byte[] key, long logged) {
      this.key = key;
      this.next = logged;
      this.logged = logged;
    }

    synchronized long take(int count) {
      if (next > Long.MAX_VALUE - count - cache) {
        throw new OltpException(new Reason.Unsupported("a sequence value above 2^63 - 1"));
      }
      if (next + count > logged) {
        log(next + Math.max(count, cache));
      }
      long first = next;
      next += count;
      return first;
    }

    synchronized void restart(long value) {
      log(value);
      next = value;
    }

    synchronized long peek() {
      return next;
    }

    synchronized void settle() {
      if (next < logged) {
        log(next);
      }
    }

    private void log(long value) {
      try (Transaction transaction = engine.begin(IsolationLevel.READ_COMMITTED)) {
        transaction.put(
            ReservedTables.SEQUENCES, key, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        transaction.commit();
      }
      logged = value;
    }
  }
}
