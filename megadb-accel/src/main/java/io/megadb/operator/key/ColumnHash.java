package io.megadb.operator.key;

import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.type.json.JsonParser;
import io.megadb.type.json.JsonValue;
import io.megadb.type.text.CharacterText;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/**
 * Hashes of one column's values. The same on every machine, since exchanges route by them. Null has
 * a hash of its own.
 */
final class ColumnHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0xBF58476D1CE4E5B9L;
  private static final long NULL_HASH = 0x2545F4914F6CDD1DL;

  private ColumnHash() {}

  /** Spreads every bit over the whole word. */
  static long mix(long value) {
    long x = value * GOLDEN;
    x = (x ^ x >>> 32) * SECOND;
    return x ^ x >>> 29;
  }

  static long nullHash() {
    return NULL_HASH;
  }

  /** Fills {@code hashes} for the first {@code rows} rows. */
  static void hash(FlatVector vector, BaseType type, int rows, long[] hashes) {
    switch (vector.kind()) {
      case BOOL -> bools(((BoolVector) vector).values(), rows, hashes);
      case LONG -> longs(((LongVector) vector).values(), rows, hashes);
      case DOUBLE -> doubles(((DoubleVector) vector).values(), rows, hashes);
      case NUMERIC -> numerics(vector, rows, hashes);
      case BYTES -> bytes((BytesVector) vector, type, rows, hashes);
      case INTERVAL -> intervals((IntervalVector) vector, rows, hashes);
      case LIST -> lists((ListVector) vector, type, rows, hashes);
    }
    if (vector.mayHaveNulls()) {
      for (int i = 0; i < rows; i++) {
        if (vector.isNull(i)) {
          hashes[i] = NULL_HASH;
        }
      }
    }
  }

  private static void bools(byte[] values, int rows, long[] hashes) {
    for (int i = 0; i < rows; i++) {
      hashes[i] = mix(values[i]);
    }
  }

  private static void longs(long[] values, int rows, long[] hashes) {
    for (int i = 0; i < rows; i++) {
      hashes[i] = mix(values[i]);
    }
  }

  private static void doubles(double[] values, int rows, long[] hashes) {
    for (int i = 0; i < rows; i++) {
      // Adding 0 turns -0 into 0; doubleToLongBits gives all NaN one pattern.
      hashes[i] = mix(Double.doubleToLongBits(values[i] + 0.0));
    }
  }

  private static void numerics(FlatVector vector, int rows, long[] hashes) {
    if (vector instanceof DecimalVector decimals) {
      long[] unscaled = decimals.unscaled();
      int scale = decimals.scale();
      for (int i = 0; i < rows; i++) {
        hashes[i] = decimal(unscaled[i], scale);
      }
      return;
    }
    PgNumeric[] values = ((NumericVector) vector).values();
    for (int i = 0; i < rows; i++) {
      if (values[i] != null) {
        hashes[i] = numeric(values[i]);
      }
    }
  }

  private static long decimal(long unscaled, int scale) {
    long digits = unscaled;
    int places = scale;
    while (places > 0 && digits % 10 == 0) {
      digits /= 10;
      places--;
    }
    return mix(digits + places * SECOND);
  }

  private static long numeric(PgNumeric value) {
    if (!value.isFinite()) {
      return mix(value.hashCode() + NULL_HASH);
    }
    BigDecimal decimal = value.decimal();
    BigInteger unscaled = decimal.unscaledValue();
    if (unscaled.bitLength() < Long.SIZE) {
      return decimal(unscaled.longValue(), decimal.scale());
    }
    BigDecimal stripped = decimal.stripTrailingZeros();
    if (stripped.scale() < 0) {
      stripped = stripped.setScale(0);
    }
    unscaled = stripped.unscaledValue();
    if (unscaled.bitLength() < Long.SIZE) {
      return decimal(unscaled.longValue(), stripped.scale());
    }
    byte[] bytes = unscaled.toByteArray();
    return mix(bytes(bytes, 0, bytes.length) + stripped.scale());
  }

  private static void bytes(BytesVector vector, BaseType type, int rows, long[] hashes) {
    if (type.oid() == PgTypes.JSONB_OID) {
      for (int i = 0; i < rows; i++) {
        hashes[i] = vector.isNull(i) ? NULL_HASH : json(JsonParser.parse(vector.text(i)));
      }
      return;
    }
    boolean blanks = type.oid() == PgTypes.BPCHAR_OID;
    byte[] data = vector.data();
    int[] offsets = vector.offsets();
    for (int i = 0; i < rows; i++) {
      int from = offsets[i];
      int to = offsets[i + 1];
      hashes[i] = bytes(data, from, blanks ? CharacterText.trimmedEnd(data, from, to) : to);
    }
  }

  private static long bytes(byte[] data, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = mix(hash ^ (long) LONGS.get(data, at));
    }
    long tail = 0;
    for (; at < to; at++) {
      tail = tail << 8 | data[at] & 0xFF;
    }
    return mix(hash ^ tail);
  }

  /** Numbers hash by their value, whatever their scale. */
  private static long json(JsonValue value) {
    if (value instanceof JsonValue.Number number) {
      return numeric(PgNumeric.of(number.value()));
    }
    if (value instanceof JsonValue.Array array) {
      long hash = GOLDEN;
      for (JsonValue element : array.elements()) {
        hash = mix(hash + json(element));
      }
      return hash;
    }
    if (value instanceof JsonValue.Object object) {
      long hash = SECOND;
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        hash = mix(hash + member.getKey().hashCode());
        hash = mix(hash + json(member.getValue()));
      }
      return hash;
    }
    // Booleans, strings and null: records whose equality is jsonb's.
    return mix(value.hashCode());
  }

  private static void intervals(IntervalVector vector, int rows, long[] hashes) {
    for (int i = 0; i < rows; i++) {
      long micros = vector.micros()[i];
      long days = IntervalSpan.days(vector.months()[i], vector.days()[i], micros);
      hashes[i] = mix(mix(days) + IntervalSpan.rest(micros));
    }
  }

  private static void lists(ListVector vector, BaseType type, int rows, long[] hashes) {
    FlatVector elements = vector.elements().flat();
    BaseType elementType = PgTypes.byOid(type.elementOid());
    long[] elementHashes = new long[elements.size()];
    hash(elements, elementType == null ? type : elementType, elements.size(), elementHashes);
    int[] offsets = vector.offsets();
    Arrays.fill(hashes, 0, rows, GOLDEN);
    for (int i = 0; i < rows; i++) {
      for (int j = offsets[i]; j < offsets[i + 1]; j++) {
        hashes[i] = mix(hashes[i] + elementHashes[j]);
      }
    }
  }
}
