package io.megadb.vectorops.type;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.ScalarKernel;
import io.megadb.function.cast.Casts;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.type.text.TypeText;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;

/** Arrays of numbers, and the plugin's types among each other, to one of the plugin's types. */
final class ListConversion implements StrictBody {
  private final VectorForm form;

  /** Makes the elements floating; null where they are. */
  private final ScalarKernel elementCast;

  ListConversion(PgType source, VectorForm form) {
    this.form = form;
    PgType element = TypeText.elementType(source.withoutModifier());
    elementCast =
        element.kind() == VectorKind.DOUBLE
            ? null
            : Casts.kernel(element, PgType.of(PgTypes.FLOAT4), true);
  }

  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    ListVector lists = (ListVector) arguments[0].vector();
    int[] offsets = lists.offsets();
    Vector elements = lists.elements();
    if (elementCast != null) {
      elements = elementCast.apply(new Vector[] {elements}, elements.size(), context);
    }
    FlatVector flat = elements.flat();
    double[] values = ((DoubleVector) flat).values();
    double[] rounded = new double[flat.size()];
    for (int row = 0; row < rows; row++) {
      if (validity != null && !Validity.isValid(validity, row)) {
        continue;
      }
      form.checkDimensions(offsets[row + 1] - offsets[row]);
      for (int i = offsets[row]; i < offsets[row + 1]; i++) {
        if (flat.isNull(i)) {
          throw new MegaDbException(
              SqlState.NULL_VALUE_NOT_ALLOWED, "array must not contain nulls");
        }
        rounded[i] = element(values[i]);
      }
    }
    return new ListVector(rows, offsets, new DoubleVector(rounded.length, rounded, null), validity);
  }

  private double element(double value) {
    form.checkFinite((float) value);
    double rounded = form.round(value);
    if (Math.abs(rounded) > form.greatest()) {
      String text =
          TypeText.format(
              PgType.of(PgTypes.FLOAT4), (double) (float) value, EvaluationContext.constant());
      throw VectorErrors.outOfRange(form.typeName(), text);
    }
    return rounded;
  }
}
