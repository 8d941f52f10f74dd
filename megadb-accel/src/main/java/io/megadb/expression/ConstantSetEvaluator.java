package io.megadb.expression;

import io.megadb.execution.ExecutionContext;
import io.megadb.vector.Batch;
import io.megadb.vector.BoolVector;
import io.megadb.vector.Bytes;
import io.megadb.vector.BytesVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** IN with constants of a type held as longs or as bytes: a sorted array, a hash set. */
final class ConstantSetEvaluator implements Evaluator {
  private final Evaluator operand;
  private final long[] longs;
  private final Set<Bytes> texts;
  private final boolean withNull;

  /**
   * @param values the constants, without nulls: all Long, or all Bytes
   * @param withNull whether NULL is among the constants: no match is unknown then
   */
  ConstantSetEvaluator(Evaluator operand, Object[] values, boolean withNull) {
    this.operand = operand;
    this.withNull = withNull;
    if (values.length > 0 && values[0] instanceof Bytes) {
      longs = null;
      texts = new HashSet<>();
      for (Object value : values) {
        texts.add((Bytes) value);
      }
    } else {
      texts = null;
      longs = new long[values.length];
      for (int i = 0; i < longs.length; i++) {
        longs[i] = (Long) values[i];
      }
      Arrays.sort(longs);
    }
  }

  @Override
  public Vector evaluate(Batch batch, ExecutionContext context) {
    Vector value = operand.evaluate(batch, context);
    if (value instanceof ConstantVector constant) {
      return new ConstantVector(value.size(), contains(constant.value()));
    }
    if (value instanceof DictionaryVector dictionary
        && dictionary.dictionary().size() <= dictionary.size()) {
      return contains(dictionary.dictionary()).select(dictionary.codes(), dictionary.size());
    }
    return contains(value.flat());
  }

  private BoolVector contains(FlatVector vector) {
    int size = vector.size();
    byte[] out = new byte[size];
    if (longs != null) {
      find(((LongVector) vector).values(), out, size);
    } else {
      BytesVector bytes = (BytesVector) vector;
      for (int i = 0; i < size; i++) {
        out[i] = (byte) (texts.contains(Bytes.of(bytes.copy(i))) ? 1 : 0);
      }
    }
    if (!withNull) {
      return new BoolVector(size, out, vector.validity());
    }
    long[] validity = Validity.allValid(size);
    for (int i = 0; i < size; i++) {
      if (out[i] == 0 || vector.isNull(i)) {
        Validity.setNull(validity, i);
      }
    }
    return new BoolVector(size, out, validity);
  }

  private void find(long[] values, byte[] out, int size) {
    if (longs.length > 8) {
      for (int i = 0; i < size; i++) {
        out[i] = (byte) (Arrays.binarySearch(longs, values[i]) >= 0 ? 1 : 0);
      }
      return;
    }
    for (long wanted : longs) {
      for (int i = 0; i < size; i++) {
        out[i] |= (byte) (values[i] == wanted ? 1 : 0);
      }
    }
  }
}
