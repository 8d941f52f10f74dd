package io.megadb.gateway.copy;

import io.megadb.vector.Batch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Where the rows of a batch come from, for errors that name their lines.
 *
 * <p>PostgreSQL checks a row when it has read it and writes rows a portion at a time, so that a
 * duplicate key is found before or after an error of a later line depending on where a portion
 * ends. This follows its portions.
 */
final class CopyLines {
  /** PostgreSQL's MAX_BUFFERED_TUPLES. */
  static final int PORTION_ROWS = 1000;

  /** PostgreSQL's MAX_BUFFERED_BYTES. */
  private static final int PORTION_BYTES = 65_535;

  /** PostgreSQL shows so many bytes of a line or a field. */
  private static final int SHOWN_BYTES = 100;

  private final String table;
  private final long[] numbers = new long[Batch.MAX_ROWS];
  private final byte[][] sources = new byte[Batch.MAX_ROWS][];
  private final int[] starts = new int[Batch.MAX_ROWS];
  private final int[] ends = new int[Batch.MAX_ROWS];

  /** Rows after which a portion ends. */
  private final BitSet portions = new BitSet();

  private int rows;
  private long bytes;
  private int portionRows;
  private long portionBytes;

  CopyLines(String table) {
    this.table = table;
  }

  /** The line is the batch's next row. */
  void add(long line, CopyFields fields) {
    numbers[rows] = line;
    sources[rows] = fields.line();
    starts[rows] = fields.lineStart();
    ends[rows] = fields.lineEnd();
    rows++;
    int length =
        Math.max(fields.length() + fields.count() - 1, fields.lineEnd() - fields.lineStart());
    bytes += length;
    portionBytes += length;
    portionRows++;
    if (portionRows >= PORTION_ROWS || portionBytes >= PORTION_BYTES) {
      portions.set(rows);
      portionRows = 0;
      portionBytes = 0;
    }
  }

  int rows() {
    return rows;
  }

  /** Bytes of the lines. */
  long bytes() {
    return bytes;
  }

  /** The last row ends a portion. */
  boolean atPortionEnd() {
    return portionRows == 0;
  }

  /** How many rows are of portions that ended before a row. */
  int before(int row) {
    return Math.max(0, portions.previousSetBit(row));
  }

  /** Starts another batch. */
  void clear() {
    Arrays.fill(sources, 0, rows, null);
    portions.clear();
    rows = 0;
    bytes = 0;
  }

  /** The context of an error that a row's constraints found. */
  String context(int row) {
    return context(numbers[row], sources[row], starts[row], ends[row]);
  }

  /** The context of an error that came up when the row was written: its text is gone by then. */
  String contextOfWriting(int row) {
    return "COPY " + table + ", line " + numbers[row];
  }

  String context(long line) {
    return "COPY " + table + ", line " + line;
  }

  String context(long line, CopyFields fields) {
    return context(line, fields.line(), fields.lineStart(), fields.lineEnd());
  }

  private String context(long line, byte[] source, int from, int to) {
    return context(line) + ": \"" + shown(source, from, to) + "\"";
  }

  String context(long line, CopyFields fields, int field, String column) {
    return context(line)
        + ", column "
        + column
        + ": \""
        + shown(fields.bytes(), fields.start(field), fields.end(field))
        + "\"";
  }

  private static String shown(byte[] text, int from, int to) {
    int end = to;
    if (to - from > SHOWN_BYTES) {
      end = from + SHOWN_BYTES;
      while (end > from && (text[end] & 0xC0) == 0x80) {
        end--; // a character stays whole
      }
    }
    return new String(text, from, end - from, StandardCharsets.UTF_8) + (end < to ? "..." : "");
  }
}
