package io.megadb.operator.join;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowPartitions;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;

/** Tries every pair of rows. */
public final class NestedLoopJoinOperator extends PairJoin {
  private int leftSize;
  private int leftRow;
  private int rightRow;

  public NestedLoopJoinOperator(
      NestedLoopJoinNode node, Operator left, Operator right, ExecutionContext context) {
    super(
        node,
        node.kind(),
        left,
        right,
        node.left().types(),
        node.right().types(),
        node.condition(),
        context);
    begin();
  }

  @Override
  RowStore begin(MemoryAccount account) {
    return new RowStore(rightTypes, account);
  }

  @Override
  HashSide side() {
    return null;
  }

  @Override
  void useSide(HashSide kept) {}

  /** Every row meets every other. */
  @Override
  RowPartitions partitions(int level, OperatorSpill spill) {
    return null;
  }

  @Override
  Vector[] leftKeys(Batch batch) {
    return new Vector[0];
  }

  @Override
  Vector[] rightKeys(Batch batch) {
    return new Vector[0];
  }

  @Override
  long growth(Batch batch) {
    return build.growth(batch.columns());
  }

  @Override
  void keep(Batch batch) {
    build.append(batch);
  }

  @Override
  void begin(Batch batch) {
    leftSize = batch.size();
    leftRow = 0;
    rightRow = 0;
  }

  @Override
  int candidates(int[] leftRows, int[] rightRows) {
    int buildSize = build.size();
    if (buildSize == 0) {
      return 0;
    }
    int count = 0;
    while (leftRow < leftSize && count < leftRows.length) {
      int end = Math.min(buildSize, rightRow + leftRows.length - count);
      for (int row = rightRow; row < end; row++) {
        leftRows[count] = leftRow;
        rightRows[count++] = row;
      }
      rightRow = end;
      if (rightRow == buildSize) {
        rightRow = 0;
        leftRow++;
      }
    }
    return count;
  }
}
