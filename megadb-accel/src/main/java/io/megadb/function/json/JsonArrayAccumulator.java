package io.megadb.function.json;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.type.PgType;
import io.megadb.type.VectorKind;
import io.megadb.type.text.TextSink;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.Vector;
import java.util.Arrays;

/** json_agg and jsonb_agg in the order of rows: the elements' texts, without the brackets. */
final class JsonArrayAccumulator implements Accumulator {
  private final PgType type;
  private final boolean binary;
  private TextSink[] sinks = new TextSink[16];

  JsonArrayAccumulator(PgType type, boolean binary) {
    this.type = type;
    this.binary = binary;
  }

  @Override
  public void ensureGroups(int groups) {
    if (groups > sinks.length) {
      sinks = Arrays.copyOf(sinks, Math.max(groups, sinks.length * 2));
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    Operand values = Operand.of(arguments[0]);
    for (int i = 0; i < rows; i++) {
      TextSink sink = next(groups[i]);
      Object value = values.isNull(i) ? null : values.valueAt(i);
      if (binary) {
        JsonConversion.value(value, type, context).write(sink);
      } else {
        JsonConversion.write(value, type, context, sink);
      }
    }
  }

  /** The group's text, ready for another element. */
  private TextSink next(int group) {
    if (sinks[group] == null) {
      sinks[group] = new TextSink();
    } else {
      // json puts structured elements on lines of their own.
      sinks[group].ascii(!binary && type.kind() == VectorKind.LIST ? ", \n " : ", ");
    }
    return sinks[group];
  }

  @Override
  public Vector[] state(int from, int to) {
    return new Vector[] {texts(from, to, "", "")};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    Operand texts = Operand.of(state[0]);
    for (int i = 0; i < rows; i++) {
      if (!texts.isNull(i)) {
        byte[] bytes = texts.bytesAt(i);
        next(groups[i]).write(bytes, 0, bytes.length);
      }
    }
  }

  @Override
  public Vector result(int from, int to) {
    return texts(from, to, "[", "]");
  }

  private Vector texts(int from, int to, String before, String after) {
    BytesBuilder out = new BytesBuilder(to - from);
    for (int group = from; group < to; group++) {
      if (sinks[group] == null) {
        out.appendNull();
        continue;
      }
      TextSink text = new TextSink();
      text.ascii(before);
      text.write(sinks[group].array(), 0, sinks[group].length());
      text.ascii(after);
      out.appendBytes(text.array(), 0, text.length());
    }
    return out.build();
  }

  @Override
  public long bytes() {
    long bytes = 8L * sinks.length;
    for (TextSink sink : sinks) {
      bytes += sink == null ? 0 : sink.array().length + 24;
    }
    return bytes;
  }
}
