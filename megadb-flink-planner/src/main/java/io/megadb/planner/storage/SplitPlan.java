package io.megadb.planner.storage;

import io.megadb.spi.Split;
import java.util.List;
import java.util.Map;

/**
 * How a scan is divided.
 *
 * @param counters what EXPLAIN ANALYZE prints of it, such as files and files skipped
 */
public record SplitPlan(List<Split> splits, Map<String, Long> counters) {
  public SplitPlan {
    splits = List.copyOf(splits);
    counters = Map.copyOf(counters);
  }
}
