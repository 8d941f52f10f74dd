package io.megadb.tables.connector.source;

import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.function.EvaluationContext;
import io.megadb.spi.TaskExtensions;
import io.megadb.vector.Batch;
import java.util.List;

/** What readers of scans run with: no session, no parameters. Stateless. */
final class TaskContexts {
  private TaskContexts() {}

  /**
   * @param loader finds the tiers' readers
   */
  static ExecutionContext create(ClassLoader loader) {
    return new ExecutionContext(
        "flink",
        EvaluationContext.constant(),
        List.of(),
        TaskExtensions.discover(loader),
        new MemoryBudget(Runtime.getRuntime().maxMemory() / 4),
        new Cancellation(),
        new NodeMetrics(),
        Batch.MAX_ROWS);
  }
}
