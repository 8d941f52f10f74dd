package io.megadb.operator.window;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.SpilledRows;
import io.megadb.plan.WindowCall;
import io.megadb.plan.WindowNode;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * A partition that is too large for memory: its calls read it from a file, each ahead of the rows
 * that are given by as much as it must know. That works for row_number, rank and dense_rank, and
 * for aggregates whose frame begins with the partition and ends with the row, its peers or the
 * partition. All others need the partition in memory. Confined to one thread.
 */
final class StreamedPartition {
  private final Operator reader;
  private final List<StreamedCall> calls = new ArrayList<>();

  /** 53200 if one of the calls needs all rows in memory. */
  StreamedPartition(
      WindowNode node, SpilledRows file, ExecutionContext context, MemoryAccount account) {
    reader = file.read();
    for (WindowCall call : node.calls()) {
      if (!StreamedCall.supports(call, context)) {
        throw new MegaDbException(
                SqlState.OUT_OF_MEMORY,
                "a window partition of "
                    + file.rows()
                    + " rows does not fit megadb.query_memory_max ("
                    + context.memory().limitBytes() / 1048576
                    + " MiB)")
            .withDetail(call.function() + " over its frame needs all rows of a partition at once.")
            .withHint("Raise the setting or select fewer rows or columns.");
      }
      calls.add(new StreamedCall(call, node, file.read(), context, account));
    }
  }

  /** The next rows with the calls' results, or null at the end. */
  Batch next() throws Exception {
    Batch rows = reader.next();
    if (rows == Operator.END) {
      return null;
    }
    Vector[] results = new Vector[calls.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = calls.get(i).next(rows.size());
    }
    return rows.append(new Batch(rows.size(), results));
  }
}
