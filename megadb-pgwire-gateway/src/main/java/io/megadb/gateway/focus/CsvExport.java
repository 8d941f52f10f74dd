package io.megadb.gateway.focus;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A billing export in CSV, plain or gzip, in UTF-8 with or without a byte order mark. Empty fields
 * and the word {@code NULL} are null. Confined to one thread; closing closes the stream.
 */
public final class CsvExport implements ExportRowSource {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final CsvRecordReader records;
  private final List<String> columns;

  /**
   * Reads the header line.
   *
   * @param in the file's bytes; closed here if the header cannot be read
   * @throws MalformedExportException when there is no header line
   * @throws IOException what the stream throws
   */
  public CsvExport(InputStream in) throws IOException {
    this.in = in;
    try {
      this.records = new CsvRecordReader(decode(decompress(in)));
      String[] header = records.next();
      if (header == null) {
        throw new MalformedExportException(1, "the file is empty; a header line was expected");
      }
      this.columns = List.of(header);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public String[] next() throws IOException {
    String[] row = records.next();
    if (row != null) {
      for (int i = 0; i < row.length; i++) {
        if (row[i].isEmpty() || row[i].equals("NULL")) {
          row[i] = null;
        }
      }
    }
    return row;
  }

  @Override
  public long line() {
    return records.line();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static InputStream decompress(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  /** Strict UTF-8, positioned behind the byte order mark. */
  private static Reader decode(InputStream in) throws IOException {
    PushbackReader reader =
        new PushbackReader(
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    int first = reader.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      reader.unread(first);
    }
    return reader;
  }
}
