package io.megadb.oltp;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Settings of one store. Immutable; made by {@link #defaults} or {@link #builder}. Sizes are bytes.
 */
public final class OltpOptions {
  private static final long MIB = 1L << 20;

  private final long segmentBytes;
  private final long logQueueBytes;
  private final long logReserveBytes;
  private final long flushBytes;
  private final long blockCacheBytes;
  private final long maxTransactionBytes;
  private final long maxOpenWriteBytes;
  private final int maxRowBytes;
  private final int garbageQueueLength;
  private final int sequenceCache;
  private final Duration lockTimeout;
  private final InstantSource clock;
  private final StoreListener listener;

  private OltpOptions(Builder builder) {
    segmentBytes = within("segmentBytes", builder.segmentBytes, 4096, 1024 * MIB);
    logQueueBytes = within("logQueueBytes", builder.logQueueBytes, 4096, 1024 * MIB);
    logReserveBytes = within("logReserveBytes", builder.logReserveBytes, 4096, 64 * MIB);
    flushBytes = within("flushBytes", builder.flushBytes, 4096, 1024 * MIB);
    blockCacheBytes = within("blockCacheBytes", builder.blockCacheBytes, MIB, 1L << 40);
    maxTransactionBytes =
        within("maxTransactionBytes", builder.maxTransactionBytes, 1024, 1L << 40);
    maxOpenWriteBytes = within("maxOpenWriteBytes", builder.maxOpenWriteBytes, 1024, 1L << 40);
    maxRowBytes = (int) within("maxRowBytes", builder.maxRowBytes, 64, 256 * MIB);
    garbageQueueLength = (int) within("garbageQueueLength", builder.garbageQueueLength, 1, 1 << 28);
    sequenceCache = (int) within("sequenceCache", builder.sequenceCache, 1, 1 << 20);
    lockTimeout = Objects.requireNonNull(builder.lockTimeout);
    clock = Objects.requireNonNull(builder.clock);
    listener = Objects.requireNonNull(builder.listener);
  }

  /** All defaults. */
  public static OltpOptions defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  private static long within(String name, long value, long low, long high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " = " + value + " is outside " + low + " … " + high);
    }
    return value;
  }

  /** Size at which a log segment is sealed and the next one begun; default 64 MiB. */
  public long segmentBytes() {
    return segmentBytes;
  }

  /** Bytes of records that may wait for the log's writer; committers wait beyond; default 8 MiB. */
  public long logQueueBytes() {
    return logQueueBytes;
  }

  /** Step in which disk space is reserved ahead of the log's end; default 1 MiB. */
  public long logReserveBytes() {
    return logReserveBytes;
  }

  /**
   * Memory that changes take before the state is flushed and old log segments are deleted; bounds
   * the replay after a crash; default 64 MiB.
   */
  public long flushBytes() {
    return flushBytes;
  }

  /** RocksDB's cache of decoded blocks; default 64 MiB. */
  public long blockCacheBytes() {
    return blockCacheBytes;
  }

  /** Heap that the writes and locks of one transaction may take; default 1 GiB. */
  public long maxTransactionBytes() {
    return maxTransactionBytes;
  }

  /**
   * Heap that the writes and locks of all open transactions may take together; default a quarter of
   * the largest heap.
   */
  public long maxOpenWriteBytes() {
    return maxOpenWriteBytes;
  }

  /** Largest key or row; default 64 MiB. */
  public int maxRowBytes() {
    return maxRowBytes;
  }

  /**
   * Superseded versions remembered for collection; when more pile up behind an old snapshot, they
   * are found by a sweep later; default 250,000.
   */
  public int garbageQueueLength() {
    return garbageQueueLength;
  }

  /** Values of a sequence that one log record covers at least; default 32, PostgreSQL's number. */
  public int sequenceCache() {
    return sequenceCache;
  }

  /** Longest wait for one lock unless the transaction sets its own; zero (default): no limit. */
  public Duration lockTimeout() {
    return lockTimeout;
  }

  /** Source of commit times; default the system's clock. */
  public InstantSource clock() {
    return clock;
  }

  /** Hears of status changes; default nobody. */
  public StoreListener listener() {
    return listener;
  }

  /** Collects settings; the names and defaults are those of the getters. */
  public static final class Builder {
    private long segmentBytes = 64 * MIB;
    private long logQueueBytes = 8 * MIB;
    private long logReserveBytes = MIB;
    private long flushBytes = 64 * MIB;
    private long blockCacheBytes = 64 * MIB;
    private long maxTransactionBytes = 1024 * MIB;
    private long maxOpenWriteBytes = Runtime.getRuntime().maxMemory() / 4;
    private int maxRowBytes = (int) (64 * MIB);
    private int garbageQueueLength = 250_000;
    private int sequenceCache = 32;
    private Duration lockTimeout = Duration.ZERO;
    private InstantSource clock = InstantSource.system();
    private StoreListener listener = status -> {};

    private Builder() {}

    public Builder segmentBytes(long value) {
      segmentBytes = value;
      return this;
    }

    public Builder logQueueBytes(long value) {
      logQueueBytes = value;
      return this;
    }

    public Builder logReserveBytes(long value) {
      logReserveBytes = value;
      return this;
    }

    public Builder flushBytes(long value) {
      flushBytes = value;
      return this;
    }

    public Builder blockCacheBytes(long value) {
      blockCacheBytes = value;
      return this;
    }

    public Builder maxTransactionBytes(long value) {
      maxTransactionBytes = value;
      return this;
    }

    public Builder maxOpenWriteBytes(long value) {
      maxOpenWriteBytes = value;
      return this;
    }

    public Builder maxRowBytes(int value) {
      maxRowBytes = value;
      return this;
    }

    public Builder garbageQueueLength(int value) {
      garbageQueueLength = value;
      return this;
    }

    public Builder sequenceCache(int value) {
      sequenceCache = value;
      return this;
    }

    public Builder lockTimeout(Duration value) {
      lockTimeout = value;
      return this;
    }

    public Builder clock(InstantSource value) {
      clock = value;
      return this;
    }

    public Builder listener(StoreListener value) {
      listener = value;
      return this;
    }

    public OltpOptions build() {
      return new OltpOptions(this);
    }
  }
}
