package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.megadb.gateway.wire.BackendMessage;
import io.megadb.gateway.wire.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Queries whose rows stream are cancelled at any moment: the session goes on with the next
 * statement, and nothing of the query stays behind.
 */
class CancelledStreamsITCase {
  private static final int CANCELS = 30;

  /** Nine million rows in parallel fragments with an exchange between them. */
  private static final String STREAM = "SELECT a.n, b.n, a.n * b.n FROM cancelled a, cancelled b";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  @BeforeAll
  static void createTable() throws IOException {
    try (RawClient client = RawClient.connect(SERVER.port())) {
      client.query("CREATE TABLE cancelled (n int) USING oltp").exchange();
      client.query("INSERT INTO cancelled SELECT g FROM generate_series(1, 3000) g").exchange();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "flink"})
  void cancelAtAnyMomentLeavesNothing(String execution) throws Exception {
    Random random = new Random(5);
    try (RawClient client = RawClient.connect(SERVER.port())) {
      client.query("SET megadb.execution = " + execution).exchange();
      client.query("SET megadb.parallelism = 2").exchange();
      cancel(client, 0, false);
      cancel(client, 10_000, false);
      for (int i = 0; i < CANCELS; i++) {
        int rows = random.nextInt(3) == 0 ? random.nextInt(3) : random.nextInt(50_000);
        cancel(client, rows, random.nextInt(4) == 0);
        List<BackendMessage> next =
            client.query("SELECT count(*), sum(n), " + i + " FROM cancelled").exchange();
        assertThat(next.toString()).contains("D[3000, 4501500, " + i + "]", "Z[I]");
        assertThat(next).hasSize(4);
      }
      await().atMost(30, TimeUnit.SECONDS).untilAsserted(CancelledStreamsITCase::isFree);
    }
  }

  /**
   * Asks for the stream and has it cancelled.
   *
   * @param messages read before
   * @param stalled nothing is read until the server has filled the socket and waits
   */
  private static void cancel(RawClient client, int messages, boolean stalled) throws Exception {
    client.query(STREAM).flush();
    for (int i = 0; i < messages; i++) {
      assertThat(client.read().type()).isIn('T', 'D');
    }
    if (stalled) {
      await().pollDelay(100, TimeUnit.MILLISECONDS).until(() -> true);
    }
    AtomicBoolean ended = new AtomicBoolean();
    Thread canceller = new Thread(() -> cancelUntil(client, ended), "canceller");
    canceller.start(); // a cancel that comes before the statement has begun has no effect
    try {
      List<BackendMessage> rest = client.readUntil('Z');
      assertThat(rest.get(rest.size() - 2).sqlState()).isEqualTo("57014");
    } finally {
      ended.set(true);
      canceller.join();
    }
  }

  private static void cancelUntil(RawClient client, AtomicBoolean ended) {
    try {
      while (!ended.get()) {
        client.cancel();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No task runs, no job does, and Flink's slots and buffers are all there. */
  private static void isFree() throws IOException, InterruptedException {
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getThreadGroup() != null)
            .toList();
    assertThat(threads)
        .noneMatch(thread -> thread.getThreadGroup().getName().equals("Flink Task Threads"))
        .noneMatch(thread -> thread.getName().startsWith("SourceCoordinator"))
        .filteredOn(thread -> thread.getName().startsWith("megadb-session"))
        .hasSizeLessThan(CANCELS);
    assertThat(ask("/jobs")).doesNotContain("RUNNING", "CANCELLING", "CREATED");
    String managers = ask("/taskmanagers");
    assertThat(number(managers, "freeSlots")).isEqualTo(number(managers, "slotsNumber"));
    Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(managers);
    assertThat(id.find()).isTrue();
    String manager = ask("/taskmanagers/" + id.group(1));
    assertThat(number(manager, "nettyShuffleMemorySegmentsUsed")).isZero();
  }

  private static long number(String json, String name) {
    Matcher number = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
    assertThat(number.find()).as(json).isTrue();
    return Long.parseLong(number.group(1));
  }

  private static String ask(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(SERVER.uiLink() + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
