package io.megadb.planner.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.planner.storage.TableStatistics.Distribution;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import io.megadb.vector.Interval;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnShareTest {
  private static final PgType INT8 = PgType.of(PgTypes.INT8);
  private static final PgType TEXT = PgType.of(PgTypes.TEXT);

  private static ColumnShare share(PgType type, ColumnStatistics statistics) {
    return new ColumnShare(statistics, type, 10_000);
  }

  /** A tenth null, 0 in a half of the rows, the rest evenly from 1 to 1001. */
  private static ColumnShare skewed() {
    List<Object> bounds = new ArrayList<>();
    for (long i = 0; i <= 100; i++) {
      bounds.add(1 + i * 10);
    }
    return share(
        INT8,
        new ColumnStatistics(
            1001, 0.1, null, null, 8, new Distribution(List.of(0L), List.of(0.5), bounds)));
  }

  private static byte[] pattern(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void commonValueHasItsFrequencyAndOthersShareTheRest() {
    assertThat(skewed().equal(0L)).isEqualTo(0.5);
    assertThat(skewed().equal(500L)).isCloseTo(0.4 / 1000, within(1e-9));
    assertThat(skewed().equal(PgNumeric.of(BigDecimal.ZERO))).isEqualTo(0.5);
    assertThat(skewed().nulls()).isEqualTo(0.1);
  }

  @Test
  void valueNotYetKnownIsAnAverageOne() {
    assertThat(skewed().equal(null)).isCloseTo(0.9 / 1001, within(1e-9));
  }

  @Test
  void rangesCountCommonValuesAndPartsOfTheHistogram() {
    assertThat(skewed().below(0L, false)).isZero();
    assertThat(skewed().below(0L, true)).isEqualTo(0.5);
    assertThat(skewed().below(251L, false)).isCloseTo(0.6, within(1e-9));
    assertThat(skewed().below(256L, false)).isCloseTo(0.602, within(1e-9));
    assertThat(skewed().below(5000L, false)).isCloseTo(0.9, within(1e-9));
    assertThat(skewed().below(-5L, true)).isZero();
  }

  @Test
  void withoutSampleLeastAndGreatestValueAreALine() {
    ColumnShare share = share(INT8, new ColumnStatistics(-1, 0, 1L, 50L));
    assertThat(share.below(24L, false)).isCloseTo(23 / 50.0, within(1e-9));
    assertThat(share.below(1L, true)).isCloseTo(1 / 50.0, within(1e-9));
    assertThat(share.equal(7L)).isCloseTo(1 / 50.0, within(1e-9));
    assertThat(share.equal(700L)).isLessThan(0.001);
    assertThat(share(INT8, null).below(5L, true)).isNaN();
  }

  @Test
  void onlyNullsAndOnlyOneValueLeaveNothingElse() {
    ColumnShare nulls = share(INT8, new ColumnStatistics(0, 1, null, null, -1, null));
    assertThat(nulls.nulls()).isEqualTo(1);
    assertThat(nulls.equal(5L)).isZero();
    ColumnShare one =
        share(
            INT8,
            new ColumnStatistics(
                1, 0, null, null, 8, new Distribution(List.of(7L), List.of(1.0), List.of())));
    assertThat(one.equal(7L)).isEqualTo(1);
    assertThat(one.equal(8L)).isZero();
    assertThat(one.below(7L, true)).isEqualTo(1);
    assertThat(one.below(7L, false)).isZero();
  }

  @Test
  void patternsAreTriedOnSampledValues() {
    List<Object> bounds = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      bounds.add(Bytes.utf8((i < 50 ? "green " : "ochre ") + (char) ('a' + i % 26) + i));
    }
    ColumnShare share =
        share(TEXT, new ColumnStatistics(5000, 0, null, null, 9, distribution(bounds)));
    assertThat(share.like(pattern("%een%"))).isCloseTo(0.8 * 50 / 101, within(1e-9));
    assertThat(share.like(pattern("gr%"))).isCloseTo(0.8 * 50 / 101, within(1e-9));
    assertThat(share.like(pattern("b%"))).isCloseTo(0.2, within(0.01));
    assertThat(share.like(pattern("zz%"))).isBetween(0.00001, 0.001);
    assertThat(share.like(null)).isEqualTo(0.1);
    assertThat(share(TEXT, null).like(pattern("gr%"))).isLessThan(0.1);
  }

  private static Distribution distribution(List<Object> bounds) {
    return new Distribution(List.of(Bytes.utf8("blue")), List.of(0.2), bounds);
  }

  @Test
  void textIsOrderedByBytesAndPaddingOfCharactersDoesNotCount() {
    List<Object> bounds = List.of(Bytes.utf8("a"), Bytes.utf8("b"), Bytes.utf8("c"));
    ColumnShare share =
        share(TEXT, new ColumnStatistics(100, 0, null, null, 2, distribution(bounds)));
    assertThat(share.below(Bytes.utf8("b"), false)).isCloseTo(0.4, within(1e-9));
    ColumnShare padded =
        share(
            PgType.characters(PgTypes.BPCHAR, 8),
            new ColumnStatistics(100, 0, null, null, 2, distribution(bounds)));
    assertThat(padded.equal(Bytes.utf8("blue    "))).isEqualTo(0.2);
  }

  @Test
  void valuesWithoutPlaceOnALineAreOnlyEqualOrNot() {
    Interval day = new Interval(0, 1, 0);
    ColumnShare share =
        share(
            PgType.of(PgTypes.INTERVAL),
            new ColumnStatistics(
                3, 0, null, null, 16, new Distribution(List.of(day), List.of(0.7), List.of())));
    assertThat(share.equal(day)).isEqualTo(0.7);
    assertThat(share.below(day, true)).isBetween(0.7, 1.0);
    assertThat(share.below(new Interval(1, 0, 0), true)).isNaN();
  }

  @Test
  void yaosNumberLeavesFewerValuesTheFewerRowsAreKept() {
    assertThat(DistinctRows.left(1000, 10, 1000)).isEqualTo(10);
    assertThat(DistinctRows.left(1000, 10, 100)).isCloseTo(10, within(0.01));
    assertThat(DistinctRows.left(1000, 1000, 100)).isCloseTo(100, within(1e-6));
    assertThat(DistinctRows.left(1000, 500, 100)).isCloseTo(95, within(1e-6));
    assertThat(DistinctRows.left(1000, 500, 0.1)).isEqualTo(1);
  }
}
