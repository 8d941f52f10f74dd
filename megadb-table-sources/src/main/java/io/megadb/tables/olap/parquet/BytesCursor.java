package io.megadb.tables.olap.parquet;

import io.megadb.tables.olap.type.Storage;
import io.megadb.type.PgType;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Byte strings, and the types that are stored as such and made of them at the end. Confined to one
 * thread.
 */
final class BytesCursor extends PagedCursor<ByteStrings> {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Of each string, 0 where the length varies. */
  private final int width;

  private final ColumnIn conversion;
  private BytesVector dictionary;

  /**
   * Where a page's strings are.
   *
   * @param starts of each, and where the last one ends
   * @param gap bytes between the start and the string
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Strings(byte[] bytes, int[] starts, int gap) {}

  BytesCursor(
      ParquetFile file, PageDecompressor decompressor, ColumnDescriptor column, PgType type) {
    super(file, decompressor, ColumnPath.get(column.getPath()), column.getMaxDefinitionLevel() > 0);
    PrimitiveType stored = column.getPrimitiveType();
    width =
        stored.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
            ? stored.getTypeLength()
            : 0;
    conversion =
        switch (Storage.of(type)) {
          case TEXT, BINARY, UUID -> null;
          default -> ColumnIn.of(type, io.megadb.vector.VectorBuilder.of(type));
        };
  }

  @Override
  ByteStrings target(int rows) {
    return new ByteStrings(rows);
  }

  @Override
  void prepare(DataPage page) {
    page.decoded =
        switch (page.encoding) {
          case PLAIN -> plain(page.bytes, page.valuesAt, page.valuesEnd, page.values);
          case DELTA_LENGTH_BYTE_ARRAY -> lengths(page);
          case DELTA_BYTE_ARRAY -> prefixed(page);
          case BYTE_STREAM_SPLIT -> {
            if (width == 0) {
              throw new UnsupportedEncoding(page.encoding);
            }
            yield new Strings(SplitBytes.join(page, width), steps(0, page.values), 0);
          }
          default -> throw new UnsupportedEncoding(page.encoding);
        };
  }

  private int[] steps(int from, int count) {
    int[] starts = new int[count + 1];
    for (int i = 0; i <= count; i++) {
      starts[i] = from + i * width;
    }
    return starts;
  }

  private Strings plain(byte[] bytes, int from, int end, int count) {
    if (width > 0) {
      if ((long) count * width > end - from) {
        throw new IndexOutOfBoundsException("a page has fewer values than it says");
      }
      return new Strings(bytes, steps(from, count), 0);
    }
    int[] starts = new int[count + 1];
    int at = from;
    for (int i = 0; i < count; i++) {
      starts[i] = at;
      int length = (int) INTS.get(bytes, at);
      if (length < 0 || length > end - at - Integer.BYTES) {
        throw new IndexOutOfBoundsException("a page has a value beyond its end");
      }
      at += Integer.BYTES + length;
    }
    starts[count] = at;
    return new Strings(bytes, starts, Integer.BYTES);
  }

  private Strings lengths(DataPage page) {
    DeltaDecoder decoder = new DeltaDecoder(page.bytes, page.valuesAt, page.valuesEnd);
    long[] lengths = decoder.longs(page.values);
    return new Strings(page.bytes, starts(decoder.position(), page.valuesEnd, lengths), 0);
  }

  private static int[] starts(int from, int end, long[] lengths) {
    int[] starts = new int[lengths.length + 1];
    int at = from;
    for (int i = 0; i < lengths.length; i++) {
      starts[i] = at;
      if (lengths[i] < 0 || lengths[i] > end - at) {
        throw new IndexOutOfBoundsException("a page has a value beyond its end");
      }
      at += (int) lengths[i];
    }
    starts[lengths.length] = at;
    return starts;
  }

  /** Each string begins with a part of the one before. */
  private static Strings prefixed(DataPage page) {
    DeltaDecoder prefixes = new DeltaDecoder(page.bytes, page.valuesAt, page.valuesEnd);
    long[] shared = prefixes.longs(page.values);
    DeltaDecoder suffixes = new DeltaDecoder(page.bytes, prefixes.position(), page.valuesEnd);
    long[] lengths = suffixes.longs(page.values);
    int[] suffixStarts = starts(suffixes.position(), page.valuesEnd, lengths);
    ByteStrings joined = new ByteStrings(page.values);
    for (int i = 0; i < page.values; i++) {
      long before = i == 0 ? 0 : joined.offsets[i] - joined.offsets[i - 1];
      if (shared[i] < 0 || shared[i] > before) {
        throw new IndexOutOfBoundsException("a value shares more than there is");
      }
      joined.reserve(i, shared[i] + lengths[i]);
      int to = joined.offsets[i];
      int prefix = (int) shared[i];
      System.arraycopy(joined.data, i == 0 ? 0 : joined.offsets[i - 1], joined.data, to, prefix);
      System.arraycopy(page.bytes, suffixStarts[i], joined.data, to + prefix, (int) lengths[i]);
      joined.offsets[i + 1] = to + prefix + (int) lengths[i];
    }
    joined.reserve(page.values, 0);
    return new Strings(joined.data, joined.offsets, 0);
  }

