package io.megadb.tables.olap.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.Vector;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every type, encoding, codec and page size read as Parquet's own reader reads them. */
class ParquetBatchReaderTest {
  private static final long MICROS_2000 = 946_684_800_000_000L;
  private static final int DAYS_2000 = 10_957;

  private static final List<PgType> TYPES =
      List.of(
          PgType.of(PgTypes.INT4),
          PgType.of(PgTypes.INT4),
          PgType.of(PgTypes.INT8),
          PgType.of(PgTypes.INT8),
          PgType.of(PgTypes.DATE),
          PgType.of(PgTypes.TIMESTAMPTZ),
          PgType.of(PgTypes.FLOAT4),
          PgType.of(PgTypes.FLOAT8),
          PgType.of(PgTypes.BOOL),
          numeric(15),
          numeric(38),
          PgType.of(PgTypes.TEXT),
          PgType.of(PgTypes.TEXT),
          PgType.of(PgTypes.UUID),
          PgType.of(PgTypes.TIMESTAMP));

  @TempDir private Path folder;
  private final ParquetFiles files = new ParquetFiles();

  private static PgType numeric(int precision) {
    return new PgType(PgTypes.NUMERIC, (precision << 16 | 2) + 4);
  }

  private ParquetBatchReader open(Path path, int batchRows) {
    return open(path, batchRows, 0);
  }

  private ParquetBatchReader open(Path path, int batchRows, long cacheBytes) {
    int[] ids = new int[TYPES.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i + 1;
    }
    return new ParquetBatchReader(
        files,
        cacheBytes,
        path,
        ids,
        null,
        TYPES,
        new FlatVector[ids.length],
        ParquetBatchReader.RowGroups.ALL,
        batchRows);
  }

  @Test
  void allRowsOfRandomFilesAreThoseThatParquetReads() throws IOException {
    for (int seed = 0; seed < 25; seed++) {
      Path path = folder.resolve(seed + ".parquet");
      Random random = new Random(seed);
      RandomFile.write(path, random, 1 + random.nextInt(5000));
      List<String[]> expected = RandomFile.rows(path);
      try (ParquetBatchReader reader = open(path, 1 + random.nextInt(4096))) {
        int at = 0;
        for (int rows = reader.advance(); rows > 0; rows = reader.advance()) {
          assertThat(reader.batchStart()).isEqualTo(at);
          for (int column = 0; column < TYPES.size(); column++) {
            Vector vector = random.nextBoolean() ? reader.column(column) : reader.encoded(column);
            assertSame(vector, expected, column, consecutive(at, rows), seed);
          }
          at += rows;
        }
        assertThat(at).isEqualTo(expected.size());
      }
    }
  }

  @Test
  void chosenRowsAreThoseThatParquetReadsInAnyOrderOfColumns() throws IOException {
    for (int seed = 100; seed < 125; seed++) {
      Path path = folder.resolve(seed + ".parquet");
      Random random = new Random(seed);
      RandomFile.write(path, random, 1 + random.nextInt(5000));
      List<String[]> expected = RandomFile.rows(path);
      try (ParquetBatchReader reader = open(path, 1 + random.nextInt(4096))) {
        int at = 0;
        for (int rows = reader.advance(); rows > 0; rows = reader.advance()) {
          for (int times = random.nextInt(40); times > 0; times--) {
            int column = random.nextInt(TYPES.size());
            int[] chosen = chosen(random, rows);
            int[] wanted = consecutive(at, chosen.length);
            for (int i = 0; i < chosen.length; i++) {
              wanted[i] = at + chosen[i];
            }
            assertSame(
                reader.column(column, chosen, chosen.length), expected, column, wanted, seed);
          }
          at += rows;
        }
      }
    }
  }

  @Test
  void noRowWithinARangeIsLeftOutAndPagesWithoutAnyAre() throws IOException {
    int[] columns = {0, 1, 2, 3, 4, 5, 9};
    long skipped = 0;
    for (int seed = 200; seed < 225; seed++) {
      Path path = folder.resolve(seed + ".parquet");
      Random random = new Random(seed);
      RandomFile.write(path, random, 1 + random.nextInt(5000));
      List<String[]> expected = RandomFile.rows(path);
      int column = columns[random.nextInt(columns.length)];
      String some = expected.get(random.nextInt(expected.size()))[column];
      long least = some == null ? 0 : inVectors(column, some);
      long greatest = least + random.nextInt(10);
      List<Integer> wanted = new ArrayList<>();
      for (int row = 0; row < expected.size(); row++) {
        String text = expected.get(row)[column];
        long value = text == null ? 0 : inVectors(column, text);
        if (text != null && value >= least && value <= greatest) {
          wanted.add(row);
        }
      }
      List<Integer> given = new ArrayList<>();
      try (ParquetBatchReader reader = open(path, 1 + random.nextInt(4096))) {
        reader.narrow(new ValueRange(column, least, greatest));
        for (int rows = reader.advance(); rows > 0; rows = reader.advance()) {
          int start = (int) reader.batchStart();
          for (int i = 0; i < rows; i++) {
            given.add(start + i);
          }
          int other = random.nextInt(TYPES.size());
          assertSame(reader.column(other), expected, other, consecutive(start, rows), seed);
        }
        skipped += reader.pagesSkipped() + reader.rowGroupsSkipped();
      }
      assertThat(given).as("file %d", seed).containsAll(wanted).doesNotHaveDuplicates();
    }
    assertThat(skipped).isPositive();
  }

