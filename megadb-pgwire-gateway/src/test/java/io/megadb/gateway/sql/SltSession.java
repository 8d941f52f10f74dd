package io.megadb.gateway.sql;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgResultSet;
import org.postgresql.util.PSQLException;

/**
 * Runs statements over the PostgreSQL JDBC driver and gives their outcome as text. A row is one
 * line: values between tabs, NULL, (empty) for an empty string, and \n, \t, \\ for those
 * characters.
 */
final class SltSession implements AutoCloseable {
  private static final Field FIELDS = fields();

  /** Types that the driver would look up in pg_catalog, a test of its own. */
  private static final Map<Integer, String> TYPES =
      Map.of(
          705,
          "unknown",
          1007,
          "_int4",
          1009,
          "_text",
          1016,
          "_int8",
          1186,
          "interval",
          2206,
          "regtype",
          2249,
          "record",
          2278,
          "void",
          2950,
          "uuid",
          3802,
          "jsonb");

  private final Connection connection;

  private SltSession(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects to a server on the loopback address.
   *
   * @param mode the driver's preferQueryMode: simple or extended
   */
  static SltSession connect(int port, String mode) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("password", "");
    properties.setProperty("preferQueryMode", mode);
    properties.setProperty("binaryTransfer", "false");
    properties.setProperty("socketTimeout", "10");
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    SltSession session = new SltSession(DriverManager.getConnection(url, properties));
    session.execute("SET TimeZone = 'UTC'");
    return session;
  }

  /** Runs one statement. */
  Outcome run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      if (!statement.execute(sql)) {
        return new Outcome.Done(statement.getUpdateCount());
      }
      try (ResultSet result = statement.getResultSet()) {
        return rows(result);
      }
    } catch (PSQLException e) {
      int position =
          e.getServerErrorMessage() == null ? 0 : e.getServerErrorMessage().getPosition();
      String message =
          e.getServerErrorMessage() == null
              ? e.getMessage()
              : String.valueOf(e.getServerErrorMessage().getMessage());
      return new Outcome.Refused(e.getSQLState(), position, message);
    } catch (SQLException e) {
      return new Outcome.Refused(e.getSQLState(), 0, e.getMessage());
    }
  }

  /** Whether the server or a lost socket has ended the session. */
  boolean isClosed() throws SQLException {
    return connection.isClosed();
  }

  /** Runs a statement that must succeed. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Outcome.Rows rows(ResultSet result) throws SQLException {
    List<String> types = types(result);
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      StringBuilder row = new StringBuilder();
      for (int i = 1; i <= types.size(); i++) {
        row.append(i == 1 ? "" : "\t").append(text(result.getString(i)));
      }
      rows.add(row.length() == 0 ? "(no columns)" : row.toString());
    }
    return new Outcome.Rows(types, false, rows);
  }

  private static String text(String value) {
    if (value == null) {
      return "NULL";
    }
    return value.isEmpty()
        ? "(empty)"
        : value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }

  /**
   * Type names from the row description alone. The driver's own getColumnTypeName would query
   * pg_catalog, a test of its own.
   */
  private List<String> types(ResultSet result) throws SQLException {
    try {
      org.postgresql.core.Field[] fields =
          (org.postgresql.core.Field[]) FIELDS.get(result.unwrap(PgResultSet.class));
      List<String> types = new ArrayList<>();
      for (org.postgresql.core.Field field : fields) {
        String name = TYPES.get(field.getOID());
        types.add(
            name != null
                ? name
                : connection.unwrap(BaseConnection.class).getTypeInfo().getPGType(field.getOID()));
      }
      return types;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field fields() {
    try {
      Field field = PgResultSet.class.getDeclaredField("fields");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
