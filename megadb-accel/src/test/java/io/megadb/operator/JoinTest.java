package io.megadb.operator;

import static io.megadb.operator.fixture.PlanFixture.INT8;
import static io.megadb.operator.fixture.PlanFixture.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.operator.fixture.PlanFixture;
import io.megadb.operator.fixture.Rows;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoinTest {
  private static final List<PgType> TYPES = List.of(INT8, TEXT, INT8);

  /** Three columns: two keys with nulls and repetitions, and a number. */
  private static List<List<Object>> table(Random random, int rows, int keys) {
    List<List<Object>> table = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Long key = random.nextInt(8) == 0 ? null : (Long) (long) random.nextInt(keys);
      String text = random.nextInt(8) == 0 ? null : "k" + random.nextInt(3);
      table.add(Rows.row(key, text, (long) random.nextInt(20)));
    }
    return table;
  }

  private interface Match {
    /** TRUE, FALSE or null for unknown. */
    Boolean test(List<Object> left, List<Object> right);
  }

  /** Nested loops over Java rows, straight from the definition of the kinds. */
  private static List<List<Object>> expected(
      JoinKind kind, List<List<Object>> left, List<List<Object>> right, Match match) {
    List<List<Object>> rows = new ArrayList<>();
    Set<Integer> matchedRight = new HashSet<>();
    for (List<Object> l : left) {
      boolean matched = false;
      boolean unknown = false;
      for (int r = 0; r < right.size(); r++) {
        Boolean verdict = match.test(l, right.get(r));
        unknown |= verdict == null;
        if (Boolean.TRUE.equals(verdict)) {
          matched = true;
          matchedRight.add(r);
          if (kind.ordinal() <= JoinKind.FULL.ordinal()) {
            rows.add(both(l, right.get(r)));
          }
        }
      }
      boolean kept =
          switch (kind) {
            case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> false;
            case LEFT, FULL, ANTI -> !matched;
            case SEMI -> matched;
            case NULL_AWARE_ANTI -> !matched && !unknown;
          };
      if (kept) {
        rows.add(
            kind == JoinKind.LEFT || kind == JoinKind.FULL
                ? both(l, Rows.row(null, null, null))
                : l);
      }
    }
    if (kind == JoinKind.RIGHT || kind == JoinKind.FULL) {
      for (int r = 0; r < right.size(); r++) {
        if (!matchedRight.contains(r)) {
          rows.add(both(Rows.row(null, null, null), right.get(r)));
        }
      }
    }
    if (kind.givesRightOnly()) {
      for (int r = 0; r < right.size(); r++) {
        if (matchedRight.contains(r) == (kind == JoinKind.RIGHT_SEMI)) {
          rows.add(right.get(r));
        }
      }
    }
    return Runs.sorted(rows);
  }

  private static List<Object> both(List<Object> left, List<Object> right) {
    List<Object> row = new ArrayList<>(left);
    row.addAll(right);
    return row;
  }

  private static Boolean equal(List<Object> left, List<Object> right, int keys) {
    boolean unknown = false;
    for (int i = 0; i < keys; i++) {
      if (left.get(i) == null || right.get(i) == null) {
        unknown = true;
      } else if (!left.get(i).equals(right.get(i))) {
        return false;
      }
    }
    return unknown ? null : true;
  }

  private static void check(JoinKind kind, int keys, boolean nullSafe, boolean residual)
      throws Exception {
    for (long seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      List<List<Object>> left = table(random, 40, 6);
      List<List<Object>> right = table(random, seed == 0 ? 0 : seed == 1 ? 1 : 30, 6);
      Match match =
          (l, r) -> {
            Boolean same =
                nullSafe
                    ? (Boolean) l.subList(0, keys).equals(r.subList(0, keys))
                    : equal(l, r, keys);
            return residual && Boolean.TRUE.equals(same)
                ? (Boolean) ((Long) l.get(2) > (Long) r.get(2))
                : same;
          };
      PlanFixture fixture = new PlanFixture();
      Expression condition =
          residual
              ? PlanFixture.greater(PlanFixture.column(2, INT8), PlanFixture.column(5, INT8))
              : null;
      List<Integer> columns = keys == 1 ? List.of(0) : List.of(0, 1);
      PlanNode plan =
          new HashJoinNode(
              fixture.properties(),
              kind,
              fixture.scan(TYPES, Rows.batches(TYPES, left, 7)),
              fixture.scan(TYPES, Rows.batches(TYPES, right, 5)),
              columns,
              columns,
              nullSafe
                  ? columns.stream().map(column -> columns.indexOf(column)).toList()
                  : List.of(),
              condition);
      for (int batchRows : new int[] {1, 3, 4096}) {
        assertThat(Runs.sorted(Runs.rows(fixture, plan, batchRows, seed)))
            .as("%s keys %d nullSafe %s residual %s seed %d", kind, keys, nullSafe, residual, seed)
            .isEqualTo(expected(kind, left, right, match));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(JoinKind.class)
  void hashJoinGivesTheRowsOfNestedLoops(JoinKind kind) throws Exception {
    check(kind, 1, false, false);
    check(kind, 2, false, false);
  }

  @ParameterizedTest
  @EnumSource(value = JoinKind.class, names = "NULL_AWARE_ANTI", mode = EnumSource.Mode.EXCLUDE)
  void residualAndNullSafeKeysDecideWhatMatches(JoinKind kind) throws Exception {
    check(kind, 1, false, true);
    check(kind, 2, true, false);
    check(kind, 2, true, true);
  }

  @ParameterizedTest
  @EnumSource(JoinKind.class)
  void nestedLoopJoinTakesAnyCondition(JoinKind kind) throws Exception {
    for (long seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      List<List<Object>> left = table(random, 15, 6);
      List<List<Object>> right = table(random, seed == 0 ? 0 : 12, 6);
      PlanFixture fixture = new PlanFixture();
      PlanNode plan =
          new NestedLoopJoinNode(
              fixture.properties(),
              kind,
              fixture.scan(TYPES, Rows.batches(TYPES, left, 4)),
              fixture.scan(TYPES, Rows.batches(TYPES, right, 5)),
              PlanFixture.greater(PlanFixture.column(0, INT8), PlanFixture.column(3, INT8)));
      Match match =
          (l, r) ->
              l.get(0) == null || r.get(0) == null
                  ? null
                  : (Boolean) ((Long) l.get(0) > (Long) r.get(0));
      for (int batchRows : new int[] {1, 4, 4096}) {
        assertThat(Runs.sorted(Runs.rows(fixture, plan, batchRows, seed)))
            .isEqualTo(expected(kind, left, right, match));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = JoinKind.class, names = "INNER")
  void nestedLoopJoinWithoutConditionGivesAllPairs(JoinKind kind) throws Exception {
    List<List<Object>> rows = table(new Random(1), 9, 4);
    PlanFixture fixture = new PlanFixture();
    PlanNode plan =
        new NestedLoopJoinNode(
            fixture.properties(),
            kind,
            fixture.scan(TYPES, Rows.batches(TYPES, rows, 4)),
            fixture.scan(TYPES, Rows.batches(TYPES, rows, 4)),
            null);
    assertThat(Runs.rows(fixture, plan, 5, 1)).hasSize(81);
    assertThat(Objects.requireNonNull(plan.types())).hasSize(6);
  }
}
