package io.megadb.vector.codec;

import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.math.BigDecimal;
import java.math.BigInteger;

/** One vector: a form byte, then what the form needs; the number of rows is known outside. */
final class VectorCodec {
  private static final int CONSTANT = 1;
  private static final int DICTIONARY = 2;
  private static final int BOOL = 3;
  private static final int LONG = 4;
  private static final int DOUBLE = 5;
  private static final int DECIMAL = 6;
  private static final int NUMERIC = 7;
  private static final int BYTES = 8;
  private static final int INTERVAL = 9;
  private static final int LIST = 10;

  /** Tells a value that is no finite number from a scale. */
  private static final int NAN = -1;

  private static final int POSITIVE_INFINITY = -2;
  private static final int NEGATIVE_INFINITY = -3;
  private static final int NO_VALUE = -4;

  private VectorCodec() {}

  static void write(Vector vector, Encoder out) {
    if (vector instanceof ConstantVector constant) {
      out.writeByte(CONSTANT);
      write(constant.value(), out);
    } else if (vector instanceof DictionaryVector dictionary
        && dictionary.dictionary().size() <= vector.size()) {
      out.writeByte(DICTIONARY);
      out.writeInt(dictionary.dictionary().size());
      write(dictionary.dictionary(), out);
      out.writeInts(dictionary.codes(), 0, vector.size());
    } else {
      writeFlat(vector.flat(), out);
    }
  }

  private static void writeFlat(FlatVector vector, Encoder out) {
    int rows = vector.size();
    if (vector instanceof BoolVector bools) {
      header(BOOL, vector, out);
      out.writeBytes(bools.values(), 0, rows);
    } else if (vector instanceof LongVector longs) {
      header(LONG, vector, out);
      out.writeLongs(longs.values(), rows);
    } else if (vector instanceof DoubleVector doubles) {
      header(DOUBLE, vector, out);
      out.writeDoubles(doubles.values(), rows);
    } else if (vector instanceof DecimalVector decimals) {
      header(DECIMAL, vector, out);
      out.writeInt(decimals.scale());
      out.writeLongs(decimals.unscaled(), rows);
    } else if (vector instanceof NumericVector numerics) {
      header(NUMERIC, vector, out);
      writeNumerics(numerics, out);
    } else if (vector instanceof BytesVector bytes) {
      header(BYTES, vector, out);
      int[] offsets = bytes.offsets();
      writeLengths(offsets, rows, out);
      out.writeBytes(bytes.data(), offsets[0], offsets[rows] - offsets[0]);
    } else if (vector instanceof IntervalVector intervals) {
      header(INTERVAL, vector, out);
      out.writeInts(intervals.months(), 0, rows);
      out.writeInts(intervals.days(), 0, rows);
      out.writeLongs(intervals.micros(), rows);
    } else {
      ListVector lists = (ListVector) vector;
      header(LIST, vector, out);
      int[] offsets = lists.offsets();
      writeLengths(offsets, rows, out);
      write(lists.elements().slice(offsets[0], offsets[rows]), out);
    }
  }

  private static void header(int form, FlatVector vector, Encoder out) {
    out.writeByte(form);
    long[] validity = vector.validity();
    out.writeByte(validity == null ? 0 : 1);
    if (validity != null) {
      out.writeLongs(validity, Validity.words(vector.size()));
    }
  }

  private static void writeLengths(int[] offsets, int rows, Encoder out) {
    int[] lengths = new int[rows];
    for (int i = 0; i < rows; i++) {
      lengths[i] = offsets[i + 1] - offsets[i];
    }
    out.writeInts(lengths, 0, rows);
  }

  private static void writeNumerics(NumericVector vector, Encoder out) {
    for (int i = 0; i < vector.size(); i++) {
      PgNumeric value = vector.isNull(i) ? null : vector.values()[i];
      if (value == null) {
        out.writeInt(NO_VALUE);
      } else if (!value.isFinite()) {
        out.writeInt(
            value.isNaN() ? NAN : value.signum() > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY);
      } else {
        BigDecimal decimal = value.decimal();
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        out.writeInt(decimal.scale());
        out.writeInt(unscaled.length);
        out.writeBytes(unscaled, 0, unscaled.length);
      }
    }
  }

  static Vector read(int rows, Decoder in) {
    int form = in.readByte();
    if (form == CONSTANT) {
      return new ConstantVector(rows, flat(read(1, in)));
    }
    if (form == DICTIONARY) {
      int size = in.readCount(0);
      FlatVector dictionary = flat(read(size, in));
      int[] codes = in.readInts(rows);
      for (int code : codes) {
        if (code < -1 || code >= size) {
          throw Decoder.corrupted("code " + code + " of " + size);
        }
      }
      return new DictionaryVector(rows, codes, dictionary);
    }
    return readFlat(form, rows, in);
  }

  private static FlatVector flat(Vector vector) {
    if (vector instanceof FlatVector flat) {
      return flat;
    }
    throw Decoder.corrupted("dictionary in a dictionary");
  }

  private static FlatVector readFlat(int form, int rows, Decoder in) {
    long[] validity = in.readByte() == 0 ? null : in.readLongs(Validity.words(rows));
    return switch (form) {
      case BOOL -> new BoolVector(rows, in.readBytes(rows), validity);
      case LONG -> new LongVector(rows, in.readLongs(rows), validity);
      case DOUBLE -> new DoubleVector(rows, in.readDoubles(rows), validity);
      case DECIMAL -> {
        int scale = in.readInt();
        yield new DecimalVector(rows, in.readLongs(rows), scale, validity);
      }
      case NUMERIC -> new NumericVector(rows, readNumerics(rows, in), validity);
      case BYTES -> {
        int[] offsets = readOffsets(rows, in);
        yield new BytesVector(rows, in.readBytes(offsets[rows]), offsets, validity);
      }
      case INTERVAL -> {
        int[] months = in.readInts(rows);
        int[] days = in.readInts(rows);
        yield new IntervalVector(rows, months, days, in.readLongs(rows), validity);
      }
      case LIST -> {
        int[] offsets = readOffsets(rows, in);
        yield new ListVector(rows, offsets, read(offsets[rows], in), validity);
      }
      default -> throw Decoder.corrupted("form " + form);
    };
  }

  private static int[] readOffsets(int rows, Decoder in) {
    int[] lengths = in.readInts(rows);
    int[] offsets = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      if (lengths[i] < 0 || lengths[i] > Integer.MAX_VALUE - offsets[i]) {
        throw Decoder.corrupted("length " + lengths[i]);
      }
      offsets[i + 1] = offsets[i] + lengths[i];
    }
    return offsets;
  }

  private static PgNumeric[] readNumerics(int rows, Decoder in) {
    PgNumeric[] values = new PgNumeric[rows];
    for (int i = 0; i < rows; i++) {
      int scale = in.readInt();
      values[i] =
          switch (scale) {
            case NO_VALUE -> null;
            case NAN -> PgNumeric.NAN;
            case POSITIVE_INFINITY -> PgNumeric.POSITIVE_INFINITY;
            case NEGATIVE_INFINITY -> PgNumeric.NEGATIVE_INFINITY;
            default -> PgNumeric.of(new BigInteger(in.readBytes(in.readCount(1))), scale);
          };
    }
    return values;
  }
}
