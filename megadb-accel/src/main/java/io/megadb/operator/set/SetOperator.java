package io.megadb.operator.set;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.key.KeyTable;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowPartitions;
import io.megadb.operator.store.SpilledRows;
import io.megadb.plan.SetOperationNode;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * INTERSECT and EXCEPT: counts each distinct left row, then how often it is on the right, then
 * gives it as often as the operation says. Left rows beyond those that fit are divided into files
 * by their hash, right rows of the same parts too, and the parts follow one after the other.
 */
public final class SetOperator implements Operator {
  private enum Step {
    LEFT,
    RIGHT,
    OUTPUT
  }

  /**
   * @param right null for no rows
   */
  private record Pass(SpilledRows left, SpilledRows right, int level) {}

  private final SetOperationNode node;
  private final Operator leftInput;
  private final Operator rightInput;
  private final ExecutionContext context;
  private final OperatorSpill spill;
  private final ArrayDeque<Pass> passes = new ArrayDeque<>();
  private Pass pass;
  private Operator left;
  private Operator right;
  private OperatorSpill memory;
  private KeyTable rows;
  private RowPartitions leftFiles;
  private RowPartitions rightFiles;
  private boolean[] wanted;
  private Step step = Step.LEFT;
  private long[] leftCounts;
  private long[] rightCounts;
  private int[] numbers = new int[0];
  private int next;
  private boolean closed;

  public SetOperator(
      SetOperationNode node, Operator left, Operator right, ExecutionContext context) {
    this.node = node;
    this.leftInput = left;
    this.rightInput = right;
    this.left = left;
    this.right = right;
    this.context = context;
    this.spill = new OperatorSpill(node.properties().id(), context);
    begin();
  }

  private void begin() {
    if (memory != null) {
      memory.close();
    }
    memory = new OperatorSpill(node.properties().id(), context);
    rows = new KeyTable(node.types(), memory.account());
    leftCounts = new long[0];
    rightCounts = new long[0];
    next = 0;
    step = Step.LEFT;
  }

  @Override
  public Batch next() throws Exception {
    while (!closed) {
      context.cancellation().check();
      if (step == Step.OUTPUT) {
        Batch batch = output();
        if (batch != null) {
          return batch;
        }
        nextPass();
        continue;
      }
      Batch batch = (step == Step.LEFT ? left : right).next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        (step == Step.LEFT ? left : right).close();
        endInput();
      } else if (step == Step.LEFT) {
        countLeft(batch);
      } else {
        countRight(batch);
      }
    }
    return END;
  }

  private void endInput() {
    if (step == Step.RIGHT) {
      step = Step.OUTPUT;
      endPass();
      return;
    }
    step = Step.RIGHT;
    if (leftFiles != null) {
      leftFiles.finish();
      rightFiles = new RowPartitions(node.types(), level(), spill);
      wanted = new boolean[RowPartitions.PARTS];
      for (int part = 0; part < wanted.length; part++) {
        wanted[part] = leftFiles.part(part) != null;
      }
    }
  }

  private int level() {
    return pass == null ? 0 : pass.level();
  }

  private void endPass() {
    if (pass != null) {
      pass.left().close();
      if (pass.right() != null) {
        pass.right().close();
      }
    }
    if (leftFiles == null) {
      return;
    }
    rightFiles.finish();
    for (int part = 0; part < RowPartitions.PARTS; part++) {
      if (leftFiles.part(part) != null) {
        passes.push(new Pass(leftFiles.part(part), rightFiles.part(part), level() + 1));
      }
    }
    leftFiles = null;
    rightFiles = null;
  }

  private void nextPass() {
    pass = passes.poll();
    if (pass == null) {
      closed = true;
      return;
    }
    begin();
    left = pass.left().read();
    right = pass.right() == null ? new UnionOperator(List.of()) : pass.right().read();
  }

  private void countLeft(Batch batch) {
    Vector[] columns = batch.columns();
    if (leftFiles == null && !memory.hasRoom(growth(columns, batch.size()))) {
      if (rows.size() > 0) {
        leftFiles = new RowPartitions(node.types(), level(), spill);
      } else if (batch.size() > 1 && batch.bytes() > 2 * spill.pieceBytes()) {
        countLeft(batch.slice(0, batch.size() / 2));
        countLeft(batch.slice(batch.size() / 2, batch.size()));
        return;
      }
    }
    ensureNumbers(batch.size());
    if (leftFiles != null) {
      rows.find(columns, batch.size(), numbers);
      Batch unknown = unknown(batch);
      if (unknown != null) {
        leftFiles.add(unknown, unknown.columns());
      }
    } else {
      rows.insert(columns, batch.size(), numbers);
    }
    if (rows.size() > leftCounts.length) {
      int grown = Math.max(rows.size(), leftCounts.length * 2);
      memory.account().add(16L * (grown - leftCounts.length));
      leftCounts = Arrays.copyOf(leftCounts, grown);
      rightCounts = Arrays.copyOf(rightCounts, grown);
    }
    for (int i = 0; i < batch.size(); i++) {
      if (numbers[i] >= 0) {
        leftCounts[numbers[i]]++;
      }
    }
  }

  private long growth(Vector[] columns, int size) {
    boolean counts = rows.size() + size > leftCounts.length;
    return rows.growth(columns, size) + (counts ? 16L * Math.max(size, leftCounts.length) : 0);
  }

  private void countRight(Batch batch) {
    ensureNumbers(batch.size());
    rows.find(batch.columns(), batch.size(), numbers);
    for (int i = 0; i < batch.size(); i++) {
      if (numbers[i] >= 0) {
        rightCounts[numbers[i]]++;
      }
    }
    if (rightFiles != null) {
      Batch unknown = unknown(batch);
      if (unknown != null) {
        rightFiles.add(unknown, unknown.columns(), wanted);
      }
    }
  }

  /** The rows that have no number, or null if all have. */
  private Batch unknown(Batch batch) {
    int[] selected = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < selected.length; i++) {
      if (numbers[i] < 0) {
        selected[count++] = i;
      }
    }
    if (count == 0) {
      return null;
    }
    return count == selected.length ? batch : batch.select(selected, count);
  }

  private void ensureNumbers(int size) {
    if (numbers.length < size) {
      numbers = new int[size];
    }
  }

  private Batch output() {
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
    return count == 0 ? null : rows.keys().view().select(selected, count);
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
    leftInput.close();
    rightInput.close();
    memory.close();
    spill.close();
  }
}
