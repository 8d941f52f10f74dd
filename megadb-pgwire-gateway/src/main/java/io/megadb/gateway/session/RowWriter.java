package io.megadb.gateway.session;

import io.megadb.function.EvaluationContext;
import io.megadb.gateway.net.ClientOutput;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.type.PgType;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TextWriter;
import io.megadb.type.text.TypeBinary;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.List;

/** Encodes rows as DataRow messages and sends them as they fill packets. */
final class RowWriter {
  private final ClientOutput output;
  private final TextSink sink = new TextSink(8192);
  private PgType[] types = {};
  private TextWriter[] writers = {};

  RowWriter(ClientOutput output) {
    this.output = output;
  }

  /**
   * Prepares for the rows of one result.
   *
   * @param formats 0 text, 1 binary, one a column
   */
  void start(List<OutputColumn> columns, short[] formats, EvaluationContext context) {
    types = new PgType[columns.size()];
    writers = new TextWriter[types.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = columns.get(i).type();
      writers[i] = formats[i] == 0 ? new TextWriter(types[i], context) : null;
    }
  }

  /** Sends rows {@code from} (inclusive) to {@code to} (exclusive); waits for a slow client. */
  void write(Batch batch, int from, int to) {
    for (int row = from; row < to; row++) {
      sink.truncate(0);
      sink.write('D');
      sink.int32(0);
      sink.int16(types.length);
      for (int column = 0; column < types.length; column++) {
        value(batch.column(column), row, column);
      }
      sink.putInt32(1, sink.length() - 1);
      output.buffer().writeBytes(sink.array(), 0, sink.length());
      output.sendIfLarge();
    }
  }

  private void value(Vector vector, int row, int column) {
    int start = sink.length();
    if (vector.isNull(row)) {
      sink.int32(-1);
      return;
    }
    sink.int32(0);
    if (writers[column] == null) {
      TypeBinary.write(vector, row, types[column], sink);
    } else {
      writers[column].write(vector, row, sink);
    }
    sink.putInt32(start, sink.length() - start - 4);
  }
}
