package io.megadb.tables.codec;

import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.BoolBuilder;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleBuilder;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.IntervalBuilder;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.ListBuilder;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericBuilder;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.VectorBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * One value, not null, as bytes whose length is kept outside. Stateless.
 *
 * <pre>
 *   LONG      0 to 8 bytes, big-endian, zigzag, without leading zeros
 *   DOUBLE    8 bytes
 *   BOOL      1 byte
 *   NUMERIC   form: 0 NaN, 1 Infinity, 2 -Infinity, 3 finite: varint scale, two's complement
 *   BYTES     as they are
 *   INTERVAL  months 4, days 4, microseconds 8
 *   LIST      varint count, then per element varint (length + 1, 0 = null) and the value;
 *             of a plugin's type over float4, which has no nulls: 4 bytes per element
 * </pre>
 */
abstract class ValueCodec {
  private static final int NAN = 0;
  private static final int POSITIVE_INFINITY = 1;
  private static final int NEGATIVE_INFINITY = 2;
  private static final int FINITE = 3;

  /** Appends the value of a row that is not null. */
  abstract void encode(FlatVector vector, int row, ByteWriter out);

  /** Appends the value at the position to a builder. */
  abstract void decode(byte[] bytes, int from, int length, VectorBuilder into);

  static ValueCodec of(PgType type) {
    return switch (type.kind()) {
      case LONG -> new Longs();
      case DOUBLE -> new Doubles();
      case BOOL -> new Bools();
      case NUMERIC -> new Numerics();
      case BYTES -> new ByteStrings();
      case INTERVAL -> new Intervals();
      case LIST -> {
        if (type.base().form() != null && type.base().elementOid() == PgTypes.FLOAT4_OID) {
          yield new Floats();
        }
        BaseType element = PgTypes.byOid(type.base().elementOid());
        yield new Lists(of(PgType.of(element)));
      }
    };
  }

  /** Varint of length + 1, then the value: how lists and rows delimit values. */
  final void encodeDelimited(FlatVector vector, int row, ByteWriter out) {
    int start = out.size();
    out.put(0);
    encode(vector, row, out);
    int length = out.size() - start - 1;
    if (length + 1 < 0x80) {
      out.set(start, length + 1);
      return;
    }
    byte[] value = new byte[length];
    for (int i = 0; i < length; i++) {
      value[i] = out.get(start + 1 + i);
    }
    out.truncate(start);
    out.putVarint(length + 1);
    out.put(value, 0, length);
  }

