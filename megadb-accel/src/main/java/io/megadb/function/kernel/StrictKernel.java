package io.megadb.function.kernel;

import io.megadb.error.MegaDbException;
import io.megadb.function.EvaluationContext;
import io.megadb.function.ScalarKernel;
import io.megadb.function.Volatility;
import io.megadb.type.PgType;
import io.megadb.vector.BoolVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;

/**
 * A strict function: null in, null out, and the body never sees a row with a null. Constants are
 * computed once. Of one dictionary column beside constants, each entry is computed once; if an
 * entry raises an error, which no row may use, the rows are computed instead.
 */
public final class StrictKernel implements ScalarKernel {
  private final StrictBody body;
  private final PgType result;
  private final Volatility volatility;

  public StrictKernel(StrictBody body, PgType result, Volatility volatility) {
    this.body = body;
    this.result = result;
    this.volatility = volatility;
  }

  @Override
  public Vector apply(Vector[] arguments, int rows, EvaluationContext context) {
    int constants = 0;
    DictionaryVector dictionary = null;
    for (Vector argument : arguments) {
      if (argument instanceof ConstantVector constant) {
        if (constant.value().isNull(0)) {
          return nulls(rows);
        }
        constants++;
      } else if (argument instanceof DictionaryVector candidate) {
        dictionary = candidate;
      }
    }
    if (volatility != Volatility.VOLATILE) {
      if (constants == arguments.length) {
        return new ConstantVector(rows, body.compute(operands(arguments, null), 1, null, context));
      }
      boolean once = dictionary != null && constants == arguments.length - 1;
      if (once && dictionary.dictionary().size() <= rows) {
        Vector mapped = overEntries(arguments, dictionary, context);
        if (mapped != null) {
          return mapped;
        }
      }
    }
    Operand[] operands = operands(arguments, null);
    long[] validity = null;
    for (Operand operand : operands) {
      if (!operand.isConstant()) {
        validity = Validity.and(validity, operand.validity(), rows);
      }
    }
    return body.compute(operands, rows, validity, context);
  }

  private Vector overEntries(
      Vector[] arguments, DictionaryVector column, EvaluationContext context) {
    FlatVector entries = column.dictionary();
    try {
      FlatVector mapped =
          body.compute(operands(arguments, entries), entries.size(), entries.validity(), context);
      return mapped instanceof BoolVector bools
          ? bools.select(column.codes(), column.size())
          : new DictionaryVector(column.size(), column.codes(), mapped);
    } catch (MegaDbException e) {
      return null;
    }
  }

  private static Operand[] operands(Vector[] arguments, FlatVector entries) {
    Operand[] operands = new Operand[arguments.length];
    for (int i = 0; i < operands.length; i++) {
      boolean replace = entries != null && arguments[i] instanceof DictionaryVector;
      operands[i] = Operand.of(replace ? entries : arguments[i]);
    }
    return operands;
  }

  private Vector nulls(int rows) {
    VectorBuilder builder = VectorBuilder.of(result, 1);
    builder.appendNull();
    return new ConstantVector(rows, builder.build());
  }
}
