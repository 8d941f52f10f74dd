package io.megadb.tables.olap.parquet.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import io.megadb.vector.Interval;
import io.megadb.vector.PgNumeric;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.format.SortingColumn;
import org.apache.iceberg.shaded.org.apache.parquet.format.Util;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of our writer, read by our reader, by Iceberg's and by Parquet's. */
class ColumnarWriterTest {
  private static final WriteOptions SMALL =
      new WriteOptions(Compression.AUTO, 5000, 1 << 26, 1024, 1 << 16);
  private static final PgType INT4 = PgType.of(PgTypes.INT4);
  private static final PgType INT8 = PgType.of(PgTypes.INT8);
  private static final PgType TEXT = PgType.of(PgTypes.TEXT);
  private static final PgType FLOAT8 = PgType.of(PgTypes.FLOAT8);

  @TempDir Path directory;

  private static PgType numeric(int precision, int scale) {
    return new PgType(PgTypes.NUMERIC, (precision << 16 | scale) + 4);
  }

  private WrittenFile column(WriteOptions options, PgType type, List<Object> values)
      throws IOException {
    List<List<Object>> rows = values.stream().map(Collections::singletonList).toList();
    WrittenFile file =
        WrittenFile.write(directory.resolve("f.parquet"), options, List.of(type), rows);
    assertThat(file.read()).isEqualTo(rows);
    assertThat(file.readByIceberg()).hasSameSizeAs(rows);
    return file;
  }