  private static long inVectors(int column, String text) {
    long value = Long.parseLong(text);
    return column == 4 ? value - DAYS_2000 : column == 5 ? value - MICROS_2000 : value;
  }

  @Test
  void columnsThatAreReadAgainComeFromTheCacheAndAreTheSame() throws IOException {
    long hits = 0;
    for (int seed = 300; seed < 310; seed++) {
      Path path = folder.resolve(seed + ".parquet");
      Random random = new Random(seed);
      RandomFile.write(path, random, 1 + random.nextInt(9000));
      List<String[]> expected = RandomFile.rows(path);
      for (int pass = 0; pass < 4; pass++) {
        try (ParquetBatchReader reader = open(path, 1 + random.nextInt(4096), 1 << 22)) {
          int at = 0;
          for (int rows = reader.advance(); rows > 0; rows = reader.advance()) {
            int column = random.nextInt(TYPES.size());
            int[] chosen = chosen(random, rows);
            int[] wanted = consecutive(at, chosen.length);
            for (int i = 0; i < chosen.length; i++) {
              wanted[i] = at + chosen[i];
            }
            assertSame(
                reader.column(column, chosen, chosen.length), expected, column, wanted, seed);
            column = random.nextInt(TYPES.size());
            assertSame(reader.column(column), expected, column, consecutive(at, rows), seed);
            assertSame(reader.encoded(column), expected, column, consecutive(at, rows), seed);
            at += rows;
          }
          hits += reader.cacheHits();
        }
        assertThat(files.columns().bytes()).isBetween(0L, 1L << 22);
      }
    }
    assertThat(hits).isPositive();
    assertThat(files.columns().bytes()).isPositive();
  }

  private static int[] chosen(Random random, int rows) {
    double share = Math.pow(random.nextDouble(), 4);
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      if (random.nextDouble() < share) {
        chosen.add(i);
      }
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] consecutive(int from, int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = from + i;
    }
    return rows;
  }

  private static void assertSame(
      Vector vector, List<String[]> expected, int column, int[] rows, int seed) {
    assertThat(vector.size()).isEqualTo(rows.length);
    FlatVector flat = vector.flat();
    for (int i = 0; i < rows.length; i++) {
      String value = flat.isNull(i) ? null : text(flat, column, i);
      String wanted = expected.get(rows[i])[column];
      if (!java.util.Objects.equals(value, wanted)) {
        assertThat(value)
            .as("file %d, column %d, row %d", seed, column + 1, rows[i])
            .isEqualTo(wanted);
      }
    }
  }

  private static String text(FlatVector vector, int column, int row) {
    if (vector instanceof LongVector longs) {
      long value = longs.values()[row];
      return String.valueOf(
          switch (column) {
            case 4 -> value + DAYS_2000;
            case 5, 14 -> value + MICROS_2000;
            default -> value;
          });
    }
    if (vector instanceof DoubleVector doubles) {
      double value = doubles.values()[row];
      return column == 6 ? String.valueOf((float) value) : String.valueOf(value);
    }
    if (vector instanceof BoolVector bools) {
      return String.valueOf(bools.values()[row] != 0);
    }
    if (vector instanceof DecimalVector decimals) {
      return String.valueOf(decimals.unscaled()[row]);
    }
    if (vector instanceof NumericVector numerics) {
      return numerics.values()[row].decimal().unscaledValue().toString();
    }
    byte[] bytes = ((BytesVector) vector).copy(row);
    return column == 13
        ? new BigInteger(bytes).toString()
        : new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void damagedFilesAreNamedAndEndNothingElse() throws IOException {
    Path whole = folder.resolve("whole.parquet");
    int refused = 0;
    for (int seed = 200; seed < 320; seed++) {
      Random random = new Random(seed);
      if (seed % 10 == 0) {
        Files.deleteIfExists(whole);
        RandomFile.write(whole, random, 800);
      }
      byte[] bytes = Files.readAllBytes(whole);
      if (random.nextInt(4) == 0) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      } else {
        for (int i = 0; i < 20; i++) {
          bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
        }
      }
      Path damaged = Files.write(folder.resolve("damaged" + seed + ".parquet"), bytes);
      try (ParquetBatchReader reader = open(damaged, 1000)) {
        while (reader.next() != null) {}
      } catch (MegaDbException e) {
        assertThat(e).hasMessageContaining(damaged.toString());
        assertThat(e.state()).isIn(SqlState.DATA_CORRUPTED, SqlState.IO_ERROR);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(60);
  }

  @Test
  void aFileThatIsCutShortBetweenTwoReadsIsNamed() throws IOException {
    Path path = folder.resolve("cut.parquet");
    RandomFile.write(path, new Random(1), 3000);
    try (ParquetBatchReader reader = open(path, 100)) {
      reader.next();
      try (java.nio.channels.FileChannel file =
          java.nio.channels.FileChannel.open(path, java.nio.file.StandardOpenOption.WRITE)) {
        file.truncate(100);
      }
      assertThatThrownBy(
              () -> {
                while (reader.next() != null) {}
                open(path, 100);
              })
          .isInstanceOf(MegaDbException.class)
          .hasMessageContaining(path.toString());
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path path = folder.resolve("none.parquet");
    assertThatThrownBy(() -> open(path, 100))
        .isInstanceOf(MegaDbException.class)
        .hasMessageContaining(path.toString());
  }
}
