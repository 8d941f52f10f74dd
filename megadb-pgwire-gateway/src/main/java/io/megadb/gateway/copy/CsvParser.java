package io.megadb.gateway.copy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * COPY's CSV format: quoted fields may hold delimiters, quotes and line ends.
 *
 * <pre>
 *   field start --quote--&gt; quoted --quote--&gt; after quote --quote--&gt; quoted
 *        |                   |escape--&gt; escaped --any--&gt; quoted
 *        +--other--&gt; unquoted --delimiter or line end--&gt; field start
 * </pre>
 */
final class CsvParser implements LineParser {
  private enum State {
    FIELD_START,
    UNQUOTED,
    QUOTED,
    ESCAPED,
    AFTER_QUOTE
  }

  private static final byte[] NOTHING = {};

  /** More than messages show of a line. */
  private static final int SHOWN_BYTES = 256;

  private final byte delimiter;
  private final byte quote;
  private final byte escape;
  private final byte[] nullText;
  private final int maxLineBytes;
  private final CopyFields fields = new CopyFields();
  private State state = State.FIELD_START;
  private boolean fieldWasQuoted;
  private boolean pendingReturn;
  private boolean anyByte;
  private long lineBytes;
  private long line = 1;

  /** What came before the current bytes of the row under way, as far as messages show it. */
  private byte[] rowBegin = NOTHING;

  /** The current bytes, and where in them the row under way begins. */
  private byte[] data = NOTHING;

  private int rowStart;
  private int rowEnd;

  CsvParser(CopyFormat format, int maxLineBytes) {
    this.delimiter = format.delimiter();
    this.quote = format.quote();
    this.escape = format.escape();
    this.nullText = format.nullText().getBytes(StandardCharsets.UTF_8);
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public CopyFields fields() {
    return fields;
  }

  @Override
  public void feed(byte[] chunk, Lines lines) {
    data = chunk;
    rowStart = 0;
    rowEnd = 0;
    parse(lines);
    rowBegin = rowSoFar(pendingReturn ? data.length - 1 : data.length);
    data = NOTHING;
    rowStart = 0;
    rowEnd = 0;
  }

  /** The row under way up to a position of the current bytes; of a long one the beginning. */
  private byte[] rowSoFar(int to) {
    int more = Math.min(to - rowStart, Math.max(0, SHOWN_BYTES - rowBegin.length));
    byte[] row = Arrays.copyOf(rowBegin, rowBegin.length + more);
    System.arraycopy(data, rowStart, row, rowBegin.length, more);
    return row;
  }

  private void parse(Lines lines) {
    for (int i = 0; i < data.length; i++) {
      byte b = data[i];
      if (pendingReturn) {
        pendingReturn = false;
        if (b == '\n') {
          endRow(lines);
          rowStart = i + 1;
          continue;
        }
        endRow(lines); // a carriage return alone ends the line too
        rowStart = i;
      }
      if (state != State.ESCAPED && state != State.AFTER_QUOTE) {
        int end = plainRun(data, i);
        if (end > i && state == State.FIELD_START) {
          state = State.UNQUOTED;
          anyByte = true;
        }
        i = end;
        if (i == data.length) {
          break;
        }
        b = data[i];
      }
      rowEnd = i;
      if (b == delimiter && (state == State.FIELD_START || state == State.UNQUOTED)) {
        anyByte = true;
        endField();
      } else {
        step(b, lines);
      }
      count(1);
    }
  }

  private void count(int bytes) {
    lineBytes += bytes;
    if (lineBytes > maxLineBytes) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED, "COPY line exceeds " + maxLineBytes / 1048576 + " MiB");
    }
  }

  /** Takes bytes that mean themselves, in one copy; returns the position of the first other. */
  private int plainRun(byte[] data, int from) {
    int i = from;
    if (state == State.QUOTED) {
      while (i < data.length && data[i] != quote && data[i] != escape && data[i] != '\n') {
        i++;
      }
    } else {
      while (i < data.length && data[i] != delimiter && data[i] != '\n' && data[i] != '\r') {
        if (data[i] == quote) {
          break;
        }
        i++;
      }
    }
    if (i > from) {
      count(i - from);
      fields.append(data, from, i);
    }
    return i;
  }

  private void step(byte b, Lines lines) {
    anyByte = true;
    switch (state) {
      case FIELD_START, UNQUOTED -> unquoted(b, lines);
      case QUOTED -> {
        if (b == escape && escape != quote) {
          state = State.ESCAPED;
        } else if (b == quote) {
          state = State.AFTER_QUOTE;
        } else {
          if (b == '\n') {
            line++;
          }
          fields.append(b);
        }
      }
      case ESCAPED -> {
        if (b != quote && b != escape) {
          fields.append(escape);
        }
        fields.append(b);
        state = State.QUOTED;
      }
      case AFTER_QUOTE -> {
        if (b == quote && escape == quote) {
          fields.append(b);
          state = State.QUOTED;
        } else {
          state = State.UNQUOTED;
          unquoted(b, lines);
        }
      }
    }
  }

  private void unquoted(byte b, Lines lines) {
    if (b == quote) {
      fieldWasQuoted = true;
      state = State.QUOTED;
    } else if (b == delimiter) {
      endField();
    } else if (b == '\n') {
      endRow(lines);
    } else if (b == '\r') {
      pendingReturn = true;
    } else {
      fields.append(b);
      state = State.UNQUOTED;
    }
  }

  private void endField() {
    int length = fields.fieldLength();
    int from = fields.count() == 0 ? 0 : fields.end(fields.count() - 1);
    fields.endField(
        !fieldWasQuoted
            && length == nullText.length
            && Arrays.equals(fields.bytes(), from, from + length, nullText, 0, length));
    fieldWasQuoted = false;
    state = State.FIELD_START;
  }

  private void endRow(Lines lines) {
    boolean terminator =
        fields.count() == 0
            && !fieldWasQuoted
            && fields.fieldLength() == 2
            && fields.bytes()[0] == '\\'
            && fields.bytes()[1] == '.';
    endField();
    if (rowBegin.length == 0) {
      fields.setLine(data, rowStart, rowEnd);
    } else {
      byte[] row = rowSoFar(rowEnd);
      fields.setLine(row, 0, row.length);
    }
    if (!terminator) {
      lines.line(line, fields);
    }
    fields.clear();
    anyByte = false;
    lineBytes = 0;
    line++;
    rowBegin = NOTHING;
    rowStart = rowEnd + 1;
  }

  @Override
  public void finish(Lines lines) {
    if (state == State.QUOTED || state == State.ESCAPED) {
      fields.setLine(rowBegin, 0, rowBegin.length);
      throw new MegaDbException(SqlState.BAD_COPY_FILE_FORMAT, "unterminated CSV quoted field");
    }
    if (pendingReturn || anyByte) {
      pendingReturn = false;
      endRow(lines);
    }
  }
}
