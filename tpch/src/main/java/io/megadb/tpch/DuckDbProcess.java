package io.megadb.tpch;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;

/**
 * The process of DuckDB. It answers lines of its standard input:
 *
 * <pre>
 *   do SQL      ok NANOSECONDS 0                 a statement without rows
 *   time SQL    ok NANOSECONDS 0                 a query whose rows were all read
 *   rows SQL    ok NANOSECONDS ROWS KINDS        then a line a row, tabs between values, \N for null
 *   otherwise   failed MESSAGE
 * </pre>
 *
 * The clock runs around JDBC's calls only. Ends with its input.
 */
public final class DuckDbProcess {
  private DuckDbProcess() {}

  /** Serves. */
  public static void main(String[] arguments) throws SQLException, IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      out.println("ok 0 0 " + connection.getMetaData().getDatabaseProductVersion());
      out.flush();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          answer(connection, line, out);
        } catch (SQLException e) {
          out.println("failed " + String.valueOf(e.getMessage()).replace('\n', ' '));
        }
        out.flush();
      }
    }
  }

  private static void answer(Connection connection, String line, PrintStream out)
      throws SQLException {
    int space = line.indexOf(' ');
    String sql = line.substring(space + 1);
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      switch (line.substring(0, space)) {
        case "do" -> {
          statement.execute(sql);
          out.println("ok " + (System.nanoTime() - start) + " 0 -");
        }
        case "time" -> {
          try (ResultSet rows = statement.executeQuery(sql)) {
            ResultText.drain(rows);
          }
          out.println("ok " + (System.nanoTime() - start) + " 0 -");
        }
        default -> {
          try (ResultSet rows = statement.executeQuery(sql)) {
            String kinds = ResultText.kinds(rows.getMetaData());
            List<List<String>> answer = ResultText.read(rows).rows();
            long nanos = System.nanoTime() - start;
            out.println("ok " + nanos + " " + answer.size() + " " + kinds);
            for (List<String> row : answer) {
              Collections.replaceAll(row, null, "\\N");
              out.println(String.join("\t", row));
            }
          }
        }
      }
    }
  }
}
