package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.testing.TemporaryPostgres;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;
import org.postgresql.util.PSQLException;

/** vector and halfvec through a driver: every tier, both formats, both runs, and the errors. */
class VectorTypesITCase {
  private static final List<String> TIERS = List.of("oltp", "olap", "memory");

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private Connection connection;

  /** A vector that the driver sends in binary. */
  public static final class BinaryVector extends PGobject implements PGBinaryObject {
    private static final long serialVersionUID = 1L;

    private byte[] bytes = new byte[0];

    public BinaryVector() {
      setType("vector");
    }

    BinaryVector(float... elements) {
      this();
      ByteBuffer out = ByteBuffer.allocate(4 + 4 * elements.length);
      out.putShort((short) elements.length).putShort((short) 0);
      for (float element : elements) {
        out.putFloat(element);
      }
      bytes = out.array();
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
      bytes = java.util.Arrays.copyOfRange(value, offset, value.length);
    }

    @Override
    public int lengthInBytes() {
      return bytes.length;
    }

    @Override
    public void toBytes(byte[] into, int offset) {
      System.arraycopy(bytes, 0, into, offset, bytes.length);
    }

    float[] elements() {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      float[] elements = new float[in.getShort()];
      in.getShort();
      for (int i = 0; i < elements.length; i++) {
        elements[i] = in.getFloat();
      }
      return elements;
    }
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = SERVER.connect();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private PSQLException error(String sql) {
    PSQLException error = Sql.error(connection, sql);
    assertThat((Object) error).as(sql).isNotNull();
    return error;
  }

  @Test
  void everyTierKeepsVectors() throws Exception {
    for (String tier : TIERS) {
      String table = "kept_" + tier;
      Sql.run(
          connection,
          "CREATE TABLE " + table + " (id int, v vector(3), h halfvec(2)) USING " + tier);
      Sql.run(
          connection,
          "INSERT INTO "
              + table
              + " VALUES (1, '[1,2.5,-3e-5]', '[0.1,2]'), (2, NULL, NULL), (3, ARRAY[7,8,9],"
              + " NULL)");
      ((PGConnection) connection)
          .getCopyAPI()
          .copyIn("COPY " + table + " FROM STDIN", new StringReader("4\t[4,5,6]\t[1,1]\n"));
      Sql.run(connection, "UPDATE " + table + " SET v = v + '[1,1,1]' WHERE id = 3");
      List<String> expected =
          List.of(
              "1|[1,2.5,-3e-05]|[0.099975586,2]",
              "2|null|null",
              "3|[8,9,10]|null",
              "4|[4,5,6]|[1,1]");
      for (String run : List.of("local", "flink")) {
        Sql.run(connection, "SET megadb.execution = " + run);
        assertThat(Sql.rows(connection, "SELECT * FROM " + table + " ORDER BY id"))
            .as(tier + " " + run)
            .isEqualTo(expected);
        assertThat(
                Sql.rows(
                    connection,
                    "SELECT id FROM " + table + " ORDER BY v <-> '[8,8,8]', id LIMIT 2"))
            .containsExactly("3", "4");
        assertThat(Sql.rows(connection, "SELECT sum(v), avg(v), avg(h) FROM " + table))
            .containsExactly("[13,16.5,15.99997]|[4.3333335,5.5,5.3333235]|[0.5498047,1.5]");
        assertThat(
                Sql.rows(
                    connection,
                    "SELECT a.id FROM "
                        + table
                        + " a JOIN "
                        + table
                        + " b ON a.v = b.v WHERE a.v > '[2]' ORDER BY a.v DESC"))
            .containsExactly("3", "4");
      }
      Sql.run(connection, "RESET megadb.execution");
      assertThat(error("INSERT INTO " + table + " VALUES (5, '[1,2]', NULL)").getSQLState())
          .isEqualTo("22000");
      assertThat(error("INSERT INTO " + table + " SELECT 5, '[1,2]'::vector").getMessage())
          .contains("expected 3 dimensions, not 2");
    }
  }

  @Test
  void bothFormatsCarryBothWays() throws Exception {
    String url =
        "jdbc:postgresql://localhost:"
            + SERVER.port()
            + "/megadb?prepareThreshold=-1&binaryTransferEnable=15101";
    try (Connection binary = DriverManager.getConnection(url, "megadb", "")) {
      binary.unwrap(PGConnection.class).addDataType("vector", BinaryVector.class);
      try (PreparedStatement statement =
          binary.prepareStatement("SELECT ? + '[1,1]', ?::vector <-> '[0,0]'")) {
        statement.setObject(1, new BinaryVector(1.5f, -2));
        statement.setObject(2, new BinaryVector(3, 4));
        try (ResultSet rows = statement.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(((BinaryVector) rows.getObject(1)).elements()).containsExactly(2.5f, -1);
          assertThat(rows.getDouble(2)).isEqualTo(5);
        }
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT ?::vector(2), '[1,0]'::vector <=> '[0,1]'")) {
      statement.setString(1, "[1,2]");
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("[1,2]");
        assertThat(rows.getDouble(2)).isEqualTo(1);
      }
    }
    assertThat(Sql.value(connection, "SELECT pg_typeof('[1,2]'::vector)")).isEqualTo("vector");
  }

