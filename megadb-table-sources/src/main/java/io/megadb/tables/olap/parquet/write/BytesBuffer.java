package io.megadb.tables.olap.parquet.write;

import io.megadb.tables.olap.type.Storage;
import io.megadb.type.PgType;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.Values;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Byte strings. They are codes of a dictionary from the first one on, which keeps repeated ones
 * small in memory too, until it shows that they do not repeat; then they lie one after another, and
 * are written so with their lengths before them.
 */
final class BytesBuffer extends ColumnBuffer {
  /** Most bytes of a dictionary's entries. */
  private static final int MAX_DICTIONARY_BYTES = 2 << 20;

  private static final int MAX_ENTRIES = 1 << 16;

  /** Values between two looks at whether a dictionary is still likely to pay. */
  private static final int CHECK = 4096;

  /** From so many values on, entries have to be fewer by a good part. */
  private static final int SURE = 1 << 15;

  /** What a dictionary may take of the size without it. */
  private static final double DICTIONARY_WORTH = 0.8;

  /** Row groups that do without a dictionary after one in which it did not pay. */
  private static final int PAUSE = 7;

  private static final int LENGTH_BYTES = Integer.BYTES;

  private final Storage storage;
  private final PgType type;

  /** Bytes of every value; 0 if they differ. */
  private final int fixed;

  private final byte[] one;
  private final BytesDictionary dictionary = new BytesDictionary();
  private final DeltaEncoder delta = new DeltaEncoder();
  private boolean coded = true;
  private int pause;

  /** While coded: by value, its code. */
  private int[] codes = new int[0];

  /** While coded, bytes of the values; then where the next one begins. */
  private long total;

  /** Once not coded: the values, and where they begin. */
  private byte[] bytes = new byte[0];

  private int[] offsets = new int[1];
  private long[] lengths = new long[0];
  private Encoding encoding = Encoding.PLAIN;
  private int count;
  private int width;

  BytesBuffer(ColumnDescriptor column, PgType type) {
    super(column);
    this.type = type;
    storage = Storage.of(type);
    fixed =
        column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
            ? column.getPrimitiveType().getTypeLength()
            : 0;
    one = new byte[fixed];
  }

  @Override
  void reserve(int more) {
    if (coded) {
      if (count + more > codes.length) {
        codes = Arrays.copyOf(codes, Math.max(count + more, 2 * codes.length));
      }
    } else {
      reserveOffsets(more);
    }
  }

  private void reserveOffsets(int more) {
    if (count + more >= offsets.length) {
      offsets = Arrays.copyOf(offsets, Math.max(count + more + 1, 2 * offsets.length));
    }
  }

  @Override
  void present(FlatVector vector, int[] rows, int from, int to) {
    switch (storage) {
      case TEXT, BINARY, UUID -> {
        BytesVector strings = (BytesVector) vector;
        byte[] data = strings.data();
        int[] starts = strings.offsets();
        for (int i = from; i < to; i++) {
          int row = rows[i];
          add(data, starts[row], starts[row + 1] - starts[row]);
        }
      }
      case NUMERIC_TEXT -> {
        for (int i = from; i < to; i++) {
          byte[] text =
              Values.get(vector, rows[i]).toString().getBytes(StandardCharsets.ISO_8859_1);
          add(text, 0, text.length);
        }
      }
      case INTERVAL -> {
        IntervalVector intervals = (IntervalVector) vector;
        for (int i = from; i < to; i++) {
          int row = rows[i];
          ByteBuffer.wrap(one)
              .putInt(intervals.months()[row])
              .putInt(intervals.days()[row])
              .putLong(intervals.micros()[row]);
          add(one, 0, fixed);
        }
      }
      case DECIMAL -> {
        for (int i = from; i < to; i++) {
          StoredDecimal.put(StoredDecimal.unscaled(vector, rows[i], type.scale()), one);
          add(one, 0, fixed);
        }
      }
      case BOOLEAN, INT, LONG, DATE, TIME, TIMESTAMP, FLOAT, DOUBLE, LIST ->
          throw new IllegalStateException(storage + " is no byte string");
    }
  }

  private void add(byte[] from, int start, int length) {
    if (coded) {
      addCode(from, start, length);
    } else {
      addPlain(from, start, length);
    }
  }

  private void addCode(byte[] from, int start, int length) {
    int last = count == 0 ? -1 : codes[count - 1];
    codes[count++] =
        last >= 0 && dictionary.is(last, from, start, length)
            ? last
            : dictionary.code(from, start, length);
    total += length;
    if (dictionary.length() > MAX_DICTIONARY_BYTES
        || dictionary.size() > MAX_ENTRIES
        || count % CHECK == 0 && dictionary.size() > count * (count < SURE ? 0.95 : 0.6)) {
      lay();
    }
  }

