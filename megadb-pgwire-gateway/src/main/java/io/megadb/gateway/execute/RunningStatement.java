package io.megadb.gateway.execute;

import io.megadb.planner.statement.OutputColumn;
import io.megadb.vector.Batch;
import java.util.List;

/** A statement under way; rows are pulled as the client takes them. Confined to one thread. */
public interface RunningStatement extends AutoCloseable {
  /** Columns of the result; empty if the statement gives no rows. */
  List<OutputColumn> columns();

  /** The next rows; null at the end. */
  Batch next() throws Exception;

  /**
   * The command tag, after the end.
   *
   * @param rows rows given to the client
   */
  String tag(long rows);

  /** Ends the statement, finished or not; more than once is harmless. */
  @Override
  void close();
}
