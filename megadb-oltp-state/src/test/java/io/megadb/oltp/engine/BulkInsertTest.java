package io.megadb.oltp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.Reason;
import io.megadb.oltp.RowBlock;
import io.megadb.oltp.Savepoint;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Rows inserted by the block: alone, beside single writes, and against other transactions. */
class BulkInsertTest extends EngineTestBase {
  private static final int SHARED_BYTES = 8 << 20;

  @Override
  OltpOptions.Builder options() {
    return super.options()
        .maxTransactionBytes(8 << 20)
        .maxOpenWriteBytes(SHARED_BYTES)
        .flushBytes(1 << 20);
  }

  static String key(int number) {
    return String.format("k%06d", number);
  }

  /** Rows of the numbers from {@code from} on, as many as wanted. */
  private static RowBlock block(int from, int count) {
    RowBlock block = new RowBlock(count, 16 * count);
    for (int i = from; i < from + count; i++) {
      block.add(Rows.bytes(key(i)), Rows.bytes("v" + i));
    }
    return block;
  }

  private Transaction begin() {
    return begin(IsolationLevel.READ_COMMITTED);
  }

  private void commitBlock(int from, int count) {
    try (Transaction transaction = begin()) {
      assertThat(transaction.insertAll(Rows.TABLE, block(from, count))).isEqualTo(-1);
      transaction.commit();
    }
  }

  private static boolean insert(Transaction transaction, int number) {
    return transaction.insert(Rows.TABLE, Rows.bytes(key(number)), Rows.bytes("single"));
  }

  private static String get(Transaction transaction, int number) {
    return Rows.text(transaction.get(Rows.TABLE, Rows.bytes(key(number))));
  }

  @Test
  void aBlockIsSeenByItsTransactionAtOnceAndByOthersAfterCommit() {
    try (Transaction transaction = begin()) {
      transaction.insertAll(Rows.TABLE, block(100, 1_000));
      assertThat(Rows.all(transaction)).hasSize(1_000).containsEntry(key(777), "v777");
      assertThat(get(transaction, 1_099)).isEqualTo("v1099");
      assertThat(get(transaction, 1_100)).isNull();
      assertThat(Rows.all(store)).isEmpty();
      transaction.commit();
    }
    assertThat(Rows.all(store)).hasSize(1_000).containsEntry(key(777), "v777");
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(1_000);
    reopen();
    assertThat(Rows.all(store)).hasSize(1_000).containsEntry(key(100), "v100");
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(1_000);
  }

  @Test
  void aStatementDoesNotSeeBlocksInsertedAfterItsStart() {
    try (Transaction transaction = begin()) {
      transaction.insertAll(Rows.TABLE, block(0, 100));
      try (Snapshot statement = transaction.statement()) {
        transaction.insertAll(Rows.TABLE, block(100, 100));
        assertThat(Rows.all(statement)).hasSize(100);
        assertThat(statement.get(Rows.TABLE, Rows.bytes(key(150)))).isNull();
      }
      assertThat(Rows.all(transaction)).hasSize(200);
    }
  }

  @Test
  void aKeyTwiceInOneBlockIsFoundAndNothingOfTheBlockStays() {
    try (Transaction transaction = begin()) {
      transaction.insertAll(Rows.TABLE, block(0, 100));
      RowBlock twice = block(200, 700);
      twice.add(Rows.bytes(key(333)), Rows.bytes("again"));
      assertThat(transaction.insertAll(Rows.TABLE, twice)).isEqualTo(700);
      assertThat(Rows.all(transaction)).hasSize(100);
      assertThat(insert(transaction, 333)).isTrue();
    }
  }

  @Test
  void theFirstKeyThatExistsIsNamedWhereverItsRowIs() {
    commitBlock(5_000, 50);
    try (Transaction transaction = begin()) {
      insert(transaction, 40);
      transaction.insertAll(Rows.TABLE, block(1_000, 100));
      assertThat(transaction.insertAll(Rows.TABLE, block(0, 64))).isEqualTo(40);
      assertThat(transaction.insertAll(Rows.TABLE, block(950, 64))).isEqualTo(50);
      assertThat(transaction.insertAll(Rows.TABLE, block(4_990, 64))).isEqualTo(10);
      RowBlock committedFirst = block(4_900, 40);
      committedFirst.add(Rows.bytes(key(5_001)), Rows.bytes("committed"));
      committedFirst.add(Rows.bytes(key(1_001)), Rows.bytes("own"));
      assertThat(transaction.insertAll(Rows.TABLE, committedFirst)).isEqualTo(40);
      assertThat(transaction.insertAll(Rows.TABLE, block(2_000, 64))).isEqualTo(-1);
      transaction.commit();
    }
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(50 + 1 + 100 + 64);
    assertThat(Rows.all(store)).hasSize(50 + 1 + 100 + 64);
  }

