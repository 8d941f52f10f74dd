package io.megadb.expression;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.expression.SpecialForm.Form;
import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.BoolVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;

/** NOT, IS NULL, IS TRUE and their kin. */
final class TruthEvaluator implements Evaluator {
  private final Form form;
  private final Evaluator operand;

  TruthEvaluator(Form form, Evaluator operand) {
    this.form = form;
    this.operand = operand;
  }

  @Override
  public Vector evaluate(Batch batch, ExecutionContext context) {
    Vector value = operand.evaluate(batch, context);
    if (value instanceof ConstantVector constant) {
      return new ConstantVector(value.size(), apply(constant.value()));
    }
    if (form == Form.IS_NULL || form == Form.IS_NOT_NULL) {
      return nulls(value, form == Form.IS_NULL);
    }
    return apply(value.flat());
  }

  private static Vector nulls(Vector value, boolean wanted) {
    if (!value.mayHaveNulls()) {
      return Values.constant(VectorKind.BOOL, !wanted, value.size());
    }
    byte[] out = new byte[value.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (value.isNull(i) == wanted ? 1 : 0);
    }
    return new BoolVector(out.length, out, null);
  }

  private FlatVector apply(FlatVector vector) {
    if (form == Form.IS_NULL || form == Form.IS_NOT_NULL) {
      return nulls(vector, form == Form.IS_NULL).flat();
    }
    byte[] values = ((BoolVector) vector).values();
    int size = vector.size();
    byte[] out = new byte[size];
    if (form == Form.NOT) {
      for (int i = 0; i < size; i++) {
        out[i] = (byte) (values[i] ^ 1);
      }
      return new BoolVector(size, out, vector.validity());
    }
    byte wanted = (byte) (form == Form.IS_TRUE || form == Form.IS_NOT_TRUE ? 1 : 0);
    boolean negated = form == Form.IS_NOT_TRUE || form == Form.IS_NOT_FALSE;
    for (int i = 0; i < size; i++) {
      boolean is = !vector.isNull(i) && values[i] == wanted;
      out[i] = (byte) (is != negated ? 1 : 0);
    }
    return new BoolVector(size, out, null);
  }
}
