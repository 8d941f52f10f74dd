package io.megadb.gateway.focus;

import io.megadb.gateway.focus.parquet.ParquetExport;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a real billing export of FOCUS 1.0 to 1.4 as rows of its data set's table. Columns are
 * found by name in any order and case; missing ones are null; unknown ones become text columns
 * named {@code x_<name>} behind the others. A value that does not fit its column becomes null and
 * is reported, so look at {@link #report()} after the last row. Confined to one thread; closing
 * closes the source.
 */
public final class FocusExportReader implements Closeable {
  private final ExportRowSource source;
  private final FocusDataSet dataSet;
  private final ColumnMapping mapping;
  private final List<String> targetColumns;
  private final ImportReport report = new ImportReport();

  /**
   * @param source where the rows come from; closed here if its columns are refused
   * @throws MalformedExportException when a FOCUS column occurs twice
   */
  public FocusExportReader(ExportRowSource source) throws IOException {
    this(source, null);
  }

  /**
   * As the other constructor.
   *
   * @param wanted what the export is; null to tell it by its columns
   */
  public FocusExportReader(ExportRowSource source, FocusDataSet wanted) throws IOException {
    this.source = source;
    this.dataSet = wanted == null ? FocusDataSet.of(source.columns()) : wanted;
    try {
      this.mapping = ColumnMapping.of(dataSet, source.columns());
    } catch (MalformedExportException e) {
      source.close();
      throw e;
    }
    this.targetColumns = mapping.targetColumns();
  }

  /** Opens a CSV file, plain or gzip, told apart by its first bytes. */
  public static FocusExportReader openCsv(Path file) throws IOException {
    return new FocusExportReader(new CsvExport(Files.newInputStream(file)));
  }

  /** Opens a file of any format that is read: Parquet or CSV, told apart by its first bytes. */
  public static FocusExportReader open(Path file) throws IOException {
    return open(file, null);
  }

  /**
   * As {@link #open(Path)}.
   *
   * @param wanted what the export is; null to tell it by its columns
   */
  public static FocusExportReader open(Path file, FocusDataSet wanted) throws IOException {
    return new FocusExportReader(
        ParquetExport.format(file) == ParquetExport.Format.PARQUET
            ? new ParquetExport(file, bytes -> {})
            : new CsvExport(Files.newInputStream(file)),
        wanted);
  }

  /** What the export is. */
  public FocusDataSet dataSet() {
    return dataSet;
  }

  /** What a misfit's place counts: "line" or "row". */
  public String unit() {
    return source.unit();
  }

  /** The data set's columns, then the extra ones: the order of the values of a row. */
  public List<String> targetColumns() {
    return targetColumns;
  }

  /** Names of the text columns that the data set does not have, in the order of the export. */
  public List<String> extraColumns() {
    return mapping.extraColumns();
  }

  /** What did not fit so far. */
  public ImportReport report() {
    return report;
  }

  /**
   * A CREATE TABLE statement for this export: the data set's table with the extra columns.
   *
   * @param tableName name to create, written into the statement as it is
   * @param decimalScale digits after the point, 0 to 38; more digits are rounded when loading
   */
  public String createStatement(String tableName, int decimalScale) {
    StringBuilder sql = new StringBuilder("CREATE TABLE ").append(tableName).append(" (\n");
    for (String column : targetColumns) {
      sql.append("  ")
          .append(column)
          .append(' ')
          .append(columnType(column, decimalScale))
          .append(",\n");
    }
    sql.setLength(sql.length() - 2);
    String model = DemoTable.of(dataSet).createStatement();
    return sql.append("\n) ").append(model.substring(model.indexOf("USING "))).toString();
  }

  /**
   * The SQL type of a column of the table.
   *
   * @param column one of {@link #targetColumns}
   */
  public String columnType(String column, int decimalScale) {
    for (DataSetColumn known : dataSet.columns()) {
      if (known.columnName().equals(column)) {
        return switch (known.kind()) {
          case TEXT, JSON -> "text";
          case DECIMAL -> "numeric(38," + decimalScale + ")";
          case TIMESTAMP -> "timestamptz";
        };
      }
    }
    return "text";
  }

  /**
   * The next row in the order of {@link #targetColumns()}, or null after the last one. The array is
   * the caller's.
   *
   * @throws MalformedExportException when the file is damaged; reading has ended
   * @throws IOException what the source throws
   */
  public String[] next() throws IOException {
    for (String[] values = source.next(); values != null; values = source.next()) {
      if (values.length == mapping.sourceCount()) {
        report.rowRead();
        return row(values);
      }
      report.rowLeftOut(
          source.line(), values.length + " values for " + mapping.sourceCount() + " columns");
    }
    return null;
  }

  /**
   * Writes the rows not read yet as CSV for {@code COPY … WITH (FORMAT csv, HEADER true)}, in the
   * order of {@link #targetColumns()}. Flushes the stream and leaves it open.
   *
   * @throws IOException as {@link #next()}, and what the stream throws
   */
  public void writeCsv(OutputStream out) throws IOException {
    CsvBuffer csv = new CsvBuffer(out);
    csv.row(targetColumns);
    for (String[] row = next(); row != null; row = next()) {
      csv.row(Arrays.asList(row));
    }
    csv.flush();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private String[] row(String[] values) {
    String[] row = new String[targetColumns.size()];
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        row[mapping.target(i)] = checked(mapping.target(i), values[i]);
      }
    }
    return row;
  }

  private String checked(int target, String value) {
    try {
      if (target >= dataSet.columns().size()) {
        return ExportValue.text(value);
      }
      return switch (dataSet.columns().get(target).kind()) {
        case TEXT, JSON -> ExportValue.text(value);
        case DECIMAL -> ExportValue.decimal(value.strip(), report);
        case TIMESTAMP -> ExportValue.timestamp(value.strip());
      };
    } catch (IllegalArgumentException e) {
      report.valueLeftOut(targetColumns.get(target), source.line(), value, e.getMessage());
      return null;
    }
  }
}
