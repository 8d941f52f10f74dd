package io.megadb.oltp.engine;

import static io.megadb.oltp.engine.Rows.TABLE;
import static io.megadb.oltp.engine.Rows.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.megadb.oltp.Commit;
import io.megadb.oltp.CommitParticipant;
import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.Reason;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.StoreStatus;
import io.megadb.oltp.Transaction;
import io.megadb.oltp.log.SimulatedDisk;
import io.megadb.oltp.state.TreeMapStateView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultTest {
  private static final UUID CLUSTER = new UUID(9, 9);

  private final SimulatedDisk disk = new SimulatedDisk();
  private final TreeMapStateView view = new TreeMapStateView();
  private final List<StoreStatus> heard = new CopyOnWriteArrayList<>();
  private OltpEngine store;

  @BeforeEach
  void open() {
    store =
        OltpEngine.open(
            disk,
            view,
            CLUSTER,
            OltpOptions.builder().logReserveBytes(4096).listener(heard::add).build());
  }

  @AfterEach
  void close() {
    disk.holdSyncs(false);
    store.close();
  }

  private Commit putVisibly(String key, String row) {
    try (Transaction transaction = store.begin(IsolationLevel.READ_COMMITTED)) {
      transaction.put(TABLE, bytes(key), bytes(row));
      return transaction.commitAsync();
    }
  }

  private void put(String key, String row) {
    putVisibly(key, row).durable().join();
  }

  private Map<String, String> afterKill() {
    try (OltpEngine next =
        OltpEngine.open(disk.afterKill(), view.afterCrash(), CLUSTER, OltpOptions.defaults())) {
      return Rows.all(next);
    }
  }

  @Test
  void aFailedSyncStopsTheEngine() {
    put("a", "1");
    disk.failSyncs();
    Commit lost = putVisibly("a", "2");
    await().until(() -> lost.durable().isCompletedExceptionally());
    await().until(() -> store.status() instanceof StoreStatus.Stopped);
    assertThat(heard).hasSize(1);
    for (int i = 0; i < 2; i++) {
      assertThat(catchThrowableOfType(OltpException.class, () -> putVisibly("b", "1")).reason())
          .isInstanceOf(Reason.EngineStopped.class);
    }
    assertThat(catchThrowableOfType(OltpException.class, store::snapshot).reason())
        .isInstanceOf(Reason.EngineStopped.class);
    assertThat(afterKill().get("a")).isIn("1", "2");
  }

  @Test
  void aFullDiskMakesTheStoreReadOnlyUntilSpaceReturns() {
    put("a", "0");
    disk.capacity(disk.used());
    int accepted = 0;
    OltpException refused = null;
    while (refused == null) {
      try {
        put("a", "" + (accepted + 1));
        accepted++;
      } catch (OltpException e) {
        refused = e;
      }
    }
    assertThat(refused.reason()).isInstanceOf(Reason.DiskFull.class);
    assertThat(store.status()).isInstanceOf(StoreStatus.ReadOnly.class);
    assertThat(Rows.all(store)).as("reading goes on").isEqualTo(Map.of("a", "" + accepted));
    assertThat(store.locks().size()).as("the refused commit rolled back").isZero();
    disk.capacity(Long.MAX_VALUE);
    put("b", "1");
    assertThat(store.status()).isInstanceOf(StoreStatus.Running.class);
    assertThat(heard).hasSize(2);
    assertThat(afterKill()).isEqualTo(Map.of("a", "" + accepted, "b", "1"));
  }

  @Test
  void aCommitIsVisibleBeforeItIsDurableButItsReaderCanWait() {
    put("a", "1");
    disk.holdSyncs(true);
    Commit commit = putVisibly("a", "2");
    try (Snapshot snapshot = store.snapshot()) {
      assertThat(Rows.all(snapshot)).containsEntry("a", "2");
      assertThat(snapshot.observedLsn()).isEqualTo(commit.lsn());
      assertThat(store.durableLsn()).isLessThan(commit.lsn());
      assertThat(commit.durable()).isNotDone();
      disk.holdSyncs(false);
      store.awaitDurable(snapshot.observedLsn());
      assertThat(store.durableLsn()).isEqualTo(commit.lsn());
    }
  }

  @Test
  void aReaderOfOldRowsNeedNotWaitForNewCommits() {
    put("a", "1");
    long old = store.visibleLsn();
    disk.holdSyncs(true);
    putVisibly("b", "1");
    try (Snapshot snapshot = store.snapshot()) {
      assertThat(snapshot.get(TABLE, bytes("a"))).isNotNull();
      assertThat(snapshot.observedLsn()).isEqualTo(old);
      store.awaitDurable(snapshot.observedLsn());
    }
  }

  @Test
  void commitsThatArriveDuringASyncShareTheNext() {
    put("a", "1");
    disk.holdSyncs(true);
    long before = disk.syncs();
    List<Commit> commits = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      commits.add(putVisibly("k" + i, "v"));
    }
    disk.holdSyncs(false);
    commits.forEach(commit -> commit.durable().join());
    assertThat(disk.syncs() - before).isLessThanOrEqualTo(3);
  }

  @Test
  void theStateIsNeverFlushedAheadOfTheLog() {
    AtomicBoolean flushed = new AtomicBoolean();
    put("a", "1");
    disk.holdSyncs(true);
    putVisibly("a", "2");
    Thread checkpoint =
        new Thread(
            () -> {
              store.checkpoint();
              flushed.set(true);
            });
    checkpoint.start();
    await().until(() -> checkpoint.getState() == Thread.State.WAITING);
    assertThat(flushed).isFalse();
    assertThat(view.afterCrash().openedMeta().appliedLsn()).isZero();
    disk.holdSyncs(false);
    await().untilTrue(flushed);
    assertThat(view.afterCrash().openedMeta().appliedLsn()).isEqualTo(2);
  }

  @Test
  void aFailingParticipantStopsTheEngine() {
    try (Transaction transaction = store.begin(IsolationLevel.READ_COMMITTED)) {
      transaction.put(TABLE, bytes("a"), bytes("1"));
      transaction.enlist(
          new CommitParticipant() {
            @Override
            public void commit(long lsn) {
              throw new IllegalStateException("broken");
            }

            @Override
            public void rollback() {}
          });
      assertThat(catchThrowableOfType(OltpException.class, transaction::commit).reason())
          .isInstanceOf(Reason.EngineStopped.class);
    }
    assertThat(store.status()).isInstanceOf(StoreStatus.Stopped.class);
  }

  @Test
  void aClosedStoreRefusesEverything() {
    Transaction open = store.begin(IsolationLevel.READ_COMMITTED);
    open.put(TABLE, bytes("a"), bytes("1"));
    store.close();
    assertThat(catchThrowableOfType(OltpException.class, open::commit).reason())
        .isEqualTo(new Reason.StoreClosed());
    assertThat(
            catchThrowableOfType(
                    OltpException.class, () -> store.begin(IsolationLevel.READ_COMMITTED))
                .reason())
        .isEqualTo(new Reason.StoreClosed());
    open.close();
    store.close();
  }
}
