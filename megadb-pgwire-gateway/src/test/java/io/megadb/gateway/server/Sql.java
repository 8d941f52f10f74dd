package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLException;

/** Statements of one line. */
final class Sql {
  private Sql() {}

  /** Runs a statement; gives the count of changed rows, -1 for none. */
  static int run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return statement.getUpdateCount();
    }
  }

  /** Rows as text, columns parted by a bar. */
  static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(i == 1 ? "" : "|").append(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }

  /** The only value of the only row. */
  static String value(Connection connection, String sql) throws SQLException {
    return rows(connection, sql).get(0);
  }

  /** The error that a statement must end with; null if it succeeds. */
  static PSQLException error(Connection connection, String sql) {
    return catchThrowableOfType(PSQLException.class, () -> run(connection, sql));
  }
}
