package io.megadb.gateway.bench;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.focus.DemoAnswer;
import io.megadb.gateway.focus.DemoModels;
import io.megadb.gateway.focus.DemoQuestion;
import io.megadb.gateway.focus.DemoSize;
import io.megadb.gateway.focus.DemoTable;
import io.megadb.gateway.focus.FocusGenerator;
import io.megadb.gateway.focus.PostgresDemo;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Asks the demonstration's question of MegaDB and, by recursion and arithmetic, of PostgreSQL with
 * indexes on what it looks up; in turn, on the same rows. Both answers must be equal.
 */
public final class QuestionBench {
  private final DemoSize size;
  private final int warmUp;
  private final int runs;
  private final PrintStream out;

  /**
   * @param warmUp runs of each side that do not count
   * @param runs runs of each side of which the median counts
   */
  public QuestionBench(DemoSize size, int warmUp, int runs, PrintStream out) {
    this.size = size;
    this.warmUp = warmUp;
    this.runs = runs;
    this.out = out;
  }

  /** Loads and measures; the directory is that of both servers. */
  public void run(Path directory, Peer megaDb, Peer postgres) throws SQLException, IOException {
    Machine.describe(directory).forEach(out::println);
    out.println("peer: " + postgres.description());
    FocusGenerator generator = new FocusGenerator(size);
    String target = new DemoAnswer(generator).defaultTarget();
    out.printf(
        Locale.ROOT,
        "data: %,d resources, %,d dependencies, %,d billing rows; about %s%n",
        generator.rows(DemoTable.RESOURCES),
        generator.rows(DemoTable.DEPENDS_ON),
        generator.rows(DemoTable.FOCUS_BILLING),
        target);
    out.printf(
        Locale.ROOT,
        "settings: both as shipped, after ANALYZE; PostgreSQL with indexes; %d runs of each in turn"
            + " after %d that do not count; medians%n",
        runs,
        warmUp);
    try (Connection ours = megaDb.connect();
        Connection theirs = postgres.connect();
        Statement our = ours.createStatement();
        Statement their = theirs.createStatement()) {
      loadPostgres(theirs, their, generator);
      loadMegaDb(ours, our, generator);
      String question = DemoQuestion.about(target);
      String relational = PostgresDemo.questionAbout(target);
      List<String> wanted = ask(their, relational);
      for (String execution : List.of("local", "flink")) {
        our.execute("SET megadb.execution = " + execution);
        Timings[] timings = {new Timings(runs), new Timings(runs)};
        for (int run = -warmUp; run < runs; run++) {
          long start = System.nanoTime();
          List<String> answer = ask(our, question);
          long middle = System.nanoTime();
          if (!answer.equals(wanted)) {
            throw new MegaDbException(
                SqlState.INTERNAL_ERROR, "answers differ: " + answer + " and " + wanted);
          }
          long before = System.nanoTime();
          ask(their, relational);
          if (run >= 0) {
            timings[0].add(middle - start);
            timings[1].add(System.nanoTime() - before);
          }
        }
        double own = timings[0].medianMillis();
        double peer = timings[1].medianMillis();
        out.printf(
            Locale.ROOT,
            "%s: MegaDB %.1f ms, PostgreSQL %.1f ms, MegaDB / PostgreSQL %.2f (%d equal rows)%n",
            execution,
            own,
            peer,
            own / peer,
            wanted.size());
      }
    }
  }

  private static void loadPostgres(
      Connection connection, Statement statement, FocusGenerator generator)
      throws SQLException, IOException {
    for (DemoTable table : DemoTable.values()) {
      statement.execute(PostgresDemo.createStatement(table));
      copy(connection, table, generator);
    }
    for (String change : PostgresDemo.afterLoad()) {
      statement.execute(change);
    }
    for (String index : PostgresDemo.indexes()) {
      statement.execute(index);
    }
    statement.execute("VACUUM ANALYZE");
  }

  private static void loadMegaDb(
      Connection connection, Statement statement, FocusGenerator generator)
      throws SQLException, IOException {
    for (DemoTable table : DemoTable.values()) {
      statement.execute(table.createStatement());
      copy(connection, table, generator);
      statement.execute("ANALYZE " + table.tableName());
    }
    for (String model : DemoModels.createStatements()) {
      statement.execute(model);
    }
  }

  private static void copy(Connection connection, DemoTable table, FocusGenerator generator)
      throws SQLException, IOException {
    try (PGCopyOutputStream rows =
        new PGCopyOutputStream(
            connection.unwrap(PGConnection.class), table.copyStatement(), 1 << 16)) {
      generator.writeCsv(table, rows);
    }
  }

  private static List<String> ask(Statement statement, String question) throws SQLException {
    List<String> answer = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(question)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          row.append(rows.getString(i)).append('|');
        }
        answer.add(row.toString());
      }
    }
    return answer;
  }
}