  @Override
  void copy(DataPage page, int from, int count, ByteStrings target, int at) {
    Strings strings = (Strings) page.decoded;
    int[] starts = strings.starts;
    target.reserve(at, starts[from + count] - starts[from]);
    byte[] data = target.data;
    int[] offsets = target.offsets;
    int to = offsets[at];
    if (strings.gap == 0) {
      System.arraycopy(strings.bytes, starts[from], data, to, starts[from + count] - starts[from]);
      for (int i = 0; i < count; i++) {
        offsets[at + i + 1] = to + starts[from + i + 1] - starts[from];
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      int start = starts[from + i] + strings.gap;
      int length = starts[from + i + 1] - start;
      ByteStrings.copy(strings.bytes, start, data, to, length);
      to += length;
      offsets[at + i + 1] = to;
    }
  }

  @Override
  void gather(DataPage page, int[] numbers, int count, ByteStrings target, int at) {
    Strings strings = (Strings) page.decoded;
    take(strings.bytes, strings.starts, strings.gap, numbers, count, target, at);
  }

  private static void take(
      byte[] bytes, int[] starts, int gap, int[] numbers, int count, ByteStrings target, int at) {
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += starts[numbers[i] + 1] - starts[numbers[i]] - gap;
    }
    target.reserve(at, total);
    byte[] data = target.data;
    int[] offsets = target.offsets;
    int to = offsets[at];
    for (int i = 0; i < count; i++) {
      int start = starts[numbers[i]] + gap;
      int length = starts[numbers[i] + 1] - start;
      ByteStrings.copy(bytes, start, data, to, length);
      to += length;
      offsets[at + i + 1] = to;
    }
  }

  @Override
  FlatVector dictionary(byte[] bytes, int length, int count) {
    Strings strings = plain(bytes, 0, length, count);
    ByteStrings packed = new ByteStrings(count);
    packed.reserve(0, strings.starts[count]);
    for (int i = 0; i < count; i++) {
      int start = strings.starts[i] + strings.gap;
      int size = strings.starts[i + 1] - start;
      ByteStrings.copy(bytes, start, packed.data, packed.offsets[i], size);
      packed.offsets[i + 1] = packed.offsets[i] + size;
    }
    byte[] data = Arrays.copyOf(packed.data, packed.offsets[count] + BitUnpacker.SLACK);
    dictionary = new BytesVector(count, data, packed.offsets, null);
    return dictionary;
  }

  @Override
  boolean staysCoded() {
    return conversion == null;
  }

  @Override
  boolean canBeCoded() {
    return conversion == null;
  }

  @Override
  void look(int[] codes, int count, ByteStrings target, int at) {
    take(dictionary.data(), dictionary.offsets(), 0, codes, count, target, at);
  }

  @Override
  void spread(ByteStrings target, int at, int rows, int values, long[] validity) {
    int[] offsets = target.offsets;
    for (int i = at + rows - 1, value = at + values; i >= at; i--) {
      offsets[i + 1] = offsets[value];
      if (Validity.isValid(validity, i)) {
        value--;
      }
    }
  }

  @Override
  FlatVector finish(ByteStrings target, int rows, long[] validity) {
    if (conversion == null) {
      return new BytesVector(rows, target.data, target.offsets, validity);
    }
    for (int i = 0; i < rows; i++) {
      if (validity != null && !Validity.isValid(validity, i)) {
        conversion.builder.appendNull();
      } else {
        int from = target.offsets[i];
        conversion.addBytes(target.data, from, target.offsets[i + 1] - from);
      }
    }
    return conversion.builder.build();
  }
}
