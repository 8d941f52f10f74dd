package io.megadb.tables.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ColumnSketchTest {
  private static final PgType INT8 = PgType.of(PgTypes.INT8);

  /** Four standard errors of 2,048 registers. */
  private static final double ERROR = 0.08;

  private static Vector vector(PgType type, int from, int to, IntFunction<Object> value) {
    VectorBuilder builder = VectorBuilder.of(type);
    for (int i = from; i < to; i++) {
      builder.append(value.apply(i));
    }
    return builder.build();
  }

  private static ColumnSketch sketch(PgType type, int from, int to, IntFunction<Object> value) {
    ColumnSketch sketch = new ColumnSketch();
    for (int i = from; i < to; i += Batch.MAX_ROWS) {
      int end = Math.min(to, i + Batch.MAX_ROWS);
      sketch.add(vector(type, i, end, value), type, new long[end - i]);
    }
    return sketch;
  }

  @Test
  void millionDistinctValuesAreCountedWithinTheErrorOfHyperLogLog() {
    ColumnSketch sketch = sketch(INT8, 0, 1_000_000, i -> (long) i);
    assertThat(sketch.distinct()).isCloseTo(1e6, within(1e6 * ERROR));
    assertThat(sketch.toBytes().length).isLessThan(2048);
  }

  @Test
  void fewValuesAreCountedExactly() {
    assertThat(sketch(INT8, 0, 100_000, i -> (long) (i % 7)).distinct()).isEqualTo(7);
    assertThat(sketch(INT8, 0, 100_000, i -> 1L).distinct()).isEqualTo(1);
  }

  @Test
  void nullsAreCountedApart() {
    ColumnSketch sketch = sketch(INT8, 0, 1000, i -> null);
    assertThat(sketch.distinct()).isZero();
    assertThat(sketch.nulls()).isEqualTo(1000);
    assertThat(sketch.width()).isEqualTo(-1);
  }

  @Test
  void partsMergeIntoTheWhole() {
    ColumnSketch left = sketch(INT8, 0, 60_000, i -> (long) i);
    ColumnSketch right = sketch(INT8, 40_000, 100_000, i -> (long) i);
    left.merge(right);
    assertThat(left.rows()).isEqualTo(120_000);
    assertThat(left.distinct()).isCloseTo(1e5, within(1e5 * ERROR));
    assertThat(right.rows()).isEqualTo(60_000);
  }

  @Test
  void keptSketchMergesAsTheOneItWas() {
    ColumnSketch sketch = sketch(INT8, 0, 50_000, i -> (long) i);
    ColumnSketch kept =
        ColumnSketch.of(sketch.toBytes(), sketch.rows(), sketch.nulls(), sketch.bytes());
    kept.merge(sketch(INT8, 0, 50_000, i -> (long) i));
    assertThat(kept.distinct()).isCloseTo(5e4, within(5e4 * ERROR));
  }

  @Test
  void damagedSketchIsRefused() {
    byte[] bytes = sketch(INT8, 0, 50_000, i -> (long) i).toBytes();
    assertThatThrownBy(() -> ColumnSketch.of(new byte[bytes.length], 1, 0, 8))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> ColumnSketch.of(bytes, 1, 2, 8)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void equalValuesCountOnceWhateverTheirForm() {
    PgType numeric = PgType.of(PgTypes.NUMERIC);
    List<PgNumeric> same =
        List.of(
            PgNumeric.of(new BigDecimal("1.0")),
            PgNumeric.of(new BigDecimal("1.000")),
            PgNumeric.of(new BigDecimal("1")));
    assertThat(sketch(numeric, 0, 3, same::get).distinct()).isEqualTo(1);
    PgType list = PgType.of(PgTypes.byOid(PgTypes.INT4.arrayOid()));
    assertThat(sketch(list, 0, 100, i -> List.of((long) (i % 3), 5L)).distinct()).isEqualTo(3);
    assertThat(sketch(PgType.of(PgTypes.FLOAT8), 0, 4, i -> i % 2 == 0 ? 0.0 : -0.0).distinct())
        .isEqualTo(1);
  }

  @Test
  void widthIsThatOfValues() {
    PgType text = PgType.of(PgTypes.TEXT);
    assertThat(sketch(text, 0, 10, i -> i % 2 == 0 ? null : Bytes.utf8("abc")).width())
        .isEqualTo(4);
    assertThat(sketch(INT8, 0, 10, i -> (long) i).width()).isEqualTo(8);
  }
}