  @Test
  void deletedRowsMakeRoomForABlock() {
    commitBlock(0, 100);
    try (Transaction transaction = begin()) {
      for (int i = 0; i < 100; i++) {
        transaction.delete(Rows.TABLE, Rows.bytes(key(i)));
      }
      assertThat(transaction.insertAll(Rows.TABLE, block(0, 100))).isEqualTo(-1);
      transaction.commit();
    }
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(100);
    delete(key(50));
    try (Transaction transaction = begin()) {
      RowBlock one = block(1_000, 40);
      one.add(Rows.bytes(key(50)), Rows.bytes("back"));
      assertThat(transaction.insertAll(Rows.TABLE, one)).isEqualTo(-1);
      transaction.commit();
    }
    assertThat(Rows.all(store)).hasSize(140).containsEntry(key(50), "back");
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(140);
  }

  @Test
  void anotherInsertOfAKeyWaitsForTheBulkLoadAndThenFindsTheRow() {
    try (Transaction load = begin()) {
      load.insertAll(Rows.TABLE, block(0, 2_000));
      CompletableFuture<Boolean> other = waiting(() -> insertAlone(1_234));
      CompletableFuture<Boolean> free = CompletableFuture.supplyAsync(() -> insertAlone(2_000));
      assertThat(free.join()).isTrue();
      load.commit();
      assertThat(other.join()).isFalse();
    }
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(2_001);
    assertThat(store.locks().size()).isZero();
  }

  @Test
  void anotherInsertOfAKeySucceedsWhenTheBulkLoadRollsBack() {
    try (Transaction load = begin()) {
      load.insertAll(Rows.TABLE, block(0, 2_000));
      CompletableFuture<Boolean> other = waiting(() -> insertAlone(1_234));
      load.rollback();
      assertThat(other.join()).isTrue();
    }
    assertThat(Rows.all(store)).containsOnlyKeys(key(1_234));
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(1);
    assertThat(store.locks().size()).isZero();
  }

  private boolean insertAlone(int number) {
    try (Transaction transaction = begin()) {
      boolean inserted = insert(transaction, number);
      transaction.commit();
      return inserted;
    }
  }

  @Test
  void aBulkLoadWaitsForAKeyThatAnotherHolds() {
    for (boolean commits : new boolean[] {true, false}) {
      int base = commits ? 0 : 10_000;
      try (Transaction other = begin();
          Transaction load = begin()) {
        insert(other, base + 700);
        CompletableFuture<Integer> loaded =
            waiting(() -> load.insertAll(Rows.TABLE, block(base, 1_000)));
        if (commits) {
          other.commit();
        } else {
          other.rollback();
        }
        assertThat(loaded.join()).isEqualTo(commits ? 700 : -1);
        load.commit();
      }
    }
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(1_001);
    assertThat(store.locks().size()).isZero();
  }

  @Test
  void twoBulkLoadsOfTheSameKeysExcludeEachOther() {
    try (Transaction first = begin();
        Transaction second = begin()) {
      first.insertAll(Rows.TABLE, block(500, 1_000));
      assertThat(second.insertAll(Rows.TABLE, block(3_000, 1_000))).isEqualTo(-1);
      CompletableFuture<Integer> waits =
          waiting(() -> second.insertAll(Rows.TABLE, block(0, 1_000)));
      first.commit();
      assertThat(waits.join()).isEqualTo(500);
      second.commit();
    }
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(2_000);
  }

  @Test
  void bulkLoadsThatWaitForEachOtherAreADeadlock() {
    try (Transaction first = begin();
        Transaction second = begin()) {
      first.insertAll(Rows.TABLE, block(0, 100));
      second.insertAll(Rows.TABLE, block(1_000, 100));
      CompletableFuture<Boolean> waits = waiting(() -> insert(first, 1_050));
      assertThatThrownBy(() -> second.insertAll(Rows.TABLE, block(50, 100)))
          .extracting(failure -> ((OltpException) failure).reason())
          .isInstanceOf(Reason.Deadlock.class);
      second.rollback();
      assertThat(waits.join()).isTrue();
    }
  }

