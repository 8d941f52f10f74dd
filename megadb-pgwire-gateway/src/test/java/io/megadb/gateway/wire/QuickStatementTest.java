package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Statements that are answered on the network's thread and texts whose plans are kept: nobody may
 * notice.
 */
class QuickStatementTest {
  private static final String LOOKUP = "SELECT balance FROM quick WHERE id = 1";

  @RegisterExtension static final GatewayServer SERVER = new GatewayServer();
  private RawClient client;

  @BeforeEach
  void connect() throws IOException {
    client = SERVER.connect();
    run("DROP TABLE IF EXISTS quick");
    run("CREATE TABLE quick (id int4 PRIMARY KEY, balance int4)");
    run("INSERT INTO quick VALUES (1, 10), (2, 20)");
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  private List<BackendMessage> run(String sql) throws IOException {
    return client.query(sql).exchange();
  }

  private String value(String sql) throws IOException {
    return Messages.first(run(sql), 'D').values().get(0);
  }

  @Test
  void repeatedTextSeesTheTableThatIsThereNow() throws IOException {
    assertThat(value("SELECT * FROM quick WHERE id = 1")).isEqualTo("1");
    assertThat(value("SELECT * FROM quick WHERE id = 1")).isEqualTo("1");
    run("DROP TABLE quick");
    assertThat(Messages.first(run("SELECT * FROM quick WHERE id = 1"), 'E').sqlState())
        .isEqualTo("42P01");
    run("CREATE TABLE quick (name text, id int4 PRIMARY KEY)");
    run("INSERT INTO quick VALUES ('new', 1)");
    assertThat(value("SELECT * FROM quick WHERE id = 1")).isEqualTo("new");
  }

  @Test
  void repeatedTextSeesTheSettingsThatHoldNow() throws IOException {
    String sql = "SELECT '2024-01-01 12:00+00'::timestamptz";
    run("SET TimeZone = 'UTC'");
    assertThat(value(sql)).isEqualTo("2024-01-01 12:00:00+00");
    assertThat(value(sql)).isEqualTo("2024-01-01 12:00:00+00");
    run("SET TimeZone = 'Asia/Tokyo'");
    assertThat(value(sql)).isEqualTo("2024-01-01 21:00:00+09");
  }

  @Test
  void repeatedTextThatMeansThePresentIsReadAnew() throws IOException {
    String sql = "SELECT 'now'::timestamptz";
    assertThat(value(sql)).isNotEqualTo(value(sql));
  }

  @Test
  void blockSeesItsOwnWritesAndRollbackUndoesThem() throws IOException {
    assertThat(value(LOOKUP)).isEqualTo("10");
    run("BEGIN");
    run("UPDATE quick SET balance = balance + 1 WHERE id = 1");
    assertThat(value(LOOKUP)).isEqualTo("11");
    run("ROLLBACK");
    assertThat(value(LOOKUP)).isEqualTo("10");
  }

  @Test
  void anotherClientsCommitIsSeenAtOnce() throws IOException {
    try (RawClient other = SERVER.connect()) {
      for (int balance = 100; balance < 150; balance++) {
        other.query("UPDATE quick SET balance = " + balance + " WHERE id = 1").exchange();
        assertThat(value(LOOKUP)).isEqualTo(Integer.toString(balance));
      }
    }
  }

  @Test
  void quickAndSlowMessagesOfOnePacketAreAnsweredInTurn() throws IOException {
    client.parse("find", "SELECT balance FROM quick WHERE id = $1", 23);
    client.parse("add", "UPDATE quick SET balance = balance + 1 WHERE id = $1", 23);
    client.sync().exchange();
    List<BackendMessage> answer =
        client
            .bind("", "find", "1")
            .execute("", 0)
            .bind("", "add", "1")
            .execute("", 0)
            .bind("", "find", "1")
            .execute("", 0)
            .sync()
            .exchange();
    assertThat(Messages.types(answer)).isEqualTo("2DC2C2DCZ");
    assertThat(answer.stream().filter(m -> m.type() == 'D').map(m -> m.values().get(0)))
        .containsExactly("10", "11");
  }

  @Test
  void failureOfAQuickStatementSkipsToSync() throws IOException {
    client.parse("divide", "SELECT 1 / $1::int4", 23).sync().exchange();
    List<BackendMessage> answer =
        client
            .bind("", "divide", "0")
            .execute("", 0)
            .bind("", "divide", "1")
            .execute("", 0)
            .sync()
            .exchange();
    assertThat(Messages.types(answer)).isEqualTo("2EZ");
    assertThat(Messages.first(answer, 'E').sqlState()).isEqualTo("22012");
    answer = client.bind("", "divide", "1").execute("", 0).sync().exchange();
    assertThat(Messages.types(answer)).isEqualTo("2DCZ");
  }
}
