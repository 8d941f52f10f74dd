package io.megadb.oltp.engine;

import static io.megadb.oltp.engine.Rows.TABLE;
import static io.megadb.oltp.engine.Rows.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import io.megadb.oltp.log.SimulatedDisk;
import io.megadb.oltp.state.TreeMapStateView;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GarbageTest {
  private static final UUID CLUSTER = new UUID(7, 8);

  private final SimulatedDisk disk = new SimulatedDisk();
  private final TreeMapStateView view = new TreeMapStateView();
  private OltpEngine store;

  @BeforeEach
  void open() {
    store = open(disk, view, 1_000);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static OltpEngine open(SimulatedDisk disk, TreeMapStateView view, int queue) {
    return OltpEngine.open(
        disk, view, CLUSTER, OltpOptions.builder().garbageQueueLength(queue).build());
  }

  private static void put(OltpEngine store, String key, String row) {
    try (Transaction transaction = store.begin(IsolationLevel.READ_COMMITTED)) {
      transaction.put(TABLE, bytes(key), bytes(row));
      transaction.commit();
    }
  }

  private static void delete(OltpEngine store, String key) {
    try (Transaction transaction = store.begin(IsolationLevel.READ_COMMITTED)) {
      transaction.delete(TABLE, bytes(key));
      transaction.commit();
    }
  }

  @Test
  void supersededVersionsAreRemoved() {
    for (int i = 0; i < 200; i++) {
      put(store, "k" + i % 5, "v" + i);
    }
    await().until(() -> view.size() == 5);
    assertThat(Rows.all(store)).hasSize(5).containsEntry("k4", "v199");
  }

  @Test
  void deletedKeysLeaveNothingBehind() {
    for (int i = 0; i < 20; i++) {
      put(store, "k" + i, "v");
      put(store, "k" + i, "w");
      delete(store, "k" + i);
    }
    await().until(() -> view.size() == 0);
    assertThat(Rows.all(store)).isEmpty();
  }

  @Test
  void aSnapshotKeepsWhatItSees() {
    put(store, "a", "1");
    put(store, "b", "1");
    try (Snapshot old = store.snapshot()) {
      for (int i = 0; i < 50; i++) {
        put(store, "a", "2");
      }
      delete(store, "b");
      put(store, "late", "1");
      await().until(() -> store.pendingGarbage() > 0);
      assertThat(Rows.all(old)).isEqualTo(Map.of("a", "1", "b", "1"));
    }
    await().until(() -> view.size() == 2);
    assertThat(Rows.all(store)).isEqualTo(Map.of("a", "2", "late", "1"));
  }

  @Test
  void truncatedRowsAreRemoved() {
    for (int i = 0; i < 50; i++) {
      put(store, "k" + i, "v");
    }
    try (Transaction transaction = store.begin(IsolationLevel.READ_COMMITTED)) {
      transaction.truncate(TABLE);
      transaction.put(TABLE, bytes("k7"), bytes("after"));
      transaction.commit();
    }
    await().until(() -> view.size() == 1);
    assertThat(Rows.all(store)).isEqualTo(Map.of("k7", "after"));
  }

  @Test
  void aFullQueueIsMadeUpForByASweep() {
    SimulatedDisk other = new SimulatedDisk();
    TreeMapStateView versions = new TreeMapStateView();
    try (OltpEngine small = open(other, versions, 3)) {
      try (Snapshot old = small.snapshot()) {
        for (int i = 0; i < 100; i++) {
          put(small, "k" + i % 5, "v" + i);
        }
        delete(small, "k0");
        assertThat(Rows.all(old)).isEmpty();
        assertThat(versions.size()).isGreaterThan(90);
      }
      await().until(() -> versions.size() == 4);
      assertThat(Rows.all(small)).hasSize(4);
    }
  }

  @Test
  void garbageOfACrashedRunIsSwept() {
    try (Snapshot old = store.snapshot()) {
      for (int i = 0; i < 100; i++) {
        put(store, "k" + i % 5, "v" + i);
      }
      store.checkpoint();
      assertThat(Rows.all(old)).isEmpty();
    }
    TreeMapStateView left = view.afterCrash();
    assertThat(left.size()).isEqualTo(100);
    try (OltpEngine next = open(disk.afterKill(), left, 1_000)) {
      await().until(() -> left.size() == 5);
      assertThat(Rows.all(next)).hasSize(5);
    }
  }
}
