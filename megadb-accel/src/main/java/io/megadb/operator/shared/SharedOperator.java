package io.megadb.operator.shared;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.EnclosedInputs;
import io.megadb.operator.FragmentInputs;
import io.megadb.operator.Operator;
import io.megadb.operator.OperatorTree;
import io.megadb.plan.SharedNode;
import io.megadb.vector.Batch;
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
  private static final class Inputs extends EnclosedInputs {
    private final int id;
    private final SharedOperator operator;

    Inputs(FragmentInputs around, int id, SharedOperator operator) {
      super(around);
      this.id = id;
      this.operator = operator;
    }

    @Override
    public Operator sharedRows(int plan) {
      return plan == id ? operator.new Reader() : super.sharedRows(plan);
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
