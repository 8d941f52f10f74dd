package io.megadb.oltp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.OltpStore;
import io.megadb.oltp.Transaction;
import io.megadb.oltp.log.SimulatedDisk;
import io.megadb.oltp.state.TreeMapStateView;
import io.megadb.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Power is lost after every step that the disk makes under a small workload, with segments that
 * roll and a state that flushes; what comes back is all that was acknowledged, and a prefix of what
 * was asked.
 */
class CrashTest {
  private static final UUID CLUSTER = new UUID(5, 6);
  private static final int COMMITS = 40;

  @RegisterExtension final Proof proof = Proof.of("power", "seeds", 4);

  /** What a run was told, and what it left behind. */
  private record Run(int acknowledged, SimulatedDisk disk, TreeMapStateView view) {}

  private static OltpOptions options() {
    return OltpOptions.builder()
        .segmentBytes(4096)
        .logReserveBytes(4096)
        .flushBytes(4096)
        .sequenceCache(1)
        .build();
  }

  /**
   * State after the first {@code commits} transactions: puts, overwrites, deletions, truncation.
   */
  private static List<Map<String, String>> states() {
    List<Map<String, String>> states = new ArrayList<>();
    Map<String, String> rows = new TreeMap<>();
    states.add(Map.of());
    for (int i = 0; i < COMMITS; i++) {
      if (i == 25) {
        rows.clear();
      }
      rows.put("k" + i % 9, "v" + i);
      rows.put("big", "x".repeat(100) + i);
      rows.remove("k" + (i + 4) % 9);
      states.add(new TreeMap<>(rows));
    }
    return states;
  }

  private static void commit(OltpStore store, int i) {
    try (Transaction transaction = store.begin(IsolationLevel.READ_COMMITTED)) {
      if (i == 25) {
        transaction.truncate(Rows.TABLE);
      }
      transaction.put(Rows.TABLE, Rows.bytes("k" + i % 9), Rows.bytes("v" + i));
      transaction.put(Rows.TABLE, Rows.bytes("big"), Rows.bytes("x".repeat(100) + i));
      transaction.delete(Rows.TABLE, Rows.bytes("k" + (i + 4) % 9));
      transaction.commit();
    }
  }

  private static Run runUntilPowerLoss(SimulatedDisk disk, TreeMapStateView view, int from) {
    int acknowledged = from;
    try (OltpEngine store = OltpEngine.open(disk, view, CLUSTER, options())) {
      while (acknowledged < COMMITS) {
        commit(store, acknowledged);
        acknowledged++;
      }
    } catch (OltpException e) {
      // The power went; what had been acknowledged until then is what counts.
    }
    return new Run(acknowledged, disk, view);
  }

  private static int recoveredCommits(SimulatedDisk disk, TreeMapStateView view) {
    try (OltpEngine store = OltpEngine.open(disk, view, CLUSTER, options())) {
      Map<String, String> rows = Rows.all(store);
      assertThat(store.rowCount(Rows.TABLE)).isEqualTo(rows.size());
      int lsn = (int) store.visibleLsn();
      assertThat(rows).isEqualTo(states().get(lsn));
      return lsn;
    }
  }

  @Test
  void powerLossAfterAnyStepLosesNothingAcknowledged() {
    SimulatedDisk whole = new SimulatedDisk();
    runUntilPowerLoss(whole, new TreeMapStateView(), 0);
    long steps = whole.steps();
    assertThat(steps).isGreaterThan(100);
    Random random = proof.random();
    while (proof.goesOn()) {
      for (long step = 0; step < steps; step++) {
        SimulatedDisk disk = new SimulatedDisk();
        disk.losePowerAfter(step);
        Run run = runUntilPowerLoss(disk, new TreeMapStateView(), 0);
        SimulatedDisk left = disk.afterPowerLoss(random);
        int recovered = recoveredCommits(left, run.view().afterCrash());
        assertThat(recovered)
            .as("power lost after step %d", step)
            .isBetween(run.acknowledged(), run.acknowledged() + 1);
      }
      proof.did(1);
    }
  }

  @Test
  void powerLossDuringRecoveryIsRecoveredFromToo() {
    SimulatedDisk whole = new SimulatedDisk();
    runUntilPowerLoss(whole, new TreeMapStateView(), 0);
    Random random = new Random(17);
    for (int round = 0; round < 60; round++) {
      SimulatedDisk disk = new SimulatedDisk();
      TreeMapStateView view = new TreeMapStateView();
      int acknowledged = 0;
      for (int crash = 0; crash < 6 && acknowledged < COMMITS; crash++) {
        disk.losePowerAfter(random.nextInt(60));
        acknowledged = runUntilPowerLoss(disk, view, acknowledged).acknowledged();
        disk = disk.afterPowerLoss(random);
        view = view.afterCrash();
        int recovered = recoveredCommits(disk, view);
        assertThat(recovered).isBetween(acknowledged, acknowledged + 1);
        acknowledged = recovered;
        disk = disk.afterKill();
        view = view.afterCrash();
      }
    }
  }

  @Test
  void aKilledProcessLosesNothingThatWasWritten() {
    SimulatedDisk disk = new SimulatedDisk();
    TreeMapStateView view = new TreeMapStateView();
    try (OltpEngine store = OltpEngine.open(disk, view, CLUSTER, options())) {
      for (int i = 0; i < COMMITS; i++) {
        commit(store, i);
      }
      assertThat(recoveredCommits(disk.afterKill(), view.afterCrash())).isEqualTo(COMMITS);
    }
  }

  @Test
  void theStateCanBeRebuiltFromTheLogAlone() {
    SimulatedDisk disk = new SimulatedDisk();
    OltpOptions keepAll = OltpOptions.builder().segmentBytes(4096).build();
    try (OltpEngine store = OltpEngine.open(disk, new TreeMapStateView(), CLUSTER, keepAll)) {
      for (int i = 0; i < COMMITS; i++) {
        commit(store, i);
      }
      assertThat(recoveredCommits(disk.afterKill(), new TreeMapStateView())).isEqualTo(COMMITS);
    }
  }

  @Test
  void replayIsBoundedByTheFlushes() {
    SimulatedDisk disk = new SimulatedDisk();
    try (OltpEngine store = OltpEngine.open(disk, new TreeMapStateView(), CLUSTER, options())) {
      for (int i = 0; i < 1_000; i++) {
        commit(store, i);
      }
      store.checkpoint();
      assertThat(disk.used()).isLessThan(5 * 4096);
    }
  }
}