  static long longAt(byte[] bytes, int from) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | bytes[from + i] & 0xff;
    }
    return value;
  }

  private static final class Longs extends ValueCodec {
    @Override
    void encode(FlatVector vector, int row, ByteWriter out) {
      long value = ((LongVector) vector).values()[row];
      long zigzag = value << 1 ^ value >> 63;
      for (int shift = 56 - (Long.numberOfLeadingZeros(zigzag) & 0x78); shift >= 0; shift -= 8) {
        out.put((int) (zigzag >>> shift));
      }
    }

    @Override
    void decode(byte[] bytes, int from, int length, VectorBuilder into) {
      long zigzag = 0;
      for (int i = from; i < from + length; i++) {
        zigzag = zigzag << 8 | bytes[i] & 0xff;
      }
      ((LongBuilder) into).appendLong(zigzag >>> 1 ^ -(zigzag & 1));
    }
  }

  private static final class Doubles extends ValueCodec {
    @Override
    void encode(FlatVector vector, int row, ByteWriter out) {
      out.putLong(Double.doubleToRawLongBits(((DoubleVector) vector).values()[row]));
    }

    @Override
    void decode(byte[] bytes, int from, int length, VectorBuilder into) {
      ((DoubleBuilder) into).appendDouble(Double.longBitsToDouble(longAt(bytes, from)));
    }
  }

  private static final class Bools extends ValueCodec {
    @Override
    void encode(FlatVector vector, int row, ByteWriter out) {
      out.put(((BoolVector) vector).values()[row]);
    }

    @Override
    void decode(byte[] bytes, int from, int length, VectorBuilder into) {
      ((BoolBuilder) into).appendBool(bytes[from] != 0);
    }
  }

  private static final class Numerics extends ValueCodec {
    @Override
    void encode(FlatVector vector, int row, ByteWriter out) {
      if (vector instanceof DecimalVector decimals) {
        out.put(FINITE);
        out.putVarint(decimals.scale());
        putMinimal(decimals.unscaled()[row], out);
        return;
      }
      PgNumeric value = ((NumericVector) vector).values()[row];
      if (value.isNaN()) {
        out.put(NAN);
      } else if (!value.isFinite()) {
        out.put(value.signum() > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY);
      } else {
        BigDecimal decimal = value.decimal();
        out.put(FINITE);
        out.putVarint(decimal.scale());
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        out.put(unscaled, 0, unscaled.length);
      }
    }

    private static void putMinimal(long value, ByteWriter out) {
      int shift = 56;
      while (shift > 0 && value << 64 - shift >> 64 - shift == value) {
        shift -= 8;
      }
      for (; shift >= 0; shift -= 8) {
        out.put((int) (value >> shift));
      }
    }

    @Override
    void decode(byte[] bytes, int from, int length, VectorBuilder into) {
      NumericBuilder builder = (NumericBuilder) into;
      switch (bytes[from]) {
        case NAN -> builder.appendNumeric(PgNumeric.NAN);
        case POSITIVE_INFINITY -> builder.appendNumeric(PgNumeric.POSITIVE_INFINITY);
        case NEGATIVE_INFINITY -> builder.appendNumeric(PgNumeric.NEGATIVE_INFINITY);
        default -> decodeFinite(bytes, from + 1, from + length, builder);
      }
    }

    private static void decodeFinite(byte[] bytes, int from, int end, NumericBuilder builder) {
      int position = from;
      int scale = 0;
      int shift = 0;
      int next;
      do {
        next = bytes[position++];
        scale |= (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      if (end - position <= 8) {
        long unscaled = bytes[position];
        for (int i = position + 1; i < end; i++) {
          unscaled = unscaled << 8 | bytes[i] & 0xff;
        }
        builder.appendDecimal(unscaled, scale);
      } else {
        builder.appendNumeric(PgNumeric.of(new BigInteger(bytes, position, end - position), scale));
      }
    }
  }

  private static final class ByteStrings extends ValueCodec {
    @Override
    void encode(FlatVector vector, int row, ByteWriter out) {
      BytesVector strings = (BytesVector) vector;
      out.put(strings.data(), strings.offsets()[row], strings.length(row));
    }

    @Override
    void decode(byte[] bytes, int from, int length, VectorBuilder into) {
      ((BytesBuilder) into).appendBytes(bytes, from, length);
    }
  }

  private static final class Intervals extends ValueCodec {
    @Override
    void encode(FlatVector vector, int row, ByteWriter out) {
      IntervalVector intervals = (IntervalVector) vector;
      out.putInt(intervals.months()[row]);
      out.putInt(intervals.days()[row]);
      out.putLong(intervals.micros()[row]);
    }

    @Override
    void decode(byte[] bytes, int from, int length, VectorBuilder into) {
      long monthsAndDays = longAt(bytes, from);
      ((IntervalBuilder) into)
          .appendInterval(
              (int) (monthsAndDays >> 32), (int) monthsAndDays, longAt(bytes, from + 8));
    }
  }

  private static final class Floats extends ValueCodec {
    @Override
    void encode(FlatVector vector, int row, ByteWriter out) {
      ListVector lists = (ListVector) vector;
      double[] elements = ((DoubleVector) lists.elements().flat()).values();
      for (int i = lists.offsets()[row]; i < lists.offsets()[row + 1]; i++) {
        out.putInt(Float.floatToRawIntBits((float) elements[i]));
      }
    }

    @Override
    void decode(byte[] bytes, int from, int length, VectorBuilder into) {
      ListBuilder lists = (ListBuilder) into;
      DoubleBuilder elements = (DoubleBuilder) lists.elements();
      ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
      for (int i = 0; i < length >> 2; i++) {
        elements.appendDouble(in.getFloat());
      }
      lists.endRow();
    }
  }

  private static final class Lists extends ValueCodec {
    private final ValueCodec element;

    Lists(ValueCodec element) {
      this.element = element;
    }

    @Override
    void encode(FlatVector vector, int row, ByteWriter out) {
      ListVector lists = (ListVector) vector;
      FlatVector elements = lists.elements().flat();
      int from = lists.offsets()[row];
      int to = lists.offsets()[row + 1];
      out.putVarint(to - from);
      for (int i = from; i < to; i++) {
        if (elements.isNull(i)) {
          out.put(0);
        } else {
          element.encodeDelimited(elements, i, out);
        }
      }
    }

    @Override
    void decode(byte[] bytes, int from, int length, VectorBuilder into) {
      ListBuilder builder = (ListBuilder) into;
      ByteReader in = new ByteReader(bytes);
      in.skip(from);
      int count = in.getVarint();
      for (int i = 0; i < count; i++) {
        int delimiter = in.getVarint();
        if (delimiter == 0) {
          builder.elements().appendNull();
        } else {
          element.decode(bytes, in.position(), delimiter - 1, builder.elements());
          in.skip(delimiter - 1);
        }
      }
      builder.endRow();
    }
  }
}
