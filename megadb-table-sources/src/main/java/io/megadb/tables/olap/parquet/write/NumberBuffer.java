package io.megadb.tables.olap.parquet.write;

import io.megadb.tables.olap.type.Storage;
import io.megadb.tables.olap.type.Times;
import io.megadb.type.PgType;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Numbers of 32 or 64 bits, floating-point ones as their bits. Codes of a dictionary where they are
 * about as small as anything else, since filters and groups work on codes; else differences of
 * neighbours if they are clearly smaller than the plain values.
 */
final class NumberBuffer extends ColumnBuffer {
  /** Entries of a dictionary that still stay in a processor's caches. */
  private static final int MAX_ENTRIES = 1 << 15;

  /** A dictionary may be larger than differences by so much. */
  private static final double DICTIONARY_WORTH = 1.2;

  /** What differences may take of the plain size. */
  private static final double DELTA_WORTH = 0.85;

  /** Values by which the size of differences is estimated. */
  private static final int SAMPLE = 8192;

  private final Storage storage;
  private final PgType type;
  private final boolean narrow;
  private final boolean floating;
  private final LongDictionary dictionary = new LongDictionary();
  private final DeltaEncoder delta = new DeltaEncoder();
  private long[] values = new long[0];
  private Encoding encoding = Encoding.PLAIN;
  private int width;

  NumberBuffer(ColumnDescriptor column, PgType type) {
    super(column);
    this.type = type;
    this.storage = Storage.of(type);
    PrimitiveTypeName stored = column.getPrimitiveType().getPrimitiveTypeName();
    this.narrow = stored == PrimitiveTypeName.INT32 || stored == PrimitiveTypeName.FLOAT;
    this.floating = stored == PrimitiveTypeName.FLOAT || stored == PrimitiveTypeName.DOUBLE;
  }

  @Override
  void reserve(int more) {
    if (values() + more > values.length) {
      values = Arrays.copyOf(values, Math.max(values() + more, 2 * values.length));
    }
  }

  @Override
  void present(FlatVector vector, int[] rows, int from, int to) {
    int at = values();
    switch (storage) {
      case INT, LONG, TIME -> gather(((LongVector) vector).values(), rows, from, to, at);
      case DATE -> {
        long[] dates = ((LongVector) vector).values();
        for (int i = from; i < to; i++) {
          values[at++] = Times.storedDate(dates[rows[i]]);
        }
      }
      case TIMESTAMP -> {
        long[] times = ((LongVector) vector).values();
        for (int i = from; i < to; i++) {
          values[at++] = Times.storedTimestamp(times[rows[i]]);
        }
      }
      case FLOAT -> {
        double[] floats = ((DoubleVector) vector).values();
        for (int i = from; i < to; i++) {
          values[at++] = Float.floatToRawIntBits((float) floats[rows[i]]);
        }
      }
      case DOUBLE -> {
        double[] doubles = ((DoubleVector) vector).values();
        for (int i = from; i < to; i++) {
          values[at++] = Double.doubleToRawLongBits(doubles[rows[i]]);
        }
      }
      case DECIMAL -> {
        if (vector instanceof DecimalVector decimals && decimals.scale() == type.scale()) {
          gather(decimals.unscaled(), rows, from, to, at);
        } else {
          for (int i = from; i < to; i++) {
            values[at++] = StoredDecimal.unscaled(vector, rows[i], type.scale()).longValueExact();
          }
        }
      }
      case BOOLEAN, NUMERIC_TEXT, TEXT, BINARY, UUID, INTERVAL, LIST ->
          throw new IllegalStateException(storage + " is no number");
    }
  }

  private void gather(long[] source, int[] rows, int from, int to, int target) {
    int at = target;
    for (int i = from; i < to; i++) {
      values[at++] = source[rows[i]];
    }
  }

  @Override
  Encoding choose(EncodedChunk chunk) {
    int count = values();
    encoding = Encoding.PLAIN;
    double best = (double) count * bytesOfOne();
    if (!floating && count > 1) {
      double size = deltaBytes(chunk.bytes());
      if (size <= best * DELTA_WORTH) {
        encoding = Encoding.DELTA_BINARY_PACKED;
        best = size;
      }
    }
    if (count > 1 && hasDictionary(best)) {
      encoding = Encoding.RLE_DICTIONARY;
      putPlain(dictionary.entries(), 0, dictionary.size(), chunk.bytes());
      chunk.dictionary(dictionary.size());
      width = BitPacking.width(dictionary.size() - 1L);
    }
    return encoding;
  }

