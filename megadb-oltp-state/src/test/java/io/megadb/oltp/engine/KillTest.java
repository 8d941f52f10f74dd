package io.megadb.oltp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.megadb.oltp.Cursor;
import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.OltpStore;
import io.megadb.oltp.Reason;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import io.megadb.proof.Proof;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real process (SIGKILL) under load and opens its directory. Each of its threads writes the
 * numbers 1, 2, 3 … as rows of its own, two rows per transaction, and says so after each commit.
 */
class KillTest {
  private static final int THREADS = 4;

  @RegisterExtension final Proof proof = Proof.of("log", "kills", 5);

  @TempDir private Path directory;

  private static OltpOptions options() {
    return OltpOptions.builder().flushBytes(256 << 10).segmentBytes(256 << 10).build();
  }

  /** The process that is killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws InterruptedException {
      OltpStore store = OltpStore.open(Path.of(arguments[0]), options());
      Thread[] writers = new Thread[THREADS];
      for (int i = 0; i < THREADS; i++) {
        int table = Rows.TABLE + i;
        writers[i] = new Thread(() -> write(store, table, System.out));
        writers[i].start();
      }
      for (Thread writer : writers) {
        writer.join();
      }
    }

    private static void write(OltpStore store, int table, PrintStream out) {
      for (long number = store.rowCount(table) / 2 + 1; ; number++) {
        try (Transaction transaction = store.begin(IsolationLevel.READ_COMMITTED)) {
          transaction.insert(table, Rows.bytes(2 * number), Rows.bytes(number));
          transaction.insert(table, Rows.bytes(2 * number + 1), Rows.bytes(number));
          transaction.commit();
        }
        out.println(table + " " + number);
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
  void nothingAcknowledgedIsLostAndNothingIsHalfThere() throws Exception {
    long[] acknowledged = new long[THREADS];
    Random random = proof.random();
    while (proof.goesOn()) {
      Process victim = start();
      try (BufferedReader said = victim.inputReader(StandardCharsets.US_ASCII)) {
        int target = 200 + random.nextInt(1_500);
        for (int lines = 0; lines < target; lines++) {
          note(said.readLine(), acknowledged);
        }
        OltpException refused =
            catchThrowableOfType(
                OltpException.class, () -> OltpStore.open(directory, options()).close());
        assertThat(refused.reason()).isEqualTo(new Reason.DirectoryInUse(directory, victim.pid()));
        victim.toHandle().destroyForcibly(); // leaves its output open to be read
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          note(line, acknowledged);
        }
      }
      assertThat(victim.waitFor(20, TimeUnit.SECONDS)).isTrue();
      check(acknowledged);
      proof.did(1);
    }
  }

  private static void note(String line, long[] acknowledged) {
    // The last line may be cut short by the kill.
    if (line.matches("\\d{5} \\d+")) {
      int thread = Integer.parseInt(line.substring(0, 5)) - Rows.TABLE;
      long number = Long.parseLong(line.substring(6));
      acknowledged[thread] = Math.max(acknowledged[thread], number);
    }
  }

  private void check(long[] acknowledged) {
    try (OltpStore store = OltpStore.open(directory, options());
        Snapshot snapshot = store.snapshot()) {
      for (int i = 0; i < THREADS; i++) {
        long last = checkRows(snapshot, Rows.TABLE + i);
        assertThat(last).isBetween(acknowledged[i], acknowledged[i] + 1);
        assertThat(store.rowCount(Rows.TABLE + i)).isEqualTo(2 * last);
        acknowledged[i] = last;
      }
    }
  }

  /** Both rows of each number from 1 on; answers the last number. */
  private static long checkRows(Snapshot snapshot, int table) {
    byte[][] keys = new byte[100][];
    byte[][] rows = new byte[100][];
    long expected = 2;
    try (Cursor cursor = snapshot.scan(table, null, null)) {
      int count;
      while ((count = cursor.next(keys, rows)) > 0) {
        for (int i = 0; i < count; i++, expected++) {
          assertThat(Rows.number(keys[i])).isEqualTo(expected);
          assertThat(Rows.number(rows[i])).isEqualTo(expected / 2);
        }
      }
    }
    assertThat(expected % 2).as("no half transaction").isZero();
    return expected / 2 - 1;
  }
}