  @Test
  void aRowLockedInBulkIsSkippedAndRefusedLikeAnyOther() {
    try (Transaction load = begin();
        Transaction other = begin()) {
      load.insertAll(Rows.TABLE, block(0, 100));
      byte[] key = Rows.bytes(key(7));
      assertThat(other.lock(Rows.TABLE, key, LockMode.SHARED, LockWait.SKIP)).isNull();
      assertThatThrownBy(() -> other.lock(Rows.TABLE, key, LockMode.SHARED, LockWait.FAIL))
          .extracting(failure -> ((OltpException) failure).reason())
          .isInstanceOf(Reason.LockNotAvailable.class);
    }
    assertThat(store.locks().size()).isZero();
  }

  @Test
  void rollingBackToASavepointFreesTheBlocksAfterItOnly() {
    try (Transaction load = begin()) {
      load.insertAll(Rows.TABLE, block(0, 100));
      Savepoint savepoint = load.savepoint();
      load.insertAll(Rows.TABLE, block(100, 1_000));
      load.put(Rows.TABLE, Rows.bytes(key(5)), Rows.bytes("changed"));
      CompletableFuture<Boolean> after = waiting(() -> insertAlone(150));
      CompletableFuture<Boolean> before = waiting(() -> insertAlone(5));
      load.rollbackTo(savepoint);
      assertThat(after.join()).isTrue();
      assertThat(before).isNotDone();
      assertThat(Rows.all(load)).hasSize(101).containsEntry(key(5), "v5");
      assertThat(load.insertAll(Rows.TABLE, block(120, 100))).isEqualTo(30);
      assertThat(load.insertAll(Rows.TABLE, block(200, 100))).isEqualTo(-1);
      load.commit();
      assertThat(before.join()).isFalse();
    }
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(201);
    assertThat(Rows.all(store)).hasSize(201);
    assertThat(store.locks().size()).isZero();
  }

  @Test
  void blocksBeforeATruncationThatIsTakenBackStayBesideLaterOnes() {
    try (Transaction load = begin()) {
      load.insertAll(Rows.TABLE, block(0, 100));
      Savepoint savepoint = load.savepoint();
      load.truncate(Rows.TABLE);
      load.insertAll(Rows.TABLE, block(1_000, 100));
      assertThat(Rows.all(load)).hasSize(100);
      load.rollbackTo(savepoint);
      load.insertAll(Rows.TABLE, block(2_000, 100));
      assertThat(load.insertAll(Rows.TABLE, block(50, 100))).isZero();
      assertThat(Rows.all(load)).hasSize(200).containsKeys(key(0), key(2_000));
      load.commit();
    }
    assertThat(Rows.all(store)).hasSize(200).containsKeys(key(0), key(2_000));
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(200);
  }

  @Test
  void blocksAfterATruncationAreAllThatIsLeft() {
    commitBlock(0, 100);
    try (Transaction load = begin()) {
      load.insertAll(Rows.TABLE, block(200, 100));
      load.truncate(Rows.TABLE);
      assertThat(load.insertAll(Rows.TABLE, block(50, 200))).isEqualTo(-1);
      load.commit();
    }
    assertThat(Rows.all(store)).hasSize(200).doesNotContainKeys(key(49), key(250));
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(200);
  }

  @Test
  void aRowInsertedInBulkOverANewerDeletionCanBeChangedAtRepeatableRead() {
    commitBlock(0, 100);
    try (Transaction load = begin(IsolationLevel.REPEATABLE_READ)) {
      for (int i = 0; i < 100; i++) {
        delete(key(i));
      }
      assertThat(load.insertAll(Rows.TABLE, block(0, 100))).isEqualTo(-1);
      load.put(Rows.TABLE, Rows.bytes(key(7)), Rows.bytes("changed"));
      assertThat(load.delete(Rows.TABLE, Rows.bytes(key(8)))).isTrue();
      load.commit();
    }
    assertThat(Rows.all(store)).hasSize(99).containsEntry(key(7), "changed");
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(99);
  }

