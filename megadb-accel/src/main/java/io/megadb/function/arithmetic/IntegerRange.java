package io.megadb.function.arithmetic;

import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Validity;

/** The range of an integer type. */
public enum IntegerRange {
  SMALLINT("smallint", Short.MIN_VALUE, Short.MAX_VALUE),
  INTEGER("integer", Integer.MIN_VALUE, Integer.MAX_VALUE),
  BIGINT("bigint", Long.MIN_VALUE, Long.MAX_VALUE),
  OID("OID", 0, 0xffffffffL);

  private final String sqlName;
  private final long min;
  private final long max;

  IntegerRange(String sqlName, long min, long max) {
    this.sqlName = sqlName;
    this.min = min;
    this.max = max;
  }

  /** Of int2, int4, int8; of anything else that is held as a long and 4 bytes wide, oid's. */
  public static IntegerRange of(BaseType type) {
    return switch (type.oid()) {
      case PgTypes.INT2_OID -> SMALLINT;
      case PgTypes.INT4_OID -> INTEGER;
      case PgTypes.INT8_OID -> BIGINT;
      default -> OID;
    };
  }

  public long min() {
    return min;
  }

  public long max() {
    return max;
  }

  public boolean contains(long value) {
    return value >= min && value <= max;
  }

  /** The value itself, or 22003. */
  public long check(long value) {
    if (value < min || value > max) {
      throw ArithmeticErrors.outOfRange(sqlName);
    }
    return value;
  }

  public String sqlName() {
    return sqlName;
  }

  /** 22003 if a valid row is out of range. */
  public void check(long[] values, int rows, long[] validity) {
    if (this == BIGINT) {
      return;
    }
    long outside = 0;
    for (int i = 0; i < rows; i++) {
      outside |= values[i] - min | max - values[i];
    }
    if (outside < 0) {
      for (int i = 0; i < rows; i++) {
        if (validity == null || Validity.isValid(validity, i)) {
          check(values[i]);
        }
      }
    }
  }
}
