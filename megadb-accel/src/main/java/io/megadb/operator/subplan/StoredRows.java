package io.megadb.operator.subplan;

import io.megadb.operator.Operator;
import io.megadb.vector.Batch;

/** Rows that another operator keeps, in batches. */
final class StoredRows implements Operator {
  private final Batch rows;
  private final int batchRows;
  private int next;

  StoredRows(Batch rows, int batchRows) {
    this.rows = rows;
    this.batchRows = batchRows;
  }

  @Override
  public Batch next() {
    if (next >= rows.size()) {
      return END;
    }
    int end = Math.min(rows.size(), next + batchRows);
    Batch batch = rows.slice(next, end);
    next = end;
    return batch;
  }

  @Override
  public void close() {
    next = rows.size();
  }
}
