package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.focus.CsvExport;
import io.megadb.gateway.focus.DataSetColumn;
import io.megadb.gateway.focus.ExportRowSource;
import io.megadb.gateway.focus.FocusColumn;
import io.megadb.gateway.focus.FocusDataSet;
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
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Loads billing exports of one data set into one table, all of them or none. Every file is read
 * twice: first to see which columns and how many digits the table needs and what does not fit, then
 * to load it. A table that is there already gets the columns that it lacks.
 */
final class FocusImport {
  private static final int COPY_BUFFER_BYTES = 1 << 16;
  private static final int MOST_DIGITS = 38;
  private static final String UNDEFINED_TABLE = "42P01";

  /** Misfits told one by one; the rest is only counted. */
  private static final int SHOWN_MISFITS = 5;

  private final PrintStream out;
  private final boolean terminal;
  private final FocusDataSet wanted;
  private final String table;

  /** What was loaded, and where to. */
  record Loaded(long rows, String table) {}

  /**
   * @param wanted what the exports are; null to tell it by their columns
   * @param table a name in SQL, quoted if it must be; null for the data set's own
   */
  FocusImport(PrintStream out, boolean terminal, FocusDataSet wanted, String table) {
    this.out = out;
    this.terminal = terminal;
    this.wanted = wanted;
    this.table = table;
  }

