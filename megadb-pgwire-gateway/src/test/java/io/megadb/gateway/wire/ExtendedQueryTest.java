package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.gateway.wire.RawClient.Body;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parse, Bind, Describe, Execute, Close, Sync. */
class ExtendedQueryTest {
  private static final int MAX_PARAMETERS = 65_535;

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
  void answersComeInTheOrderOfMessages() throws IOException {
    List<BackendMessage> answer =
        client
            .parse("s", "SELECT $1::int4 + 1", 23)
            .describeStatement("s")
            .bind("p", "s", "41")
            .describePortal("p")
            .execute("p", 0)
            .sync()
            .exchange();
    assertThat(Messages.types(answer)).isEqualTo("1tT2TDCZ");
    assertThat(Messages.first(answer, 'D').values()).containsExactly("42");
  }

  @Test
  void statementSurvivesSyncAndRunsAgain() throws IOException {
    client.parse("again", "SELECT $1::text").sync().exchange();
    for (String value : new String[] {"a", null, "", "ü"}) {
      List<BackendMessage> answer =
          client.bind("", "again", value).execute("", 0).sync().exchange();
      assertThat(Messages.types(answer)).isEqualTo("2DCZ");
      assertThat(Messages.first(answer, 'D').values()).containsExactly(value);
    }
  }

  @Test
  void rowLimitSuspendsThePortal() throws IOException {
    client
        .parse("", "SELECT x FROM (VALUES (1), (2), (3)) v(x) ORDER BY x")
        .bind("", "")
        .execute("", 2)
        .execute("", 2)
        .execute("", 2)
        .sync();
    List<BackendMessage> answer = client.exchange();
    assertThat(Messages.types(answer)).isEqualTo("12DDsDCCZ");
  }

  @Test
  void namedPortalLivesUntilTheTransactionEnds() throws IOException {
    client.query("BEGIN").exchange();
    client
        .parse("", "SELECT x FROM (VALUES (1), (2), (3)) v(x) ORDER BY x")
        .bind("c", "")
        .execute("c", 1)
        .sync();
    assertThat(Messages.types(client.exchange())).isEqualTo("12DsZ");
    assertThat(Messages.types(client.execute("c", 1).sync().exchange())).isEqualTo("DsZ");
    client.query("COMMIT").exchange();
    assertThat(Messages.first(client.execute("c", 1).sync().exchange(), 'E').sqlState())
        .isEqualTo("34000");
  }

  @Test
  void afterAnErrorEverythingIsSkippedUntilSync() throws IOException {
    List<BackendMessage> answer =
        client
            .parse("", "SELECT 1 / $1::int4")
            .bind("", "", "0")
            .execute("", 0)
            .parse("never", "SELECT 1")
            .bind("", "never")
            .execute("", 0)
            .sync()
            .parse("", "SELECT 2")
            .sync()
            .flush()
            .readUntil('Z');
    assertThat(Messages.types(answer)).isEqualTo("12EZ");
    assertThat(Messages.types(client.readUntil('Z'))).isEqualTo("1Z");
    assertThat(Messages.first(client.bind("", "never").sync().exchange(), 'E').sqlState())
        .isEqualTo("26000");
  }

  @Test
  void queryAfterAnErrorIsSkippedToo() throws IOException {
    client.parse("", "SELEC").query("SELECT 1").sync();
    assertThat(Messages.types(client.exchange())).isEqualTo("EZ");
  }

  @Test
  void errorInsideAPipelineUndoesItsWritesOnly() throws IOException {
    client.query("CREATE TABLE piped (a int4 PRIMARY KEY)").exchange();
    client.parse("", "INSERT INTO piped VALUES (1)").bind("", "").execute("", 0).sync();
    client.parse("", "INSERT INTO piped VALUES (2)").bind("", "").execute("", 0);
    client.parse("", "INSERT INTO piped VALUES (1)").bind("", "").execute("", 0).sync();
    client.flush();
    assertThat(Messages.types(client.readUntil('Z'))).isEqualTo("12CZ");
    assertThat(Messages.types(client.readUntil('Z'))).isEqualTo("12C12EZ");
    assertThat(Messages.first(client.query("SELECT a FROM piped").exchange(), 'D').values())
        .containsExactly("1");
  }

