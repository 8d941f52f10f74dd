package io.megadb.function.string;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.text.CharacterText;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;

/** substring(text from start for length): characters from 1; parts before 1 count as empty. */
final class SubstringBody implements StrictBody {
  private final boolean binary;

  /**
   * @param binary count bytes instead of characters
   */
  SubstringBody(boolean binary) {
    this.binary = binary;
  }

  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    BytesVector text = arguments[0].bytes();
    BytesBuilder out = new BytesBuilder(rows);
    for (int i = 0; i < rows; i++) {
      if (validity != null && !Validity.isValid(validity, i)) {
        out.appendNull();
        continue;
      }
      long start = arguments[1].longAt(i);
      long end = Integer.MAX_VALUE;
      if (arguments.length == 3) {
        long length = arguments[2].longAt(i);
        if (length < 0) {
          throw new MegaDbException(
              SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
        }
        end = start + length;
      }
      int skipped = (int) Math.min(Integer.MAX_VALUE, Math.max(0, start - 1));
      int count = (int) Math.min(Integer.MAX_VALUE, Math.max(0, end - Math.max(start, 1)));
      int row = i & arguments[0].mask();
      int to = text.offsets()[row + 1];
      int from = skip(text.data(), text.offsets()[row], to, skipped);
      out.appendBytes(text.data(), from, skip(text.data(), from, to, count) - from);
    }
    return out.build();
  }

  private int skip(byte[] data, int from, int to, int count) {
    return binary
        ? (int) Math.min(to, (long) from + count)
        : CharacterText.skip(data, from, to, count);
  }
}
