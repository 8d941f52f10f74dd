package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.type.text.TextSink;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.BytesVector;
import io.megadb.vector.Vector;
import java.util.Arrays;

/** string_agg of text and bytea, in the order of rows; a state keeps the delimiter before it. */
final class StringAggAccumulator implements Accumulator {
  private static final byte[] NOTHING = {};

  private TextSink[] sinks = new TextSink[16];
  private byte[][] firstDelimiters = new byte[16][];

  @Override
  public void ensureGroups(int groups) {
    if (groups > sinks.length) {
      int length = Math.max(groups, sinks.length * 2);
      sinks = Arrays.copyOf(sinks, length);
      firstDelimiters = Arrays.copyOf(firstDelimiters, length);
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    Operand values = Operand.of(arguments[0]);
    Operand delimiters = Operand.of(arguments[1]);
    for (int i = 0; i < rows; i++) {
      if (!values.isNull(i)) {
        append(groups[i], values, delimiters, i);
      }
    }
  }

  private void append(int group, Operand values, Operand delimiters, int row) {
    TextSink sink = sinks[group];
    if (sink == null) {
      sink = new TextSink();
      sinks[group] = sink;
      firstDelimiters[group] = delimiters.isNull(row) ? NOTHING : delimiters.bytesAt(row);
    } else if (!delimiters.isNull(row)) {
      write(sink, delimiters.bytes(), row & delimiters.mask());
    }
    write(sink, values.bytes(), row & values.mask());
  }

  private static void write(TextSink sink, BytesVector bytes, int row) {
    sink.write(bytes.data(), bytes.offsets()[row], bytes.length(row));
  }

  @Override
  public Vector[] state(int from, int to) {
    BytesBuilder delimiters = new BytesBuilder(to - from);
    for (int group = from; group < to; group++) {
      delimiters.appendBytes(firstDelimiters[group] == null ? NOTHING : firstDelimiters[group]);
    }
    return new Vector[] {result(from, to), delimiters.build()};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    add(groups, state, rows, null);
  }

  @Override
  public Vector result(int from, int to) {
    BytesBuilder out = new BytesBuilder(to - from);
    for (int group = from; group < to; group++) {
      if (sinks[group] == null) {
        out.appendNull();
      } else {
        out.appendBytes(sinks[group].array(), 0, sinks[group].length());
      }
    }
    return out.build();
  }

  @Override
  public long bytes() {
    long bytes = 16L * sinks.length;
    for (TextSink sink : sinks) {
      bytes += sink == null ? 0 : sink.array().length + 24;
    }
    return bytes;
  }
}
