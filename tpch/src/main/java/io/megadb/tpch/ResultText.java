package io.megadb.tpch;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Rows of JDBC as answers. */
final class ResultText {
  private ResultText() {}

  static Answer read(ResultSet rows) throws SQLException {
    List<Answer.Kind> kinds = new ArrayList<>();
    for (char letter : kinds(rows.getMetaData()).toCharArray()) {
      kinds.add(Answer.Kind.of(letter));
    }
    List<List<String>> lines = new ArrayList<>();
    while (rows.next()) {
      List<String> line = new ArrayList<>();
      for (int column = 1; column <= kinds.size(); column++) {
        line.add(rows.getString(column));
      }
      lines.add(line);
    }
    return new Answer(kinds, lines);
  }

  /** A letter a column: n exact number, f floating point, t all else. */
  static String kinds(ResultSetMetaData columns) throws SQLException {
    StringBuilder letters = new StringBuilder();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      letters.append(
          switch (columns.getColumnType(column)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> 'n';
            case Types.DECIMAL, Types.NUMERIC -> 'n';
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> 'f';
            // HUGEINT, the sum of integers.
            case Types.OTHER, Types.JAVA_OBJECT -> 'n';
            default -> 't';
          });
    }
    return letters.toString();
  }

  /** Reads all values of all rows, as a client that wants them would. */
  static long drain(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    long values = 0;
    while (rows.next()) {
      for (int column = 1; column <= columns; column++) {
        values += rows.getObject(column) == null ? 0 : 1;
      }
    }
    return values;
  }
}
