package io.megadb.oltp.engine;

import io.megadb.oltp.CommitParticipant;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.log.CommitLog;
import io.megadb.oltp.log.LogChange;
import io.megadb.oltp.log.LogRecord;
import io.megadb.oltp.state.StateMachine;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where commits get their order. One at a time: promise log space, take the next LSN, append, apply
 * to the state, tell participants, become visible. Waiting for the disk happens after, outside, and
 * many commits share one sync.
 *
 * <p>A large record waits for the disk before it is applied, because it is applied in pieces and
 * may make the state flush by itself.
 */
final class CommitPipeline {
  private final ReentrantLock order = new ReentrantLock();
  private final CommitLog log;
  private final StateMachine machine;
  private final Checkpointer checkpointer;
  private final StatusBoard status;
  private final SpaceGuard space;
  private final InstantSource clock;
  private long lastLsn;
  private long lastMicros;
  private volatile long visibleLsn;

  CommitPipeline(
      CommitLog log,
      StateMachine machine,
      Checkpointer checkpointer,
      StatusBoard status,
      SpaceGuard space,
      InstantSource clock) {
    this.log = log;
    this.machine = machine;
    this.checkpointer = checkpointer;
    this.status = status;
    this.space = space;
    this.clock = clock;
    this.lastLsn = log.durableLsn();
    this.visibleLsn = lastLsn;
  }

  long visibleLsn() {
    return visibleLsn;
  }

  /**
   * Commits.
   *
   * @param changes the changes, or null when only participants have some
   * @return the commit's LSN; it is visible, not yet durable
   * @throws OltpException with {@link Reason.DiskFull}, and then nothing has happened; otherwise
   *     the engine has stopped
   */
  long commit(
      long transactionId,
      Iterable<? extends LogChange> changes,
      List<CommitParticipant> participants) {
    CommitLog.Prepared record = null;
    if (changes != null) {
      space.check();
      record = log.prepare(changes);
    }
    order.lock();
    try {
      status.checkOpen();
      checkpointer.beginIfDue();
      long lsn = lastLsn + 1;
      if (record == null) {
        log.appendNothing(lsn);
        lastLsn = lsn;
      } else {
        promise(record, lsn);
        long micros = nextMicros();
        lastLsn = lsn;
        log.append(record, lsn, transactionId, micros);
        if (record.isLarge()) {
          log.awaitDurable(lsn);
        }
        apply(new LogRecord(lsn, transactionId, micros, changes));
      }
      tell(participants, lsn);
      visibleLsn = lsn;
      return lsn;
    } finally {
      order.unlock();
    }
  }

  private void promise(CommitLog.Prepared record, long lsn) {
    try {
      log.promise(record, lsn);
    } catch (OltpException e) {
      if (e.reason() instanceof Reason.DiskFull full) {
        status.readOnly(full);
      }
      throw e;
    }
    status.running();
  }

  /** Commit times never go back, whatever the clock does. */
  private long nextMicros() {
    lastMicros = Math.max(lastMicros, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    return lastMicros;
  }

  private void apply(LogRecord record) {
    try {
      machine.apply(record);
    } catch (RuntimeException | Error e) {
      throw stop("commit " + record.lsn() + " could not be applied", e);
    }
  }

  private void tell(List<CommitParticipant> participants, long lsn) {
    try {
      for (CommitParticipant participant : participants) {
        participant.commit(lsn);
      }
    } catch (RuntimeException | Error e) {
      throw stop("a participant failed in commit " + lsn, e);
    }
  }

  private OltpException stop(String what, Throwable cause) {
    Reason reason = new Reason.EngineStopped(what + ": " + cause);
    status.stopped(reason);
    return new OltpException(reason, cause);
  }

  /** Runs an action while no commit is between its LSN and its visibility. */
  void between(Runnable action) {
    order.lock();
    try {
      action.run();
    } finally {
      order.unlock();
    }
  }
}
