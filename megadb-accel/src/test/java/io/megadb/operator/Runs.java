package io.megadb.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.fixture.PlanFixture;
import io.megadb.operator.fixture.Rows;
import io.megadb.operator.scan.SplitQueue;
import io.megadb.operator.scan.SplitSource;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.TableScan;
import io.megadb.vector.Batch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Runs a plan without exchanges, with operators that give WAIT at random put everywhere. */
public final class Runs {
  private Runs() {}

  /** The rows of a plan in their order; all memory must be given back. */
  static List<List<Object>> rows(PlanFixture fixture, PlanNode plan, int batchRows, long seed)
      throws Exception {
    return rows(fixture, plan, fixture.context(batchRows), seed);
  }

  static List<List<Object>> rows(
      PlanFixture fixture, PlanNode plan, ExecutionContext context, long seed) throws Exception {
    List<List<Object>> rows = new ArrayList<>();
    Random random = new Random(seed);
    OperatorTree tree =
        new OperatorTree(
            new Alone(fixture), context, operator -> new WaitingOperator(operator, random));
    try (Operator root = tree.create(plan)) {
      Batch batch;
      while ((batch = root.next()) != Operator.END) {
        if (batch != Operator.WAIT) {
          assertThat(batch.size()).isPositive();
          Rows.read(batch, rows);
        }
      }
      while ((batch = root.next()) != Operator.END) {
        assertThat(batch).isSameAs(Operator.WAIT);
      }
      root.close();
    }
    assertThat(context.memory().reservedBytes()).isZero();
    return rows;
  }

  /** Rows whose order does not matter, in an order of their texts. */
  public static List<List<Object>> sorted(List<List<Object>> rows) {
    List<List<Object>> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(Object::toString));
    return sorted;
  }

  private record Alone(PlanFixture fixture) implements FragmentInputs {
    @Override
    public Operator exchange(ExchangeNode node) {
      throw new IllegalArgumentException("no exchange expected");
    }

    @Override
    public SplitSource splits(TableScan scan) {
      return new SplitQueue(fixture.splits().get(scan.properties().id()), 1);
    }

    @Override
    public int instance() {
      return 0;
    }
  }

  private record WaitingOperator(Operator operator, Random random) implements Operator {
    @Override
    public Batch next() throws Exception {
      return random.nextInt(3) == 0 ? WAIT : operator.next();
    }

    @Override
    public void close() {
      operator.close();
    }
  }
}
