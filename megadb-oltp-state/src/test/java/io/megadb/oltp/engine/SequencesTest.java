package io.megadb.oltp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.log.SimulatedDisk;
import io.megadb.oltp.state.TreeMapStateView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SequencesTest extends EngineTestBase {

  @Test
  void valuesCountFromOneAndRangesFollowEachOther() {
    assertThat(store.sequences().nextValues(9, 1)).isEqualTo(1);
    assertThat(store.sequences().nextValues(9, 10)).isEqualTo(2);
    assertThat(store.sequences().peek(9)).isEqualTo(12);
    assertThat(store.sequences().nextValues(9, 1_000)).isEqualTo(12);
    assertThat(store.sequences().nextValues(9, 1)).isEqualTo(1_012);
    assertThat(store.sequences().nextValues(10, 1)).isEqualTo(1);
  }

  @Test
  void anOrderlyCloseLeavesNoGap() {
    store.sequences().nextValues(9, 5);
    reopen();
    assertThat(store.sequences().nextValues(9, 1)).isEqualTo(6);
  }

  @Test
  void aCrashLeavesAGapButRepeatsNothing() {
    SimulatedDisk disk = new SimulatedDisk();
    UUID cluster = new UUID(1, 1);
    OltpOptions options = OltpOptions.defaults();
    try (OltpEngine first = OltpEngine.open(disk, new TreeMapStateView(), cluster, options)) {
      long last = first.sequences().nextValues(9, 5) + 4;
      try (OltpEngine second =
          OltpEngine.open(disk.afterKill(), new TreeMapStateView(), cluster, options)) {
        assertThat(second.sequences().nextValues(9, 1)).isGreaterThan(last);
      }
    }
  }

  @Test
  void aRestartIsDurable() {
    store.sequences().nextValues(9, 5);
    store.sequences().restart(9, 100);
    assertThat(store.sequences().nextValues(9, 1)).isEqualTo(100);
    store.sequences().restart(9, 3);
    reopen();
    assertThat(store.sequences().nextValues(9, 1)).isEqualTo(3);
  }

  @Test
  void noValueIsHandedOutTwiceToConcurrentCallers() {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int caller = 0; caller < 4; caller++) {
      callers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 500; i++) {
                  assertThat(seen.add(store.sequences().nextValues(9, 1))).isTrue();
                }
              },
              threads));
    }
    callers.forEach(CompletableFuture::join);
    assertThat(seen).hasSize(2_000);
  }
}
