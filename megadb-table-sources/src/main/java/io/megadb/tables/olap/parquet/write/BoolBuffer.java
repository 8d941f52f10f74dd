package io.megadb.tables.olap.parquet.write;

import io.megadb.vector.BoolVector;
import io.megadb.vector.FlatVector;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;

/** Booleans: run lengths where they repeat, else a bit each. */
final class BoolBuffer extends ColumnBuffer {
  private int[] values = new int[0];
  private boolean runs;

  BoolBuffer(ColumnDescriptor column) {
    super(column);
  }

  @Override
  void reserve(int more) {
    if (values() + more > values.length) {
      values = Arrays.copyOf(values, Math.max(values() + more, 2 * values.length));
    }
  }

  @Override
  void present(FlatVector vector, int[] rows, int from, int to) {
    byte[] bytes = ((BoolVector) vector).values();
    int at = values();
    for (int i = from; i < to; i++) {
      values[at++] = bytes[rows[i]];
    }
  }

  @Override
  Encoding choose(EncodedChunk chunk) {
    ByteSink out = chunk.bytes();
    int start = out.size();
    HybridEncoder.encode(values, 0, values(), 1, out);
    runs = out.size() - start < values() / Byte.SIZE / 2;
    out.truncate(start);
    return runs ? Encoding.RLE : Encoding.PLAIN;
  }

  @Override
  void encode(int from, int to, ByteSink out) {
    if (!runs) {
      BitPacking.pack(values, from, to, 1, out);
      return;
    }
    int start = out.size();
    out.putInt(0);
    HybridEncoder.encode(values, from, to, 1, out);
    out.setInt(start, out.size() - start - Integer.BYTES);
  }

  @Override
  Statistics<?> statistics(int from, int to) {
    int all = 1;
    int any = 0;
    for (int i = from; i < to; i++) {
      all &= values[i];
      any |= values[i];
    }
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    if (to > from) {
      statistics.updateStats(all != 0);
      statistics.updateStats(any != 0);
    }
    return statistics;
  }

  @Override
  long plainBytes(int from, int to) {
    return (long) (to - from) >> 3;
  }

  @Override
  FlatVector distinct() {
    byte[] bytes = new byte[values()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new BoolVector(bytes.length, bytes, null);
  }

  @Override
  long held() {
    return super.held() + 4L * values();
  }
}
