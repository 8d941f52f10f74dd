package io.megadb.tables.codec;

import io.megadb.error.MegaDbException;
import io.megadb.oltp.RowBlock;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import java.util.Arrays;
import java.util.List;

/**
 * Keys as bytes whose unsigned order is SQL's order of the values, column by column. Two values
 * that SQL calls equal (1.0 and 1.00, -0 and 0, 1 mon and 30 days, "a" and "a " of char(n)) have
 * the same bytes. Not reversible; rows hold their key columns too.
 *
 * <pre>
 *   int2, int4, date 4 bytes, other LONG 8 bytes: big-endian, sign flipped
 *   DOUBLE     8 bytes: IEEE order, NaN last
 *   BOOL       1 byte
 *   BYTES      00 as 00 FF, then 00 00; uuid its 16 bytes
 *   NUMERIC    class (-Infinity, below, 0, above, Infinity, NaN), exponent, digits + 1, 0
 *   INTERVAL   days of 24 hours 8 bytes, microseconds 8 bytes
 * </pre>
 *
 * <p>For one thread.
 */
public final class KeyCodec {
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final int DAYS_PER_MONTH = 30;

  private enum Form {
    INT4,
    LONG,
    DOUBLE,
    BOOL,
    TEXT,
    PADDED,
    FIXED,
    NUMERIC,
    INTERVAL
  }

  private final Form[] forms;
  private final ByteWriter out = new ByteWriter(64);

  public KeyCodec(List<PgType> types) {
    forms = new Form[types.size()];
    for (int i = 0; i < forms.length; i++) {
      forms[i] = form(types.get(i));
    }
  }

  private static Form form(PgType type) {
    return switch (type.oid()) {
      case PgTypes.INT2_OID, PgTypes.INT4_OID, PgTypes.DATE_OID -> Form.INT4;
      case PgTypes.UUID_OID -> Form.FIXED;
      case PgTypes.BPCHAR_OID -> Form.PADDED;
      case PgTypes.JSON_OID, PgTypes.JSONB_OID -> throw unsupported(type);
      default ->
          switch (type.kind()) {
            case LONG -> Form.LONG;
            case DOUBLE -> Form.DOUBLE;
            case BOOL -> Form.BOOL;
            case BYTES -> Form.TEXT;
            case NUMERIC -> Form.NUMERIC;
            case INTERVAL -> Form.INTERVAL;
            case LIST -> throw unsupported(type);
          };
    };
  }

  private static MegaDbException unsupported(PgType type) {
    return MegaDbException.notSupported("a key or sort column of type " + type)
        .withHint("Use a column of another type.");
  }

  /** A hidden row number as a key. */
  public static byte[] rowNumber(long number) {
    byte[] key = new byte[8];
    for (int i = 0; i < 8; i++) {
      key[i] = (byte) (number >>> 56 - 8 * i);
    }
    return key;
  }

  /** The key of a row; no column may be null. */
  public byte[] encode(FlatVector[] columns, int row) {
    encodeKey(columns, row);
    return out.toArray();
  }

  /** Adds the key of a row to a block, as the part under way. */
  public void encode(FlatVector[] columns, int row, RowBlock block) {
    encodeKey(columns, row);
    out.appendTo(block);
  }

  private void encodeKey(FlatVector[] columns, int row) {
    out.truncate(0);
    for (int i = 0; i < columns.length; i++) {
      encode(forms[i], columns[i], row);
    }
  }

  /** The first columns of a key: every key with these values starts with these bytes. */
  public byte[] encodePrefix(FlatVector... columns) {
    return encode(columns, 0);
  }

  /** The first byte string above all that start with a prefix; null if there is none. */
  public static byte[] after(byte[] prefix) {
    for (int i = prefix.length - 1; i >= 0; i--) {
      if (prefix[i] != -1) {
        byte[] next = Arrays.copyOf(prefix, i + 1);
        next[i]++;
        return next;
      }
    }
    return null;
  }

  private void encode(Form form, FlatVector column, int row) {
    switch (form) {
      case INT4 -> out.putInt((int) ((LongVector) column).values()[row] ^ Integer.MIN_VALUE);
      case LONG -> out.putLong(((LongVector) column).values()[row] ^ Long.MIN_VALUE);
      case DOUBLE -> putDouble(((DoubleVector) column).values()[row]);
      case BOOL -> out.put(((BoolVector) column).values()[row]);
      case TEXT, PADDED -> putText((BytesVector) column, row, form == Form.PADDED);
      case FIXED -> {
        BytesVector bytes = (BytesVector) column;
        out.put(bytes.data(), bytes.offsets()[row], bytes.length(row));
      }
      case NUMERIC -> putNumeric(column, row);
      case INTERVAL -> {
        IntervalVector intervals = (IntervalVector) column;
        long micros = intervals.micros()[row];
        long days =
            (long) intervals.months()[row] * DAYS_PER_MONTH
                + intervals.days()[row]
                + Math.floorDiv(micros, DAY_MICROS);
        out.putLong(days ^ Long.MIN_VALUE);
        out.putLong(Math.floorMod(micros, DAY_MICROS));
      }
    }
  }

  private void putDouble(double value) {
    long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
    out.putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
  }

  private void putText(BytesVector column, int row, boolean padded) {
    byte[] data = column.data();
    int from = column.offsets()[row];
    int to = column.offsets()[row + 1];
    while (padded && to > from && data[to - 1] == ' ') {
      to--;
    }
    for (int i = from; i < to; i++) {
      out.put(data[i]);
      if (data[i] == 0) {
        out.put(0xff);
      }
    }
    out.put(0);
    out.put(0);
  }

  private void putNumeric(FlatVector column, int row) {
    PgNumeric value =
        column instanceof DecimalVector decimals
            ? PgNumeric.of(decimals.unscaled()[row], decimals.scale())
            : ((NumericVector) column).values()[row];
    if (value.isNaN()) {
      out.put(0x60);
    } else if (!value.isFinite()) {
      out.put(value.signum() > 0 ? 0x50 : 0x10);
    } else if (value.signum() == 0) {
      out.put(0x30);
    } else {
      int sign = value.signum();
      java.math.BigDecimal decimal = value.decimal().stripTrailingZeros();
      int exponent = decimal.precision() - decimal.scale();
      String digits = decimal.unscaledValue().abs().toString();
      int flip = sign < 0 ? 0xff : 0;
      out.put(sign < 0 ? 0x20 : 0x40);
      out.putInt(sign < 0 ? ~(exponent ^ Integer.MIN_VALUE) : exponent ^ Integer.MIN_VALUE);
      for (int i = 0; i < digits.length(); i++) {
        out.put(digits.charAt(i) - '0' + 1 ^ flip);
      }
      out.put(flip);
    }
  }
}
