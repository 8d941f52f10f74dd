package io.megadb.expression;

import io.megadb.execution.ExecutionContext;
import io.megadb.function.comparison.ValueOrder;
import io.megadb.plan.expression.SpecialForm.Form;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.BoolVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;

/** IS DISTINCT FROM, NULLIF, GREATEST, LEAST: operands of one type, compared row by row. */
final class ComparingEvaluator implements Evaluator {
  private final Form form;
  private final Evaluator[] operands;
  private final ValueOrder order;
  private final PgType type;

  /**
   * @param compared type of the operands
   * @param type of the result
   */
  ComparingEvaluator(Form form, Evaluator[] operands, PgType compared, PgType type) {
    this.form = form;
    this.operands = operands;
    this.order = ValueOrder.of(compared);
    this.type = type;
  }

  @Override
  public Vector evaluate(Batch batch, ExecutionContext context) {
    Vector[] values = new Vector[operands.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = operands[i].evaluate(batch, context);
    }
    return switch (form) {
      case NULLIF -> nullIf(values[0], values[1]);
      case GREATEST -> extreme(values, 1);
      case LEAST -> extreme(values, -1);
      default -> distinct(values[0], values[1], form == Form.IS_DISTINCT_FROM);
    };
  }

  private Vector distinct(Vector left, Vector right, boolean wanted) {
    int size = left.size();
    byte[] out = new byte[size];
    for (int i = 0; i < size; i++) {
      boolean leftNull = left.isNull(i);
      boolean rightNull = right.isNull(i);
      boolean distinct =
          leftNull || rightNull ? leftNull != rightNull : order.compare(left, i, right, i) != 0;
      out[i] = (byte) (distinct == wanted ? 1 : 0);
    }
    return new BoolVector(size, out, null);
  }

  private Vector nullIf(Vector left, Vector right) {
    int size = left.size();
    int[] rows = new int[size];
    for (int i = 0; i < size; i++) {
      boolean equal = !left.isNull(i) && !right.isNull(i) && order.compare(left, i, right, i) == 0;
      rows[i] = equal ? -1 : i;
    }
    return left.select(rows, size);
  }

  private Vector extreme(Vector[] values, int sign) {
    int size = values[0].size();
    VectorBuilder out = VectorBuilder.of(type, size);
    for (int i = 0; i < size; i++) {
      int best = -1;
      for (int k = 0; k < values.length; k++) {
        boolean better =
            !values[k].isNull(i)
                && (best < 0 || order.compare(values[k], i, values[best], i) * sign > 0);
        best = better ? k : best;
      }
      if (best < 0) {
        out.appendNull();
      } else {
        out.appendFrom(values[best], i);
      }
    }
    return out.build();
  }

  /** IN: true if equal to one, else null if anything compared is null, else false. */
  static Evaluator in(Evaluator[] operands, PgType compared) {
    ValueOrder order = ValueOrder.of(compared);
    return (batch, context) -> {
      Vector[] values = new Vector[operands.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = operands[i].evaluate(batch, context);
      }
      int size = batch.size();
      byte[] out = new byte[size];
      long[] validity = null;
      for (int i = 0; i < size; i++) {
        boolean unknown = values[0].isNull(i);
        for (int k = 1; k < values.length && out[i] == 0 && !values[0].isNull(i); k++) {
          if (values[k].isNull(i)) {
            unknown = true;
          } else if (order.compare(values[0], i, values[k], i) == 0) {
            out[i] = 1;
          }
        }
        if (unknown && out[i] == 0) {
          validity = validity == null ? Validity.allValid(size) : validity;
          Validity.setNull(validity, i);
        }
      }
      return new BoolVector(size, out, validity);
    };
  }
}
