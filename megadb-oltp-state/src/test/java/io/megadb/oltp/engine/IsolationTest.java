package io.megadb.oltp.engine;

import static io.megadb.oltp.engine.Rows.TABLE;
import static io.megadb.oltp.engine.Rows.bytes;
import static io.megadb.oltp.engine.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.oltp.Cursor;
import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.LockedRow;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class IsolationTest extends EngineTestBase {

  @Test
  void repeatableReadRefusesToWriteRowsThatATruncationTook() {
    put("a", "1");
    try (Transaction reader = begin(IsolationLevel.REPEATABLE_READ)) {
      assertThat(reader.get(TABLE, bytes("a"))).isEqualTo(bytes("1"));
      try (Transaction other = begin(IsolationLevel.READ_COMMITTED)) {
        other.truncate(TABLE);
        other.commit();
      }
      assertThat(reader.get(TABLE, bytes("a"))).isEqualTo(bytes("1"));
      try (Snapshot view = reader.statement()) {
        assertThat(view.isBeforeTruncation(TABLE)).isTrue();
      }
      assertThatThrownBy(() -> reader.lock(TABLE, bytes("a"), LockMode.EXCLUSIVE, LockWait.WAIT))
          .isInstanceOfSatisfying(
              OltpException.class,
              e -> assertThat(e.reason()).isEqualTo(new Reason.SerializationFailure(TABLE)));
    }
    try (Snapshot after = store.snapshot()) {
      assertThat(after.isBeforeTruncation(TABLE)).isFalse();
    }
  }

  @Test
  void readCommittedSeesEachCommitInItsNextStatement() {
    put("a", "old");
    try (Transaction reader = begin(IsolationLevel.READ_COMMITTED)) {
      assertThat(text(reader.get(TABLE, bytes("a")))).isEqualTo("old");
      put("a", "new");
      assertThat(text(reader.get(TABLE, bytes("a")))).isEqualTo("new");
    }
  }

  @Test
  void aStatementKeepsItsViewWhileOthersCommit() {
    put("a", "old");
    try (Transaction reader = begin(IsolationLevel.READ_COMMITTED);
        Snapshot statement = reader.statement()) {
      put("a", "new");
      put("b", "new");
      assertThat(Rows.all(statement)).containsOnlyKeys("a").containsEntry("a", "old");
    }
  }

  @Test
  void repeatableReadKeepsTheViewOfItsBegin() {
    put("a", "old");
    try (Transaction reader = begin(IsolationLevel.REPEATABLE_READ)) {
      put("a", "new");
      put("b", "new");
      assertThat(Rows.all(reader)).containsOnlyKeys("a").containsEntry("a", "old");
    }
  }

  @Test
  void uncommittedAndRolledBackWritesAreNeverSeen() {
    put("a", "old");
    try (Transaction writer = begin(IsolationLevel.READ_COMMITTED)) {
      writer.put(TABLE, bytes("a"), bytes("dirty"));
      assertThat(Rows.all(store)).containsEntry("a", "old");
    }
    assertThat(Rows.all(store)).containsEntry("a", "old");
    assertThat(store.locks().size()).isZero();
  }

  @Test
  void readCommittedWaitsAndThenWorksOnTheNewestRow() {
    put("a", "1");
    Transaction first = begin(IsolationLevel.READ_COMMITTED);
    first.put(TABLE, bytes("a"), bytes("2"));
    CompletableFuture<LockedRow> locked =
        waiting(
            () -> {
              try (Transaction second = begin(IsolationLevel.READ_COMMITTED);
                  Snapshot statement = second.statement()) {
                LockedRow row = second.lock(TABLE, bytes("a"), LockMode.EXCLUSIVE, LockWait.WAIT);
                assertThat(text(statement.get(TABLE, bytes("a")))).isEqualTo("1");
                assertThat(row.changedSince(statement)).isTrue();
                assertThat(row.writtenAfter(statement)).isFalse();
                return row;
              }
            });
    first.commit();
    assertThat(text(locked.join().row())).isEqualTo("2");
  }

  @Test
  void readCommittedFindsADeletedRowGoneAfterWaiting() {
    put("a", "1");
    Transaction first = begin(IsolationLevel.READ_COMMITTED);
    first.delete(TABLE, bytes("a"));
    CompletableFuture<LockedRow> locked =
        waiting(
            () -> {
              try (Transaction second = begin(IsolationLevel.READ_COMMITTED)) {
                return second.lock(TABLE, bytes("a"), LockMode.EXCLUSIVE, LockWait.WAIT);
              }
            });
    first.commit();
    assertThat(locked.join().exists()).isFalse();
  }

  @Test
  void repeatableReadRefusesARowThatChangedWhileItWaited() {
    put("a", "1");
    Transaction first = begin(IsolationLevel.READ_COMMITTED);
    first.put(TABLE, bytes("a"), bytes("2"));
    CompletableFuture<Void> second =
        waiting(
            () -> {
              try (Transaction transaction = begin(IsolationLevel.REPEATABLE_READ)) {
                transaction.put(TABLE, bytes("a"), bytes("lost update"));
                transaction.commit();
                return null;
              }
            });
    first.commit();
    assertThatThrownBy(second::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(OltpException.class);
    assertThat(Rows.all(store)).containsEntry("a", "2");
  }

  @Test
  void repeatableReadGoesOnWhenTheOtherRolledBack() {
    put("a", "1");
    Transaction first = begin(IsolationLevel.READ_COMMITTED);
    first.put(TABLE, bytes("a"), bytes("2"));
    CompletableFuture<Long> second =
        waiting(
            () -> {
              try (Transaction transaction = begin(IsolationLevel.REPEATABLE_READ)) {
                transaction.put(TABLE, bytes("a"), bytes("3"));
                return transaction.commit();
              }
            });
    first.rollback();
    second.join();
    assertThat(Rows.all(store)).containsEntry("a", "3");
  }

  @Test
  void repeatableReadRefusesARowChangedOrDeletedBeforeItAsked() {
    put("a", "1");
    put("b", "1");
    try (Transaction transaction = begin(IsolationLevel.REPEATABLE_READ)) {
      put("a", "2");
      delete("b");
      for (String key : new String[] {"a", "b"}) {
        assertThatThrownBy(
                () -> transaction.lock(TABLE, bytes(key), LockMode.EXCLUSIVE, LockWait.WAIT))
            .isInstanceOfSatisfying(
                OltpException.class,
                e -> assertThat(e.reason()).isEqualTo(new Reason.SerializationFailure(TABLE)));
        assertThatThrownBy(() -> transaction.delete(TABLE, bytes(key)))
            .as("the lock is held now, the answer stays")
            .isInstanceOf(OltpException.class);
      }
    }
  }

  @Test
  void serializableIsRefusedByName() {
    assertThatThrownBy(() -> begin(IsolationLevel.SERIALIZABLE))
        .isInstanceOfSatisfying(
            OltpException.class,
            e ->
                assertThat(e.reason())
                    .isEqualTo(new Reason.Unsupported("isolation level SERIALIZABLE")));
  }

  @Test
  void uniqueInsertWaitsForTheOtherInserter() {
    Transaction first = begin(IsolationLevel.READ_COMMITTED);
    assertThat(first.insert(TABLE, bytes("a"), bytes("first"))).isTrue();
    CompletableFuture<Boolean> second =
        waiting(
            () -> {
              try (Transaction transaction = begin(IsolationLevel.READ_COMMITTED)) {
                return transaction.insert(TABLE, bytes("a"), bytes("second"));
              }
            });
    first.commit();
    assertThat(second.join()).isFalse();
    assertThat(Rows.all(store)).containsEntry("a", "first");
  }

  @Test
  void uniqueInsertSeesOwnWritesAndDeletions() {
    put("a", "1");
    try (Transaction transaction = begin(IsolationLevel.READ_COMMITTED)) {
      assertThat(transaction.insert(TABLE, bytes("a"), bytes("2"))).isFalse();
      assertThat(transaction.delete(TABLE, bytes("a"))).isTrue();
      assertThat(transaction.delete(TABLE, bytes("a"))).isFalse();
      assertThat(transaction.insert(TABLE, bytes("a"), bytes("3"))).isTrue();
      assertThat(transaction.insert(TABLE, bytes("a"), bytes("4"))).isFalse();
      transaction.commit();
    }
    assertThat(Rows.all(store)).containsEntry("a", "3");
    assertThat(store.rowCount(TABLE)).isEqualTo(1);
  }

  @Test
  void deadlockKillsTheYoungerAndTheOlderCommits() {
    put("a", "1");
    put("b", "1");
    Transaction older = begin(IsolationLevel.READ_COMMITTED);
    Transaction younger = begin(IsolationLevel.READ_COMMITTED);
    older.put(TABLE, bytes("a"), bytes("older"));
    younger.put(TABLE, bytes("b"), bytes("younger"));
    CompletableFuture<Void> waits =
        waiting(
            () -> {
              older.put(TABLE, bytes("b"), bytes("older"));
              return null;
            });
    assertThatThrownBy(() -> younger.put(TABLE, bytes("a"), bytes("younger")))
        .isInstanceOfSatisfying(
            OltpException.class, e -> assertThat(e.reason()).isInstanceOf(Reason.Deadlock.class));
    younger.rollback();
    waits.join();
    older.commit();
    assertThat(Rows.all(store)).containsEntry("a", "older").containsEntry("b", "older");
  }

  @Test
  void definitionLockKeepsWritersOutUntilItsEnd() {
    Transaction definition = begin(IsolationLevel.READ_COMMITTED);
    definition.lockTable(TABLE, LockMode.EXCLUSIVE);
    CompletableFuture<Void> writer =
        waiting(
            () -> {
              put("a", "1");
              return null;
            });
    assertThat(Rows.all(store)).as("reading does not wait").isEmpty();
    definition.rollback();
    writer.join();
  }

  @Test
  void aStatementDoesNotSeeItsOwnWrites() {
    put("a", "1");
    try (Transaction transaction = begin(IsolationLevel.READ_COMMITTED);
        Snapshot statement = transaction.statement();
        Cursor cursor = statement.scan(TABLE, null, null)) {
      transaction.put(TABLE, bytes("a"), bytes("2"));
      transaction.put(TABLE, bytes("b"), bytes("2"));
      assertThat(Rows.all(cursor)).containsOnlyKeys("a").containsEntry("a", "1");
      assertThat(text(statement.get(TABLE, bytes("a")))).isEqualTo("1");
      LockedRow again = transaction.lock(TABLE, bytes("a"), LockMode.EXCLUSIVE, LockWait.WAIT);
      assertThat(again.writtenAfter(statement)).isTrue();
      assertThat(Rows.all(transaction)).containsEntry("a", "2").containsEntry("b", "2");
    }
  }
}
