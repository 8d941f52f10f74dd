package io.megadb.oltp.log;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The open log. One record goes in by four steps, the middle two in LSN order under the caller's
 * lock:
 *
 * <pre>
 *   prepare ──► promise space ──► append ──► (writer thread: write, sync) ──► durable
 *              DiskFull: nothing
 *              has happened
 * </pre>
 *
 * <p>{@link #prepare}, waiting and {@link #deleteThrough} are thread-safe; {@link #promise} and
 * {@link #append} are called by one thread at a time.
 */
public final class CommitLog implements AutoCloseable {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final LogSettings settings;
  private final Durability durability;
  private final LogWriter writer;
  private final Thread thread;
  private final long recoveredTransactionId;

  private CommitLog(
      LogSettings settings, Durability durability, LogWriter writer, long recoveredTransactionId) {
    this.settings = settings;
    this.durability = durability;
    this.writer = writer;
    this.recoveredTransactionId = recoveredTransactionId;
    this.thread = new Thread(writer, "megadb-log-writer");
    thread.setDaemon(true);
  }

  /**
   * Opens the log of a disk, creating it when it is empty.
   *
   * @param appliedLsn what the state has already
   * @param replay receives, in order, all later records; each is on disk
   * @throws OltpException with {@link Reason.CorruptLog}, {@link Reason.WrongVersion}, {@link
   *     Reason.WrongCluster}, {@link Reason.LogGap}, {@link Reason.StateAheadOfLog}, {@link
   *     Reason.DiskFull} or {@link Reason.IoFailure}
   */
  public static CommitLog open(
      Disk disk,
      LogSettings settings,
      long appliedLsn,
      Consumer<LogRecord> replay,
      LogListener listener) {
    try {
      LogRecovery recovery = new LogRecovery(disk, settings.clusterId(), appliedLsn, replay);
      LogEnd end = recovery.run();
      OpenSegment segment = end == null ? first(disk, settings) : OpenSegment.resume(end);
      Durability durability = new Durability(end == null ? 0 : end.lastLsn());
      LogWriter writer =
          new LogWriter(disk, settings, durability, listener, recovery.sealed(), segment);
      CommitLog log =
          new CommitLog(settings, durability, writer, end == null ? 0 : end.lastTransactionId());
      log.thread.start();
      return log;
    } catch (DiskFullException e) {
      throw new OltpException(new Reason.DiskFull(disk.path("."), settings.reserveBytes()), e);
    } catch (IOException e) {
      throw new OltpException(new Reason.IoFailure(disk.path("."), e.toString()), e);
    }
  }

  private static OpenSegment first(Disk disk, LogSettings settings) throws IOException {
    OpenSegment segment =
        OpenSegment.create(
            disk,
            new SegmentHeader(settings.clusterId(), 1, settings.epoch(), 0, 0, 0),
            settings.firstReserveBytes());
    segment.publish(disk);
    return segment;
  }

  /** Highest transaction number that recovery met. */
  public long recoveredTransactionId() {
    return recoveredTransactionId;
  }

  /**
   * Encodes a record's changes ahead of its turn, when they are small enough to keep twice.
   *
   * @param changes iterated once or twice; at least one
   */
  public Prepared prepare(Iterable<? extends LogChange> changes) {
    long bytes = RecordEncoder.maxBytes(changes);
    List<ByteBuffer> frames = null;
    if (bytes <= RecordEncoder.FRAME_BYTES) {
      frames = new ArrayList<>(1);
      RecordEncoder.encode(changes, frames::add);
    }
    return new Prepared(bytes, changes, frames);
  }

  /** Reserves disk space for a record, or fails with {@link Reason.DiskFull}. */
  public void promise(Prepared record, long lsn) {
    writer.promise(record.bytes, lsn);
  }

  /** Queues a record for which space was promised. */
  public void append(Prepared record, long lsn, long transactionId, long commitMicros) {
    if (record.frames == null) {
      RecordEncoder.encode(
          record.changes, frame -> queue(frame, lsn, transactionId, commitMicros, record.bytes));
    } else {
      for (ByteBuffer frame : record.frames) {
        queue(frame, lsn, transactionId, commitMicros, record.bytes);
      }
    }
  }

  private void queue(ByteBuffer frame, long lsn, long transactionId, long micros, long promised) {
    Frame.stamp(frame, settings.epoch(), lsn, transactionId, micros);
    boolean last = Frame.isLast(frame);
    writer.append(frame, lsn, last, last ? promised : 0);
  }

  /** Lets {@code lsn} count as durable once all before it are, without writing anything. */
  public void appendNothing(long lsn) {
    writer.append(NOTHING, lsn, true, -Frame.HEADER_BYTES);
  }

  /** LSN up to which everything is on disk. */
  public long durableLsn() {
    return durability.lsn();
  }

  /** Waits until {@code lsn} is on disk; throws {@link Reason.EngineStopped} if it never will. */
  public void awaitDurable(long lsn) {
    durability.await(lsn);
  }

  /** Completes when {@code lsn} is on disk. */
  public CompletableFuture<Void> durable(long lsn) {
    return durability.when(lsn);
  }

  /** Deletes segments that hold nothing above {@code lsn}. */
  public void deleteThrough(long lsn) {
    try {
      writer.deleteThrough(lsn);
    } catch (IOException e) {
      throw new OltpException(new Reason.StateFailure("log segment not deleted: " + e), e);
    }
  }

  /** Writes what is queued, forces it to disk and ends the writer. */
  @Override
  public void close() {
    writer.shutdown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A record on its way into the log. */
  public static final class Prepared {
    private final long bytes;
    private final Iterable<? extends LogChange> changes;
    private final List<ByteBuffer> frames;

    private Prepared(long bytes, Iterable<? extends LogChange> changes, List<ByteBuffer> frames) {
      this.bytes = bytes;
      this.changes = changes;
      this.frames = frames;
    }

    /** True when the record is large: it should be on disk before it is applied in pieces. */
    public boolean isLarge() {
      return frames == null;
    }
  }
}
