package io.megadb.gateway.execute;

import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.gateway.settings.SettingValues;
import io.megadb.spi.TaskExtensions;
import io.megadb.vector.Batch;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the execution contexts of statements. Thread-safe. */
final class RunEnvironment {
  private record MemoryLimit(String text, long bytes) {}

  private final TaskExtensions extensions;
  private final AtomicLong queryNumber = new AtomicLong();
  private volatile MemoryLimit lastLimit = new MemoryLimit("0", 0);
  private final String queryPrefix = Long.toString(System.currentTimeMillis(), 36);

  RunEnvironment(TaskExtensions extensions) {
    this.extensions = extensions;
  }

  TaskExtensions extensions() {
    return extensions;
  }

  /** A context with its own budget and metrics. */
  ExecutionContext context(StatementScope scope, List<Object> parameters) {
    return new ExecutionContext(
        queryPrefix + "-" + queryNumber.incrementAndGet(),
        scope.evaluation(),
        parameters,
        extensions,
        new MemoryBudget(memory(scope.evaluation().setting("megadb.query_memory_max", "0"))),
        scope.cancellation() == null ? new Cancellation() : scope.cancellation(),
        new NodeMetrics(),
        Batch.MAX_ROWS);
  }

  /**
   * Bytes a statement may use; sessions seldom differ in this setting, so its last text is kept.
   */
  private long memory(String text) {
    MemoryLimit known = lastLimit;
    if (!known.text().equals(text)) {
      known = new MemoryLimit(text, SettingValues.bytes(text));
      lastLimit = known;
    }
    return known.bytes() > 0 ? known.bytes() : Runtime.getRuntime().maxMemory() / 4;
  }

  /** Workers of a parallel statement. */
  static int parallelism(StatementScope scope) {
    return isParallelismOpen(scope)
        ? Runtime.getRuntime().availableProcessors()
        : Integer.parseInt(scope.evaluation().setting("megadb.parallelism", "0"));
  }

  /** Whether the session leaves the number of workers to the server. */
  static boolean isParallelismOpen(StatementScope scope) {
    return Integer.parseInt(scope.evaluation().setting("megadb.parallelism", "0")) <= 0;
  }
}
