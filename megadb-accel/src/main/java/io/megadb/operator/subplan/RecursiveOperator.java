package io.megadb.operator.subplan;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.EnclosedInputs;
import io.megadb.operator.FragmentInputs;
import io.megadb.operator.Operator;
import io.megadb.operator.store.StoredRows;
import io.megadb.plan.RecursiveNode;
import io.megadb.vector.Batch;

/**
 * WITH RECURSIVE: gives the rows of the first term, then runs the recursive term over the rows of
 * the round before until a round gives none. Without ALL a row that came before does not count.
 */
public final class RecursiveOperator implements Operator {
  private final RecursiveNode node;
  private final Operator seed;
  private final SubPlan step;
  private final ExecutionContext context;

  /** Null where rows may come again. */
  private final SeenRows seen;

  private StoredRows working;
  private StoredRows coming;
  private Operator run;
  private boolean seeded;
  private boolean done;

  /** Rows of the last round of which only its end told that they are new, and their reader. */
  private StoredRows late;

  private Operator lateRows;

  /** What the recursive term is connected to: the fragment, and the rows of the last round. */
  private static final class Inputs extends EnclosedInputs {
    private final RecursiveOperator operator;

    Inputs(FragmentInputs around, RecursiveOperator operator) {
      super(around);
      this.operator = operator;
    }

    @Override
    public Operator workingTable(int id) {
      return id == operator.node.workingTable() ? operator.working.read() : super.workingTable(id);
    }
  }

  public RecursiveOperator(
      RecursiveNode node, Operator seed, FragmentInputs fragment, ExecutionContext context) {
    this.node = node;
    this.seed = seed;
    this.context = context;
    seen = node.all() ? null : new SeenRows(node, context);
    coming = new StoredRows(node.properties().id(), node.types(), context);
    step = new SubPlan(node.step(), new Inputs(fragment, this));
  }

  @Override
  public Batch next() throws Exception {
    while (!done) {
      context.cancellation().check();
      if (!step.ready()) {
        return WAIT;
      }
      Batch batch = lateRows != null ? lateRows.next() : seeded ? run.next() : seed.next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        endRound();
        continue;
      }
      Batch fresh = seen == null || lateRows != null ? batch : seen.fresh(batch);
      if (fresh != null && fresh.size() > 0) {
        coming.append(fresh);
        return fresh;
      }
    }
    return END;
  }

  private void startRound() {
    seeded = true;
    endRun();
    if (working != null) {
      working.close();
    }
    working = coming;
    working.finish();
    coming = new StoredRows(node.properties().id(), node.types(), context);
    if (working.isEmpty()) {
      done = true;
    } else {
      run = step.start(context);
    }
  }

  private void endRound() throws Exception {
    if (lateRows == null && seen != null && seen.waits()) {
      late = new StoredRows(node.properties().id(), node.types(), context);
      seen.endRound(late);
      late.finish();
      lateRows = late.read();
      return;
    }
    endLate();
    startRound();
  }

  private void endLate() {
    lateRows = null;
    if (late != null) {
      late.close();
      late = null;
    }
  }

  private void endRun() {
    if (run != null) {
      run.close();
      run = null;
    }
  }

  @Override
  public void close() {
    done = true;
    endRun();
    step.close();
    seed.close();
    endLate();
    if (seen != null) {
      seen.close();
    }
    coming.close();
    if (working != null) {
      working.close();
    }
  }
}
