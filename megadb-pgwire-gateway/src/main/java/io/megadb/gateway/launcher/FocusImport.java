package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.gateway.focus.CsvExport;
import io.megadb.gateway.focus.ExportRowSource;
import io.megadb.gateway.focus.FocusExportReader;
import io.megadb.gateway.focus.ImportReport;
import io.megadb.gateway.focus.parquet.ParquetExport;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Loads billing exports into one table, all of them or none. Every file is read twice: first to see
 * which columns and how many digits the table needs and what does not fit, then to load it.
 */
final class FocusImport {
  private static final int COPY_BUFFER_BYTES = 1 << 16;
  private static final int MOST_DIGITS = 38;
  private static final String UNDEFINED_TABLE = "42P01";

  /** Misfits told one by one; the rest is only counted. */
  private static final int SHOWN_MISFITS = 5;

  private final PrintStream out;
  private final boolean terminal;
  private final String table;

  /**
   * @param table a name in SQL, quoted if it must be
   */
  FocusImport(PrintStream out, boolean terminal, String table) {
    this.out = out;
    this.terminal = terminal;
    this.table = table;
  }

  /** Loads the files; the table is created if it does not exist. Returns the number of rows. */
  long load(Connection connection, List<Path> files) throws SQLException, IOException {
    Set<String> extras = new LinkedHashSet<>();
    int scale = 0;
    for (Path file : files) {
      try (FocusExportReader reader = FocusExportReader.open(file)) {
        while (reader.next() != null) {
          // counted by the report
        }
        extras.addAll(reader.extraColumns());
        scale = Math.max(scale, reader.report().largestScale());
      }
    }
    int tableScale = tableScale(connection);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      if (tableScale < 0) {
        statement.execute(createStatement(files.get(0), extras, Math.min(MOST_DIGITS, scale)));
      }
      long rows = 0;
      for (Path file : files) {
        rows += copy(connection, file);
      }
      connection.commit();
      if (tableScale >= 0 && tableScale < scale) {
        out.printf(
            "  rounded: %s keeps %d digits after the point, the export has up to %d%n",
            table, tableScale, scale);
      }
      return rows;
    } catch (SQLException | IOException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Refuses a file in a format that cannot be read. */
  static void refuseEncrypted(Path file) throws IOException {
    if (ParquetExport.format(file) == ParquetExport.Format.ENCRYPTED) {
      throw MegaDbException.notSupported("importing an encrypted Parquet file, which " + file + " is")
          .withHint("Export the billing data without encryption of the file itself");
    }
  }

  private static ExportRowSource source(Path file, LongConsumer progress) throws IOException {
    return ParquetExport.format(file) == ParquetExport.Format.PARQUET
        ? new ParquetExport(file, progress)
        : new CsvExport(new ProgressStream(Files.newInputStream(file), progress));
  }

  /** Digits after the point of the table's costs; -1 if there is no such table. */
  private int tableScale(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT billedcost FROM " + table + " LIMIT 0")) {
      return result.getMetaData().getScale(1);
    } catch (SQLException e) {
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        return -1;
      }
      throw e;
    }
  }

  private String createStatement(Path first, Set<String> extras, int scale) throws IOException {
    try (FocusExportReader reader = FocusExportReader.open(first)) {
      StringBuilder columns = new StringBuilder();
      for (String extra : extras) {
        if (!reader.extraColumns().contains(extra)) {
          columns.append("  ").append(extra).append(" text,\n");
        }
      }
      String create = reader.createStatement(table, scale);
      int at = create.indexOf('\n') + 1;
      return create.substring(0, at) + columns + create.substring(at);
    }
  }

  private long copy(Connection connection, Path file) throws SQLException, IOException {
    ProgressBar bar =
        new ProgressBar(out, terminal, file.getFileName().toString(), Files.size(file));
    try (FocusExportReader reader =
        new FocusExportReader(source(file, bar::update))) {
      String statement =
          "COPY "
              + table
              + " ("
              + String.join(", ", reader.targetColumns())
              + ") FROM STDIN WITH (FORMAT csv, HEADER true)";
      try (PGCopyOutputStream rows =
          new PGCopyOutputStream(
              connection.unwrap(PGConnection.class), statement, COPY_BUFFER_BYTES)) {
        reader.writeCsv(rows);
      }
      bar.finish(reader.report().rows());
      tell(reader.report(), reader.unit());
      return reader.report().rows();
    }
  }

  private void tell(ImportReport report, String unit) {
    if (report.isClean()) {
      return;
    }
    if (report.rowsLeftOut() > 0) {
      out.printf("  left out: %,d rows with a wrong number of values%n", report.rowsLeftOut());
    }
    report
        .misfitsByColumn()
        .forEach((column, count) -> out.printf("  made null: %,d values of %s%n", count, column));
    List<ImportReport.Misfit> misfits = report.misfits();
    for (ImportReport.Misfit misfit : misfits.subList(0, Math.min(SHOWN_MISFITS, misfits.size()))) {
      out.println(
          "    "
              + unit
              + " "
              + misfit.line()
              + (misfit.column() == null ? "" : ", " + misfit.column())
              + (misfit.value() == null ? "" : " '" + misfit.value() + "'")
              + ": "
              + misfit.reason());
    }
  }

  /** Tells how much of a file has been read. */
  private static final class ProgressStream extends FilterInputStream {
    private final LongConsumer progress;
    private long bytes;

    ProgressStream(InputStream in, LongConsumer progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      bytes += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int read = super.read(target, from, length);
      bytes += Math.max(0, read);
      progress.accept(bytes);
      return read;
    }
  }
}
