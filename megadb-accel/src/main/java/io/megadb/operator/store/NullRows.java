package io.megadb.operator.store;

import io.megadb.type.PgType;
import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import java.util.List;

/** Rows of nulls, as outer joins add them. */
public final class NullRows {
  private NullRows() {}

  public static Batch of(List<PgType> types, int rows) {
    Vector[] columns = new Vector[types.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ConstantVector(rows, single(types.get(i).kind()));
    }
    return new Batch(rows, columns);
  }

  private static FlatVector single(VectorKind kind) {
    if (kind != VectorKind.LIST) {
      return Values.single(kind, null);
    }
    FlatVector noElements = Values.single(VectorKind.LONG, null).select(new int[0], 0);
    return new ListVector(1, new int[2], noElements, Validity.noneValid(1));
  }
}
