package io.megadb.function.cast;

import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.CharacterText;
import io.megadb.type.text.TextSink;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import java.nio.charset.StandardCharsets;

/** Conversions among character types, and of boolean and "char". */
final class CharacterCasts {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private CharacterCasts() {}

  /** Null if the bytes stay: text to varchar, for instance. */
  static StrictBody body(PgType source, PgType target) {
    boolean trim = source.is(PgTypes.BPCHAR);
    boolean shorten = target.is(PgTypes.NAME) || target.is(PgTypes.CHAR);
    if (!trim && !shorten) {
      return null;
    }
    return (a, rows, validity, context) -> convert(a[0], rows, validity, target, trim, shorten);
  }

  private static FlatVector convert(
      Operand operand, int rows, long[] validity, PgType target, boolean trim, boolean shorten) {
    BytesVector bytes = operand.bytes();
    BytesBuilder out = new BytesBuilder(rows);
    TextSink sink = new TextSink();
    for (int i = 0; i < rows; i++) {
      if (validity != null && !Validity.isValid(validity, i)) {
        out.appendNull();
        continue;
      }
      int row = i & operand.mask();
      int from = bytes.offsets()[row];
      int to = bytes.offsets()[row + 1];
      if (trim) {
        to = CharacterText.trimmedEnd(bytes.data(), from, to);
      }
      if (shorten) {
        sink.truncate(0);
        CharacterText.write(bytes.data(), from, to, target, true, sink);
        out.appendBytes(sink.array(), 0, sink.length());
      } else {
        out.appendBytes(bytes.data(), from, to - from);
      }
    }
    return out.build();
  }

  /** true and false, unlike the output t and f. */
  static StrictBody fromBool() {
    return (a, rows, validity, context) -> {
      BytesBuilder out = new BytesBuilder(rows);
      for (int i = 0; i < rows; i++) {
        if (validity != null && !Validity.isValid(validity, i)) {
          out.appendNull();
        } else {
          out.appendBytes(a[0].boolAt(i) ? TRUE : FALSE);
        }
      }
      return out.build();
    };
  }

  static StrictBody charToInt() {
    return (a, rows, validity, context) -> {
      BytesVector bytes = a[0].bytes();
      long[] out = new long[rows];
      for (int i = 0; i < rows; i++) {
        int row = i & a[0].mask();
        out[i] = bytes.length(row) == 0 ? 0 : bytes.data()[bytes.offsets()[row]];
      }
      return new LongVector(rows, out, validity);
    };
  }

  static StrictBody intToChar() {
    return (a, rows, validity, context) -> {
      BytesBuilder out = new BytesBuilder(rows);
      for (int i = 0; i < rows; i++) {
        if (validity != null && !Validity.isValid(validity, i)) {
          out.appendNull();
          continue;
        }
        long value = a[0].longAt(i);
        if (value < Byte.MIN_VALUE || value > Byte.MAX_VALUE) {
          throw io.megadb.function.arithmetic.ArithmeticErrors.outOfRange("\"char\"");
        }
        out.appendBytes(value == 0 ? new byte[0] : new byte[] {(byte) value});
      }
      return out.build();
    };
  }
}
