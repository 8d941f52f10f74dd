package io.megadb.operator.set;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.key.KeyTable;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.plan.SetOperationNode;
import io.megadb.vector.Batch;
import java.util.Arrays;

/**
 * INTERSECT and EXCEPT: counts each distinct left row, then how often it is on the right, then
 * gives it as often as the operation says.
 */
public final class SetOperator implements Operator {
  private enum Step {
    LEFT,
    RIGHT,
    OUTPUT
  }

  private final SetOperationNode node;
  private final Operator left;
  private final Operator right;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final KeyTable rows;
  private Step step = Step.LEFT;
  private long[] leftCounts = new long[0];
  private long[] rightCounts = new long[0];
  private int[] numbers = new int[0];
  private int next;
  private boolean closed;

  public SetOperator(
      SetOperationNode node, Operator left, Operator right, ExecutionContext context) {
    this.node = node;
    this.left = left;
    this.right = right;
    this.context = context;
    this.account = new MemoryAccount(context.memory());
    this.rows = new KeyTable(node.types(), account);
  }

  @Override
  public Batch next() throws Exception {
    while (step != Step.OUTPUT) {
      context.cancellation().check();
      Batch batch = (step == Step.LEFT ? left : right).next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        (step == Step.LEFT ? left : right).close();
        step = step == Step.LEFT ? Step.RIGHT : Step.OUTPUT;
      } else if (step == Step.LEFT) {
        countLeft(batch);
      } else {
        countRight(batch);
      }
    }
    return output();
  }

  private void countLeft(Batch batch) {
    ensureNumbers(batch.size());
    rows.insert(batch.columns(), batch.size(), numbers);
    if (rows.size() > leftCounts.length) {
      int grown = Math.max(rows.size(), leftCounts.length * 2);
      account.add(16L * (grown - leftCounts.length));
      leftCounts = Arrays.copyOf(leftCounts, grown);
      rightCounts = Arrays.copyOf(rightCounts, grown);
    }
    for (int i = 0; i < batch.size(); i++) {
      leftCounts[numbers[i]]++;
    }
  }

  private void countRight(Batch batch) {
    ensureNumbers(batch.size());
    rows.find(batch.columns(), batch.size(), numbers);
    for (int i = 0; i < batch.size(); i++) {
      if (numbers[i] >= 0) {
        rightCounts[numbers[i]]++;
      }
    }
  }

  private void ensureNumbers(int size) {
    if (numbers.length < size) {
      numbers = new int[size];
    }
  }

  private Batch output() {
    if (closed) {
      return END;
    }
    int[] selected = new int[context.batchRows()];
    int count = 0;
    while (next < rows.size() && count < selected.length) {
      long copies = copies(next);
      while (copies > 0 && count < selected.length) {
        selected[count++] = next;
        copies--;
      }
      if (copies > 0) {
        // The rest of this row goes into the next batch.
        leftCounts[next] = copies;
        rightCounts[next] = node.kind() == SetOperationNode.Kind.INTERSECT ? copies : 0;
      } else {
        next++;
      }
    }
    return count == 0 ? END : rows.keys().view().select(selected, count);
  }

  private long copies(int row) {
    long onLeft = leftCounts[row];
    long onRight = rightCounts[row];
    return switch (node.kind()) {
      case INTERSECT -> node.all() ? Math.min(onLeft, onRight) : onRight > 0 ? 1 : 0;
      case EXCEPT -> node.all() ? Math.max(0, onLeft - onRight) : onRight > 0 ? 0 : 1;
    };
  }

  @Override
  public void close() {
    closed = true;
    step = Step.OUTPUT;
    left.close();
    right.close();
    account.close();
  }
}
