package io.megadb.gateway.execute;

import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.execution.spill.SpillLimit;
import io.megadb.execution.spill.SpillSpace;
import io.megadb.function.EvaluationContext;
import io.megadb.gateway.settings.SettingValues;
import io.megadb.spi.TaskExtensions;
import io.megadb.vector.Batch;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the execution contexts of statements. Thread-safe. */
final class RunEnvironment {
  private record MemoryLimit(String memory, String spill, long bytes, SpillLimit files) {}

  private final TaskExtensions extensions;
  private final AtomicLong queryNumber = new AtomicLong();
  private final SpillSpace space;
  private volatile MemoryLimit lastLimit;
  private final String queryPrefix = Long.toString(System.currentTimeMillis(), 36);

  /**
   * @param space for the temporary files of statements that run in this process
   */
  RunEnvironment(TaskExtensions extensions, SpillSpace space) {
    this.extensions = extensions;
    this.space = space;
    this.lastLimit = limit("0", "0");
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
        budget(scope.evaluation()),
        scope.cancellation() == null ? new Cancellation() : scope.cancellation(),
        new NodeMetrics(),
        Batch.MAX_ROWS);
  }

  /** Sessions seldom differ in these settings, so their last texts are kept. */
  private MemoryBudget budget(EvaluationContext evaluation) {
    String memory = evaluation.setting("megadb.query_memory_max", "0");
    String spill = evaluation.setting("megadb.spill_max", "0");
    MemoryLimit known = lastLimit;
    if (!known.memory().equals(memory) || !known.spill().equals(spill)) {
      known = limit(memory, spill);
      lastLimit = known;
    }
    return new MemoryBudget(known.bytes(), known.files());
  }

  private MemoryLimit limit(String memory, String spill) {
    long bytes = SettingValues.bytes(memory);
    return new MemoryLimit(
        memory,
        spill,
        bytes > 0 ? bytes : Runtime.getRuntime().maxMemory() / 4,
        new SpillLimit(space, SettingValues.bytes(spill)));
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
