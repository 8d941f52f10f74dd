package io.megadb.tables.olap.parquet;

import io.megadb.tables.olap.type.Storage;
import io.megadb.tables.olap.type.Times;
import io.megadb.type.PgType;
import io.megadb.vector.BoolBuilder;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.DoubleBuilder;
import io.megadb.vector.IntervalBuilder;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.NumericBuilder;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.VectorBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.PrimitiveConverter;

/** Takes one column's values from Parquet into a builder. Confined to one thread. */
class ColumnIn extends PrimitiveConverter {
  final VectorBuilder builder;

  ColumnIn(VectorBuilder builder) {
    this.builder = builder;
  }

  /**
   * A converter for a type.
   *
   * @param builder for the type; for arrays that of the elements
   */
  static ColumnIn of(PgType type, VectorBuilder builder) {
    return switch (Storage.of(type)) {
      case BOOLEAN -> new Bools(builder);
      case INT, LONG, TIME -> new Longs(builder);
      case DATE -> new Dates(builder);
      case TIMESTAMP -> new Timestamps(builder);
      case FLOAT, DOUBLE -> new Doubles(builder);
      case DECIMAL -> new Decimals(builder, type.scale());
      case NUMERIC_TEXT -> new NumericTexts(builder);
      case TEXT, BINARY, UUID -> new ByteStrings(builder);
      case INTERVAL -> new Intervals(builder);
      case LIST -> of(Storage.element(type), builder);
    };
  }

  /** A value that lies in an array. */
  final void addBytes(byte[] bytes, int from, int length) {
    addBinary(Binary.fromReusedByteArray(bytes, from, length));
  }

  private static final class Bools extends ColumnIn {
    private final BoolBuilder into;

    Bools(VectorBuilder builder) {
      super(builder);
      into = (BoolBuilder) builder;
    }

    @Override
    public void addBoolean(boolean value) {
      into.appendBool(value);
    }
  }

  private static final class Longs extends ColumnIn {
    private final LongBuilder into;

    Longs(VectorBuilder builder) {
      super(builder);
      into = (LongBuilder) builder;
    }

    @Override
    public void addInt(int value) {
      into.appendLong(value);
    }

    @Override
    public void addLong(long value) {
      into.appendLong(value);
    }
  }

  private static final class Dates extends ColumnIn {
    private final LongBuilder into;

    Dates(VectorBuilder builder) {
      super(builder);
      into = (LongBuilder) builder;
    }

    @Override
    public void addInt(int value) {
      into.appendLong(Times.date(value));
    }
  }

  private static final class Timestamps extends ColumnIn {
    private final LongBuilder into;

    Timestamps(VectorBuilder builder) {
      super(builder);
      into = (LongBuilder) builder;
    }

    @Override
    public void addLong(long value) {
      into.appendLong(Times.timestamp(value));
    }
  }

  private static final class Doubles extends ColumnIn {
    private final DoubleBuilder into;

    Doubles(VectorBuilder builder) {
      super(builder);
      into = (DoubleBuilder) builder;
    }

    @Override
    public void addFloat(float value) {
      into.appendDouble(value);
    }

    @Override
    public void addDouble(double value) {
      into.appendDouble(value);
    }
  }

  private static final class Decimals extends ColumnIn {
    private final NumericBuilder into;
    private final int scale;

    Decimals(VectorBuilder builder, int scale) {
      super(builder);
      into = (NumericBuilder) builder;
      this.scale = scale;
    }

    @Override
    public void addInt(int value) {
      into.appendDecimal(value, scale);
    }

    @Override
    public void addLong(long value) {
      into.appendDecimal(value, scale);
    }

    @Override
    public void addBinary(Binary value) {
      into.appendNumeric(PgNumeric.of(new BigInteger(value.getBytes()), scale));
    }
  }

  private static final class NumericTexts extends ColumnIn {
    private final NumericBuilder into;

    NumericTexts(VectorBuilder builder) {
      super(builder);
      into = (NumericBuilder) builder;
    }

    @Override
    public void addBinary(Binary value) {
      String text = value.toStringUsingUTF8();
      into.appendNumeric(
          switch (text) {
            case "NaN" -> PgNumeric.NAN;
            case "Infinity" -> PgNumeric.POSITIVE_INFINITY;
            case "-Infinity" -> PgNumeric.NEGATIVE_INFINITY;
            default -> PgNumeric.of(new BigDecimal(text));
          });
    }
  }

  private static final class ByteStrings extends ColumnIn {
    private final BytesBuilder into;

    ByteStrings(VectorBuilder builder) {
      super(builder);
      into = (BytesBuilder) builder;
    }

    @Override
    public void addBinary(Binary value) {
      ByteBuffer bytes = value.toByteBuffer();
      if (bytes.hasArray()) {
        into.appendBytes(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      } else {
        into.appendBytes(value.getBytes());
      }
    }
  }

  private static final class Intervals extends ColumnIn {
    private final IntervalBuilder into;

    Intervals(VectorBuilder builder) {
      super(builder);
      into = (IntervalBuilder) builder;
    }

    @Override
    public void addBinary(Binary value) {
      ByteBuffer bytes = value.toByteBuffer();
      into.appendInterval(bytes.getInt(), bytes.getInt(), bytes.getLong());
    }
  }
}