  private void addPlain(byte[] from, int start, int length) {
    int at = offsets[count];
    int end = Math.addExact(at, length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(2L * bytes.length, 1L << 30)));
    }
    System.arraycopy(from, start, bytes, at, length);
    offsets[++count] = end;
  }

  /** From codes to values one after another. */
  private void lay() {
    coded = false;
    pause = PAUSE;
    int values = count;
    count = 0;
    reserveOffsets(Math.max(values, codes.length));
    if (bytes.length < total) {
      bytes = new byte[Math.toIntExact(total)];
    }
    for (int i = 0; i < values; i++) {
      int code = codes[i];
      addPlain(dictionary.bytes(), dictionary.offsets()[code], dictionary.length(code));
    }
    dictionary.clear();
    total = 0;
  }

  @Override
  Encoding choose(EncodedChunk chunk) {
    ByteSink out = chunk.bytes();
    if (coded && !pays()) {
      lay();
    }
    if (coded) {
      for (int code = 0; code < dictionary.size(); code++) {
        putPlain(dictionary.bytes(), dictionary.offsets()[code], dictionary.length(code), out);
      }
      chunk.dictionary(dictionary.size());
      width = BitPacking.width(dictionary.size() - 1L);
      encoding = Encoding.RLE_DICTIONARY;
    } else {
      encoding = fixed > 0 || count < 2 ? Encoding.PLAIN : Encoding.DELTA_LENGTH_BYTE_ARRAY;
    }
    return encoding;
  }

  private boolean pays() {
    int entries = dictionary.size();
    double with =
        dictionary.length()
            + (double) entries * (fixed > 0 ? 0 : LENGTH_BYTES)
            + (double) count * BitPacking.width(entries - 1L) / Byte.SIZE;
    double without = total + (fixed > 0 ? 0 : count);
    return count > 0 && with <= without * DICTIONARY_WORTH;
  }

  @Override
  void encode(int from, int to, ByteSink out) {
    switch (encoding) {
      case RLE_DICTIONARY -> {
        out.write(width);
        HybridEncoder.encode(codes, from, to, width, out);
      }
      case DELTA_LENGTH_BYTE_ARRAY -> {
        if (lengths.length < to - from) {
          lengths = new long[to - from];
        }
        for (int i = from; i < to; i++) {
          lengths[i - from] = (long) offsets[i + 1] - offsets[i];
        }
        delta.encode(lengths, 0, to - from, true, out);
        out.write(bytes, offsets[from], offsets[to] - offsets[from]);
      }
      default -> {
        for (int i = from; i < to; i++) {
          putPlain(bytes, offsets[i], offsets[i + 1] - offsets[i], out);
        }
      }
    }
  }

  private void putPlain(byte[] from, int start, int length, ByteSink out) {
    if (fixed == 0) {
      out.putInt(length);
    }
    out.write(from, start, length);
  }

  @Override
  Statistics<?> statistics(int from, int to) {
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    if (from == to) {
      return statistics;
    }
    if (coded) {
      boolean[] met = new boolean[dictionary.size()];
      ByteBounds bounds = new ByteBounds(dictionary.bytes(), dictionary.offsets());
      for (int i = from; i < to; i++) {
        if (!met[codes[i]]) {
          met[codes[i]] = true;
          include(codes[i], bounds, statistics);
        }
      }
      bounds.into(statistics);
    } else {
      ByteBounds bounds = new ByteBounds(bytes, offsets);
      for (int i = from; i < to; i++) {
        include(i, bounds, statistics);
      }
      bounds.into(statistics);
    }
    return statistics;
  }

  private void include(int number, ByteBounds bounds, Statistics<?> statistics) {
    if (storage == Storage.DECIMAL) {
      // Ordered by their sign first, which Parquet's comparator knows.
      statistics.updateStats(bounds.binary(number));
    } else {
      bounds.include(number);
    }
  }

  @Override
  long plainBytes(int from, int to) {
    return coded ? LENGTH_BYTES * (long) (to - from) : (long) offsets[to] - offsets[from];
  }

  @Override
  FlatVector distinct() {
    int size = coded ? dictionary.size() : count;
    byte[] data = coded ? dictionary.bytes() : bytes;
    int[] starts = Arrays.copyOf(coded ? dictionary.offsets() : offsets, size + 1);
    return new BytesVector(size, Arrays.copyOf(data, starts[size]), starts, null);
  }

  @Override
  void clear() {
    super.clear();
    count = 0;
    total = 0;
    dictionary.clear();
    if (!coded) {
      coded = --pause <= 0;
    }
  }

  @Override
  long held() {
    return super.held() + 4L * count + (coded ? dictionary.held() : offsets[count]);
  }
}
