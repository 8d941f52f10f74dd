package io.megadb.execution;

import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionRegistry;
import io.megadb.spi.TaskExtensions;
import java.util.List;

/**
 * What the operators of one statement share on one process.
 *
 * @param queryId unique; also in the name of the Flink job
 * @param evaluation zone, time, user, settings
 * @param parameters bound values as in {@code io.megadb.vector.Values}, $1 first
 * @param extensions functions, table readers and operators known here
 * @param batchRows most rows in a batch that operators make, for tests; normally {@code
 *     Batch.MAX_ROWS}
 */
public record ExecutionContext(
    String queryId,
    EvaluationContext evaluation,
    List<Object> parameters,
    TaskExtensions extensions,
    MemoryBudget memory,
    Cancellation cancellation,
    NodeMetrics metrics,
    int batchRows) {

  public FunctionRegistry functions() {
    return extensions.functions();
  }
}