  /** Loads the files; the table is created if it does not exist. */
  Loaded load(Connection connection, List<Path> files) throws SQLException, IOException {
    FocusDataSet dataSet = dataSet(files);
    String target = table == null ? dataSet.tableName() : table;
    int scale = 0;
    Set<String> extras = new LinkedHashSet<>();
    for (Path file : files) {
      try (FocusExportReader reader = FocusExportReader.open(file, dataSet)) {
        while (reader.next() != null) {
          // counted by the report
        }
        extras.addAll(reader.extraColumns());
        scale = Math.max(scale, reader.report().largestScale());
      }
    }
    int digits = Math.min(MOST_DIGITS, scale);
    TableShape there = TableShape.of(connection, target, dataSet);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      if (there == null) {
        statement.execute(createStatement(files.get(0), dataSet, target, extras, digits));
      } else {
        addColumns(statement, there, files.get(0), dataSet, target, extras, digits);
      }
      long rows = 0;
      for (Path file : files) {
        rows += copy(connection, file, dataSet, target);
      }
      connection.commit();
      if (there != null && there.scale() >= 0 && there.scale() < scale) {
        out.printf(
            "  rounded: %s keeps %d digits after the point, the export has up to %d%n",
            target, there.scale(), scale);
      }
      return new Loaded(rows, target);
    } catch (SQLException | IOException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** The data set of all files. */
  private FocusDataSet dataSet(List<Path> files) throws IOException {
    FocusDataSet first = wanted;
    for (Path file : files) {
      try (FocusExportReader reader = FocusExportReader.open(file, wanted)) {
        if (first == null) {
          first = reader.dataSet();
        } else if (first != reader.dataSet()) {
          throw new MegaDbException(
                  SqlState.INVALID_PARAMETER_VALUE,
                  "nothing is loaded: "
                      + files.get(0).getFileName()
                      + " is "
                      + first.title()
                      + ", "
                      + file.getFileName()
                      + " is "
                      + reader.dataSet().title())
              .withHint("Import each data set by itself, or say which one it is with --dataset");
        }
      }
    }
    return first;
  }

  private void addColumns(
      Statement statement,
      TableShape there,
      Path first,
      FocusDataSet dataSet,
      String target,
      Set<String> extras,
      int digits)
      throws SQLException, IOException {
    List<String> added = new ArrayList<>();
    try (FocusExportReader reader = FocusExportReader.open(first, dataSet)) {
      Set<String> needed = new LinkedHashSet<>(dataSet.columnNames());
      needed.addAll(extras);
      for (String column : needed) {
        if (!there.columns().contains(column)) {
          int scale = there.scale() < 0 ? digits : there.scale();
          statement.execute(
              "ALTER TABLE "
                  + target
                  + " ADD COLUMN "
                  + column
                  + " "
                  + reader.columnType(column, scale));
          added.add(column);
        }
      }
    }
    if (!added.isEmpty()) {
      out.println("  added to " + target + ": " + String.join(", ", added));
    }
  }

  /** Refuses a file in a format that cannot be read. */
  static void refuseEncrypted(Path file) throws IOException {
    if (ParquetExport.format(file) == ParquetExport.Format.ENCRYPTED) {
      throw MegaDbException.notSupported(
              "importing an encrypted Parquet file, which " + file + " is")
          .withHint("Export the billing data without encryption of the file itself");
    }
  }

  private static ExportRowSource source(Path file, LongConsumer progress) throws IOException {
    return ParquetExport.format(file) == ParquetExport.Format.PARQUET
        ? new ParquetExport(file, progress)
        : new CsvExport(new ProgressStream(Files.newInputStream(file), progress));
  }

  private static String createStatement(
      Path first, FocusDataSet dataSet, String target, Set<String> extras, int scale)
      throws IOException {
    try (FocusExportReader reader = FocusExportReader.open(first, dataSet)) {
      StringBuilder columns = new StringBuilder();
      for (String extra : extras) {
        if (!reader.extraColumns().contains(extra)) {
          columns.append("  ").append(extra).append(" text,\n");
        }
      }
      String create = reader.createStatement(target, scale);
      int at = create.indexOf('\n') + 1;
      return create.substring(0, at) + columns + create.substring(at);
    }
  }

  /**
   * What a table is like that is there already.
   *
   * @param columns names of its columns
   * @param scale fewest digits after the point of the data set's decimals; -1 without any
   */
  private record TableShape(Set<String> columns, int scale) {
    /** The table's shape, or null if there is no such table. */
    static TableShape of(Connection connection, String table, FocusDataSet dataSet)
        throws SQLException {
      Set<String> decimals = new HashSet<>();
      for (DataSetColumn column : dataSet.columns()) {
        if (column.kind() == FocusColumn.Kind.DECIMAL) {
          decimals.add(column.columnName());
        }
      }
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("SELECT * FROM " + table + " LIMIT 0")) {
        ResultSetMetaData meta = result.getMetaData();
        Set<String> columns = new HashSet<>();
        int scale = -1;
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          columns.add(meta.getColumnName(i));
          if (decimals.contains(meta.getColumnName(i))) {
            // numeric without precision keeps all digits.
            int digits = meta.getPrecision(i) == 0 ? MOST_DIGITS : meta.getScale(i);
            scale = scale < 0 ? digits : Math.min(scale, digits);
          }
        }
        if (dataSet.columnNames().stream().noneMatch(columns::contains)) {
          throw new MegaDbException(
                  SqlState.INVALID_PARAMETER_VALUE,
                  "nothing is loaded: table " + table + " has no column of " + dataSet.title())
              .withHint("Name another table with --table");
        }
        return new TableShape(columns, scale);
      } catch (SQLException e) {
        if (UNDEFINED_TABLE.equals(e.getSQLState())) {
          return null;
        }
        throw e;
      }
    }
  }

  private long copy(Connection connection, Path file, FocusDataSet dataSet, String target)
      throws SQLException, IOException {
    ProgressBar bar =
        new ProgressBar(out, terminal, file.getFileName().toString(), Files.size(file));
    try (FocusExportReader reader = new FocusExportReader(source(file, bar::update), dataSet)) {
      String statement =
          "COPY "
              + target
              + " ("
              + String.join(", ", reader.targetColumns())
              + ") FROM STDIN WITH (FORMAT csv, HEADER true)";
      try (PGCopyOutputStream rows =
          new PGCopyOutputStream(
              connection.unwrap(PGConnection.class), statement, COPY_BUFFER_BYTES)) {
        reader.writeCsv(rows);
      } catch (IOException e) {
        // What the server said is the cause.
        if (e.getCause() instanceof SQLException refused) {
          throw refused;
        }
        throw e;
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
