package io.megadb.oltp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.oltp.Cursor;
import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.OltpStore;
import io.megadb.oltp.RowBlock;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import io.megadb.oltp.log.SimulatedDisk;
import io.megadb.oltp.state.TreeMapStateView;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bulk loads whose records take several frames of the log, cut short by power loss at every step of
 * the disk and by killed processes: each is there as a whole or not at all.
 */
class BulkCrashTest {
  private static final UUID CLUSTER = new UUID(7, 8);
  private static final int LOADS = 2;
  private static final int LOAD_ROWS = 900;
  private static final int ROW_BYTES = 1_500;
  private static final int KILLS = 2;
  private static final int VICTIM_ROWS = 5_000;

  @TempDir private Path directory;

  private static OltpOptions options() {
    return OltpOptions.builder()
        .segmentBytes(1 << 20)
        .logReserveBytes(4096)
        .flushBytes(256 << 10)
        .build();
  }

  private static void load(OltpStore store, int load, int rows, int rowBytes) {
    RowBlock block = new RowBlock(rows, rows * (rowBytes + 8));
    for (int i = 0; i < rows; i++) {
      byte[] row = new byte[rowBytes];
      row[0] = (byte) load;
      block.add(Rows.bytes((long) load * rows + i), row);
    }
    try (Transaction transaction = store.begin(IsolationLevel.READ_COMMITTED)) {
      assertThat(transaction.insertAll(Rows.TABLE, block)).isEqualTo(-1);
      transaction.commit();
    }
  }

  private static int loadUntilPowerLoss(SimulatedDisk disk, TreeMapStateView view) {
    int acknowledged = 0;
    try (OltpEngine store = OltpEngine.open(disk, view, CLUSTER, options())) {
      for (; acknowledged < LOADS; acknowledged++) {
        load(store, acknowledged, LOAD_ROWS, ROW_BYTES);
      }
    } catch (OltpException e) {
      // The power went; what had been acknowledged until then is what counts.
    }
    return acknowledged;
  }

  /** Answers how many loads are there; none may be there in part. */
  private static int wholeLoads(OltpStore store, int rows) {
    byte[][] keys = new byte[1_000][];
    long next = 0;
    try (Snapshot snapshot = store.snapshot();
        Cursor cursor = snapshot.scan(Rows.TABLE, null, null)) {
      int count;
      while ((count = cursor.next(keys, null)) > 0) {
        for (int i = 0; i < count; i++, next++) {
          if (Rows.number(keys[i]) != next) {
            throw new AssertionError("row " + Rows.number(keys[i]) + " where " + next + " belongs");
          }
        }
      }
    }
    assertThat(next % rows).as("no load in part").isZero();
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(next);
    return (int) (next / rows);
  }

  @Test
  void powerLossInTheMiddleOfABulkLoadLeavesNothingOfIt() {
    SimulatedDisk whole = new SimulatedDisk();
    assertThat(loadUntilPowerLoss(whole, new TreeMapStateView())).isEqualTo(LOADS);
    long steps = whole.steps();
    assertThat(steps).isGreaterThan(20);
    for (long step = 0; step < steps; step++) {
      SimulatedDisk disk = new SimulatedDisk();
      disk.losePowerAfter(step);
      TreeMapStateView view = new TreeMapStateView();
      int acknowledged = loadUntilPowerLoss(disk, view);
      SimulatedDisk left = disk.afterPowerLoss(new Random(step));
      try (OltpEngine store = OltpEngine.open(left, view.afterCrash(), CLUSTER, options())) {
        assertThat(wholeLoads(store, LOAD_ROWS))
            .as("power lost after step %d of %d", step, steps)
            .isBetween(acknowledged, acknowledged + 1);
      }
    }
  }

  /** The process that is killed: loads forever and says so after each commit. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) {
      OltpStore store = OltpStore.open(Path.of(arguments[0]), options());
      for (int load = (int) (store.rowCount(Rows.TABLE) / VICTIM_ROWS); ; load++) {
        load(store, load, VICTIM_ROWS, 50);
        System.out.println("loaded " + load);
      }
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void aProcessKilledDuringBulkLoadsLosesNoneThatItAcknowledged() throws Exception {
    Random random = new Random(29);
    int acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process victim = start();
      try (BufferedReader said = victim.inputReader(StandardCharsets.US_ASCII)) {
        for (int loads = 1 + random.nextInt(4); loads > 0; loads--) {
          said.readLine();
          acknowledged++;
        }
        victim.toHandle().destroyForcibly();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          acknowledged += line.matches("loaded \\d+") ? 1 : 0;
        }
      }
      assertThat(victim.waitFor(20, TimeUnit.SECONDS)).isTrue();
      try (OltpStore store = OltpStore.open(directory, options())) {
        int found = wholeLoads(store, VICTIM_ROWS);
        assertThat(found).isBetween(acknowledged, acknowledged + 1);
        acknowledged = found;
      }
    }
  }
}
