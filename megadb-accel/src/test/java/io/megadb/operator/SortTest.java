package io.megadb.operator;

import static io.megadb.operator.fixture.PlanFixture.INT8;
import static io.megadb.operator.fixture.PlanFixture.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.operator.fixture.PlanFixture;
import io.megadb.operator.fixture.Rows;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SortKey;
import io.megadb.plan.SortNode;
import io.megadb.plan.TopNNode;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Interval;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortTest {
  private static List<Object> sorted(PgType type, boolean descending, Object... values)
      throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    for (Object value : values) {
      rows.add(Rows.row(value));
    }
    PlanFixture fixture = new PlanFixture();
    PlanNode plan =
        new SortNode(
            fixture.properties(),
            fixture.scan(List.of(type), Rows.batches(List.of(type), rows, 2)),
            List.of(new SortKey(0, descending, descending)));
    List<Object> sorted = new ArrayList<>();
    Runs.rows(fixture, plan, 3, 1).forEach(row -> sorted.add(row.get(0)));
    return sorted;
  }

  @Test
  void postgresOrderOfEveryKind() throws Exception {
    assertThat(
            sorted(
                PgType.of(PgTypes.FLOAT8),
                false,
                Double.NaN,
                null,
                1.0,
                Double.POSITIVE_INFINITY,
                -1.0,
                Double.NEGATIVE_INFINITY))
        .containsExactly(
            Double.NEGATIVE_INFINITY, -1.0, 1.0, Double.POSITIVE_INFINITY, Double.NaN, null);
    assertThat(sorted(TEXT, false, "z", "é", "a", "aa", "Z", "😀", "\uFFFD", "", "aaaaaaaab"))
        .containsExactly("", "Z", "a", "aa", "aaaaaaaab", "z", "é", "\uFFFD", "😀");
    assertThat(sorted(PgType.of(PgTypes.BPCHAR), false, "b", "a\t", "a  ", "a b"))
        .containsExactly("a  ", "a\t", "a b", "b");
    assertThat(
            sorted(
                PgType.of(PgTypes.NUMERIC),
                true,
                new BigDecimal("1.5"),
                PgNumeric.NAN,
                new BigDecimal("99999999999999999999999"),
                null,
                new BigDecimal("-3")))
        .containsExactly(
            null,
            PgNumeric.NAN,
            PgNumeric.of(new BigDecimal("99999999999999999999999")),
            PgNumeric.of(new BigDecimal("1.5")),
            PgNumeric.of(new BigDecimal("-3")));
    assertThat(
            sorted(
                PgType.of(PgTypes.INTERVAL),
                false,
                new Interval(1, 0, 0),
                new Interval(0, 29, 0),
                new Interval(0, 0, 31 * 86_400_000_000L)))
        .containsExactly(
            new Interval(0, 29, 0),
            new Interval(1, 0, 0),
            new Interval(0, 0, 31 * 86_400_000_000L));
    assertThat(sorted(INT8, false, Long.MAX_VALUE, Long.MIN_VALUE, 0L, null))
        .containsExactly(Long.MIN_VALUE, 0L, Long.MAX_VALUE, null);
    assertThat(sorted(INT8, true, Long.MAX_VALUE, Long.MIN_VALUE, 0L, null))
        .containsExactly(null, Long.MAX_VALUE, 0L, Long.MIN_VALUE);
    assertThat(sorted(PgType.of(PgTypes.BOOL), false, true, null, false))
        .containsExactly(false, true, null);
  }

  @Test
  void severalKeysSortByTheFirstThatDiffersAndTopNGivesTheSameRows() throws Exception {
    Random random = new Random(4);
    List<PgType> types = List.of(INT8, TEXT, INT8);
    List<List<Object>> rows = new ArrayList<>();
    for (long i = 0; i < 30_000; i++) {
      Object first = random.nextInt(20) == 0 ? null : (Object) (long) random.nextInt(30);
      rows.add(Rows.row(first, "longerthan8" + random.nextInt(40), i));
    }
    Comparator<List<Object>> order =
        Comparator.comparing(
                (List<Object> row) -> (Long) row.get(0), Comparator.nullsFirst(Long::compare))
            .thenComparing(row -> (String) row.get(1), Comparator.reverseOrder())
            .thenComparing(row -> (Long) row.get(2));
    List<SortKey> keys =
        List.of(
            new SortKey(0, false, true), new SortKey(1, true, true), new SortKey(2, false, false));
    List<List<Object>> expected = new ArrayList<>(rows);
    expected.sort(order);
    PlanFixture fixture = new PlanFixture();
    PlanNode scan = fixture.scan(types, Rows.batches(types, rows, 4096));
    assertThat(Runs.rows(fixture, new SortNode(fixture.properties(), scan, keys), 1000, 1))
        .isEqualTo(expected);
    for (int limit : new int[] {0, 1, 10, 5000, 40_000}) {
      PlanNode top =
          new TopNNode(
              fixture.properties(), scan, keys, PlanFixture.literal(limit), PlanFixture.literal(3));
      assertThat(Runs.rows(fixture, top, 1000, 1))
          .isEqualTo(expected.subList(3, Math.min(expected.size(), 3 + limit)));
    }
  }
}
