package io.megadb.function.string;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;

/** || of text and of bytea: bytes after bytes. */
final class ConcatBody implements StrictBody {
  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    BytesBuilder out = new BytesBuilder(rows);
    for (int i = 0; i < rows; i++) {
      if (validity != null && !Validity.isValid(validity, i)) {
        out.appendNull();
        continue;
      }
      for (Operand operand : arguments) {
        BytesVector bytes = operand.bytes();
        int row = i & operand.mask();
        out.write(bytes.data(), bytes.offsets()[row], bytes.length(row));
      }
      out.endRow();
    }
    return out.build();
  }
}
