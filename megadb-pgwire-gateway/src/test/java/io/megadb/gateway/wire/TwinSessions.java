package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two sessions on two servers that are sent the same texts: the first shares plans between texts
 * that differ in constants, the second plans every text by itself and knows none from before. Every
 * message of both, error positions included, must be the same.
 */
final class TwinSessions implements AutoCloseable {
  private final RawClient shared;
  private final RawClient alone;
  private int texts;

  TwinSessions(GatewayServer sharing, GatewayServer planning) throws IOException {
    shared = sharing.connect();
    alone = planning.connect();
    shared.query("SET plan_cache_mode = auto").exchange();
    alone.query("SET plan_cache_mode = force_custom_plan").exchange();
  }

  /** The first session's own connection, for what only it is to do. */
  RawClient shared() {
    return shared;
  }

  /** Sends each text to both; the first difference is told with the text. */
  void same(String... sqls) throws IOException {
    for (String sql : sqls) {
      List<String> expected = described(alone.query(alone(sql)).exchange());
      List<String> actual = described(shared.query(sql).exchange());
      assertThat(actual).as(sql).isEqualTo(expected);
    }
  }

  /** As {@link #same}, all texts; then all again, by what was kept of the first time. */
  void sameTwice(String... sqls) throws IOException {
    same(sqls);
    same(sqls);
  }

  /** A comment at the end makes each text one that no cache has seen and moves no position. */
  private String alone(String sql) {
    texts++;
    return sql + " /* " + texts + " */";
  }

  /** Messages as text, the columns' types and names too. */
  private static List<String> described(List<BackendMessage> messages) {
    List<String> described = new ArrayList<>();
    for (BackendMessage message : messages) {
      described.add(
          message.type() == 'T' ? "T" + Arrays.toString(message.body()) : message.toString());
    }
    return described;
  }

  @Override
  public void close() throws IOException {
    shared.close();
    alone.close();
  }
}
