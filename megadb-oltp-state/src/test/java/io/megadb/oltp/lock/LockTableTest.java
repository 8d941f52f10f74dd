package io.megadb.oltp.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LockTableTest {
  private static final byte[] A = {1};
  private static final byte[] B = {2};
  private static final byte[] C = {3};

  private final LockTable table = new LockTable();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LockOwner first = new LockOwner(1);
  private final LockOwner second = new LockOwner(2);
  private final LockOwner third = new LockOwner(3);

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private HeldLock take(LockOwner owner, byte[] key, LockMode mode) {
    return table.acquire(owner, 5, key, mode, LockWait.WAIT, Duration.ZERO);
  }

  /** Asks on another thread and answers when the request waits. */
  private CompletableFuture<HeldLock> waits(LockOwner owner, byte[] key, LockMode mode) {
    int before = table.waiting();
    CompletableFuture<HeldLock> asked =
        CompletableFuture.supplyAsync(() -> take(owner, key, mode), threads);
    awaitWaiting(before + 1);
    return asked;
  }

  private void awaitWaiting(int count) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> table.waiting() >= count);
  }

  private static Reason reason(CompletableFuture<?> failed) {
    try {
      failed.join();
      throw new AssertionError("expected a failure");
    } catch (CompletionException e) {
      return ((OltpException) e.getCause()).reason();
    }
  }

  @Test
  void sharedLocksGoTogetherAndAnExclusiveOneWaits() {
    take(first, A, LockMode.SHARED);
    take(second, A, LockMode.SHARED);
    CompletableFuture<HeldLock> exclusive = waits(third, A, LockMode.EXCLUSIVE);
    table.release(first, 0);
    assertThat(exclusive).isNotDone();
    table.release(second, 0);
    assertThat(exclusive.join().mode()).isEqualTo(LockMode.EXCLUSIVE);
    table.release(third, 0);
    assertThat(table.size()).isZero();
  }

  @Test
  void aSharedRequestDoesNotOvertakeAWaitingExclusiveOne() {
    take(first, A, LockMode.SHARED);
    CompletableFuture<HeldLock> exclusive = waits(second, A, LockMode.EXCLUSIVE);
    CompletableFuture<HeldLock> shared = waits(third, A, LockMode.SHARED);
    table.release(first, 0);
    exclusive.join();
    assertThat(shared).isNotDone();
    table.release(second, 0);
    shared.join();
  }

  @Test
  void aHolderStrengthensBeforeOthersWaiting() {
    take(first, A, LockMode.SHARED);
    take(second, A, LockMode.SHARED);
    CompletableFuture<HeldLock> other = waits(third, A, LockMode.EXCLUSIVE);
    CompletableFuture<HeldLock> upgrade = waits(first, A, LockMode.EXCLUSIVE);
    table.release(second, 0);
    assertThat(upgrade.join().mode()).isEqualTo(LockMode.EXCLUSIVE);
    assertThat(other).isNotDone();
    table.release(first, 0);
    other.join();
  }

  @Test
  void theYoungestOfACircleDies() {
    take(first, A, LockMode.EXCLUSIVE);
    take(second, B, LockMode.EXCLUSIVE);
    CompletableFuture<HeldLock> young = waits(second, A, LockMode.EXCLUSIVE);
    CompletableFuture<HeldLock> old =
        CompletableFuture.supplyAsync(() -> take(first, B, LockMode.EXCLUSIVE), threads);
    assertThat(reason(young)).isEqualTo(new Reason.Deadlock(2, 5, 1));
    assertThat(old).isNotDone();
    table.release(second, 0);
    old.join();
  }

  @Test
  void aCircleOfThreeIsFound() {
    take(first, A, LockMode.EXCLUSIVE);
    take(second, B, LockMode.EXCLUSIVE);
    take(third, C, LockMode.EXCLUSIVE);
    CompletableFuture<HeldLock> one = waits(first, B, LockMode.EXCLUSIVE);
    CompletableFuture<HeldLock> two = waits(second, C, LockMode.EXCLUSIVE);
    assertThatThrownBy(() -> take(third, A, LockMode.EXCLUSIVE))
        .isInstanceOfSatisfying(
            OltpException.class, e -> assertThat(e.reason()).isInstanceOf(Reason.Deadlock.class));
    table.release(third, 0);
    two.join();
    table.release(second, 0);
    one.join();
  }

  @Test
  void twoHoldersWhoStrengthenAreADeadlock() {
    take(first, A, LockMode.SHARED);
    take(second, A, LockMode.SHARED);
    CompletableFuture<HeldLock> old = waits(first, A, LockMode.EXCLUSIVE);
    assertThatThrownBy(() -> take(second, A, LockMode.EXCLUSIVE)).isInstanceOf(OltpException.class);
    table.release(second, 0);
    old.join();
  }

  @Test
  void waitingEndsAtItsTimeout() {
    take(first, A, LockMode.EXCLUSIVE);
    Duration timeout = Duration.ofMillis(20);
    assertThatThrownBy(() -> table.acquire(second, 5, A, LockMode.SHARED, LockWait.WAIT, timeout))
        .isInstanceOfSatisfying(
            OltpException.class,
            e -> assertThat(e.reason()).isEqualTo(new Reason.LockTimeout(5, timeout)));
    table.release(first, 0);
    assertThat(table.size()).isZero();
  }

  @Test
  void aTimedOutWaiterLetsThoseBehindItPass() {
    take(first, A, LockMode.SHARED);
    CompletableFuture<HeldLock> exclusive =
        CompletableFuture.supplyAsync(
            () ->
                table.acquire(
                    second, 5, A, LockMode.EXCLUSIVE, LockWait.WAIT, Duration.ofSeconds(1)),
            threads);
    awaitWaiting(1);
    CompletableFuture<HeldLock> shared = waits(third, A, LockMode.SHARED);
    assertThat(reason(exclusive)).isInstanceOf(Reason.LockTimeout.class);
    shared.join();
  }

  @Test
  void skipAndFailDoNotWait() {
    take(first, A, LockMode.EXCLUSIVE);
    assertThat(table.acquire(second, 5, A, LockMode.SHARED, LockWait.SKIP, Duration.ZERO)).isNull();
    assertThatThrownBy(
            () -> table.acquire(second, 5, A, LockMode.SHARED, LockWait.FAIL, Duration.ZERO))
        .isInstanceOfSatisfying(
            OltpException.class,
            e -> assertThat(e.reason()).isEqualTo(new Reason.LockNotAvailable(5)));
  }

  @Test
  void aWaitCanBeCancelled() {
    take(first, A, LockMode.EXCLUSIVE);
    CompletableFuture<HeldLock> waiting = waits(second, A, LockMode.EXCLUSIVE);
    table.cancel(second);
    assertThat(reason(waiting)).isEqualTo(new Reason.Cancelled());
    assertThat(table.waiting()).isZero();
  }

  @Test
  void tableLocksAreApartFromRowLocks() {
    take(first, null, LockMode.SHARED);
    take(first, A, LockMode.EXCLUSIVE);
    take(second, null, LockMode.SHARED);
    CompletableFuture<HeldLock> definition = waits(third, null, LockMode.EXCLUSIVE);
    table.release(first, 0);
    table.release(second, 0);
    definition.join();
  }

  @Test
  void partialReleaseKeepsTheOlderLocks() {
    take(first, A, LockMode.EXCLUSIVE);
    take(first, B, LockMode.EXCLUSIVE);
    table.release(first, 1);
    assertThat(table.acquire(second, 5, B, LockMode.SHARED, LockWait.SKIP, Duration.ZERO))
        .isNotNull();
    assertThat(table.acquire(second, 5, A, LockMode.SHARED, LockWait.SKIP, Duration.ZERO)).isNull();
  }
}
