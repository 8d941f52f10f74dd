package io.megadb.tables.olap.parquet;

import io.megadb.tables.olap.type.Storage;
import io.megadb.tables.olap.type.Times;
import io.megadb.type.PgType;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import java.nio.ByteBuffer;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Decodes PLAIN values of one column, many at a time: those of a dictionary or of a data page.
 * Stateless.
 */
enum PageValues {
  LONG {
    @Override
    FlatVector read(ByteBuffer page, PrimitiveTypeName stored, int count, PgType type) {
      return new LongVector(count, longs(page, stored, count), null);
    }
  },
  DATE {
    @Override
    FlatVector read(ByteBuffer page, PrimitiveTypeName stored, int count, PgType type) {
      long[] values = longs(page, stored, count);
      for (int i = 0; i < count; i++) {
        values[i] = Times.date((int) values[i]);
      }
      return new LongVector(count, values, null);
    }
  },
  TIMESTAMP {
    @Override
    FlatVector read(ByteBuffer page, PrimitiveTypeName stored, int count, PgType type) {
      long[] values = longs(page, stored, count);
      for (int i = 0; i < count; i++) {
        values[i] = Times.timestamp(values[i]);
      }
      return new LongVector(count, values, null);
    }
  },
  DECIMAL {
    @Override
    FlatVector read(ByteBuffer page, PrimitiveTypeName stored, int count, PgType type) {
      return new DecimalVector(count, longs(page, stored, count), type.scale(), null);
    }
  },
  DOUBLE {
    @Override
    FlatVector read(ByteBuffer page, PrimitiveTypeName stored, int count, PgType type) {
      double[] values = new double[count];
      if (stored == PrimitiveTypeName.DOUBLE) {
        page.asDoubleBuffer().get(values);
        page.position(page.position() + count * Double.BYTES);
      } else {
        for (int i = 0; i < count; i++) {
          values[i] = page.getFloat();
        }
      }
      return new DoubleVector(count, values, null);
    }
  },
  BYTES {
    @Override
    FlatVector read(ByteBuffer page, PrimitiveTypeName stored, int count, PgType type) {
      int[] offsets = new int[count + 1];
      int start = page.position();
      int at = start;
      for (int i = 0; i < count; i++) {
        int length = page.getInt(at);
        at += Integer.BYTES + length;
        offsets[i + 1] = offsets[i] + length;
      }
      byte[] bytes = new byte[offsets[count]];
      int from = start;
      for (int i = 0; i < count; i++) {
        int length = offsets[i + 1] - offsets[i];
        page.get(from + Integer.BYTES, bytes, offsets[i], length);
        from += Integer.BYTES + length;
      }
      page.position(at);
      return new BytesVector(count, bytes, offsets, null);
    }
  };

  /** How a column is decoded; null if only value by value. */
  static PageValues of(PgType type, PrimitiveTypeName stored) {
    boolean whole = stored == PrimitiveTypeName.INT32 || stored == PrimitiveTypeName.INT64;
    return switch (Storage.of(type)) {
      case INT, LONG, TIME -> whole ? LONG : null;
      case DATE -> stored == PrimitiveTypeName.INT32 ? DATE : null;
      case TIMESTAMP -> stored == PrimitiveTypeName.INT64 ? TIMESTAMP : null;
      case DECIMAL -> whole ? DECIMAL : null;
      case FLOAT, DOUBLE ->
          stored == PrimitiveTypeName.DOUBLE || stored == PrimitiveTypeName.FLOAT ? DOUBLE : null;
      case TEXT, BINARY -> stored == PrimitiveTypeName.BINARY ? BYTES : null;
      case BOOLEAN, NUMERIC_TEXT, UUID, INTERVAL, LIST -> null;
    };
  }

  /**
   * The next values.
   *
   * @param page in little-endian order; moved behind them
   */
  abstract FlatVector read(ByteBuffer page, PrimitiveTypeName stored, int count, PgType type);

  private static long[] longs(ByteBuffer page, PrimitiveTypeName stored, int count) {
    long[] values = new long[count];
    if (stored == PrimitiveTypeName.INT64) {
      page.asLongBuffer().get(values);
      page.position(page.position() + count * Long.BYTES);
    } else {
      int[] ints = new int[count];
      page.asIntBuffer().get(ints);
      page.position(page.position() + count * Integer.BYTES);
      for (int i = 0; i < count; i++) {
        values[i] = ints[i];
      }
    }
    return values;
  }
}
