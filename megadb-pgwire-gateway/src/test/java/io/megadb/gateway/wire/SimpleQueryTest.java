package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Query messages: the order of answers, several statements, errors and the transaction status. */
class SimpleQueryTest {
  @RegisterExtension static final GatewayServer SERVER = new GatewayServer();
  private RawClient client;

  @BeforeEach
  void connect() throws IOException {
    client = SERVER.connect();
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
  }

  @Test
  void queryAnswersDescriptionRowsAndTag() throws IOException {
    List<BackendMessage> answer = client.query("SELECT 1, NULL, 'x'").exchange();
    assertThat(Messages.types(answer)).isEqualTo("TDCZ");
    assertThat(Messages.first(answer, 'D').values()).containsExactly("1", null, "x");
    assertThat(Messages.first(answer, 'T').typeOids()).containsExactly(23, 25, 25);
    assertThat(Messages.first(answer, 'C').text()).isEqualTo("SELECT 1");
  }

  @Test
  void emptyQueryHasItsOwnAnswer() throws IOException {
    assertThat(Messages.types(client.query("").exchange())).isEqualTo("IZ");
    assertThat(Messages.types(client.query(" ; -- nothing\n;").exchange())).isEqualTo("IZ");
  }

  @Test
  void severalStatementsAnswerInTurn() throws IOException {
    assertThat(
            Messages.types(
                client.query("SELECT 1; SET application_name = 'a'; SELECT 2;").exchange()))
        .isEqualTo("TDCCTDCSZ");
  }

  @Test
  void errorEndsTheStringAndUndoesIt() throws IOException {
    client.query("CREATE TABLE undone (a int4)").exchange();
    List<BackendMessage> answer =
        client
            .query("INSERT INTO undone VALUES (1); SELECT nosuch; INSERT INTO undone VALUES (2)")
            .exchange();
    assertThat(Messages.types(answer)).isEqualTo("CEZ");
    assertThat(Messages.first(answer, 'E').sqlState()).isEqualTo("42703");
    assertThat(Messages.first(client.query("SELECT count(*) FROM undone").exchange(), 'D').values())
        .containsExactly("0");
  }

  @Test
  void syntaxErrorOfALaterStatementKeepsTheFirstFromRunning() throws IOException {
    List<BackendMessage> answer = client.query("SELECT 1; SELEC 2").exchange();
    assertThat(Messages.types(answer)).isEqualTo("EZ");
    assertThat(Messages.first(answer, 'E').fields())
        .containsEntry('C', "42601")
        .containsEntry('P', "11");
  }

  @Test
  void positionCountsCharactersOfTheWholeString() throws IOException {
    List<BackendMessage> answer =
        client.query("SELECT 'äöü😀'; SELECT 2; SELECT nosuch").exchange();
    assertThat(Messages.types(answer)).isEqualTo("TDCTDCEZ");
    assertThat(Messages.first(answer, 'E').fields()).containsEntry('P', "33");
  }

  @Test
  void statusFollowsTheTransaction() throws IOException {
    assertThat(status("SELECT 1")).isEqualTo('I');
    assertThat(status("BEGIN")).isEqualTo('T');
    assertThat(status("SELECT 1")).isEqualTo('T');
    assertThat(status("SELECT nosuch")).isEqualTo('E');
    assertThat(Messages.first(client.query("SELECT 1").exchange(), 'E').sqlState())
        .isEqualTo("25P02");
    assertThat(Messages.first(client.query("COMMIT").exchange(), 'C').text()).isEqualTo("ROLLBACK");
    assertThat(status("SELECT 1")).isEqualTo('I');
  }

  @Test
  void blockInsideOneStringLeavesItOpen() throws IOException {
    assertThat(status("BEGIN; SELECT 1")).isEqualTo('T');
    assertThat(status("SELECT 1; ROLLBACK; SELECT 2")).isEqualTo('I');
  }

  @Test
  void warningsDoNotEndTheStatement() throws IOException {
    List<BackendMessage> answer = client.query("ROLLBACK").exchange();
    assertThat(Messages.types(answer)).isEqualTo("NCZ");
    assertThat(Messages.first(answer, 'N').sqlState()).isEqualTo("25P01");
  }

  @Test
  void changedSettingIsReported() throws IOException {
    List<BackendMessage> answer = client.query("SET application_name = 'reported'").exchange();
    assertThat(Messages.types(answer)).isEqualTo("CSZ");
  }

  @Test
  void invalidUtf8IsRefusedAndTheSessionGoesOn() throws IOException {
    client.message('Q', new RawClient.Body().raw((byte) 'S', (byte) 0xc3, (byte) 0x28).int8(0));
    assertThat(Messages.first(client.exchange(), 'E').sqlState()).isEqualTo("22021");
    assertThat(Messages.types(client.query("SELECT 1").exchange())).isEqualTo("TDCZ");
  }

  private char status(String sql) throws IOException {
    return Messages.status(client.query(sql).exchange());
  }

  /** Nothing in a query string could give a parameter its value. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT $1",
        "SELECT 1 WHERE 1 = $1",
        "COPY (SELECT $1) TO STDOUT",
        "EXPLAIN SELECT $1",
        "CREATE VIEW v AS SELECT $1"
      })
  void parameterIsUnknown(String sql) throws IOException {
    BackendMessage error = Messages.first(client.query(sql).exchange(), 'E');
    assertThat(error.sqlState()).isEqualTo("42P02");
    assertThat(error.fields())
        .containsEntry('M', "there is no parameter $1")
        .containsEntry('P', Integer.toString(sql.indexOf('$') + 1));
  }

  @Test
  void parameterIsUnknownAfterTheSameTextWasPrepared() throws IOException {
    client.parse("", "SELECT $1::int4").bind("", "", "7").execute("", 0).sync();
    assertThat(Messages.types(client.exchange())).isEqualTo("12DCZ");
    assertThat(Messages.first(client.query("SELECT $1::int4").exchange(), 'E').sqlState())
        .isEqualTo("42P02");
  }

  @Test
  void explainOfExecuteRunsThePreparedStatement() throws IOException {
    client.query("CREATE TABLE explained (a int4 PRIMARY KEY)").exchange();
    client.query("PREPARE ins (int4) AS INSERT INTO explained VALUES ($1)").exchange();
    List<BackendMessage> plan = client.query("EXPLAIN EXECUTE ins(3)").exchange();
    assertThat(Messages.types(plan)).startsWith("TD");
    assertThat(Messages.first(plan, 'C').text()).isEqualTo("EXPLAIN");
    assertThat(Messages.types(client.query("SELECT * FROM explained").exchange())).isEqualTo("TCZ");
    client.query("EXPLAIN ANALYZE EXECUTE ins(3)").exchange();
    assertThat(Messages.first(client.query("SELECT * FROM explained").exchange(), 'D').values())
        .containsExactly("3");
  }

  @Test
  void statementThatExecutesItselfIsStopped() throws IOException {
    client.parse("itself", "EXECUTE itself").sync().exchange();
    assertThat(Messages.first(client.query("EXECUTE itself").exchange(), 'E').sqlState())
        .isEqualTo("54001");
    assertThat(Messages.types(client.query("SELECT 1").exchange())).isEqualTo("TDCZ");
  }
}
