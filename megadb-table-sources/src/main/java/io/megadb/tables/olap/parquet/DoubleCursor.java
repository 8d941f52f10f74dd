package io.megadb.tables.olap.parquet;

import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.format.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Floating-point numbers of both widths. Confined to one thread. */
final class DoubleCursor extends PagedCursor<double[]> {
  private final boolean wide;
  private double[] dictionary;

  DoubleCursor(ParquetFile file, PageDecompressor decompressor, ColumnDescriptor column) {
    super(file, decompressor, ColumnPath.get(column.getPath()), column.getMaxDefinitionLevel() > 0);
    this.wide = column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
  }

  @Override
  double[] target(int rows) {
    return new double[rows];
  }

  private int width() {
    return wide ? Double.BYTES : Float.BYTES;
  }

  @Override
  void prepare(DataPage page) {
    byte[] plain =
        switch (page.encoding) {
          case PLAIN -> page.bytes;
          case BYTE_STREAM_SPLIT -> SplitBytes.join(page, width());
          default -> throw new UnsupportedEncoding(page.encoding);
        };
    int from = page.encoding == Encoding.PLAIN ? page.valuesAt : 0;
    if ((long) page.values * width() > page.valuesEnd - page.valuesAt) {
      throw new IndexOutOfBoundsException("a page has fewer values than it says");
    }
    page.decoded = plain(plain, from, page.values);
  }

  private double[] plain(byte[] bytes, int from, int count) {
    ByteBuffer page = ByteBuffer.wrap(bytes, from, count * width()).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[count];
    if (wide) {
      page.asDoubleBuffer().get(values);
    } else {
      for (int i = 0; i < count; i++) {
        values[i] = page.getFloat();
      }
    }
    return values;
  }

  @Override
  void copy(DataPage page, int from, int count, double[] target, int at) {
    System.arraycopy((double[]) page.decoded, from, target, at, count);
  }

  @Override
  void gather(DataPage page, int[] numbers, int count, double[] target, int at) {
    look((double[]) page.decoded, numbers, count, target, at);
  }

  @Override
  FlatVector dictionary(byte[] bytes, int length, int count) {
    if ((long) count * width() > length) {
      throw new IndexOutOfBoundsException("a dictionary has fewer values than it says");
    }
    dictionary = plain(bytes, 0, count);
    return new DoubleVector(count, dictionary, null);
  }

  @Override
  boolean staysCoded() {
    return false;
  }

  @Override
  void look(int[] codes, int count, double[] target, int at) {
    look(dictionary, codes, count, target, at);
  }

  private static void look(double[] values, int[] numbers, int count, double[] target, int at) {
    for (int i = 0; i < count; i++) {
      target[at + i] = values[numbers[i]];
    }
  }

  @Override
  void spread(double[] target, int at, int rows, int values, long[] validity) {
    for (int i = at + rows - 1, value = at + values; i >= at; i--) {
      target[i] = Validity.isValid(validity, i) ? target[--value] : 0;
    }
  }

  @Override
  FlatVector finish(double[] target, int rows, long[] validity) {
    return new DoubleVector(rows, target, validity);
  }
}