  private int bytesOfOne() {
    return narrow ? Integer.BYTES : Long.BYTES;
  }

  private double deltaBytes(ByteSink scratch) {
    int count = values();
    int from = Math.max(0, (count - SAMPLE) / 2);
    int to = Math.min(count, from + SAMPLE);
    int start = scratch.size();
    delta.encode(values, from, to, narrow, scratch);
    double size = scratch.size() - start;
    scratch.truncate(start);
    return size * count / (to - from);
  }

  private boolean hasDictionary(double best) {
    int count = values();
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, values[i]);
      greatest = Math.max(greatest, values[i]);
    }
    int limit = Math.min(MAX_ENTRIES, count / 2);
    if (!dictionary.code(values, count, least, greatest, limit)) {
      return false;
    }
    int size = dictionary.size();
    double codes = (double) count * BitPacking.width(size - 1L) / Byte.SIZE;
    return codes + (double) size * bytesOfOne() <= best * DICTIONARY_WORTH;
  }

  @Override
  void encode(int from, int to, ByteSink out) {
    switch (encoding) {
      case RLE_DICTIONARY -> {
        out.write(width);
        HybridEncoder.encode(dictionary.codes(), from, to, width, out);
      }
      case DELTA_BINARY_PACKED -> delta.encode(values, from, to, narrow, out);
      default -> putPlain(values, from, to, out);
    }
  }

  private void putPlain(long[] numbers, int from, int to, ByteSink out) {
    out.reserve(Math.multiplyExact(to - from, bytesOfOne()));
    if (narrow) {
      for (int i = from; i < to; i++) {
        out.putInt((int) numbers[i]);
      }
    } else {
      for (int i = from; i < to; i++) {
        out.putLong(numbers[i]);
      }
    }
  }

  @Override
  Statistics<?> statistics(int from, int to) {
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    if (from == to) {
      return statistics;
    }
    if (floating) {
      floats(from, to, statistics);
      return statistics;
    }
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      least = Math.min(least, values[i]);
      greatest = Math.max(greatest, values[i]);
    }
    if (narrow) {
      statistics.updateStats((int) least);
      statistics.updateStats((int) greatest);
    } else {
      statistics.updateStats(least);
      statistics.updateStats(greatest);
    }
    return statistics;
  }

  /** Zeros count as both; with a NaN there are no bounds, since readers place it differently. */
  private void floats(int from, int to, Statistics<?> statistics) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double value = floating(values[i]);
      if (Double.isNaN(value)) {
        return;
      }
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    least = least == 0 ? -0.0 : least;
    greatest = greatest == 0 ? 0.0 : greatest;
    if (narrow) {
      statistics.updateStats((float) least);
      statistics.updateStats((float) greatest);
    } else {
      statistics.updateStats(least);
      statistics.updateStats(greatest);
    }
  }

  private double floating(long bits) {
    return narrow ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
  }

  @Override
  long plainBytes(int from, int to) {
    return (long) (to - from) * bytesOfOne();
  }

  @Override
  FlatVector distinct() {
    boolean coded = encoding == Encoding.RLE_DICTIONARY;
    int count = coded ? dictionary.size() : values();
    long[] numbers = Arrays.copyOf(coded ? dictionary.entries() : values, count);
    switch (storage) {
      case DATE -> {
        for (int i = 0; i < count; i++) {
          numbers[i] = Times.date((int) numbers[i]);
        }
      }
      case TIMESTAMP -> {
        for (int i = 0; i < count; i++) {
          numbers[i] = Times.timestamp(numbers[i]);
        }
      }
      case FLOAT, DOUBLE -> {
        double[] doubles = new double[count];
        for (int i = 0; i < count; i++) {
          doubles[i] = floating(numbers[i]);
        }
        return new DoubleVector(count, doubles, null);
      }
      case DECIMAL -> {
        return new DecimalVector(count, numbers, type.scale(), null);
      }
      default -> {}
    }
    return new LongVector(count, numbers, null);
  }

  @Override
  long held() {
    return super.held() + 8L * values();
  }
}
