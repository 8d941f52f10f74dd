package io.megadb.tables.olap.parquet;

import io.megadb.tables.olap.type.Storage;
import io.megadb.tables.olap.type.Times;
import io.megadb.type.PgType;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.format.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Integers, dates, times and decimals of up to 18 digits. Confined to one thread. */
final class LongCursor extends PagedCursor<long[]> {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int INT96_BYTES = 12;
  private static final long JULIAN_1970 = 2_440_588;
  private static final long DAY_MICROS = 86_400_000_000L;

  private final PrimitiveTypeName stored;
  private final PgType type;
  private final Storage storage;
  private long[] dictionary;

  LongCursor(
      ParquetFile file, PageDecompressor decompressor, ColumnDescriptor column, PgType type) {
    super(file, decompressor, ColumnPath.get(column.getPath()), column.getMaxDefinitionLevel() > 0);
    this.stored = column.getPrimitiveType().getPrimitiveTypeName();
    this.type = type;
    this.storage = Storage.of(type);
  }

  @Override
  long[] target(int rows) {
    return new long[rows];
  }

  @Override
  void prepare(DataPage page) {
    if (page.encoding == Encoding.PLAIN) {
      int width =
          stored == PrimitiveTypeName.INT64
              ? 8
              : stored == PrimitiveTypeName.INT32 ? 4 : INT96_BYTES;
      if ((long) page.values * width > page.valuesEnd - page.valuesAt) {
        throw new IndexOutOfBoundsException("a page has fewer values than it says");
      }
      if (stored == PrimitiveTypeName.INT96) {
        page.decoded = int96(page.bytes, page.valuesAt, page.values);
      }
      return;
    }
    page.decoded =
        switch (page.encoding) {
          case DELTA_BINARY_PACKED -> differences(page);
          case BYTE_STREAM_SPLIT -> split(page);
          default -> throw new UnsupportedEncoding(page.encoding);
        };
  }

  /** Differences of 32 bits may have wrapped. */
  private long[] differences(DataPage page) {
    long[] values = new DeltaDecoder(page.bytes, page.valuesAt, page.valuesEnd).longs(page.values);
    if (stored == PrimitiveTypeName.INT32) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (int) values[i];
      }
    }
    return values;
  }

  private long[] split(DataPage page) {
    boolean wide = stored == PrimitiveTypeName.INT64;
    byte[] joined = SplitBytes.join(page, wide ? Long.BYTES : Integer.BYTES);
    long[] values = new long[page.values];
    plain(joined, 0, page.values, values, 0);
    return values;
  }

  private static long[] int96(byte[] bytes, int from, int count) {
    long[] micros = new long[count];
    for (int i = 0; i < count; i++) {
      long nanos = (long) LONGS.get(bytes, from + i * INT96_BYTES);
      int day = (int) INTS.get(bytes, from + i * INT96_BYTES + Long.BYTES);
      micros[i] = (day - JULIAN_1970) * DAY_MICROS + Math.floorDiv(nanos, 1000L);
    }
    return micros;
  }

  private void plain(byte[] bytes, int from, int count, long[] into, int at) {
    if (stored == PrimitiveTypeName.INT64) {
      ByteBuffer.wrap(bytes, from, count * Long.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asLongBuffer()
          .get(into, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      into[at + i] = (int) INTS.get(bytes, from + i * Integer.BYTES);
    }
  }

  @Override
  void copy(DataPage page, int from, int count, long[] target, int at) {
    if (page.decoded != null) {
      System.arraycopy((long[]) page.decoded, from, target, at, count);
    } else {
      int width = stored == PrimitiveTypeName.INT64 ? Long.BYTES : Integer.BYTES;
      plain(page.bytes, page.valuesAt + from * width, count, target, at);
    }
    convert(target, at, count);
  }

  @Override
  void gather(DataPage page, int[] numbers, int count, long[] target, int at) {
    if (page.decoded != null) {
      fromLongs((long[]) page.decoded, numbers, count, target, at);
    } else if (stored == PrimitiveTypeName.INT64) {
      fromLongs(page.bytes, page.valuesAt, numbers, count, target, at);
    } else {
      fromInts(page.bytes, page.valuesAt, numbers, count, target, at);
    }
    convert(target, at, count);
  }

  private static void fromLongs(long[] values, int[] numbers, int count, long[] into, int at) {
    for (int i = 0; i < count; i++) {
      into[at + i] = values[numbers[i]];
    }
  }

  private static void fromLongs(
      byte[] bytes, int from, int[] numbers, int count, long[] into, int at) {
    for (int i = 0; i < count; i++) {
      into[at + i] = (long) LONGS.get(bytes, from + numbers[i] * Long.BYTES);
    }
  }

  private static void fromInts(
      byte[] bytes, int from, int[] numbers, int count, long[] into, int at) {
    for (int i = 0; i < count; i++) {
      into[at + i] = (int) INTS.get(bytes, from + numbers[i] * Integer.BYTES);
    }
  }

  private void convert(long[] values, int from, int count) {
    if (storage == Storage.DATE) {
      for (int i = from; i < from + count; i++) {
        values[i] = Times.date((int) values[i]);
      }
    } else if (storage == Storage.TIMESTAMP) {
      for (int i = from; i < from + count; i++) {
        values[i] = Times.timestamp(values[i]);
      }
    }
  }

  @Override
  FlatVector dictionary(byte[] bytes, int length, int count) {
    int width = stored == PrimitiveTypeName.INT64 ? 8 : stored == PrimitiveTypeName.INT32 ? 4 : 12;
    if ((long) count * width > length) {
      throw new IndexOutOfBoundsException("a dictionary has fewer values than it says");
    }
    if (stored == PrimitiveTypeName.INT96) {
      dictionary = int96(bytes, 0, count);
    } else {
      dictionary = new long[count];
      plain(bytes, 0, count, dictionary, 0);
    }
    convert(dictionary, 0, count);
    return finish(dictionary, count, null);
  }

  @Override
  boolean staysCoded() {
    return false;
  }

  @Override
  void look(int[] codes, int count, long[] target, int at) {
    long[] values = dictionary;
    for (int i = 0; i < count; i++) {
      target[at + i] = values[codes[i]];
    }
  }

  @Override
  void spread(long[] target, int at, int rows, int values, long[] validity) {
    for (int i = at + rows - 1, value = at + values; i >= at; i--) {
      target[i] = Validity.isValid(validity, i) ? target[--value] : 0;
    }
  }

  @Override
  FlatVector finish(long[] target, int rows, long[] validity) {
    return storage == Storage.DECIMAL
        ? new DecimalVector(rows, target, type.scale(), validity)
        : new LongVector(rows, target, validity);
  }
}
