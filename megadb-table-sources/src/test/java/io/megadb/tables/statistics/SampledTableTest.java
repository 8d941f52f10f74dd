package io.megadb.tables.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.megadb.planner.catalog.TableAnalysis;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.planner.storage.TableStatistics.Distribution;
import io.megadb.tables.TestDatabase;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.VectorBuilder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SampledTableTest {
  private static final PgType INT8 = PgType.of(PgTypes.INT8);

  private static ColumnStatistics analyze(PgType type, int rows, IntFunction<Object> value) {
    TableDefinition table =
        TestDatabase.table("t", "oltp", Map.of(), List.of(), TestDatabase.column("a", type));
    AtomicReference<TableAnalysis> kept = new AtomicReference<>();
    SampledTable analyzer =
        new SampledTable(
            table,
            any -> new TableStatistics(rows, rows, Map.of()),
            null,
            InstantSource.system(),
            kept::set);
    analyzer.columns(List.of(0));
    for (int from = 0; from < rows; from += Batch.MAX_ROWS) {
      VectorBuilder builder = VectorBuilder.of(type);
      int end = Math.min(rows, from + Batch.MAX_ROWS);
      for (int i = from; i < end; i++) {
        builder.append(value.apply(i));
      }
      analyzer.add(new Batch(end - from, builder.build()));
    }
    analyzer.store();
    assertThat(kept.get().rows()).isEqualTo(rows);
    return kept.get().columns().get(0);
  }

  @Test
  void emptyTableHasNoDistribution() {
    ColumnStatistics column = analyze(INT8, 0, i -> null);
    assertThat(column.distinct()).isZero();
    assertThat(column.distribution()).isNull();
  }

  @Test
  void onlyNullsHaveNoDistribution() {
    ColumnStatistics column = analyze(INT8, 50_000, i -> null);
    assertThat(column.nullFraction()).isEqualTo(1);
    assertThat(column.distinct()).isZero();
    assertThat(column.distribution()).isNull();
  }

  @Test
  void oneValueIsCommonAndLeavesNoHistogram() {
    Distribution distribution = analyze(INT8, 50_000, i -> 7L).distribution();
    assertThat(distribution.common()).containsExactly(7L);
    assertThat(distribution.frequencies()).containsExactly(1.0);
    assertThat(distribution.bounds()).isEmpty();
  }

  @Test
  void skewedValueIsCommonAndTheOthersMakeAHistogram() {
    ColumnStatistics column =
        analyze(INT8, 200_000, i -> i % 4 == 0 ? null : i % 4 == 1 ? 0L : (long) i);
    Distribution distribution = column.distribution();
    assertThat(distribution.common()).containsExactly(0L);
    assertThat(distribution.frequencies().get(0)).isCloseTo(0.25, within(0.02));
    assertThat(distribution.bounds()).hasSize(101);
    assertThat((Long) distribution.bounds().get(50)).isCloseTo(100_000L, within(5_000L));
    assertThat(column.nullFraction()).isEqualTo(0.25);
  }

  @Test
  void millionDistinctValuesAreUniqueWithEquallyDeepParts() {
    ColumnStatistics column = analyze(INT8, 1_000_000, i -> (long) i);
    assertThat(column.distinct()).isEqualTo(1_000_000);
    List<Object> bounds = column.distribution().bounds();
    assertThat(column.distribution().common()).isEmpty();
    assertThat(bounds).hasSize(101);
    for (int i = 1; i < bounds.size(); i++) {
      long depth = (Long) bounds.get(i) - (Long) bounds.get(i - 1);
      assertThat(depth).isBetween(5_000L, 16_000L);
    }
  }

  @Test
  void smallTableIsCountedExactly() {
    assertThat(analyze(INT8, 1000, i -> (long) (i % 365)).distinct()).isEqualTo(365);
  }

  @Test
  void valuesThatAreTooLongAreCountedButNotKept() {
    Bytes longText = Bytes.utf8("x".repeat(10_000));
    ColumnStatistics column =
        analyze(PgType.of(PgTypes.TEXT), 1000, i -> i % 2 == 0 ? longText : Bytes.utf8("y" + i));
    assertThat(column.width()).isGreaterThan(5000);
    assertThat(column.distribution().common()).doesNotContain(longText);
    assertThat(column.distribution().bounds()).doesNotContain(longText);
  }

  @Test
  void typesWithoutOrderHaveCountsAlone() {
    ColumnStatistics column =
        analyze(PgType.of(PgTypes.JSON), 100, i -> i % 2 == 0 ? null : Bytes.utf8("{}"));
    assertThat(column.nullFraction()).isEqualTo(0.5);
    assertThat(column.distinct()).isEqualTo(-1);
    assertThat(column.distribution()).isNull();
  }

  @Test
  void keptStatisticsReadAsTheyWere() {
    List<PgType> types = new ArrayList<>(List.of(INT8, PgType.of(PgTypes.BOOL)));
    types.add(PgType.of(PgTypes.byOid(PgTypes.INT4.arrayOid())));
    List<IntFunction<Object>> values =
        List.of(i -> (long) i, i -> i % 3 == 0, i -> List.of((long) (i % 5)));
    for (int i = 0; i < types.size(); i++) {
      ColumnStatistics column = analyze(types.get(i), 500, values.get(i));
      assertThat(
              AnalysisCodec.decodeColumn(
                  AnalysisCodec.encodeColumn(column, types.get(i)),
                  TestDatabase.column("a", types.get(i))))
          .isEqualTo(column);
    }
  }
}
