package io.megadb.oltp.engine;

import static io.megadb.oltp.engine.Rows.TABLE;
import static io.megadb.oltp.engine.Rows.bytes;
import static io.megadb.oltp.engine.Rows.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.oltp.Cursor;
import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import io.megadb.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Money moves between accounts in both isolation levels, while readers add it all up. */
class BankTest extends EngineTestBase {
  private static final int ACCOUNTS = 20;
  private static final long START = 1_000;
  private static final int CLIENTS = 4;

  @RegisterExtension final Proof proof = Proof.of("transactions", "transfers", 6_000);

  @Override
  OltpOptions.Builder options() {
    return OltpOptions.builder().flushBytes(64 << 10).segmentBytes(64 << 10);
  }

  private boolean transfer(IsolationLevel level, Random random) {
    byte[] from = bytes((long) random.nextInt(ACCOUNTS));
    byte[] to = bytes((long) random.nextInt(ACCOUNTS));
    try (Transaction transaction = begin(level)) {
      move(transaction, from, -1);
      move(transaction, to, 1);
      transaction.commit();
      return true;
    } catch (OltpException e) {
      return false; // a deadlock's victim or a serialization failure: rolled back
    }
  }

  private static void move(Transaction transaction, byte[] account, long amount) {
    byte[] row = transaction.lock(TABLE, account, LockMode.EXCLUSIVE, LockWait.WAIT).row();
    transaction.put(TABLE, account, bytes(number(row) + amount));
  }

  private long total() {
    byte[][] keys = new byte[8][];
    byte[][] rows = new byte[8][];
    long sum = 0;
    try (Snapshot snapshot = store.snapshot();
        Cursor cursor = snapshot.scan(TABLE, null, null)) {
      int count;
      while ((count = cursor.next(keys, rows)) > 0) {
        for (int i = 0; i < count; i++) {
          sum += number(rows[i]);
        }
      }
    }
    return sum;
  }

  @Test
  void noMoneyIsLostOrMade() {
    try (Transaction transaction = begin(IsolationLevel.READ_COMMITTED)) {
      for (long account = 0; account < ACCOUNTS; account++) {
        transaction.put(TABLE, bytes(account), bytes(START));
      }
      transaction.commit();
    }
    AtomicInteger committed = new AtomicInteger();
    List<CompletableFuture<Void>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      Random random = new Random(proof.seed() + client);
      IsolationLevel level =
          client % 2 == 0 ? IsolationLevel.READ_COMMITTED : IsolationLevel.REPEATABLE_READ;
      clients.add(
          CompletableFuture.runAsync(
              () -> {
                while (proof.goesOn()) {
                  committed.addAndGet(transfer(level, random) ? 1 : 0);
                  proof.did(1);
                }
              },
              threads));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(clients.toArray(new CompletableFuture<?>[0]));
    while (!all.isDone()) {
      assertThat(total()).isEqualTo(ACCOUNTS * START);
    }
    all.join();
    assertThat(committed.get()).isGreaterThan((int) Math.min(proof.count() / 4, 1_000));
    assertThat(store.locks().size()).isZero();
    reopen();
    assertThat(total()).isEqualTo(ACCOUNTS * START);
    assertThat(store.rowCount(TABLE)).isEqualTo(ACCOUNTS);
  }
}
