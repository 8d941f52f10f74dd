package io.megadb.gateway.launcher;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Prints a result as psql does: aligned, numbers to the right. */
final class AnswerTable {
  private final List<String> names = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Reads all rows of a result. */
  AnswerTable(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i));
      numeric.add(isNumeric(columns.getColumnType(i)));
    }
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= names.size(); i++) {
        row.add(result.getString(i));
      }
      rows.add(row);
    }
  }

  private static boolean isNumeric(int type) {
    return switch (type) {
      case Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.NUMERIC,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE ->
          true;
      default -> false;
    };
  }

  List<List<String>> rows() {
    return rows;
  }

  /**
   * Lines of the table.
   *
   * @param most rows to show; a line says how many more there are
   */
  List<String> lines(int most) {
    int[] widths = new int[names.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = width(names.get(i));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], width(text(row.get(i))));
      }
    }
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder();
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      int space = widths[i] - width(names.get(i));
      head.append(i == 0 ? " " : "| ")
          .append(" ".repeat(space / 2))
          .append(names.get(i))
          .append(" ".repeat(space - space / 2 + 1));
      rule.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
    }
    lines.add(head.toString().stripTrailing());
    lines.add(rule.toString());
    for (List<String> row : rows.subList(0, Math.min(most, rows.size()))) {
      lines.add(line(row, widths));
    }
    if (rows.size() > most) {
      lines.add(" ... " + (rows.size() - most) + " more");
    }
    lines.add("(" + rows.size() + (rows.size() == 1 ? " row)" : " rows)"));
    return lines;
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = text(row.get(i));
      String space = " ".repeat(widths[i] - width(text));
      line.append(i == 0 ? " " : "| ")
          .append(numeric.get(i) ? space + text : text + space)
          .append(' ');
    }
    return line.toString().stripTrailing();
  }

  private static String text(String value) {
    return value == null ? "" : value.replace("\n", "\\n");
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
