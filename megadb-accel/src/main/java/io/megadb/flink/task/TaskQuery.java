package io.megadb.flink.task;

import io.megadb.execution.MemoryBudget;
import io.megadb.flink.flight.GatewayLink;
import io.megadb.function.EvaluationContext;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a task must know of its statement; travels with the job.
 *
 * @param databaseId tells the databases of one process apart
 * @param parameters bound values, nulls among them
 * @param memoryBytes budget on each process
 * @param spillMaxBytes bound of the temporary files on each process, as in {@code SpillLimit};
 *     {@link #NO_SPILL} for none at all
 * @param link to the gateway's process; null for tasks in it
 */
public record TaskQuery(
    String databaseId,
    String queryId,
    EvaluationContext evaluation,
    ArrayList<Object> parameters,
    long memoryBytes,
    long spillMaxBytes,
    int batchRows,
    GatewayLink link)
    implements Serializable {
  public static final long NO_SPILL = -1;

  /** Of a statement; what only the gateway's process can offer stays behind. */
  public static TaskQuery of(
      String databaseId,
      String queryId,
      EvaluationContext evaluation,
      List<Object> parameters,
      MemoryBudget memory,
      int batchRows,
      GatewayLink link) {
    EvaluationContext travelling =
        new EvaluationContext(
            evaluation.zone(),
            evaluation.transactionMicros(),
            evaluation.statementMicros(),
            evaluation.user(),
            evaluation.database(),
            evaluation.backendPid(),
            evaluation.settings(),
            link == null ? EvaluationContext.NONE : new DistantServices());
    return new TaskQuery(
        databaseId,
        queryId,
        travelling,
        new ArrayList<>(parameters),
        memory.limitBytes(),
        memory.spill() == null ? NO_SPILL : memory.spill().maxBytes(),
        batchRows,
        link);
  }
}
