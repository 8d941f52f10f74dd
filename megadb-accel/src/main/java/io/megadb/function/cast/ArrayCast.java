package io.megadb.function.cast;

import io.megadb.function.ScalarKernel;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.PgType;
import io.megadb.type.text.TypeText;
import io.megadb.vector.ListVector;
import io.megadb.vector.Vector;

/** Converts arrays element by element. */
final class ArrayCast {
  private ArrayCast() {}

  static StrictBody body(PgType source, PgType target) {
    ScalarKernel elements =
        Casts.kernel(TypeText.elementType(source), TypeText.elementType(target), true);
    return (a, rows, validity, context) -> {
      ListVector lists = (ListVector) a[0].vector();
      Vector converted =
          elements.apply(new Vector[] {lists.elements()}, lists.elements().size(), context);
      return new ListVector(rows, lists.offsets(), converted, validity);
    };
  }
}