  private static List<Object> values(int count, IntFunction<Object> value) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value.apply(i));
    }
    return values;
  }

  /** Every type, with a value of its own for every row number. */
  private static List<PgType> types() {
    return List.of(
        PgType.of(PgTypes.BOOL),
        PgType.of(PgTypes.INT2),
        INT4,
        INT8,
        PgType.of(PgTypes.DATE),
        PgType.of(PgTypes.TIME),
        PgType.of(PgTypes.TIMESTAMP),
        PgType.of(PgTypes.TIMESTAMPTZ),
        PgType.of(PgTypes.FLOAT4),
        FLOAT8,
        numeric(9, 2),
        numeric(18, 4),
        numeric(38, 10),
        PgType.of(PgTypes.NUMERIC),
        TEXT,
        PgType.of(PgTypes.BYTEA),
        PgType.of(PgTypes.UUID),
        PgType.of(PgTypes.INTERVAL));
  }

  private static List<Object> row(Random random, int i) {
    byte[] uuid = new byte[16];
    random.nextBytes(uuid);
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return new ArrayList<>(
        Arrays.asList(
            random.nextBoolean(),
            (long) (short) random.nextInt(),
            (long) random.nextInt(),
            random.nextLong(),
            (long) random.nextInt(100_000) - 50_000,
            random.nextLong(86_400_000_000L),
            random.nextLong() >> 8,
            random.nextLong() >> 8,
            (double) random.nextFloat(),
            random.nextGaussian(),
            PgNumeric.of(random.nextInt(1_000_000_000), 2),
            PgNumeric.of(random.nextLong() / 10, 4),
            PgNumeric.of(new BigInteger(120, random).subtract(BigInteger.ONE.shiftLeft(119)), 10),
            PgNumeric.of(new BigInteger(1 + random.nextInt(200), random), random.nextInt(20)),
            Bytes.utf8("row " + i + " ü€😀".repeat(random.nextInt(3))),
            Bytes.of(bytes),
            Bytes.of(uuid),
            new Interval(random.nextInt(), random.nextInt(), random.nextLong())));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 31, 32, 33, 128, 129, 1024, 1025, 12_345})
  void everyTypeReadsAsItWasWritten(int count) throws IOException {
    Random random = new Random(count);
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Object> row = row(random, i);
      for (int c = 0; c < row.size(); c++) {
        if (random.nextInt(5) == 0 && (i > 4000) == (c % 2 == 0)) {
          row.set(c, null);
        }
      }
      rows.add(row);
    }
    WrittenFile file = WrittenFile.write(directory.resolve("f.parquet"), SMALL, types(), rows);
    assertThat(file.read()).isEqualTo(rows);
    List<Record> records = file.readByIceberg();
    assertThat(records).hasSize(count);
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < types().size(); c++) {
        Object expected = rows.get(i).get(c);
        Object found = records.get(i).get(c);
        assertThat(found == null).isEqualTo(expected == null);
        if (found instanceof Long || found instanceof Integer || found instanceof String) {
          assertThat(found.toString()).isEqualTo(expected.toString());
        }
        if (found instanceof java.math.BigDecimal decimal) {
          assertThat(PgNumeric.of(decimal)).isEqualTo(expected);
        }
        if (found instanceof Double || found instanceof Float) {
          assertThat(((Number) found).doubleValue()).isEqualTo(expected);
        }
        if (found instanceof ByteBuffer bytes) {
          assertThat(bytes).isEqualTo(ByteBuffer.wrap(((Bytes) expected).array()));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void everyCodecReadsAsItWasWritten(Compression compression) throws IOException {
    WriteOptions options = new WriteOptions(compression, 5000, 1 << 26, 1024, 1 << 16);
    Random random = new Random(1);
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      rows.add(row(random, i));
    }
    WrittenFile file = WrittenFile.write(directory.resolve("f.parquet"), options, types(), rows);
    assertThat(file.read()).isEqualTo(rows);
    assertThat(file.readByIceberg()).hasSize(6000);
    if (compression != Compression.AUTO) {
      for (BlockMetaData block : file.footer().getBlocks()) {
        assertThat(block.getColumns())
            .extracting(ColumnChunkMetaData::getCodec)
            .containsOnly(compression.codec());
      }
    }
  }

  @Test
  void nullsAloneReadAsNulls() throws IOException {
    for (PgType type : types()) {
      WrittenFile file = column(SMALL, type, values(3000, i -> null));
      assertThat(file.chunk(0).getStatistics().getNumNulls()).isEqualTo(3000);
      assertThat(file.chunk(0).getStatistics().hasNonNullValue()).isFalse();
    }
  }

  @Test
  void clusteredNumbersAreDifferences() throws IOException {
    WrittenFile file = column(SMALL, INT8, values(4000, i -> i * 7L + i % 3));
    ColumnChunkMetaData chunk = file.chunk(0);
    assertThat(chunk.getEncodings()).contains(Encoding.DELTA_BINARY_PACKED);
    assertThat(chunk.getTotalSize()).isLessThan(5000);
    assertThat((Object) chunk.getStatistics().genericGetMin()).isEqualTo(0L);
    assertThat((Object) chunk.getStatistics().genericGetMax()).isEqualTo(3999 * 7L);
  }

  @Test
  void repeatedNumbersAreCodes() throws IOException {
    WrittenFile file = column(SMALL, INT8, values(5000, i -> (long) Math.sin(i * i % 50) << 50));
    assertThat(file.chunk(0).getEncodings()).contains(Encoding.RLE_DICTIONARY);
    file = column(SMALL, FLOAT8, values(5000, i -> Math.sin(i * i % 50)));
    assertThat(file.chunk(0).getEncodings()).contains(Encoding.RLE_DICTIONARY);
  }

  @Test
  void repeatedTextsAreCodesAndOthersHaveTheirLengthsBeforeThem() throws IOException {
    WrittenFile file = column(SMALL, TEXT, values(5000, i -> Bytes.utf8("value " + i % 900)));
    assertThat(file.chunk(0).getEncodings()).contains(Encoding.RLE_DICTIONARY);
    file = column(SMALL, TEXT, values(12_000, i -> Bytes.utf8("value " + i)));
    assertThat(file.chunk(0).getEncodings()).contains(Encoding.DELTA_LENGTH_BYTE_ARRAY);
  }

  @Test
  void textsThatStopToRepeatAndRepeatAgainReadAsTheyWereWritten() throws IOException {
    WriteOptions options = new WriteOptions(Compression.NONE, 100_000, 1 << 26, 4096, 1 << 16);
    column(
        options,
        TEXT,
        values(200_000, i -> Bytes.utf8(i > 30_000 && i < 120_000 ? "only " + i : "v" + i % 9)));
  }

  @Test
  void limitsOfNumbersReadAsTheyWereWritten() throws IOException {
    long[] longs = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE};
    column(SMALL, INT8, values(500, i -> longs[i % longs.length]));
    column(SMALL, INT8, values(500, i -> i < 300 ? (long) i : longs[i % longs.length]));
    long[] ints = {Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1, 1};
    column(SMALL, INT4, values(500, i -> i < 300 ? (long) i : ints[i % ints.length]));
    column(SMALL, PgType.of(PgTypes.DATE), values(500, i -> i < 400 ? (long) i : ints[i % 2]));
    column(
        SMALL,
        PgType.of(PgTypes.TIMESTAMP),
        values(500, i -> i < 400 ? (long) i : i % 2 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE));
    PgNumeric[] decimals = {
      PgNumeric.of(BigInteger.TEN.pow(38).subtract(BigInteger.ONE), 10),
      PgNumeric.of(BigInteger.ONE.subtract(BigInteger.TEN.pow(38)), 10),
      PgNumeric.of(1, 10),
      PgNumeric.of(-1, 10)
    };
    WrittenFile file = column(SMALL, numeric(38, 10), values(500, i -> decimals[i % 4]));
    assertThat(file.chunk(0).getStatistics().minAsString())
        .isEqualTo("-9999999999999999999999999999.9999999999");
  }

  @Test
  void zerosAreBothAndWithNanThereAreNoBounds() throws IOException {
    WrittenFile file = column(SMALL, FLOAT8, values(3, i -> i == 1 ? 0.0 : 3.0));
    assertThat((Object) file.chunk(0).getStatistics().genericGetMin()).isEqualTo(-0.0);
    file = column(SMALL, FLOAT8, values(3, i -> i == 1 ? -0.0 : -3.0));
    assertThat((Object) file.chunk(0).getStatistics().genericGetMax()).isEqualTo(0.0);
    file = column(SMALL, FLOAT8, values(3000, i -> i == 2999 ? Double.NaN : i - 9.0));
    assertThat(file.chunk(0).getStatistics().hasNonNullValue()).isFalse();
    assertThat(file.chunk(0).getColumnIndexReference()).isNull();
    column(SMALL, FLOAT8, values(9, i -> i % 2 == 0 ? Double.NEGATIVE_INFINITY : Double.MAX_VALUE));
    column(SMALL, PgType.of(PgTypes.FLOAT4), values(9, i -> i % 2 == 0 ? Double.NaN : -0.0));
  }

  @Test
  void longTextsCutPagesAndTheirBoundsAreShort() throws IOException {
    WrittenFile file =
        column(
            SMALL,
            TEXT,
            values(
                300,
                i -> Bytes.utf8(i % 3 == 0 ? "" : ("" + (char) ('a' + i % 26)).repeat(i * 99))));
    try (ParquetFileReader reader = file.open()) {
      OffsetIndex pages = reader.readOffsetIndex(file.chunk(0));
      assertThat(pages.getPageCount()).isGreaterThan(30);
    }
    file = column(SMALL, TEXT, List.of(Bytes.utf8("x".repeat(3 << 20)), Bytes.utf8("y")));
    assertThat(file.chunk(0).getStatistics().getMinBytes().length).isEqualTo(256);
  }

  @Test
  void indexesTellWherePagesAreAndWhatTheyHold() throws IOException {
    WrittenFile file =
        column(SMALL, INT4, values(12_000, i -> i < 2048 ? null : (Object) (long) i));
    try (ParquetFileReader reader = file.open()) {
      assertThat(reader.getFooter().getBlocks()).hasSize(3);
      ColumnChunkMetaData chunk = file.chunk(0);
      OffsetIndex pages = reader.readOffsetIndex(chunk);
      assertThat(pages.getPageCount()).isEqualTo(5);
      assertThat(pages.getFirstRowIndex(4)).isEqualTo(4096);
      assertThat(reader.readColumnIndex(chunk).getNullPages())
          .containsExactly(true, true, false, false, false);
      assertThat(reader.readColumnIndex(chunk).getNullCounts())
          .containsExactly(1024L, 1024L, 0L, 0L, 0L);
      PageReadStore group = reader.readRowGroup(2);
      assertThat(group.getRowCount()).isEqualTo(2000);
      assertThat(group.getRowIndexOffset()).hasValue(10_000L);
    }
    assertThat(file.footer().getFileMetaData().getKeyValueMetaData())
        .containsEntry("some", "thing");
  }

  @Test
  void rowGroupsOfOneRunAreMarkedAsSorted() throws IOException {
    assertThat(sorted(column(SMALL, INT4, values(12_000, i -> (long) i))))
        .containsExactly(true, false, true);
    assertThat(sorted(column(SMALL, INT4, values(16_000, i -> (long) i))))
        .containsExactly(true, true, true, true);
  }

  private static List<Boolean> sorted(WrittenFile file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.path().toFile(), "r")) {
      bytes.seek(bytes.length() - 8);
      int length = Integer.reverseBytes(bytes.readInt());
      byte[] footer = new byte[length];
      bytes.seek(bytes.length() - 8 - length);
      bytes.readFully(footer);
      return Util.readFileMetaData(new ByteArrayInputStream(footer)).getRow_groups().stream()
          .map(
              group ->
                  List.of(new SortingColumn(0, true, false)).equals(group.getSorting_columns()))
          .toList();
    }
  }

  @Test
  void rowGroupsEndEarlyWhenTheyNeedTooMuchMemory() throws IOException {
    WriteOptions options = new WriteOptions(Compression.AUTO, 100_000, 1 << 20, 1024, 1 << 16);
    WrittenFile file = column(options, INT8, values(300_000, i -> (long) i * i));
    assertThat(file.footer().getBlocks()).hasSizeBetween(3, 30);
  }

  @Test
  void filesThatShareMemoryMakeRoomUnlessTheyHoldLittle() throws IOException {
    RowGroupMemory memory = new RowGroupMemory(1 << 20);
    WriteOptions options = new WriteOptions(Compression.AUTO, 100_000, 1 << 26, 1024, 1 << 16);
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      rows.add(List.of((long) i));
    }
    memory.change(1 << 20, 0);
    WrittenFile file =
        WrittenFile.write(
            directory.resolve("f.parquet"),
            options,
            List.of(INT8),
            rows,
            ChunkObserver.NONE,
            memory);
    assertThat(file.footer().getBlocks()).hasSizeGreaterThan(3);
    assertThat(file.read()).isEqualTo(rows);
    assertThat(memory.used()).isEqualTo(1 << 20);
  }

  @Test
  void observerSeesEveryValueOnceAtLeast() throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      rows.add(Arrays.asList(Bytes.utf8("t" + i % 3), i % 2 == 0 ? null : (Object) (long) i));
    }
    List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    WrittenFile.write(
        directory.resolve("f.parquet"),
        SMALL,
        List.of(TEXT, INT8),
        rows,
        (column, values, nulls) -> Collections.addAll(sizes, column, values.size(), nulls));
    assertThat(sizes).containsExactly(0, 3, 0, 1, 1500, 1500, 0, 3, 0, 1, 1500, 1500);
  }

  @Test
  void specialNumericsAreRefusedWhereColumnsHaveAPrecision() {
    assertThatThrownBy(() -> column(SMALL, numeric(9, 2), List.of(PgNumeric.NAN)))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> assertThat(e.state()).isEqualTo(SqlState.NUMERIC_VALUE_OUT_OF_RANGE));
  }
}
