package io.megadb.tables.olap.parquet;

import io.megadb.vector.BoolVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;

/** Booleans, a bit each or in runs. Confined to one thread. */
final class BoolCursor extends PagedCursor<byte[]> {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  BoolCursor(ParquetFile file, PageDecompressor decompressor, ColumnDescriptor column) {
    super(file, decompressor, ColumnPath.get(column.getPath()), column.getMaxDefinitionLevel() > 0);
  }

  @Override
  byte[] target(int rows) {
    return new byte[rows];
  }

  @Override
  void prepare(DataPage page) {
    byte[] values = new byte[page.values];
    switch (page.encoding) {
      case PLAIN -> {
        if (page.values + 7 >>> 3 > page.valuesEnd - page.valuesAt) {
          throw new IndexOutOfBoundsException("a page has fewer values than it says");
        }
        for (int i = 0; i < values.length; i++) {
          values[i] = (byte) (page.bytes[page.valuesAt + (i >>> 3)] >>> (i & 7) & 1);
        }
      }
      case RLE -> {
        int length = (int) INTS.get(page.bytes, page.valuesAt);
        int from = page.valuesAt + Integer.BYTES;
        if (length < 0 || length > page.valuesEnd - from) {
          throw new IndexOutOfBoundsException("a page has fewer values than it says");
        }
        int[] bits = new int[values.length];
        HybridRuns runs = new HybridRuns();
        runs.start(page.bytes, from, from + length, 1);
        runs.read(bits, 0, bits.length);
        for (int i = 0; i < bits.length; i++) {
          values[i] = (byte) bits[i];
        }
      }
      default -> throw new UnsupportedEncoding(page.encoding);
    }
    page.decoded = values;
  }

  @Override
  void copy(DataPage page, int from, int count, byte[] target, int at) {
    System.arraycopy((byte[]) page.decoded, from, target, at, count);
  }

  @Override
  void gather(DataPage page, int[] numbers, int count, byte[] target, int at) {
    byte[] values = (byte[]) page.decoded;
    for (int i = 0; i < count; i++) {
      target[at + i] = values[numbers[i]];
    }
  }

  @Override
  FlatVector dictionary(byte[] bytes, int length, int count) {
    throw new IndexOutOfBoundsException("a dictionary of booleans");
  }

  @Override
  void look(int[] codes, int count, byte[] target, int at) {
    throw new IndexOutOfBoundsException("a dictionary of booleans");
  }

  @Override
  boolean staysCoded() {
    return false;
  }

  @Override
  void spread(byte[] target, int at, int rows, int values, long[] validity) {
    for (int i = at + rows - 1, value = at + values; i >= at; i--) {
      target[i] = Validity.isValid(validity, i) ? target[--value] : 0;
    }
  }

  @Override
  FlatVector finish(byte[] target, int rows, long[] validity) {
    return new BoolVector(rows, target, validity);
  }
}
