package io.megadb.operator;

import static io.megadb.operator.fixture.PlanFixture.BOOL;
import static io.megadb.operator.fixture.PlanFixture.INT8;
import static io.megadb.operator.fixture.PlanFixture.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.operator.fixture.FixtureFunctions;
import io.megadb.operator.fixture.PlanFixture;
import io.megadb.operator.fixture.Rows;
import io.megadb.plan.AggregateNode;
import io.megadb.plan.AggregateNode.Phase;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SortKey;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.Interval;
import io.megadb.vector.LongVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Vector;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AggregateTest {
  private static final List<PgType> TYPES = List.of(INT8, TEXT, INT8);

  private static List<List<Object>> table(int rows) {
    Random random = new Random(rows);
    List<List<Object>> table = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      table.add(
          Rows.row(
              random.nextInt(9) == 0 ? null : (Object) (long) random.nextInt(50),
              random.nextInt(9) == 0 ? null : "t" + random.nextInt(4),
              (long) i));
    }
    return table;
  }

  private static List<List<Object>> expected(List<List<Object>> table) {
    Map<List<Object>, long[]> groups = new LinkedHashMap<>();
    for (List<Object> row : table) {
      long[] state = groups.computeIfAbsent(row.subList(0, 2), key -> new long[2]);
      state[0]++;
      state[1] += (Long) row.get(2);
    }
    List<List<Object>> rows = new ArrayList<>();
    groups.forEach((key, state) -> rows.add(Rows.row(key.get(0), key.get(1), state[0], state[1])));
    return Runs.sorted(rows);
  }

  @Test
  void groupsBySeveralKeysWithNullsInOneStepOrTwo() throws Exception {
    List<List<Object>> table = table(3000);
    PlanFixture fixture = new PlanFixture();
    PlanNode scan = fixture.scan(TYPES, Rows.batches(TYPES, table, 700));
    List<PgType> types = List.of(INT8, TEXT, INT8, INT8);
    PlanNode single =
        fixture.aggregate(
            scan, List.of(0, 1), Phase.SINGLE, types, PlanFixture.count(), PlanFixture.sum(2));
    PlanNode partial =
        fixture.aggregate(
            scan, List.of(0, 1), Phase.PARTIAL, types, PlanFixture.count(), PlanFixture.sum(2));
    PlanNode twoSteps =
        fixture.aggregate(
            partial, List.of(0, 1), Phase.FINAL, types, PlanFixture.count(), PlanFixture.sum(2));
    for (int batchRows : new int[] {7, 4096}) {
      assertThat(Runs.sorted(Runs.rows(fixture, single, batchRows, 1))).isEqualTo(expected(table));
      assertThat(Runs.sorted(Runs.rows(fixture, twoSteps, batchRows, 2)))
          .isEqualTo(expected(table));
    }
  }

  @Test
  void withoutKeysThereIsOneGroupAlsoOverNoRows() throws Exception {
    PlanFixture fixture = new PlanFixture();
    PlanNode scan = fixture.scan(TYPES, List.of());
    for (Phase phase : Phase.values()) {
      AggregateNode plan =
          fixture.aggregate(scan, List.of(), phase, List.of(INT8), PlanFixture.count());
      assertThat(Runs.rows(fixture, plan, 4096, 1)).containsExactly(Rows.row(0L));
    }
  }

  @Test
  void dictionaryKeysGroupLikeTheirValuesAcrossDictionaries() throws Exception {
    Random random = new Random(5);
    List<Batch> batches = new ArrayList<>();
    List<List<Object>> plain = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      BytesVector dictionary =
          (BytesVector)
              Rows.batch(List.of(TEXT), List.of(Rows.row("b" + i % 3), Rows.row("x"), Rows.row("")))
                  .column(0);
      int[] codes = random.ints(50, -1, 3).toArray();
      int[] second = random.ints(50, -1, 3).toArray();
      Vector number = new LongVector(50, random.longs(50, 0, 9).toArray(), null);
      batches.add(
          new Batch(
              50,
              new DictionaryVector(50, codes, dictionary),
              new DictionaryVector(50, second, dictionary),
              number));
    }
    List<PgType> types = List.of(TEXT, TEXT, INT8);
    batches.forEach(batch -> Rows.read(batch, plain));
    PlanFixture fixture = new PlanFixture();
    PlanNode plan =
        fixture.aggregate(
            fixture.scan(types, batches),
            List.of(0, 1),
            Phase.SINGLE,
            List.of(TEXT, TEXT, INT8, INT8),
            PlanFixture.count(),
            PlanFixture.sum(2));
    assertThat(Runs.sorted(Runs.rows(fixture, plan, 4096, 1))).isEqualTo(expected(plain));
  }

  private static List<List<Object>> distinct(PgType type, Object... values) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    for (Object value : values) {
      rows.add(Rows.row(value));
    }
    return distinct(type, Rows.batches(List.of(type), rows, 1));
  }

  private static List<List<Object>> distinct(PgType type, List<Batch> batches) throws Exception {
    PlanFixture fixture = new PlanFixture();
    PlanNode plan =
        fixture.aggregate(
            fixture.scan(List.of(type), batches), List.of(0), Phase.SINGLE, List.of(type));
    return Runs.rows(fixture, plan, 4096, 1);
  }

  @Test
  void sqlEqualityDecidesWhatIsOneGroup() throws Exception {
    PgNumeric wide = PgNumeric.of(new BigDecimal("123456789012345678901234567890.50"));
    assertThat(
            distinct(
                PgType.of(PgTypes.NUMERIC),
                new BigDecimal("1.0"),
                new BigDecimal("1.00"),
                new BigDecimal("1"),
                wide,
                PgNumeric.of(new BigDecimal("123456789012345678901234567890.5")),
                PgNumeric.NAN,
                PgNumeric.NAN,
                PgNumeric.of(new BigDecimal("1.000000000000000000000000000000")),
                null,
                null))
        .hasSize(4);
    assertThat(distinct(PgType.of(PgTypes.FLOAT8), 0.0, -0.0, Double.NaN, -Double.NaN, 1.5))
        .hasSize(3);
    assertThat(
            distinct(
                PgType.of(PgTypes.FLOAT8),
                List.of(
                    new Batch(
                        4,
                        new DoubleVector(
                            4,
                            new double[] {
                              0.0, -0.0, Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L)
                            },
                            null)))))
        .hasSize(2);
    assertThat(distinct(PgType.of(PgTypes.BPCHAR), "a", "a  ", "a b", "", "   ")).hasSize(3);
    assertThat(distinct(TEXT, "a", "a  ", "a b", "", "   ")).hasSize(5);
    assertThat(
            distinct(
                PgType.of(PgTypes.INTERVAL),
                new Interval(1, 0, 0),
                new Interval(0, 30, 0),
                new Interval(0, 29, 86_400_000_000L),
                new Interval(0, 31, -86_400_000_000L),
                new Interval(0, 31, 0)))
        .hasSize(2);
    assertThat(distinct(BOOL, true, false, null, true, null)).hasSize(3);
  }

  @Test
  void filterDistinctAndOrderApplyInThatSense() throws Exception {
    List<PgType> types = List.of(INT8, TEXT, BOOL);
    List<List<Object>> table =
        List.of(
            Rows.row(1L, "b", true),
            Rows.row(1L, "a", true),
            Rows.row(2L, "z", false),
            Rows.row(1L, "b", true),
            Rows.row(1L, "c", false),
            Rows.row(1L, "a", null));
    PlanFixture fixture = new PlanFixture();
    PlanNode plan =
        fixture.aggregate(
            fixture.scan(types, Rows.batches(types, table, 2)),
            List.of(0),
            Phase.SINGLE,
            List.of(INT8, TEXT, TEXT, TEXT, TEXT),
            PlanFixture.call(FixtureFunctions.LIST, 1, TEXT, false, 2),
            PlanFixture.call(FixtureFunctions.LIST, 1, TEXT, true, -1),
            PlanFixture.call(
                FixtureFunctions.LIST, 1, TEXT, false, -1, new SortKey(1, true, false)),
            PlanFixture.call(FixtureFunctions.LIST, 1, TEXT, true, 2, new SortKey(1, true, false)));
    for (int batchRows : new int[] {1, 2, 4096}) {
      assertThat(Runs.rows(fixture, plan, batchRows, 3))
          .containsExactly(
              Rows.row(1L, "b,a,b", "a,b,c", "c,b,b,a,a", "b,a"),
              Rows.row(2L, null, "z", "z", null));
    }
  }

  @Test
  void memoryBeyondTheBudgetIs53200AndIsGivenBack() {
    PlanFixture fixture = new PlanFixture();
    List<List<Object>> rows = new ArrayList<>();
    for (long i = 0; i < 20_000; i++) {
      rows.add(Rows.row(i, "text" + i, i));
    }
    PlanNode plan =
        fixture.aggregate(
            fixture.scan(TYPES, Rows.batches(TYPES, rows, 4096)),
            List.of(0, 1),
            Phase.SINGLE,
            List.of(INT8, TEXT));
    var context = fixture.context(4096, 300_000);
    var run = new io.megadb.execution.local.LocalRun(Runnable::run);
    try (var result = run.execute(plan, fixture.splits(), context)) {
      assertThatThrownBy(result::next)
          .isInstanceOfSatisfying(
              MegaDbException.class, e -> assertThat(e.state()).isEqualTo(SqlState.OUT_OF_MEMORY));
    }
    assertThat(context.memory().reservedBytes()).isZero();
  }
}
