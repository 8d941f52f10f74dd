package io.megadb.flink;

import io.megadb.execution.ExecutionContext;
import io.megadb.flink.flight.GatewayLink;
import io.megadb.flink.result.ResultChannel;
import io.megadb.operator.runtimefilter.RuntimeFilters;
import io.megadb.plan.PlanNode;
import io.megadb.spi.Split;
import java.util.List;
import java.util.Map;

/** For tasks in the reader's process: they find it in the {@link ProcessRegistry}. */
final class InProcessRoute implements QueryRoute {
  private final String databaseId;
  private final String queryId;
  private final Map<Integer, List<Split>> splits;

  InProcessRoute(
      String databaseId,
      PlanNode plan,
      Map<Integer, List<Split>> splits,
      ExecutionContext context,
      ResultChannel channel) {
    this.databaseId = databaseId;
    this.queryId = context.queryId();
    this.splits = splits;
    ProcessRegistry.register(
        databaseId, context, channel, new RuntimeFilters(plan, context.memory()));
  }

  @Override
  public GatewayLink link() {
    return null;
  }

  @Override
  public Map<Integer, List<Split>> splits() {
    return splits;
  }

  /** The job has read its snapshot to the end or is waited for: nothing is left to stop. */
  @Override
  public void readerClosed() {}

  @Override
  public void close() {
    ProcessRegistry.release(databaseId, queryId);
  }
}
