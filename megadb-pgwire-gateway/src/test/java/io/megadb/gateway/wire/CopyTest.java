package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.gateway.wire.RawClient.Body;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PSQLException;

/** COPY FROM STDIN and TO STDOUT, with the driver and message by message. */
class CopyTest {
  @RegisterExtension static final GatewayServer SERVER = new GatewayServer();
  private RawClient client;
  private Connection connection;
  private CopyManager copy;

  @BeforeEach
  void connect() throws IOException, SQLException {
    client = SERVER.connect();
    connection =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + SERVER.port() + "/postgres", "postgres", "");
    copy = connection.unwrap(PGConnection.class).getCopyAPI();
    client.query("DROP TABLE IF EXISTS c").exchange();
    client.query("CREATE TABLE c (id int4, name text, n numeric(6,2))").exchange();
  }

  @AfterEach
  void disconnect() throws IOException, SQLException {
    client.close();
    connection.close();
  }

  @Test
  void textGoesInAndOutUnchanged() throws IOException, SQLException {
    String rows = "1\ta\t1.50\n2\t\\N\t\\N\n3\ttab\\tline\\nback\\\\\t-0.01\n4\t\t0.00\n";
    assertThat(copy.copyIn("COPY c FROM STDIN", new StringReader(rows))).isEqualTo(4);
    assertThat(out("COPY c TO STDOUT")).isEqualTo(rows);
  }

  @Test
  void csvQuotesAsPostgresDoes() throws IOException, SQLException {
    String csv =
        "id,name,n\n"
            + "1,\"a,b\",1.50\n"
            + "2,\"say \"\"hi\"\"\",\n"
            + "3,\"\",0.00\n"
            + "4,,5.00\n"
            + "5,\"two\n"
            + "lines\",1.00\n";
    assertThat(copy.copyIn("COPY c FROM STDIN (FORMAT csv, HEADER)", new StringReader(csv)))
        .isEqualTo(5);
    assertThat(out("COPY c TO STDOUT (FORMAT csv, HEADER)")).isEqualTo(csv);
  }

  @Test
  void someColumnsAndOtherDelimiters() throws IOException, SQLException {
    assertThat(
            copy.copyIn(
                "COPY c (n, id) FROM STDIN (DELIMITER '|', NULL '-')",
                new StringReader("1.25|7\n-|8\n")))
        .isEqualTo(2);
    assertThat(out("COPY c (id, n) TO STDOUT (DELIMITER ',', NULL 'none')"))
        .isEqualTo("7,1.25\n8,none\n");
  }

  @Test
  void queryGoesOut() throws IOException, SQLException {
    assertThat(out("COPY (SELECT x, x * 2 FROM (VALUES (1), (2)) v(x) ORDER BY x) TO STDOUT"))
        .isEqualTo("1\t2\n2\t4\n");
  }

  @Test
  void nothingGoesOutOfAnEmptyTable() throws IOException, SQLException {
    assertThat(out("COPY c TO STDOUT")).isEmpty();
    assertThat(copy.copyIn("COPY c FROM STDIN", new StringReader(""))).isZero();
  }

  @Test
  void badLinesFailWithTheirStateAndUndoAll() throws IOException, SQLException {
    assertFails("1\ta\t1\nx\tb\t2\n", "22P02");
    assertFails("1\ta\t1\n2\tb\n", "22P04");
    assertFails("1\ta\t1\n2\tb\t3\t4\n", "22P04");
    assertFails("1\ta\t99999.00\n", "22003");
    assertThat(out("COPY c TO STDOUT")).isEmpty();
  }

  @Test
  void unknownTableColumnAndOptionAreRefused() {
    assertThatThrownBy(() -> copy.copyIn("COPY nosuch FROM STDIN", new StringReader("")))
        .satisfies(e -> assertThat(((PSQLException) e).getSQLState()).isEqualTo("42P01"));
    assertThatThrownBy(() -> copy.copyIn("COPY c (nosuch) FROM STDIN", new StringReader("")))
        .satisfies(e -> assertThat(((PSQLException) e).getSQLState()).isEqualTo("42703"));
    assertThatThrownBy(() -> copy.copyIn("COPY c FROM STDIN (NOSUCH 1)", new StringReader("")))
        .satisfies(e -> assertThat(((PSQLException) e).getSQLState()).isEqualTo("42601"));
  }

  @Test
  void serverFilesAreOutOfReach() throws IOException {
    assertThat(Messages.first(client.query("COPY c FROM '/etc/passwd'").exchange(), 'E').sqlState())
        .isIn("42501", "0A000");
  }

  @Test
  void linesMayBeCutAnywhere() throws IOException {
    client.query("COPY c FROM STDIN").flush();
    assertThat(client.readUntil('G')).hasSize(1);
    for (byte b : "1\tä\\tb\t2.5\n2\tx\t\\N\n".getBytes(StandardCharsets.UTF_8)) {
      client.message('d', new Body().raw(b));
    }
    List<BackendMessage> answer = client.message('c', new Body()).exchange();
    assertThat(Messages.types(answer)).isEqualTo("CZ");
    assertThat(answer.get(0).text()).isEqualTo("COPY 2");
  }

  @Test
  void clientMayGiveUp() throws IOException {
    client.query("COPY c FROM STDIN").flush();
    client.readUntil('G');
    client.message('d', new Body().raw("1\ta\t1\n".getBytes(StandardCharsets.UTF_8)));
    List<BackendMessage> answer = client.message('f', new Body().string("no more")).exchange();
    assertThat(Messages.types(answer)).isEqualTo("EZ");
    assertThat(answer.get(0).sqlState()).isEqualTo("57014");
    assertThat(answer.get(0).fields().get('M')).contains("no more");
    assertThat(Messages.first(client.query("SELECT count(*) FROM c").exchange(), 'D').values())
        .containsExactly("0");
  }

  @Test
  void dataAfterAnErrorIsSkipped() throws IOException {
    client.query("COPY c FROM STDIN").flush();
    client.readUntil('G');
    client.message('d', new Body().raw("bad\n".getBytes(StandardCharsets.UTF_8)));
    client.message('d', new Body().raw("1\ta\t1\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(Messages.types(client.message('c', new Body()).exchange())).isEqualTo("EZ");
    assertThat(Messages.types(client.query("SELECT 1").exchange())).isEqualTo("TDCZ");
  }

  @Test
  void lostClientLeavesNothing() throws IOException {
    try (RawClient lost = SERVER.connect()) {
      lost.query("COPY c FROM STDIN").flush();
      lost.readUntil('G');
      lost.message('d', new Body().raw("1\ta\t1\n".getBytes(StandardCharsets.UTF_8))).flush();
    }
    assertThat(Messages.first(client.query("SELECT count(*) FROM c").exchange(), 'D').values())
        .containsExactly("0");
  }

  @Test
  void keysThatExistOrComeTwiceFailTheWholeCopy() throws IOException, SQLException {
    client.query("DROP TABLE c; CREATE TABLE c (id int4 PRIMARY KEY, name text)").exchange();
    assertThat(load(1, 9_000)).isEqualTo(9_000);
    assertFails(rows(20_000, 5_000) + rows(8_999, 5_000), "23505");
    assertFails(rows(30_000, 6_000) + rows(33_000, 1), "23505");
    assertFails(rows(30_000, 100) + rows(30_050, 100), "23505");
    assertThat(load(20_000, 100)).isEqualTo(100);
    assertThat(count()).isEqualTo("9100");
  }

  @Test
  void copyAfterASavepointIsTakenBackAlone() throws IOException, SQLException {
    client.query("DROP TABLE c; CREATE TABLE c (id int4 PRIMARY KEY, name text)").exchange();
    connection.setAutoCommit(false);
    load(1, 1_000);
    Savepoint first = connection.setSavepoint();
    execute("UPDATE c SET name = 'changed' WHERE id = 5; DELETE FROM c WHERE id = 6");
    load(2_000, 1_000);
    assertFails(rows(3_000, 500) + rows(2_500, 500), "23505");
    connection.rollback(first);
    execute("TRUNCATE c");
    load(1, 500);
    connection.rollback(first);
    load(2_500, 1_000);
    assertFails(rows(900, 200), "23505");
    connection.rollback(first);
    load(5_000, 1_000);
    connection.commit();
    connection.setAutoCommit(true);
    assertThat(count()).isEqualTo("2000");
    assertThat(
            out("COPY (SELECT * FROM c WHERE id IN (5, 6, 999, 2500, 5999) ORDER BY 1) TO STDOUT"))
        .isEqualTo("5\tname 5\n6\tname 6\n999\tname 999\n5999\tname 5999\n");
  }

  @Test
  void rowsOfACopyCanBeMetByTheSameTransactionsInserts() throws IOException, SQLException {
    client.query("DROP TABLE c; CREATE TABLE c (id int4 PRIMARY KEY, name text)").exchange();
    connection.setAutoCommit(false);
    load(1, 1_000);
    execute("INSERT INTO c VALUES (5, 'new'), (2000, 'new') ON CONFLICT DO NOTHING");
    execute(
        "INSERT INTO c SELECT i, 'twice' FROM generate_series(990, 1100) i"
            + " ON CONFLICT (id) DO UPDATE SET name = excluded.name");
    load(3_000, 1_000);
    connection.commit();
    connection.setAutoCommit(true);
    assertThat(count()).isEqualTo("2101");
    assertThat(out("COPY (SELECT count(*) FROM c WHERE name = 'twice') TO STDOUT"))
        .isEqualTo("111\n");
    assertThat(out("COPY (SELECT * FROM c WHERE id IN (5, 1000, 2000) ORDER BY 1) TO STDOUT"))
        .isEqualTo("5\tname 5\n1000\ttwice\n2000\tnew\n");
  }

  @Test
  void wideRowsGoInByTheBatchTheyFit() throws IOException, SQLException {
    client.query("DROP TABLE c; CREATE TABLE c (id int4 PRIMARY KEY, name text)").exchange();
    String wide = "w".repeat(1 << 20);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 24; i++) {
      rows.append(i).append('\t').append(wide).append('\n');
    }
    assertThat(copy.copyIn("COPY c FROM STDIN", new StringReader(rows.toString()))).isEqualTo(24);
    rows.append("7\tagain\n");
    assertFails(rows.toString(), "23505");
    assertThat(count()).isEqualTo("24");
  }

  private long load(int from, int count) throws SQLException, IOException {
    return copy.copyIn("COPY c FROM STDIN", new StringReader(rows(from, count)));
  }

  private static String rows(int from, int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      rows.append(i).append("\tname ").append(i).append('\n');
    }
    return rows.toString();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String count() throws IOException {
    return Messages.first(client.query("SELECT count(*) FROM c").exchange(), 'D').values().get(0);
  }

  @Test
  void copyRunsInsideAStringOfStatements() throws IOException {
    client.query("BEGIN; COPY c FROM STDIN; SELECT count(*) FROM c; COMMIT").flush();
    client.readUntil('G');
    client.message('d', new Body().raw("1\ta\t1\n".getBytes(StandardCharsets.UTF_8)));
    List<BackendMessage> answer = client.message('c', new Body()).exchange();
    assertThat(Messages.types(answer)).isEqualTo("CTDCCZ");
    assertThat(Messages.first(answer, 'D').values()).containsExactly("1");
  }

  private String out(String sql) throws SQLException, IOException {
    StringWriter writer = new StringWriter();
    copy.copyOut(sql, writer);
    return writer.toString();
  }

  private void assertFails(String rows, String state) {
    assertThatThrownBy(() -> copy.copyIn("COPY c FROM STDIN", new StringReader(rows)))
        .isInstanceOfSatisfying(
            PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
  }
}
