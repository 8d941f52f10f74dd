package io.megadb.oltp.engine;

import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.OltpStore;
import io.megadb.oltp.Reason;
import io.megadb.oltp.Sequences;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.StoreStatus;
import io.megadb.oltp.Transaction;
import io.megadb.oltp.lock.LockTable;
import io.megadb.oltp.log.CommitLog;
import io.megadb.oltp.log.Disk;
import io.megadb.oltp.log.FileDisk;
import io.megadb.oltp.log.LogListener;
import io.megadb.oltp.log.LogSettings;
import io.megadb.oltp.state.GarbageCollector;
import io.megadb.oltp.state.RocksStateView;
import io.megadb.oltp.state.SpaceWait;
import io.megadb.oltp.state.StateMachine;
import io.megadb.oltp.state.StateView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** One open store: wires log, state, locks and threads, and hands them to transactions. */
public final class OltpEngine implements OltpStore {
  private final OltpOptions options;
  private final UUID clusterId;
  private final StateView view;
  private final StateMachine machine;
  private final StatusBoard status;
  private final CommitLog log;
  private final CommitPipeline pipeline;
  private final Checkpointer checkpointer;
  private final SnapshotRegistry snapshots;
  private final LockTable locks = new LockTable();
  private final WriteMemory writeMemory;
  private final LogSequences sequences;
  private final Maintenance maintenance;
  private final SpaceGuard space;
  private final GarbageCollector collector;
  private final AtomicLong lastTransactionId;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final DataDirectory directory;

  private OltpEngine(
      Disk disk, StateView view, LogSettings settings, OltpOptions options, DataDirectory owned) {
    this.options = options;
    this.writeMemory = new WriteMemory(options.maxOpenWriteBytes());
    this.view = view;
    this.clusterId = settings.clusterId();
    this.directory = owned;
    this.status = new StatusBoard(options.listener());
    this.machine = new StateMachine(view, options.garbageQueueLength());
    this.collector = machine.collector();
    this.log =
        CommitLog.open(
            disk,
            settings,
            machine.appliedLsn(),
            record -> {
              machine.apply(record);
              Checkpointer.flushIfDue(machine, view, options.flushBytes());
            },
            new LogFailures(status));
    this.checkpointer = new Checkpointer(machine, view, log, options.flushBytes());
    this.space =
        new SpaceGuard(owned == null ? null : owned.state(), this::bytesToKeepFree, status);
    machine.onNoSpace(new ApplierWait(space));
    this.pipeline = new CommitPipeline(log, machine, checkpointer, status, space, options.clock());
    this.snapshots = new SnapshotRegistry(pipeline::visibleLsn);
    this.lastTransactionId =
        new AtomicLong(Math.max(machine.lastTransactionId(), log.recoveredTransactionId()));
    this.sequences = new LogSequences(this, options.sequenceCache());
    this.maintenance =
        new Maintenance(
            collector,
            checkpointer,
            pipeline,
            space,
            () -> Math.min(snapshots.horizon(), log.durableLsn()),
            failure -> status.stopped(new Reason.EngineStopped("maintenance failed: " + failure)));
  }

  /** Opens a directory; see {@link OltpStore#open}. */
  public static OltpEngine open(Path path, OltpOptions options) {
    return open(path, options, UnaryOperator.identity());
  }

  /**
   * Opens a directory.
   *
   * @param disk answers what the log is written to in place of its folder, for tests that hold it
   *     up or break it
   */
  public static OltpEngine open(Path path, OltpOptions options, UnaryOperator<Disk> disk) {
    DataDirectory directory = DataDirectory.open(path);
    StateView view = null;
    try {
      view =
          RocksStateView.open(directory.state(), options.flushBytes(), options.blockCacheBytes());
      OltpEngine engine =
          new OltpEngine(
              disk.apply(new FileDisk(directory.log())),
              view,
              settings(directory.clusterId(), directory.epoch(), options),
              options,
              directory);
      if (!directory.wasClosedOrderly()) {
        engine.collector.needSweep();
      }
      engine.maintenance.start();
      return engine;
    } catch (IOException e) {
      closeAfterFailure(view, directory);
      throw new OltpException(new Reason.IoFailure(path, e.toString()), e);
    } catch (RuntimeException e) {
      closeAfterFailure(view, directory);
      throw e;
    }
  }

  private static void closeAfterFailure(StateView view, DataDirectory directory) {
    if (view != null) {
      view.close();
    }
    directory.close();
  }

  private static LogSettings settings(UUID clusterId, long epoch, OltpOptions options) {
    return new LogSettings(
        clusterId,
        epoch,
        options.segmentBytes(),
        options.logQueueBytes(),
        options.logReserveBytes());
  }