  @Test
  void emptyStatementIsAllowed() throws IOException {
    List<BackendMessage> answer =
        client.parse("", "").bind("", "").describePortal("").execute("", 0).sync().exchange();
    assertThat(Messages.types(answer)).isEqualTo("12nIZ");
  }

  @Test
  void severalCommandsInOneStatementAreRefused() throws IOException {
    assertThat(
            Messages.first(client.parse("", "SELECT 1; SELECT 2").sync().exchange(), 'E')
                .sqlState())
        .isEqualTo("42601");
  }

  @Test
  void wrongNumberOfParametersIsRefused() throws IOException {
    client.parse("", "SELECT $1::int4").bind("", "").sync();
    assertThat(Messages.first(client.exchange(), 'E').sqlState()).isEqualTo("08P01");
  }

  @Test
  void badParameterTextIsRefused() throws IOException {
    client.parse("", "SELECT $1::int4").bind("", "", "four").sync();
    assertThat(Messages.first(client.exchange(), 'E').sqlState()).isEqualTo("22P02");
  }

  @Test
  void closingWhatIsNotThereIsNoError() throws IOException {
    client.message('C', new Body().int8('S').string("nosuch"));
    client.message('C', new Body().int8('P').string("nosuch")).sync();
    assertThat(Messages.types(client.exchange())).isEqualTo("33Z");
  }

  @Test
  void namesCannotBeTakenTwice() throws IOException {
    client.parse("twice", "SELECT 1").parse("twice", "SELECT 2").sync();
    assertThat(Messages.first(client.exchange(), 'E').sqlState()).isEqualTo("42P05");
    client.parse("", "SELECT 1").bind("p", "").bind("p", "").sync();
    assertThat(Messages.first(client.exchange(), 'E').sqlState()).isEqualTo("42P03");
  }

  @Test
  void parameterTypesAreInferred() throws IOException {
    client.query("CREATE TABLE typed (a int8, b date, c numeric(5,2))").exchange();
    List<BackendMessage> answer =
        client
            .parse("", "SELECT a FROM typed WHERE b = $1 AND c < $2 AND a IN ($3, $4)")
            .describeStatement("")
            .sync()
            .exchange();
    assertThat(Messages.types(answer)).isEqualTo("1tTZ");
    assertThat(Messages.first(answer, 't').body())
        .isEqualTo(new Body().int16(4).int32(1082).int32(1700).int32(20).int32(20).bytes());
  }

  @Test
  void binaryValuesGoBothWays() throws IOException {
    client.parse("", "SELECT $1::int4, $2::int8");
    client.message(
        'B',
        new Body()
            .string("")
            .string("")
            .int16(1)
            .int16(1)
            .int16(2)
            .int32(4)
            .int32(-7)
            .int32(8)
            .int32(1)
            .int32(0)
            .int16(1)
            .int16(1));
    List<BackendMessage> answer = client.execute("", 0).sync().exchange();
    assertThat(Messages.first(answer, 'D').body())
        .isEqualTo(new Body().int16(2).int32(4).int32(-7).int32(8).int32(1).int32(0).bytes());
  }

  @Test
  void asManyParametersAsTheProtocolCanCount() throws IOException {
    StringBuilder sql = new StringBuilder("SELECT 1 WHERE $1::int4 = 0");
    String[] values = new String[MAX_PARAMETERS];
    values[0] = "0";
    StringBuilder list = new StringBuilder();
    for (int i = 1; i < MAX_PARAMETERS; i++) {
      list.append(i == 1 ? "" : ",").append('$').append(i + 1);
      values[i] = String.valueOf(i);
    }
    sql.append(" AND $1 NOT IN (").append(list).append(')');
    List<BackendMessage> answer =
        client.parse("", sql.toString()).bind("", "", values).execute("", 0).sync().exchange();
    assertThat(Messages.types(answer)).isEqualTo("12DCZ");
  }

  @Test
  void tooManyParametersAreRefused() throws IOException {
    assertThat(
            Messages.first(client.parse("", "SELECT $65536::int4").sync().exchange(), 'E')
                .sqlState())
        .isIn("08P01", "42P02", "54000", "54011");
  }
}
