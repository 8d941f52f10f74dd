package io.megadb.vector.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.vector.Batch;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Validity;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCodecTest {
  private static final BytesVector TEXTS =
      new BytesVector(
          3, "abcdef".getBytes(StandardCharsets.UTF_8), new int[] {0, 1, 1, 6}, nulls(3, 1));

  private static long[] nulls(int rows, int row) {
    long[] validity = Validity.allValid(rows);
    Validity.setNull(validity, row);
    return validity;
  }

  private static Batch batch() {
    LongVector elements = new LongVector(5, new long[] {1, 2, 3, 4, 5}, nulls(5, 3));
    return new Batch(
        3,
        new BoolVector(3, new byte[] {1, 0, 1}, nulls(3, 2)),
        new LongVector(3, new long[] {1, -1, 127, 9}, null),
        new LongVector(3, new long[] {1, -300, 127}, null),
        new LongVector(3, new long[] {1, 1 << 30, Integer.MIN_VALUE}, null),
        new LongVector(3, new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}, nulls(3, 0)),
        new DoubleVector(3, new double[] {Double.NaN, -0.0, 1.5}, null),
        new DecimalVector(3, new long[] {100, -5, 7}, 2, null),
        new NumericVector(
            3,
            new PgNumeric[] {
              PgNumeric.of(new BigDecimal("123456789012345678901234567890.12")), PgNumeric.NAN, null
            },
            nulls(3, 2)),
        new NumericVector(
            3,
            new PgNumeric[] {
              PgNumeric.POSITIVE_INFINITY, PgNumeric.NEGATIVE_INFINITY, PgNumeric.ZERO
            },
            null),
        TEXTS,
        new IntervalVector(3, new int[] {1, -2, 3}, new int[3], new long[] {5, 6, 7}, nulls(3, 1)),
        new ListVector(3, new int[] {0, 2, 2, 5}, elements, nulls(3, 1)),
        new DictionaryVector(3, new int[] {2, -1, 0}, TEXTS),
        new ConstantVector(3, Values.single(io.megadb.type.VectorKind.BYTES, null)),
        Values.constant(io.megadb.type.VectorKind.LONG, 7L, 3));
  }

  private static Batch roundTrip(Batch batch) {
    EncodedBatch encoded = BatchCodec.encode(batch);
    byte[] shifted = new byte[encoded.size() + 3];
    System.arraycopy(encoded.bytes(), 0, shifted, 3, encoded.size());
    return BatchCodec.decode(shifted, 3, encoded.size());
  }

  private static void assertSame(Batch actual, Batch expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    assertThat(actual.columnCount()).isEqualTo(expected.columnCount());
    for (int column = 0; column < expected.columnCount(); column++) {
      for (int row = 0; row < expected.size(); row++) {
        assertThat(Values.get(actual.column(column), row))
            .as("column %d row %d", column, row)
            .isEqualTo(Values.get(expected.column(column), row));
      }
    }
  }

  @Test
  void everyFormComesBackWithItsValuesAndItsForm() {
    Batch batch = batch();
    Batch copy = roundTrip(batch);
    assertSame(copy, batch);
    for (int column = 0; column < batch.columnCount(); column++) {
      assertThat(copy.column(column)).hasSameClassAs(batch.column(column));
    }
    PgNumeric scaled = (PgNumeric) Values.get(copy.column(6), 0);
    assertThat(scaled).hasToString("1.00");
  }

  @Test
  void slicesAndSelectionsComeBackToo() {
    Batch batch = batch();
    assertSame(roundTrip(batch.slice(1, 3)), batch.slice(1, 3));
    Batch selected = batch.select(new int[] {2, -1, 0, 0}, 4);
    assertSame(roundTrip(selected), selected);
    assertSame(roundTrip(new Batch(5)), new Batch(5));
    Vector empty = new LongVector(0, new long[0], null);
    assertSame(roundTrip(new Batch(0, empty)), new Batch(0, empty));
  }

  @Test
  void dictionaryLargerThanItsRowsIsNotSent() {
    long[] values = new long[10_000];
    Batch batch =
        new Batch(1, new DictionaryVector(1, new int[] {77}, new LongVector(10_000, values, null)));
    assertThat(BatchCodec.encode(batch).size()).isLessThan(64);
    assertSame(roundTrip(batch), batch);
  }

  @Test
  void cutOrForeignBytesAreRefused() {
    EncodedBatch encoded = BatchCodec.encode(batch());
    for (int size : List.of(0, 1, 8, 20, encoded.size() / 2, encoded.size() - 1)) {
      assertThatThrownBy(() -> BatchCodec.decode(encoded.bytes(), 0, size))
          .isInstanceOfSatisfying(
              MegaDbException.class, e -> assertThat(e.state()).isEqualTo(SqlState.DATA_CORRUPTED));
    }
    encoded.bytes()[0] = 2;
    assertThatThrownBy(() -> BatchCodec.decode(encoded.bytes(), 0, encoded.size()))
        .hasMessageContaining("version 2");
  }
}
