package io.megadb.function.cast;

import io.megadb.function.arithmetic.IntegerRange;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.vector.LongVector;
import java.util.Set;

/** Conversions between oid, its named kin, and integers; integer keeps the 32 bits. */
final class OidCasts {
  private OidCasts() {}

  /** Null if one side is neither. */
  static StrictBody body(BaseType from, BaseType to, Set<BaseType> oids) {
    if (from.kind() != VectorKind.LONG || to.kind() != VectorKind.LONG) {
      return null;
    }
    boolean fromOid = oids.contains(from);
    boolean toOid = oids.contains(to);
    if (fromOid && toOid) {
      return (a, rows, validity, context) -> a[0].vector();
    }
    BaseType integer = fromOid ? to : from;
    if (!integer.equals(PgTypes.INT2)
        && !integer.equals(PgTypes.INT4)
        && !integer.equals(PgTypes.INT8)) {
      return null;
    }
    if (integer.equals(PgTypes.INT8)) {
      return (a, rows, validity, context) -> {
        if (toOid) {
          IntegerRange.OID.check(a[0].longs(), rows, validity);
        }
        return a[0].vector();
      };
    }
    return (a, rows, validity, context) -> {
      long[] values = a[0].longs();
      long[] out = new long[rows];
      for (int i = 0; i < rows; i++) {
        out[i] = toOid ? values[i] & 0xffffffffL : (int) values[i];
      }
      return new LongVector(rows, out, validity);
    };
  }
}
