package io.megadb.tpch;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * The process of DuckDB. It answers lines of its standard input:
 *
 * <pre>
 *   do SQL      ok NANOSECONDS 0                 a statement without rows
 *   time SQL    ok NANOSECONDS 0                 a query whose rows were all read
 *   rows SQL    ok NANOSECONDS ROWS KINDS        then a line a row, tabs between values, \N for null
 *   work FILE   as rows: a client a row    runs the {@link Workload} of the file
 *   otherwise   failed MESSAGE
 * </pre>
 *
 * The clock runs around JDBC's calls only. Ends with its input. The database is the file that the
 * first argument names, or in memory.
 */
public final class DuckDbProcess {
  private DuckDbProcess() {}

  /** Serves. */
  public static void main(String[] arguments) throws SQLException, IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    String file = arguments.length == 0 ? "" : arguments[0];
    List<Connection> clients = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      out.println("ok 0 0 " + connection.getMetaData().getDatabaseProductVersion());
      out.flush();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          answer(connection, clients, line, out);
        } catch (SQLException e) {
          out.println("failed " + String.valueOf(e.getMessage()).replace('\n', ' '));
        }
        out.flush();
      }
      for (Connection client : clients) {
        client.close();
      }
    }
  }

  private static void answer(
      Connection connection, List<Connection> clients, String line, PrintStream out)
      throws SQLException, IOException {
    int space = line.indexOf(' ');
    String verb = line.substring(0, space);
    String rest = line.substring(space + 1);
    long start = System.nanoTime();
    if (verb.equals("work")) {
      Workload workload = Workload.read(Path.of(rest));
      while (clients.size() < workload.orders().size()) {
        // A second connection to the same database, in memory too.
        clients.add(connection.unwrap(DuckDBConnection.class).duplicate());
      }
      Work work = ClientThreads.run(workload, clients);
      print(work.clients().stream().map(Work.Client::row).toList(), Work.KINDS, start, out);
      return;
    }
    try (Statement statement = connection.createStatement()) {
      switch (verb) {
        case "do" -> {
          statement.execute(rest);
          out.println("ok " + (System.nanoTime() - start) + " 0 -");
        }
        case "time" -> {
          try (ResultSet rows = statement.executeQuery(rest)) {
            ResultText.drain(rows);
          }
          out.println("ok " + (System.nanoTime() - start) + " 0 -");
        }
        default -> {
          try (ResultSet rows = statement.executeQuery(rest)) {
            String kinds = ResultText.kinds(rows.getMetaData());
            print(ResultText.read(rows).rows(), kinds, start, out);
          }
        }
      }
    }
  }

  private static void print(List<List<String>> rows, String kinds, long start, PrintStream out) {
    out.println("ok " + (System.nanoTime() - start) + " " + rows.size() + " " + kinds);
    for (List<String> row : rows) {
      Collections.replaceAll(row, null, "\\N");
      out.println(String.join("\t", row));
    }
  }
}