  @Test
  void rowsInsertedInBulkCanBeChangedAndDeletedInTheSameTransaction() {
    try (Transaction transaction = begin()) {
      transaction.insertAll(Rows.TABLE, block(0, 1_000));
      transaction.put(Rows.TABLE, Rows.bytes(key(1)), Rows.bytes("changed"));
      assertThat(transaction.delete(Rows.TABLE, Rows.bytes(key(2)))).isTrue();
      assertThat(insert(transaction, 3)).isFalse();
      assertThat(transaction.delete(Rows.TABLE, Rows.bytes(key(4)))).isTrue();
      assertThat(insert(transaction, 4)).isTrue();
      assertThat(Rows.all(transaction)).hasSize(999).containsEntry(key(4), "single");
      transaction.commit();
    }
    assertThat(Rows.all(store))
        .hasSize(999)
        .containsEntry(key(1), "changed")
        .doesNotContainKey(key(2));
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(999);
  }

  @Test
  void aTransactionBeyondItsBoundIsRefusedAndCanRollBack() {
    try (Transaction transaction = begin()) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  transaction.insertAll(Rows.TABLE, block(1_000 * i, 1_000));
                }
              })
          .extracting(failure -> ((OltpException) failure).reason())
          .isInstanceOf(Reason.TransactionTooLarge.class);
      assertThat(transaction.sizeBytes()).isLessThanOrEqualTo(8 << 20);
    }
    assertThat(insertAlone(5)).isTrue();
  }

  @Test
  void allTransactionsTogetherAreBoundAndTheirEndMakesRoom() {
    try (Transaction first = begin();
        Transaction second = begin()) {
      int rows = fill(first, 0);
      assertThat(rows).isGreaterThan(50_000);
      assertThatThrownBy(() -> fill(second, 500_000)).isInstanceOf(OltpException.class);
      assertThat(store.writeMemory().takenBytes()).isLessThanOrEqualTo(SHARED_BYTES);
      assertThat(insertAlone(999_999)).isTrue(); // a few rows always fit
      first.commit();
      second.rollback();
      assertThat(store.rowCount(Rows.TABLE)).isEqualTo(rows + 1);
    }
    assertThat(store.writeMemory().takenBytes()).isZero();
    commitBlock(600_000, 50_000);
  }

  /** Inserts until less than a block's room is left for others. */
  private static int fill(Transaction transaction, int from) {
    int rows = 0;
    while (transaction.sizeBytes() < SHARED_BYTES / 2) {
      assertThat(transaction.insertAll(Rows.TABLE, block(from + rows, 1_000))).isEqualTo(-1);
      rows += 1_000;
    }
    return rows;
  }

  @Test
  void aRowInBulkTakesLittleMoreHeapThanItsBytes() {
    try (Transaction transaction = begin()) {
      for (int i = 0; i < 50; i++) {
        transaction.insertAll(Rows.TABLE, block(1_000 * i, 1_000));
      }
      // 7 bytes of key, about 6 of row.
      assertThat(transaction.sizeBytes()).isLessThan(50_000 * 40);
    }
  }

  @Test
  void freshRowsNeedNoLocks() {
    try (Transaction transaction = begin()) {
      transaction.insertAllFresh(Rows.TABLE, block(0, 500));
      transaction.insertAllFresh(Rows.TABLE, block(500, 5));
      assertThat(store.locks().size()).isEqualTo(1); // the table
      assertThat(Rows.all(transaction)).hasSize(505);
      transaction.commit();
    }
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(505);
  }

  @Test
  void manyBulkLoadsAtOnceInsertEachKeyOnce() {
    int loads = 6;
    List<CompletableFuture<Integer>> running = new ArrayList<>();
    for (int load = 0; load < loads; load++) {
      Random random = new Random(load);
      running.add(
          CompletableFuture.supplyAsync(
              () -> {
                int inserted = 0;
                for (int i = 0; i < 30; i++) {
                  inserted += tryBlock(100 * random.nextInt(40), 150);
                }
                return inserted;
              },
              threads));
    }
    int inserted = 0;
    for (CompletableFuture<Integer> load : running) {
      inserted += load.join();
    }
    assertThat(store.rowCount(Rows.TABLE)).isEqualTo(inserted);
    assertThat(Rows.all(store)).hasSize(inserted);
    assertThat(store.locks().size()).isZero();
  }

  /** Answers how many rows went in: all or none. */
  private int tryBlock(int from, int count) {
    try (Transaction transaction = begin()) {
      if (transaction.insertAll(Rows.TABLE, block(from, count)) >= 0) {
        return 0;
      }
      transaction.commit();
      return count;
    } catch (OltpException deadlock) {
      assertThat(deadlock.reason()).isInstanceOf(Reason.Deadlock.class);
      return 0;
    }
  }
}
