package io.megadb.gateway.copy;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TextWriter;
import io.megadb.vector.Batch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** COPY TO: writes rows as lines. Confined to one thread. */
public final class CopyOut {
  private final CopyFormat format;
  private final byte[] nullText;
  private final TextWriter[] writers;
  private final List<OutputColumn> columns;
  private final TextSink value = new TextSink();

  public CopyOut(List<OutputColumn> columns, CopyFormat format, EvaluationContext context) {
    this.columns = columns;
    this.format = format;
    this.nullText = format.nullText().getBytes(StandardCharsets.UTF_8);
    this.writers = new TextWriter[columns.size()];
    for (int i = 0; i < writers.length; i++) {
      writers[i] = new TextWriter(columns.get(i).type(), context);
    }
  }

  /** The line of column names, if the format has one. */
  public void header(TextSink line) {
    if (!format.header()) {
      return;
    }
    for (int i = 0; i < writers.length; i++) {
      value.truncate(0);
      value.utf8(columns.get(i).name());
      separate(i, line);
      field(line);
    }
    line.write('\n');
  }

  /** One row as a line. */
  public void row(Batch batch, int row, TextSink line) {
    for (int i = 0; i < writers.length; i++) {
      separate(i, line);
      if (batch.column(i).isNull(row)) {
        line.write(nullText, 0, nullText.length);
      } else {
        value.truncate(0);
        writers[i].write(batch.column(i), row, value);
        field(line);
      }
    }
    line.write('\n');
  }

  private void separate(int column, TextSink line) {
    if (column > 0) {
      line.write(format.delimiter());
    }
  }

  private void field(TextSink line) {
    byte[] bytes = value.array();
    int length = value.length();
    if (format.csv()) {
      csv(bytes, length, line);
      return;
    }
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      int escaped =
          switch (b) {
            case 8 -> 'b';
            case 12 -> 'f';
            case 10 -> 'n';
            case 13 -> 'r';
            case 9 -> 't';
            case 11 -> 'v';
            case '\\' -> '\\';
            default -> b == format.delimiter() ? b : 0;
          };
      if (escaped != 0) {
        line.write('\\');
        line.write(escaped);
      } else {
        line.write(b);
      }
    }
  }

  private void csv(byte[] bytes, int length, TextSink line) {
    boolean quoted =
        Arrays.equals(bytes, 0, length, nullText, 0, nullText.length)
            || length == 2 && writers.length == 1 && bytes[0] == '\\' && bytes[1] == '.';
    for (int i = 0; i < length && !quoted; i++) {
      byte b = bytes[i];
      quoted = b == format.delimiter() || b == format.quote() || b == '\n' || b == '\r';
    }
    if (!quoted) {
      line.write(bytes, 0, length);
      return;
    }
    line.write(format.quote());
    for (int i = 0; i < length; i++) {
      if (bytes[i] == format.quote() || bytes[i] == format.escape()) {
        line.write(format.escape());
      }
      line.write(bytes[i]);
    }
    line.write(format.quote());
  }
}
