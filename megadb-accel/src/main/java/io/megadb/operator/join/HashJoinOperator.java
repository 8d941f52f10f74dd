package io.megadb.operator.join;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.set.UnionOperator;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowPartitions;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.List;

/**
 * Joins on equal keys through a table over the right input, its own or one that all workers share.
 * Rows with a null key, unless that key is null-safe, take no part in matching.
 */
public final class HashJoinOperator extends PairJoin {
  private final HashJoinNode node;
  private final JoinKeys leftKeys;
  private final JoinKeys rightKeys;
  private final List<PgType> keyTypes;
  private HashSide side;

  /** Null where this worker builds for itself. */
  private SharedBuild.Reader shared;

  /** One match of a left row is enough to know all about it. */
  private final boolean firstOnly;

  /** Build row of the next candidate of each left row, or -1. */
  private int[] found = new int[0];

  private int leftSize;
  private int leftRow;

  /** A join that builds its right side. */
  public HashJoinOperator(
      HashJoinNode node, Operator left, Operator right, ExecutionContext context) {
    super(
        node,
        node.kind(),
        left,
        right,
        node.left().types(),
        node.right().types(),
        node.residual(),
        context);
    this.node = node;
    this.leftKeys = new JoinKeys(node.leftKeys(), node.nullSafe());
    this.rightKeys = new JoinKeys(node.rightKeys(), node.nullSafe());
    this.keyTypes = node.rightKeys().stream().map(rightTypes::get).toList();
    this.firstOnly =
        kind == JoinKind.NULL_AWARE_ANTI
            || (kind == JoinKind.SEMI || kind == JoinKind.ANTI) && node.residual() == null;
    begin();
  }

  /** A join with a right side that is built for all workers; of a kind that marks no right rows. */
  public HashJoinOperator(
      HashJoinNode node, Operator left, SharedBuild.Reader shared, ExecutionContext context) {
    this(node, left, new UnionOperator(List.of()), context);
    this.shared = shared;
  }

  @Override
  RowStore begin(MemoryAccount account) {
    side = new HashSide(node, account);
    return side.rows();
  }

  @Override
  Built adopt() {
    if (shared == null) {
      return Built.BY_ITSELF;
    }
    if (!shared.readyOrWake()) {
      return Built.NOT_YET;
    }
    HashSide whole = shared.side();
    if (whole == null) {
      readRight(shared.rows());
      // The file stays open until this join closes.
      return Built.BY_ITSELF;
    }
    side = whole;
    build = side.rows();
    return Built.COMPLETE;
  }

  @Override
  HashSide side() {
    return side;
  }

  @Override
  void useSide(HashSide kept) {
    side = kept;
  }

  /** NOT IN compares rows that have nulls with all others. */
  @Override
  RowPartitions partitions(int level, OperatorSpill spill) {
    return kind == JoinKind.NULL_AWARE_ANTI ? null : new RowPartitions(keyTypes, level, spill);
  }

  @Override
  Vector[] leftKeys(Batch batch) {
    return leftKeys.of(batch);
  }

  @Override
  Vector[] rightKeys(Batch batch) {
    return rightKeys.of(batch);
  }

  @Override
  long growth(Batch batch) {
    return side.growth(batch);
  }

  @Override
  void keep(Batch batch) {
    side.keep(batch);
  }

  @Override
  void begin(Batch batch) {
    leftSize = batch.size();
    leftRow = 0;
    if (found.length < leftSize) {
      found = new int[leftSize];
    }
    Vector[] keys = leftKeys.of(batch);
    side.table().find(keys, leftSize, found);
    if (leftKeys.mayHaveNulls(batch)) {
      for (int i = 0; i < leftSize; i++) {
        if (leftKeys.isNull(batch, i)) {
          found[i] = -1;
        }
      }
    }
    if (side.unknown() != null) {
      side.unknown().addTo(keys, leftSize, found);
    }
  }

  @Override
  int candidates(int[] leftRows, int[] rightRows) {
    JoinTable table = side.table();
    boolean single = firstOnly || table.isUnique();
    int count = 0;
    while (leftRow < leftSize) {
      int row = found[leftRow];
      if (single && row >= 0) {
        leftRows[count] = leftRow;
        rightRows[count++] = row;
        row = -1;
      }
      while (row >= 0) {
        if (count == leftRows.length) {
          found[leftRow] = row;
          return count;
        }
        leftRows[count] = leftRow;
        rightRows[count++] = row;
        row = table.next(row);
      }
      leftRow++;
      if (count == leftRows.length) {
        return count;
      }
    }
    return count;
  }

  @Override
  public void close() {
    super.close();
    if (shared != null) {
      shared.close();
    }
  }
}
