package io.megadb.operator.join;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowPartitions;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.List;

/**
 * Joins on equal keys through a table over the right input. Rows with a null key, unless that key
 * is null-safe, take no part in matching.
 */
public final class HashJoinOperator extends PairJoin {
  private final List<PgType> rightTypes;
  private final int[] leftKeys;
  private final int[] rightKeys;
  private final boolean[] nullSafe;
  private final List<PgType> keyTypes;
  private JoinTable table;

  /** Null for other kinds than NOT IN. */
  private UnknownMatches unknown;

  /** One match of a left row is enough to know all about it. */
  private final boolean firstOnly;

  /** Build row of the next candidate of each left row, or -1. */
  private int[] found = new int[0];

  private int leftSize;
  private int leftRow;

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
    this.rightTypes = node.right().types();
    this.leftKeys = node.leftKeys().stream().mapToInt(Integer::intValue).toArray();
    this.rightKeys = node.rightKeys().stream().mapToInt(Integer::intValue).toArray();
    this.nullSafe = new boolean[leftKeys.length];
    node.nullSafe().forEach(key -> nullSafe[key] = true);
    this.keyTypes = node.rightKeys().stream().map(rightTypes::get).toList();
    this.firstOnly =
        kind == JoinKind.NULL_AWARE_ANTI
            || (kind == JoinKind.SEMI || kind == JoinKind.ANTI) && node.residual() == null;
    begin();
  }

  @Override
  void begin(MemoryAccount account) {
    table = new JoinTable(keyTypes, account);
    unknown = kind == JoinKind.NULL_AWARE_ANTI ? new UnknownMatches(keyTypes, account) : null;
  }

  @Override
  JoinTable table() {
    return table;
  }

  @Override
  void useTable(JoinTable kept) {
    table = kept;
  }

  /** NOT IN compares rows that have nulls with all others. */
  @Override
  RowPartitions partitions(int level, OperatorSpill spill) {
    return kind == JoinKind.NULL_AWARE_ANTI ? null : new RowPartitions(keyTypes, level, spill);
  }

  @Override
  Vector[] leftKeys(Batch batch) {
    return columns(batch, leftKeys);
  }

  @Override
  Vector[] rightKeys(Batch batch) {
    return columns(batch, rightKeys);
  }

  @Override
  long growth(Batch batch) {
    Vector[] keys = columns(batch, rightKeys);
    return build.growth(batch.columns())
        + table.growth(keys, batch.size(), build.size())
        + (unknown == null ? 0 : unknown.growth(keys));
  }

  @Override
  List<PgType> rightTypes() {
    return rightTypes;
  }

  @Override
  void keep(Batch batch) {
    if (unknown != null) {
      unknown.keep(columns(batch, rightKeys), batch.size());
    }
    int[] rows = new int[batch.size()];
    int count = rowsWithKeys(batch, rows);
    Batch keyed = count == batch.size() ? batch : batch.select(rows, count);
    // Rows that match nothing are kept only where they are given in the end.
    boolean keepAll = kind.marksRight() && kind != JoinKind.RIGHT_SEMI;
    int firstRow = build.size();
    build.append(keepAll ? batch : keyed);
    for (int i = 0; i < count; i++) {
      rows[i] = firstRow + (keepAll ? rows[i] : i);
    }
    table.add(columns(keyed, rightKeys), count, rows);
  }

  @Override
  void begin(Batch batch) {
    leftSize = batch.size();
    leftRow = 0;
    if (found.length < leftSize) {
      found = new int[leftSize];
    }
    Vector[] keys = columns(batch, leftKeys);
    table.find(keys, leftSize, found);
    if (hasNullKey(batch, leftKeys)) {
      for (int i = 0; i < leftSize; i++) {
        if (nullKey(batch, leftKeys, i)) {
          found[i] = -1;
        }
      }
    }
    if (unknown != null) {
      unknown.addTo(keys, leftSize, found);
    }
  }

  @Override
  int candidates(int[] leftRows, int[] rightRows) {
    int count = 0;
    while (leftRow < leftSize) {
      int row = found[leftRow];
      if (firstOnly && row >= 0) {
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

  private int rowsWithKeys(Batch batch, int[] rows) {
    int count = 0;
    boolean nulls = hasNullKey(batch, rightKeys);
    for (int i = 0; i < batch.size(); i++) {
      if (!nulls || !nullKey(batch, rightKeys, i)) {
        rows[count++] = i;
      }
    }
    return count;
  }

  private boolean hasNullKey(Batch batch, int[] keys) {
    for (int k = 0; k < keys.length; k++) {
      if (!nullSafe[k] && batch.column(keys[k]).mayHaveNulls()) {
        return true;
      }
    }
    return false;
  }

  private boolean nullKey(Batch batch, int[] keys, int row) {
    for (int k = 0; k < keys.length; k++) {
      if (!nullSafe[k] && batch.column(keys[k]).isNull(row)) {
        return true;
      }
    }
    return false;
  }

  private static Vector[] columns(Batch batch, int[] keys) {
    Vector[] columns = new Vector[keys.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(keys[i]);
    }
    return columns;
  }
}
