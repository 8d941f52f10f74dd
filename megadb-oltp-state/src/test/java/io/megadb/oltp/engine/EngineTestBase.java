package io.megadb.oltp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.OltpOptions;
import io.megadb.oltp.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store in a temporary directory, and other clients on threads of their own. */
@Timeout(60)
abstract class EngineTestBase {
  @TempDir Path directory;
  final ExecutorService threads = Executors.newCachedThreadPool();
  OltpEngine store;

  @BeforeEach
  void openStore() {
    store = OltpEngine.open(directory, options().build());
  }

  @AfterEach
  void closeStore() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    store.close();
  }

  OltpOptions.Builder options() {
    return OltpOptions.builder();
  }

  void reopen() {
    store.close();
    openStore();
  }

  Transaction begin(IsolationLevel level) {
    return store.begin(level);
  }

  void put(String key, String row) {
    try (Transaction transaction = begin(IsolationLevel.READ_COMMITTED)) {
      transaction.put(Rows.TABLE, Rows.bytes(key), Rows.bytes(row));
      transaction.commit();
    }
  }

  void delete(String key) {
    try (Transaction transaction = begin(IsolationLevel.READ_COMMITTED)) {
      transaction.delete(Rows.TABLE, Rows.bytes(key));
      transaction.commit();
    }
  }

  /** Runs something on another thread and answers when it waits for a lock. */
  <T> CompletableFuture<T> waiting(Supplier<T> action) {
    int before = store.locks().waiting();
    CompletableFuture<T> future = CompletableFuture.supplyAsync(action, threads);
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> store.locks().waiting() > before || future.isDone());
    assertThat(future).isNotDone();
    return future;
  }
}
