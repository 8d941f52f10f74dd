package io.megadb.gateway.execute;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.PlanNode;
import io.megadb.spi.BatchReader;
import io.megadb.spi.Split;
import java.util.List;
import java.util.Map;

/** Runs plans somewhere. Thread-safe. */
public interface PlanRunner {
  /**
   * Starts a plan.
   *
   * @param plan with exchanges where it is parallel
   * @param splits of each scan by node id
   * @param sql names the job in the web UI
   * @return its rows; closing them ends the run
   */
  BatchReader run(
      PlanNode plan, Map<Integer, List<Split>> splits, String sql, ExecutionContext context)
      throws Exception;
}
