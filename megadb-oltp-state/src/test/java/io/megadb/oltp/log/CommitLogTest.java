package io.megadb.oltp.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CommitLogTest {
  private final SimulatedDisk disk = new SimulatedDisk();
  private final LogFixture fixture = new LogFixture();

  @Test
  void recordsThatWaitShareOneSync() {
    try (CommitLog log = fixture.open(disk)) {
      LogFixture.appendDurably(log, 1, "first");
      disk.holdSyncs(true);
      LogFixture.append(log, 2, "starts a sync");
      long before = disk.syncs();
      for (int lsn = 3; lsn <= 50; lsn++) {
        LogFixture.append(log, lsn, "key" + lsn);
      }
      assertThat(log.durableLsn()).isEqualTo(1);
      disk.holdSyncs(false);
      log.awaitDurable(50);
      assertThat(disk.syncs() - before).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void acknowledgementComesAfterTheSync() {
    try (CommitLog log = fixture.open(disk)) {
      disk.holdSyncs(true);
      LogFixture.append(log, 1, "key");
      CompletableFuture<Void> durable = log.durable(1);
      long steps = disk.steps();
      await().until(() -> disk.steps() > steps || !durable.isDone());
      assertThat(durable).isNotDone();
      disk.holdSyncs(false);
      await().until(durable::isDone);
      assertThat(log.durableLsn()).isEqualTo(1);
    }
  }

  @Test
  void aFailedSyncStopsTheLogForGood() {
    CommitLog log = fixture.open(disk);
    LogFixture.appendDurably(log, 1, "kept");
    disk.failSyncs();
    LogFixture.append(log, 2, "lost");
    CompletableFuture<Void> durable = log.durable(2);
    assertThatThrownBy(() -> log.awaitDurable(2))
        .isInstanceOfSatisfying(
            OltpException.class,
            e -> assertThat(e.reason()).isInstanceOf(Reason.EngineStopped.class));
    await().until(durable::isCompletedExceptionally);
    await().until(() -> fixture.failures.size() == 1);
    assertThatThrownBy(() -> LogFixture.append(log, 3, "refused"))
        .isInstanceOf(OltpException.class);
    log.close();
  }

  @Test
  void aFullDiskRefusesARecordBeforeItIsAccepted() {
    try (CommitLog log = fixture.open(disk)) {
      LogFixture.appendDurably(log, 1, "kept");
      disk.capacity(disk.used());
      long accepted = 1;
      Reason refused = null;
      while (refused == null) {
        try {
          LogFixture.appendDurably(log, accepted + 1, "key" + accepted);
          accepted++;
        } catch (OltpException e) {
          refused = e.reason();
        }
      }
      assertThat(refused).isInstanceOf(Reason.DiskFull.class);
      disk.capacity(Long.MAX_VALUE);
      LogFixture.appendDurably(log, accepted + 1, "space again");
      LogFixture recovered = new LogFixture();
      recovered.open(disk.afterKill()).close();
      assertThat(recovered.replayed).hasSize((int) accepted + 1);
    }
  }

  @Test
  void aFullDiskAtASegmentsEndLeavesTheOldSegmentInUse() {
    try (CommitLog log = fixture.open(disk, 0, 4096)) {
      long lsn = 1;
      while (disk.list().size() < 3) {
        LogFixture.appendDurably(log, lsn, "key" + lsn);
        lsn++;
      }
      disk.capacity(disk.used());
      Reason refused = null;
      while (refused == null) {
        try {
          LogFixture.appendDurably(log, lsn, "key" + lsn);
          lsn++;
        } catch (OltpException e) {
          refused = e.reason();
        }
      }
      assertThat(refused).isInstanceOf(Reason.DiskFull.class);
      disk.capacity(Long.MAX_VALUE);
      LogFixture.appendDurably(log, lsn, "after");
      LogFixture recovered = new LogFixture();
      recovered.open(disk.afterKill()).close();
      assertThat(recovered.replayed).hasSize((int) lsn);
    }
  }

  @Test
  void segmentsBelowTheStateAreDeleted() {
    try (CommitLog log = fixture.open(disk, 0, 4096)) {
      for (int lsn = 1; lsn <= 200; lsn++) {
        LogFixture.appendDurably(log, lsn, "key" + lsn);
      }
      int before = disk.list().size();
      log.deleteThrough(0);
      assertThat(disk.list()).hasSize(before);
      log.deleteThrough(200);
      assertThat(disk.list()).hasSize(1);
    }
    LogFixture recovered = new LogFixture();
    recovered.open(disk, 199, 4096).close();
    assertThat(recovered.replayed).containsExactly("200 key200");
  }

  @Test
  void anEmptyCommitTakesItsPlaceWithoutBeingWritten() {
    try (CommitLog log = fixture.open(disk)) {
      LogFixture.append(log, 1, "a");
      log.appendNothing(2);
      LogFixture.append(log, 3, "c");
      log.awaitDurable(3);
    }
    LogFixture recovered = new LogFixture();
    recovered.open(disk).close();
    assertThat(recovered.replayed).containsExactly("1 a", "3 c");
  }

  @Test
  void anInterruptedCallerDoesNotHurtTheLog() {
    try (CommitLog log = fixture.open(disk)) {
      Thread.currentThread().interrupt();
      LogFixture.appendDurably(log, 1, "key");
      assertThat(Thread.interrupted()).isTrue();
      LogFixture.appendDurably(log, 2, "next");
    }
  }
}
