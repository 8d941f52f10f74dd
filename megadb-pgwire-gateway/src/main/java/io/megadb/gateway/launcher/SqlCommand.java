package io.megadb.gateway.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A small client, so that nobody needs psql installed. */
final class SqlCommand {
  private static final String HELP =
      """
      Usage: megadb sql [OPTION...] [-c STATEMENTS | -f FILE]

        -f FILE         run the statements of a file and exit
        -c STATEMENTS   run these and exit; without it statements are read from standard input,
                        each ended by a semicolon at the end of a line
        --host H        server (default localhost)
        --port P        PostgreSQL port (default 5432)
        --user U        user name (default megadb)
        --database D    database name (default megadb)
        --help          this text\
      """;

  private final PrintStream out;
  private final PrintStream err;

  SqlCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  int run(List<String> arguments) {
    Options options =
        Options.parse(
            arguments, Set.of("c", "f", "host", "port", "user", "database"), Set.of("help", "h"));
    if (options.has("help") || options.has("h")) {
      out.println(HELP);
      return 0;
    }
    String text = options.get("c", String.join(" ", options.operands()));
    if (options.has("f")) {
      text = content(Path.of(options.get("f", "")));
    }
    String url =
        "jdbc:postgresql://"
            + options.get("host", "localhost")
            + ":"
            + options.integer("port", 5432, 1, 65535)
            + "/"
            + options.get("database", "megadb")
            + "?preferQueryMode=simple&ApplicationName=megadb";
    try (Connection connection =
        DriverManager.getConnection(url, options.get("user", "megadb"), "")) {
      return text.isBlank() ? interactive(connection) : execute(connection, text) ? 0 : 1;
    } catch (SQLException e) {
      err.println("megadb: cannot connect: " + e.getMessage());
      return 1;
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    }
  }

  private int interactive(Connection connection) {
    boolean terminal = Terminal.isInteractive();
    boolean allRight = true;
    StringBuilder statement = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (; ; ) {
        if (terminal) {
          out.print(statement.length() == 0 ? "megadb=> " : "megadb-> ");
          out.flush();
        }
        String line = lines.readLine();
        if (line == null || statement.length() == 0 && line.strip().equals("\\q")) {
          break;
        }
        statement.append(line).append('\n');
        if (line.stripTrailing().endsWith(";")) {
          allRight &= execute(connection, statement.toString());
          statement.setLength(0);
        }
      }
    } catch (IOException e) {
      err.println("megadb: " + e.getMessage());
      return 1;
    }
    if (!statement.toString().isBlank()) {
      allRight &= execute(connection, statement.toString());
    }
    return allRight || terminal ? 0 : 1;
  }

  private boolean execute(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      boolean isResult = statement.execute(sql);
      while (isResult || statement.getUpdateCount() >= 0) {
        if (isResult) {
          try (ResultSet result = statement.getResultSet()) {
            new AnswerTable(result).lines(Integer.MAX_VALUE).forEach(out::println);
          }
        } else {
          out.println("OK, " + statement.getUpdateCount() + " rows affected");
        }
        isResult = statement.getMoreResults();
      }
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        err.println("NOTICE:  " + w.getMessage());
      }
      return true;
    } catch (SQLException e) {
      report(e, sql);
      return false;
    }
  }

  /** As psql shows errors: message, line with caret, detail, hint. */
  private void report(SQLException e, String sql) {
    ServerErrorMessage message =
        e instanceof PSQLException server ? server.getServerErrorMessage() : null;
    if (message == null) {
      err.println("ERROR:  " + e.getMessage());
      return;
    }
    err.println("ERROR:  " + message.getMessage());
    if (message.getPosition() > 0) {
      caret(sql, message.getPosition());
    }
    if (message.getDetail() != null) {
      err.println("DETAIL:  " + message.getDetail());
    }
    if (message.getHint() != null) {
      err.println("HINT:  " + message.getHint());
    }
    if (message.getWhere() != null) {
      err.println("CONTEXT:  " + message.getWhere());
    }
  }

  private void caret(String sql, int position) {
    int at = sql.offsetByCodePoints(0, Math.min(position - 1, sql.codePointCount(0, sql.length())));
    int start = sql.lastIndexOf('\n', Math.max(at - 1, 0)) + 1;
    int end = sql.indexOf('\n', at);
    long line = sql.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    String prefix = "LINE " + line + ": ";
    err.println(prefix + sql.substring(start, end < 0 ? sql.length() : end));
    err.println(" ".repeat(prefix.length() + at - start) + "^");
  }
}
