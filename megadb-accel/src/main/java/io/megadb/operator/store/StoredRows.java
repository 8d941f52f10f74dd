package io.megadb.operator.store;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.util.List;

/**
 * Rows that are kept to be read any number of times: in memory, from the first that does not fit on
 * in a file. Confined to one thread.
 */
public final class StoredRows implements AutoCloseable {
  private final ExecutionContext context;
  private final OperatorSpill spill;
  private final RowStore rows;
  private SpilledRows file;

  /**
   * @param node id of the plan node that keeps them
   */
  public StoredRows(int node, List<PgType> types, ExecutionContext context) {
    this.context = context;
    this.spill = new OperatorSpill(node, context);
    this.rows = new RowStore(types, spill.account());
  }

  /** Adds the rows of a batch. */
  public void append(Batch batch) {
    if (file == null && !spill.hasRoom(rows.growth(batch.columns()))) {
      file = spill.create();
    }
    if (file == null) {
      rows.append(batch);
    } else {
      file.append(batch);
    }
  }

  /** Must be called after the last row. */
  public void finish() {
    if (file != null) {
      file.finish();
    }
  }

  public boolean isEmpty() {
    return rows.size() == 0 && file == null;
  }

  /** All rows from the beginning. */
  public Operator read() {
    return new Reader();
  }

  private final class Reader implements Operator {
    private final Batch view = rows.view();
    private Operator rest;
    private int next;

    @Override
    public Batch next() throws Exception {
      if (next < view.size()) {
        int from = next;
        next = Math.min(view.size(), from + context.batchRows());
        return view.slice(from, next);
      }
      if (file == null) {
        return END;
      }
      rest = rest == null ? file.read() : rest;
      return rest.next();
    }

    @Override
    public void close() {
      next = view.size();
      if (rest == null && file != null) {
        rest = file.read();
      }
      if (rest != null) {
        rest.close();
      }
    }
  }

  @Override
  public void close() {
    spill.close();
  }
}
