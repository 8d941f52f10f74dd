package io.megadb.function.cast;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TextWriter;
import io.megadb.type.text.TypeText;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;
import io.megadb.vector.VectorBuilder;

/** Writes the source as text and reads that as the target, PostgreSQL's I/O conversion. */
final class TextConversion implements StrictBody {
  private final PgType source;
  private final PgType target;
  private final boolean read;

  TextConversion(PgType source, PgType target) {
    this.source = source;
    this.target = target;
    this.read = !isPlainText(target);
  }

  private static boolean isPlainText(PgType type) {
    return type.is(PgTypes.TEXT) || type.is(PgTypes.VARCHAR) || type.is(PgTypes.BPCHAR);
  }

  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    VectorBuilder out = VectorBuilder.of(target, rows);
    TextWriter writer = new TextWriter(source, context);
    TextSink sink = new TextSink();
    FlatVector vector = arguments[0].vector();
    boolean isText = vector instanceof BytesVector && isTextual();
    for (int i = 0; i < rows; i++) {
      if (validity != null && !Validity.isValid(validity, i)) {
        out.appendNull();
        continue;
      }
      int row = i & arguments[0].mask();
      if (isText) {
        BytesVector bytes = (BytesVector) vector;
        TypeText.append(
            target, bytes.data(), bytes.offsets()[row], bytes.length(row), out, context);
        continue;
      }
      sink.truncate(0);
      writer.write(vector, row, sink);
      if (read) {
        TypeText.append(target, sink.array(), 0, sink.length(), out, context);
      } else {
        ((BytesBuilder) out).appendBytes(sink.array(), 0, sink.length());
      }
    }
    return out.build();
  }

  private boolean isTextual() {
    return !source.is(PgTypes.BYTEA) && !source.is(PgTypes.UUID);
  }
}