  @Test
  void functionsAndCastsAnswerAsPgvector() throws Exception {
    assertThat(
            Sql.rows(
                connection,
                "SELECT vector_dims('[1,2,3]'::vector), vector_norm('[3,4]'), l2_norm('[3,4]'),"
                    + " l2_normalize('[3,4]'::vector), l2_normalize('[3,4]'::halfvec),"
                    + " subvector('[1,2,3,4,5]'::vector, -1, 3), subvector('[1,2,3]'::vector, 2,"
                    + " 9), inner_product('[1,2]'::vector, '[3,4]'), l1_distance('[0,0]'::vector,"
                    + " '[3,4]')"))
        .containsExactly("3|5|5|[0.6,0.8]|[0.60009766,0.7998047]|[1]|[2,3]|11|7");
    assertThat(
            Sql.rows(
                connection,
                "SELECT ARRAY[1.5,2]::vector, '{1,2}'::float8[]::halfvec, '[1,2]'::vector::real[],"
                    + " '[1.1]'::vector::halfvec, '[1.5]'::halfvec::vector, '[1,2]'::text::vector,"
                    + " '[1,2]'::vector::text, '[1,2]'::vector || '[3]', '[2]'::vector * '[4]',"
                    + " vector_cmp('[1,2]', '[1,2,3]')"))
        .containsExactly("[1.5,2]|[1,2]|{1,2}|[1.0996094]|[1.5]|[1,2]|[1,2]|[1,2,3]|[8]|-1");
    assertThat(error("SELECT '[1,2]'::vector <-> '[3]'").getMessage())
        .contains("different vector dimensions 2 and 1");
    assertThat(error("SELECT '[3e38]'::vector + '[3e38]'").getSQLState()).isEqualTo("22003");
    assertThat(error("SELECT '[1e-37]'::vector * '[1e-37]'").getMessage()).contains("underflow");
    assertThat(error("SELECT '{NULL}'::real[]::vector").getSQLState()).isEqualTo("22004");
    assertThat(error("SELECT '{NaN}'::real[]::vector").getMessage())
        .contains("NaN not allowed in vector");
    assertThat(error("SELECT '[65520]'::vector::halfvec").getSQLState()).isEqualTo("22003");
    assertThat(error("SELECT subvector('[1,2]'::vector, 3, 1)").getSQLState()).isEqualTo("22000");
    assertThat(error("SELECT avg(v) FROM (VALUES ('[1]'::vector), ('[1,2]')) t(v)").getMessage())
        .contains("expected 1 dimensions, not 2");
  }

  private static String random(SplittableRandom random, int dimensions) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < dimensions; i++) {
      text.append(i == 0 ? "" : ",").append((float) (random.nextDouble() * 20 - 10));
    }
    return text.append(']').toString();
  }

  /** PostgreSQL has no pgvector here, but sums the same terms in SQL. */
  @Test
  void distancesEqualPostgresqls() throws Exception {
    assumeTrue(TemporaryPostgres.unavailable().isEmpty(), "no PostgreSQL 15 here");
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      int dimensions = 1 + i;
      values
          .append(i == 0 ? "" : ", ")
          .append(
              "(%d, '%s', '%s')"
                  .formatted(i, random(random, dimensions), random(random, dimensions)));
    }
    List<double[]> expected = new ArrayList<>();
    try (TemporaryPostgres postgres = TemporaryPostgres.start();
        Connection oracle = postgres.connect();
        Statement statement = oracle.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT sqrt(sum((x - y) ^ 2)), -sum(x * y), sum(abs(x - y)),"
                    + " 1 - sum(x * y) / sqrt(sum(x * x) * sum(y * y))"
                    + " FROM (VALUES "
                    + values
                    + ") t(i, a, b), unnest(translate(a, '[]', '{}')::real[]::float8[],"
                    + " translate(b, '[]', '{}')::real[]::float8[]) u(x, y) GROUP BY i ORDER BY"
                    + " i")) {
      while (rows.next()) {
        expected.add(
            new double[] {
              rows.getDouble(1), rows.getDouble(2), rows.getDouble(3), rows.getDouble(4)
            });
      }
    }
    assertThat(expected).hasSize(200);
    Sql.run(connection, "CREATE TABLE pairs (i int, a vector, b vector) USING olap");
    Sql.run(connection, "INSERT INTO pairs VALUES " + values);
    for (String run : List.of("local", "flink")) {
      Sql.run(connection, "SET megadb.execution = " + run);
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT a <-> b, a <#> b, a <+> b, a <=> b FROM pairs ORDER BY i")) {
        for (double[] wanted : expected) {
          assertThat(rows.next()).isTrue();
          for (int i = 0; i < wanted.length; i++) {
            assertThat(rows.getDouble(i + 1))
                .isCloseTo(wanted[i], within(1e-12 * Math.max(1, Math.abs(wanted[i]))));
          }
        }
      }
    }
  }
}
