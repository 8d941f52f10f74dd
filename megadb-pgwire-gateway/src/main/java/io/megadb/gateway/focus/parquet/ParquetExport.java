package io.megadb.gateway.focus.parquet;

import io.megadb.gateway.focus.ExportRowSource;
import io.megadb.gateway.focus.MalformedExportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.iceberg.shaded.org.apache.parquet.ParquetReadOptions;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.io.ColumnIOFactory;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalInputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.MessageColumnIO;
import org.apache.iceberg.shaded.org.apache.parquet.io.RecordReader;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/**
 * A billing export in Parquet. Its columns are the fields at the top of the schema; a field that
 * holds others, such as the map of tags, is one column of JSON text. Decimals come without zeros at
 * their end, floating-point numbers as their shortest decimal, times as ISO 8601 in UTC. An empty
 * text is null, as in CSV. Confined to one thread; reads one row group at a time.
 */
public final class ParquetExport implements ExportRowSource {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENCRYPTED_MAGIC = "PARE".getBytes(StandardCharsets.US_ASCII);

  /** Rows between two reports of progress. */
  private static final int PROGRESS_ROWS = 1_000;

  private final ParquetFileReader file;
  private final List<String> columns;
  private final MessageColumnIO columnReading;
  private final RowConverter converter;
  private final LongConsumer progress;
  private final long fileBytes;
  private RecordReader<String[]> rows;
  private long leftInRowGroup;
  private long row;

  /** Format of a file by its first bytes. */
  public enum Format {
    PARQUET,
    /** Parquet whose footer is encrypted; it cannot be read. */
    ENCRYPTED,
    OTHER
  }

  /**
   * Opens a file.
   *
   * @param progress is told now and then how many bytes of the file are done, about
   * @throws MalformedExportException when it is no Parquet file, or a damaged one
   */
  public ParquetExport(Path path, LongConsumer progress) throws IOException {
    this.progress = progress;
    this.fileBytes = Files.size(path);
    try {
      file =
          ParquetFileReader.open(
              new LocalInputFile(path),
              ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    } catch (RuntimeException e) {
      throw damaged(e);
    }
    MessageType schema = file.getFileMetaData().getSchema();
    columns = schema.getFields().stream().map(Type::getName).toList();
    converter = new RowConverter(schema);
    columnReading =
        new ColumnIOFactory(file.getFileMetaData().getCreatedBy()).getColumnIO(schema, schema);
  }

  /** Tells what a file is. */
  public static Format format(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(MAGIC.length);
      return Arrays.equals(start, MAGIC)
          ? Format.PARQUET
          : Arrays.equals(start, ENCRYPTED_MAGIC) ? Format.ENCRYPTED : Format.OTHER;
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public String[] next() throws IOException {
    try {
      while (leftInRowGroup == 0) {
        PageReadStore pages = file.readNextRowGroup();
        if (pages == null) {
          return null;
        }
        leftInRowGroup = pages.getRowCount();
        rows = leftInRowGroup == 0 ? null : columnReading.getRecordReader(pages, converter.rows());
      }
      row++;
      leftInRowGroup--;
      if (row % PROGRESS_ROWS == 0) {
        progress.accept((long) ((double) fileBytes * row / file.getRecordCount()));
      }
      return rows.read();
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  private MalformedExportException damaged(RuntimeException failure) {
    Throwable reason = failure;
    while (reason.getCause() != null && reason.getCause() != reason) {
      reason = reason.getCause();
    }
    return MalformedExportException.atRow(
        Math.max(1, row), "cannot be read as Parquet: " + reason.getMessage(), failure);
  }

  @Override
  public long line() {
    return row;
  }

  @Override
  public String unit() {
    return "row";
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
