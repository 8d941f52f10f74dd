package io.megadb.operator.shared;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.FragmentInputs;
import io.megadb.operator.Operator;
import io.megadb.operator.OperatorTree;
import io.megadb.operator.join.KeptBuild;
import io.megadb.operator.join.SharedBuild;
import io.megadb.operator.scan.ScanFilter;
import io.megadb.operator.scan.SplitSource;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.TableScan;
import io.megadb.vector.Batch;
import java.util.List;
import java.util.function.Function;

/**
 * A plan and those that read it in one fragment: whoever reads first pulls the plan's rows as far
 * as it needs them, so that rows which nobody reads are not computed.
 */
public final class SharedOperator implements Operator {
  private final SharedRows rows;
  private Operator shared;
  private final Operator body;
  private boolean closed;

  /**
   * @param trees makes the operators of a plan that is connected to these inputs
   */
  public SharedOperator(
      SharedNode node,
      FragmentInputs fragment,
      ExecutionContext context,
      Function<FragmentInputs, OperatorTree> trees) {
    rows = new SharedRows(node, 0, context);
    rows.attachWriter();
    Operator created = null;
    try {
      created = trees.apply(fragment).create(node.shared());
      shared = created;
      body = trees.apply(new Inputs(fragment, node.id(), this)).create(node.body());
    } catch (RuntimeException e) {
      if (created != null) {
        created.close();
      }
      rows.detachWriter();
      throw e;
    }
  }

  /** The fragment's, and the rows of the plan. */
  private record Inputs(FragmentInputs around, int id, SharedOperator operator)
      implements FragmentInputs {
    @Override
    public Operator exchange(ExchangeNode node) {
      return around.exchange(node);
    }

    @Override
    public SplitSource splits(TableScan scan) {
      return around.splits(scan);
    }

    @Override
    public int instance() {
      return around.instance();
    }

    @Override
    public Operator workingTable(int table) {
      return around.workingTable(table);
    }

    @Override
    public Operator sharedRows(int plan) {
      return plan == id ? operator.new Reader() : around.sharedRows(plan);
    }

    @Override
    public SharedBuild.Reader sharedBuild(HashJoinNode join) {
      return around.sharedBuild(join);
    }

    @Override
    public KeptBuild keptBuild(PlanNode join) {
      return around.keptBuild(join);
    }

    @Override
    public List<ScanFilter> filters(TableScan scan) {
      return around.filters(scan);
    }

    @Override
    public Operator collecting(HashJoinNode join, Operator right) {
      return around.collecting(join, right);
    }
  }

  private final class Reader implements Operator {
    private final Operator kept = rows.reader(() -> {});

    @Override
    public Batch next() throws Exception {
      while (true) {
        Batch batch = kept.next();
        if (batch != WAIT) {
          return batch;
        }
        Batch more = shared.next();
        if (more == WAIT) {
          return WAIT;
        }
        if (more == END) {
          rows.finish();
          shared.close();
        } else {
          rows.add(more);
        }
      }
    }

    @Override
    public void close() {
      kept.close();
    }
  }

  @Override
  public Batch next() throws Exception {
    return body.next();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    body.close();
    shared.close();
    rows.detachWriter();
  }
}
