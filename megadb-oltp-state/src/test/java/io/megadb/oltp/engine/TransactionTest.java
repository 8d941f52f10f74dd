package io.megadb.oltp.engine;

import static io.megadb.oltp.engine.Rows.TABLE;
import static io.megadb.oltp.engine.Rows.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.megadb.oltp.CommitParticipant;
import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.Reason;
import io.megadb.oltp.Savepoint;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TransactionTest extends EngineTestBase {
  private static final long LIMIT = 64L << 20;

  @Override
  OltpOptions.Builder options() {
    return OltpOptions.builder().maxTransactionBytes(LIMIT).maxRowBytes(1 << 20);
  }

  private Transaction begin() {
    return begin(IsolationLevel.READ_COMMITTED);
  }

  private static void put(Transaction transaction, String key, String row) {
    transaction.put(TABLE, bytes(key), bytes(row));
  }

  private static Reason reason(ThrowingCallable failing) {
    return catchThrowableOfType(OltpException.class, failing).reason();
  }

  @Test
  void rollbackToASavepointTakesBackWritesAndLocksSinceThen() {
    put("a", "0");
    try (Transaction transaction = begin()) {
      put(transaction, "a", "1");
      Savepoint savepoint = transaction.savepoint();
      put(transaction, "a", "2");
      put(transaction, "b", "2");
      transaction.rollbackTo(savepoint);
      assertThat(Rows.all(transaction)).containsOnly(Map.entry("a", "1"));
      try (Transaction other = begin()) {
        assertThat(other.lock(TABLE, bytes("b"), LockMode.EXCLUSIVE, LockWait.SKIP)).isNotNull();
        assertThat(other.lock(TABLE, bytes("a"), LockMode.EXCLUSIVE, LockWait.SKIP)).isNull();
      }
      put(transaction, "c", "3");
      transaction.rollbackTo(savepoint);
      put(transaction, "d", "4");
      transaction.commit();
    }
    assertThat(Rows.all(store)).containsOnly(Map.entry("a", "1"), Map.entry("d", "4"));
    assertThat(store.rowCount(TABLE)).isEqualTo(2);
  }

  @Test
  void anInnerSavepointEndsWithItsOuter() {
    try (Transaction transaction = begin()) {
      Savepoint outer = transaction.savepoint();
      put(transaction, "a", "1");
      Savepoint inner = transaction.savepoint();
      transaction.rollbackTo(outer);
      assertThatThrownBy(() -> transaction.rollbackTo(inner))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void savepointsAndStatementsEqualAModelOverRandomWrites() {
    Random random = new Random(3);
    for (int round = 0; round < 60; round++) {
      Map<String, String> committed = Rows.all(store);
      try (Transaction transaction = begin()) {
        Map<String, String> model = new TreeMap<>(committed);
        List<Map.Entry<Savepoint, Map<String, String>>> savepoints = new ArrayList<>();
        List<Map.Entry<Snapshot, Map<String, String>>> statements = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          String key = "k" + random.nextInt(12);
          switch (random.nextInt(10)) {
            case 0 -> savepoints.add(Map.entry(transaction.savepoint(), new TreeMap<>(model)));
            case 1 -> {
              if (!savepoints.isEmpty()) {
                int at = random.nextInt(savepoints.size());
                transaction.rollbackTo(savepoints.get(at).getKey());
                model = new TreeMap<>(savepoints.get(at).getValue());
                savepoints.subList(at + 1, savepoints.size()).clear();
                statements.clear(); // views of what was taken back are void
              }
            }
            case 2 -> statements.add(Map.entry(transaction.statement(), new TreeMap<>(model)));
            case 3 -> {
              if (random.nextInt(6) == 0) {
                transaction.truncate(TABLE);
                model.clear();
              }
            }
            case 4, 5 -> {
              assertThat(transaction.delete(TABLE, bytes(key)))
                  .isEqualTo(model.remove(key) != null);
            }
            case 6 -> {
              boolean absent = !model.containsKey(key);
              assertThat(transaction.insert(TABLE, bytes(key), bytes("i" + i))).isEqualTo(absent);
              model.putIfAbsent(key, "i" + i);
            }
            default -> {
              put(transaction, key, "p" + i);
              model.put(key, "p" + i);
            }
          }
          for (Map.Entry<Snapshot, Map<String, String>> statement : statements) {
            assertThat(Rows.all(statement.getKey())).isEqualTo(statement.getValue());
          }
        }
        assertThat(Rows.all(transaction)).isEqualTo(model);
        if (random.nextInt(3) > 0) {
          transaction.commit();
          committed = model;
        }
      }
      assertThat(Rows.all(store)).isEqualTo(committed);
      assertThat(store.rowCount(TABLE)).isEqualTo(committed.size());
    }
  }

  @Test
  void scansMergeOwnWritesInKeyOrderAndRange() {
    for (String key : List.of("b", "d", "f")) {
      put(key, "committed");
    }
    try (Transaction transaction = begin()) {
      put(transaction, "a", "own");
      put(transaction, "d", "own");
      put(transaction, "e", "own");
      transaction.delete(TABLE, bytes("f"));
      put(transaction, "g", "own");
      assertThat(Rows.all(transaction.scan(TABLE, bytes("b"), bytes("g"))))
          .isEqualTo(Map.of("b", "committed", "d", "own", "e", "own"));
      assertThat(Rows.all(transaction.scan(TABLE, bytes("x"), bytes("b")))).isEmpty();
    }
  }

  @Test
  void truncateEmptiesTheTableForNewViewsOnly() {
    put("a", "1");
    put("b", "1");
    try (Snapshot before = store.snapshot();
        Transaction transaction = begin()) {
      transaction.truncate(TABLE);
      assertThat(Rows.all(transaction)).isEmpty();
      put(transaction, "c", "2");
      transaction.commit();
      assertThat(Rows.all(store)).isEqualTo(Map.of("c", "2"));
      assertThat(Rows.all(before)).isEqualTo(Map.of("a", "1", "b", "1"));
    }
    assertThat(store.rowCount(TABLE)).isEqualTo(1);
    reopen();
    assertThat(Rows.all(store)).isEqualTo(Map.of("c", "2"));
    assertThat(store.rowCount(TABLE)).isEqualTo(1);
    put("a", "3");
    assertThat(Rows.all(store)).isEqualTo(Map.of("a", "3", "c", "2"));
  }

  @Test
  void aTransactionWithoutChangesWritesNoLog() {
    put("a", "1");
    long lsn = store.visibleLsn();
    try (Transaction transaction = begin()) {
      transaction.get(TABLE, bytes("a"));
      transaction.lock(TABLE, bytes("a"), LockMode.SHARED, LockWait.WAIT);
      assertThat(transaction.commit()).isEqualTo(lsn);
    }
    try (Transaction transaction = begin()) {
      transaction.insert(TABLE, bytes("b"), bytes("1"));
      transaction.delete(TABLE, bytes("b"));
      transaction.commit();
    }
    assertThat(store.visibleLsn()).isEqualTo(lsn);
  }

  @Test
  void anEndedTransactionRefusesEverythingButClose() {
    Transaction transaction = begin();
    transaction.commit();
    assertThat(reason(() -> put(transaction, "a", "1")))
        .isEqualTo(new Reason.TransactionEnded(transaction.id()));
    assertThat(reason(transaction::commit)).isInstanceOf(Reason.TransactionEnded.class);
    transaction.close();
  }

  @Test
  void aTransactionBeyondItsMemoryIsRefusedAndCanStillRollBack() {
    put("a", "1");
    byte[] megabyte = new byte[1 << 20];
    try (Transaction transaction = begin()) {
      assertThat(
              reason(
                  () -> {
                    for (long i = 0; ; i++) {
                      transaction.insertFresh(TABLE, bytes(i), megabyte);
                    }
                  }))
          .isInstanceOf(Reason.TransactionTooLarge.class);
      assertThat(transaction.sizeBytes()).isLessThanOrEqualTo(LIMIT);
      transaction.rollback();
    }
    assertThat(
            reason(
                () -> {
                  try (Transaction transaction = begin()) {
                    transaction.put(TABLE, bytes("a"), new byte[(1 << 20) + 1]);
                  }
                }))
        .isEqualTo(new Reason.RowTooLarge((1 << 20) + 1, 1 << 20));
    assertThat(Rows.all(store)).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void aLargeTransactionIsCommittedWholeAndSurvivesReopening() {
    int rows = 100_000;
    try (Transaction transaction = begin()) {
      for (long i = 0; i < rows; i++) {
        transaction.insertFresh(TABLE, bytes(i), bytes(i));
      }
      transaction.commit();
    }
    for (int opening = 0; opening < 2; opening++) {
      assertThat(store.rowCount(TABLE)).isEqualTo(rows);
      try (Snapshot snapshot = store.snapshot()) {
        assertThat(snapshot.get(TABLE, bytes(rows - 1L))).isEqualTo(bytes(rows - 1L));
      }
      assertThat(store.splitPoints(TABLE, 4)).hasSize(3);
      reopen();
    }
  }

  /** Records what it was told. */
  private final class Witness implements CommitParticipant {
    private final List<String> told;

    Witness(List<String> told) {
      this.told = told;
    }

    @Override
    public void commit(long lsn) {
      told.add("commit " + lsn + ", visible " + store.visibleLsn());
    }

    @Override
    public void rollback() {
      told.add("rollback");
    }
  }

  @Test
  void participantsCommitBeforeTheLsnIsVisible() {
    List<String> told = new ArrayList<>();
    try (Transaction transaction = begin()) {
      put(transaction, "a", "1");
      transaction.enlist(new Witness(told));
      transaction.commit();
    }
    try (Transaction transaction = begin()) {
      transaction.enlist(new Witness(told));
      assertThat(transaction.commit()).isEqualTo(2);
    }
    assertThat(told).containsExactly("commit 1, visible 0", "commit 2, visible 1");
    put("b", "1");
    assertThat(store.durableLsn()).isEqualTo(3);
  }

  @Test
  void participantsRollBackWithTheirPartOfTheTransaction() {
    List<String> told = new ArrayList<>();
    List<String> inner = new ArrayList<>();
    try (Transaction transaction = begin()) {
      transaction.enlist(new Witness(told));
      Savepoint savepoint = transaction.savepoint();
      transaction.enlist(new Witness(inner));
      transaction.rollbackTo(savepoint);
      assertThat(inner).containsExactly("rollback");
      assertThat(told).isEmpty();
    }
    assertThat(told).containsExactly("rollback");
  }

  @Test
  void transactionNumbersGoOnAfterReopening() {
    put("a", "1");
    long before;
    try (Transaction transaction = begin()) {
      put(transaction, "b", "1");
      transaction.commit();
      before = transaction.id();
    }
    reopen();
    try (Transaction transaction = begin()) {
      assertThat(transaction.id()).isGreaterThan(before);
    }
  }

  @Test
  void callersMayReuseTheirArrays() {
    byte[] key = bytes("a");
    byte[] row = bytes("1");
    try (Transaction transaction = begin()) {
      transaction.put(TABLE, key, row);
      key[0] = 'z';
      row[0] = 'z';
      assertThat(Rows.all(transaction)).isEqualTo(Map.of("a", "1"));
      transaction.get(TABLE, bytes("a"))[0] = 'z';
      transaction.commit();
    }
    assertThat(Rows.all(store)).isEqualTo(Map.of("a", "1"));
  }
}