  /** Opens over given parts, without a directory; the engine closes the view. */
  static OltpEngine open(Disk disk, StateView view, UUID clusterId, OltpOptions options) {
    OltpEngine engine = new OltpEngine(disk, view, settings(clusterId, 1, options), options, null);
    engine.collector.needSweep();
    engine.maintenance.start();
    return engine;
  }

  @Override
  public Transaction begin(IsolationLevel level) {
    status.checkOpen();
    long id = lastTransactionId.incrementAndGet();
    return switch (level) {
      case READ_COMMITTED -> new EngineTransaction(this, level, id, -1);
      case REPEATABLE_READ -> new EngineTransaction(this, level, id, snapshots.pinNewest());
      case SERIALIZABLE ->
          throw new OltpException(new Reason.Unsupported("isolation level SERIALIZABLE"));
    };
  }

  @Override
  public Snapshot snapshot() {
    status.checkOpen();
    return new EngineSnapshot(
        machine, snapshots, snapshots.pinNewest(), null, new Observations(null));
  }

  @Override
  public void awaitDurable(long lsn) {
    log.awaitDurable(lsn);
  }

  CompletableFuture<Void> durable(long lsn) {
    return log.durable(lsn);
  }

  @Override
  public long visibleLsn() {
    return pipeline.visibleLsn();
  }

  @Override
  public long durableLsn() {
    return log.durableLsn();
  }

  @Override
  public Sequences sequences() {
    return sequences;
  }

  @Override
  public long rowCount(int tableId) {
    return machine.rowCount(tableId);
  }

  @Override
  public List<byte[]> splitPoints(int tableId, int parts) {
    return view.splitPoints(tableId, parts);
  }

  @Override
  public void checkpoint() {
    status.checkOpen();
    pipeline.between(checkpointer::begin);
    checkpointer.await();
  }

  @Override
  public UUID clusterId() {
    return clusterId;
  }

  @Override
  public StoreStatus status() {
    return status.status();
  }

  /** Room for the next flush, for the compaction it may start, and for the log meanwhile. */
  private long bytesToKeepFree() {
    return 2 * machine.unflushedBytes() + 4 * options.logReserveBytes();
  }

  /** Versions that wait for garbage collection. */
  int pendingGarbage() {
    return collector.pending();
  }

  OltpOptions options() {
    return options;
  }

  StateMachine machine() {
    return machine;
  }

  SnapshotRegistry snapshots() {
    return snapshots;
  }

  LockTable locks() {
    return locks;
  }

  WriteMemory writeMemory() {
    return writeMemory;
  }

  CommitPipeline pipeline() {
    return pipeline;
  }

  long rowNumbersAtHand(long sequenceId, int count) {
    return sequences.rowNumbersAtHand(sequenceId, count);
  }

  void checkOpen() {
    status.checkOpen();
  }

  /** Keys and rows share one limit. */
  void checkBytes(int keyOrRowBytes) {
    if (keyOrRowBytes > options.maxRowBytes()) {
      throw new OltpException(new Reason.RowTooLarge(keyOrRowBytes, options.maxRowBytes()));
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    boolean orderly = false;
    space.close();
    try {
      orderly = !status.isStopped() && settle();
    } finally {
      status.closed();
      maintenance.close();
      pipeline.between(log::close);
      view.close();
      if (directory != null) {
        directory.close(orderly);
      }
    }
  }

  /** Leaves nothing to do for the next open; answers false when that was not possible. */
  private boolean settle() {
    try {
      sequences.settle();
      maintenance.close();
      pipeline.between(
          () -> {
            status.closed();
            maintenance.drain(pipeline.visibleLsn());
            checkpointer.begin();
          });
      checkpointer.await();
      return !collector.isSweeping();
    } catch (OltpException e) {
      // What could not be settled, recovery does: the log is the truth.
      return false;
    }
  }

  /** Lets the applier wait where commits are refused. */
  private record ApplierWait(SpaceGuard space) implements SpaceWait {

    @Override
    public void await(OltpException full) {
      space.awaitSpace(full);
    }

    @Override
    public void returned() {
      space.spaceReturned();
    }
  }

  /** Turns the log writer's messages into the store's status. */
  private record LogFailures(StatusBoard status) implements LogListener {

    @Override
    public void failed(OltpException cause) {
      status.stopped(cause.reason());
    }

    @Override
    public void outOfSpace(IOException cause) {
      status.readOnly(new Reason.DiskFull(Path.of("log"), 0));
    }

    @Override
    public void spaceReturned() {
      status.running();
    }
  }
}
