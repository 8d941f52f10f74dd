package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.focus.DemoModels;
import io.megadb.gateway.focus.DemoSize;
import io.megadb.gateway.focus.DemoTable;
import io.megadb.gateway.focus.FocusGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Puts the demonstration's tables into a database, through COPY like any client. */
final class DemoData {
  private static final String MARK = "demo.size";

  private final PrintStream out;
  private final boolean terminal;
  private final FocusGenerator generator;
  private final String size;
  private final Path mark;

  /**
   * @param directory of the database; a file in it tells what was loaded
   */
  DemoData(PrintStream out, boolean terminal, DemoSize size, Path directory) {
    this.out = out;
    this.terminal = terminal;
    this.generator = new FocusGenerator(size);
    this.size =
        size.resources()
            + " "
            + size.months()
            + " "
            + size.seed()
            + " in "
            + DemoTable.values().length
            + " tables, one graph and one index";
    this.mark = directory.resolve(MARK);
  }

  FocusGenerator generator() {
    return generator;
  }

  /** Whether the directory holds data of another size, which a load would mix with this one. */
  boolean isOther() {
    return Files.exists(mark) && !isLoaded();
  }

  private boolean isLoaded() {
    try {
      return Files.exists(mark) && Files.readString(mark).equals(size);
    } catch (IOException e) {
      throw new MegaDbException(SqlState.IO_ERROR, "cannot read " + mark, e);
    }
  }

  /**
   * Creates and loads what is missing. Prices are always loaded: the MEMORY tier forgets them when
   * the server stops.
   */
  void load(Connection connection) throws SQLException, IOException {
    boolean loaded = isLoaded();
    if (loaded) {
      out.println("Demo data is there already (--fresh makes it anew)");
    } else {
      out.println("Generating and loading demo data");
      execute(connection, DemoModels.dropGraph());
    }
    if (loaded) {
      execute(connection, "TRUNCATE " + DemoTable.LIVE_PRICE.tableName());
      copy(connection, "live_price", List.of(DemoTable.LIVE_PRICE));
    } else {
      for (DemoTable table : DemoTable.values()) {
        execute(connection, "DROP TABLE IF EXISTS " + table.tableName());
        execute(connection, table.createStatement());
      }
      List<DemoTable> others = new ArrayList<>(List.of(DemoTable.values()));
      others.remove(DemoTable.FOCUS_BILLING);
      copy(connection, "focus_billing", List.of(DemoTable.FOCUS_BILLING));
      copy(connection, others.size() + " others", others);
      for (String statement : DemoModels.createStatements()) {
        execute(connection, statement);
      }
    }
    Files.writeString(mark, size);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void copy(Connection connection, String label, List<DemoTable> tables)
      throws SQLException, IOException {
    long rows = tables.stream().mapToLong(generator::rows).sum();
    ProgressBar bar = new ProgressBar(out, terminal, label, rows);
    long before = 0;
    for (DemoTable table : tables) {
      try (LineCounter lines =
          new LineCounter(
              new PGCopyOutputStream(
                  connection.unwrap(PGConnection.class), table.copyStatement(), 1 << 16),
              bar,
              before)) {
        generator.writeCsv(table, lines);
      }
      before += generator.rows(table);
    }
    bar.finish(rows);
  }

  /** Counts rows as they are sent. */
  private static final class LineCounter extends OutputStream {
    private final OutputStream target;
    private final ProgressBar bar;
    private long lines;

    /**
     * @param before rows of tables that were loaded before
     */
    LineCounter(OutputStream target, ProgressBar bar, long before) {
      this.target = target;
      this.bar = bar;
      this.lines = before;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      for (int i = from; i < from + length; i++) {
        lines += bytes[i] == '\n' ? 1 : 0;
      }
      target.write(bytes, from, length);
      bar.update(lines);
    }

    @Override
    public void close() throws IOException {
      target.close();
    }
  }
}
