package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Statements that are stopped from outside. */
class CancelTest {
  /** Would run for hours: ten values, joined twelve times. */
  private static final String ENDLESS =
      "WITH t(x) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) SELECT count(*) FROM"
          + " t a, t b, t c, t d, t e, t f, t g, t h, t i, t j, t k, t l"
          + " WHERE a.x + b.x + c.x + d.x + e.x + f.x + g.x + h.x + i.x + j.x + k.x + l.x < 0";

  @RegisterExtension static final GatewayServer SERVER = new GatewayServer();

  @Test
  void cancelStopsTheStatementThatRuns() throws IOException {
    try (RawClient client = SERVER.connect()) {
      client.query(ENDLESS).flush();
      List<BackendMessage> answer;
      Thread canceller = repeatedCancels(client);
      try {
        answer = client.readUntil('Z');
      } finally {
        canceller.interrupt();
      }
      assertThat(Messages.first(answer, 'E').sqlState()).isEqualTo("57014");
    }
    assertThat(SERVER.isHealthy()).isTrue();
  }

  /** A cancel that comes before the statement has begun has no effect, so it is said again. */
  private static Thread repeatedCancels(RawClient client) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!Thread.currentThread().isInterrupted()) {
                  client.cancel();
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void wrongKeyCancelsNothing() throws IOException {
    try (RawClient client = SERVER.connect()) {
      RawClient.cancel(SERVER.port(), client.processId(), client.secretKey() + 1);
      RawClient.cancel(SERVER.port(), client.processId() + 1, client.secretKey());
      assertThat(Messages.types(client.query("SELECT 1").exchange())).isEqualTo("TDCZ");
    }
  }

  @Test
  void cancelOfAnIdleSessionHasNoEffect() throws IOException {
    try (RawClient client = SERVER.connect()) {
      client.cancel();
      assertThat(Messages.types(client.query("SELECT 1").exchange())).isEqualTo("TDCZ");
    }
  }

  @Test
  void statementTimeoutEndsTheStatementOnly() throws IOException {
    try (RawClient client = SERVER.connect()) {
      client.query("SET statement_timeout = 200").exchange();
      BackendMessage error = Messages.first(client.query(ENDLESS).exchange(), 'E');
      assertThat(error.sqlState()).isEqualTo("57014");
      assertThat(error.fields().get('M').toLowerCase(Locale.ROOT)).contains("statement timeout");
      assertThat(Messages.types(client.query("SELECT 1").exchange())).isEqualTo("TDCZ");
    }
  }

  @Test
  void lostClientStopsItsStatement() throws IOException {
    try (RawClient client = SERVER.connect()) {
      client.query(ENDLESS).flush();
    }
    assertThat(SERVER.isHealthy()).isTrue();
  }
}
