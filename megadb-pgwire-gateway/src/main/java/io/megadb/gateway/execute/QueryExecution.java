package io.megadb.gateway.execute;

import io.megadb.planner.statement.OutputColumn;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.spi.BatchReader;
import io.megadb.vector.Batch;
import java.util.List;

/** A query whose rows are pulled from its run. */
final class QueryExecution implements RunningStatement {
  private final List<OutputColumn> columns;
  private final StatementSnapshot snapshot;
  private final BatchReader rows;
  private boolean closed;

  QueryExecution(List<OutputColumn> columns, StatementSnapshot snapshot, BatchReader rows) {
    this.columns = columns;
    this.snapshot = snapshot;
    this.rows = rows;
  }

  @Override
  public List<OutputColumn> columns() {
    return columns;
  }

  @Override
  public Batch next() throws Exception {
    return rows.next();
  }

  @Override
  public String tag(long count) {
    return "SELECT " + count;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        rows.close();
      } finally {
        snapshot.close();
      }
    }
  }
}
