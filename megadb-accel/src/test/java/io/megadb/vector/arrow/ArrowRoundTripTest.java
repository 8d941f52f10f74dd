package io.megadb.vector.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.BytesVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.Interval;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArrowRoundTripTest {
  private final RootAllocator allocator = new RootAllocator();

  /** Fails if anything off the heap was left. */
  @AfterEach
  void closeAllocator() {
    allocator.close();
  }

  private Batch roundTrip(Batch batch, List<PgType> types) {
    try (VectorSchemaRoot root = VectorSchemaRoot.create(ArrowSchemas.of(types), allocator)) {
      VectorLoader loader = new VectorLoader(root);
      // Twice: what an earlier message left must not show.
      for (int i = 0; i < 2; i++) {
        try (ArrowRecordBatch encoded = ArrowEncoder.encode(batch, allocator)) {
          loader.load(encoded);
        }
      }
      return ArrowDecoder.decode(root, types);
    }
  }

  private void assertSame(Batch batch, List<PgType> types) {
    Batch copy = roundTrip(batch, types);
    assertThat(copy.size()).isEqualTo(batch.size());
    assertThat(copy.columnCount()).isEqualTo(batch.columnCount());
    for (int column = 0; column < batch.columnCount(); column++) {
      for (int row = 0; row < batch.size(); row++) {
        Object expected = Values.get(batch.column(column), row);
        Object actual = Values.get(copy.column(column), row);
        assertThat(actual).as("%s row %d", types.get(column), row).isEqualTo(expected);
        // 1.0 and 1.00 are equal but not the same.
        assertThat(String.valueOf(actual)).isEqualTo(String.valueOf(expected));
      }
    }
  }

  private static List<BaseType> columnTypes() {
    return PgTypes.all().stream()
        .filter(type -> type.kind() != null)
        .filter(type -> !type.isArray() || PgTypes.byOid(type.elementOid()).kind() != null)
        .toList();
  }

  private static Object value(PgType type, Random random) {
    if (random.nextInt(5) == 0) {
      return null;
    }
    return switch (type.kind()) {
      case BOOL -> random.nextBoolean();
      case LONG -> edge(random, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong());
      case DOUBLE -> edge(random, Double.NaN, Double.NEGATIVE_INFINITY, -0.0, random.nextDouble());
      case NUMERIC ->
          edge(
              random,
              PgNumeric.NAN,
              PgNumeric.POSITIVE_INFINITY,
              PgNumeric.NEGATIVE_INFINITY,
              PgNumeric.of(Long.MIN_VALUE, 0),
              PgNumeric.of(new BigDecimal("1.10")),
              PgNumeric.of(new BigDecimal("-" + "9".repeat(60) + ".5")),
              PgNumeric.of(BigInteger.ONE.shiftLeft(63), 3));
      case BYTES -> Bytes.utf8("é€😀".repeat(random.nextInt(4)));
      case INTERVAL ->
          edge(
              random,
              new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE),
              new Interval(1, -2, random.nextLong()));
      case LIST -> {
        PgType element = PgType.of(PgTypes.byOid(type.base().elementOid()));
        List<Object> elements = new ArrayList<>();
        IntStream.range(0, random.nextInt(4)).forEach(i -> elements.add(value(element, random)));
        yield elements;
      }
    };
  }

  private static Object edge(Random random, Object... values) {
    return values[random.nextInt(values.length)];
  }

  private static Vector column(PgType type, int rows, Random random) {
    VectorBuilder builder = VectorBuilder.of(type, rows);
    for (int i = 0; i < rows; i++) {
      builder.append(value(type, random));
    }
    return builder.build();
  }

  @Test
  void everyTypeComesBackExactly() {
    Random random = new Random(1);
    for (BaseType base : columnTypes()) {
      PgType type = PgType.of(base);
      for (int rows : new int[] {0, 1, 63, 64, 65, 300}) {
        assertSame(new Batch(rows, column(type, rows, random)), List.of(type));
      }
    }
  }

  @Test
  void allTypesTogetherAndPartsOfThemComeBack() {
    Random random = new Random(2);
    List<PgType> types = columnTypes().stream().map(PgType::of).toList();
    Batch batch =
        new Batch(
            100, types.stream().map(type -> column(type, 100, random)).toArray(Vector[]::new));
    assertSame(batch, types);
    assertSame(batch.slice(33, 90), types);
    assertSame(batch.select(new int[] {99, -1, 0, 0}, 4), types);
  }

  @Test
  void compressedFormsAreWrittenOut() {
    BytesVector texts =
        new BytesVector(2, "ab".getBytes(StandardCharsets.UTF_8), new int[] {0, 1, 2}, null);
    Batch batch =
        new Batch(
            3,
            new DictionaryVector(3, new int[] {1, -1, 0}, texts),
            new ConstantVector(3, Values.single(VectorKind.BYTES, null)),
            Values.constant(VectorKind.LONG, 7L, 3));
    assertSame(
        batch, List.of(PgType.of(PgTypes.TEXT), PgType.of(PgTypes.TEXT), PgType.of(PgTypes.INT8)));
  }

  @Test
  void valuesAfterTheLastRowDoNotTravel() {
    Batch batch =
        new Batch(
            2,
            new LongVector(2, new long[] {1, 2, 99}, null),
            new BytesVector(2, new byte[] {9, 1, 2, 9}, new int[] {1, 2, 3, 4}, null));
    assertSame(batch, List.of(PgType.of(PgTypes.INT4), PgType.of(PgTypes.BYTEA)));
  }

  @Test
  void rowsWithoutColumnsKeepTheirNumber() {
    assertSame(new Batch(5), List.of());
  }

  @Test
  void numericKeepsItsFastFormWhereItCan() {
    List<PgType> type = List.of(PgType.of(PgTypes.NUMERIC));
    Batch fast = new Batch(2, new DecimalVector(2, new long[] {100, -5}, 2, null));
    assertThat(roundTrip(fast, type).column(0)).isInstanceOf(DecimalVector.class);
    PgNumeric[] values = {PgNumeric.of(1, 0), PgNumeric.of(1, 1)};
    assertThat(roundTrip(new Batch(2, new NumericVector(2, values, null)), type).column(0))
        .isInstanceOf(NumericVector.class);
  }

  @Test
  void typeWithoutValuesIsRefused() {
    assertThatThrownBy(() -> ArrowSchemas.of(List.of(PgType.of(PgTypes.RECORD))))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> assertThat(e.state()).isEqualTo(SqlState.FEATURE_NOT_SUPPORTED));
  }
}
