package io.megadb.execution;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters per plan node, for EXPLAIN ANALYZE and the web UI. Thread-safe. */
public final class NodeMetrics {
  /** What is counted, such as rows or filesSkipped; the names are EXPLAIN's. */
  public static final String ROWS = "rows";

  public static final String BATCHES = "batches";
  public static final String NANOS = "nanos";
  public static final String FILES = "files";
  public static final String FILES_SKIPPED = "files skipped";

  /** Row groups and pages whose least and greatest values said that no row can match. */
  public static final String ROW_GROUPS_SKIPPED = "row groups skipped";

  public static final String PAGES_SKIPPED = "pages skipped";

  /** Rows whose keys no join above has on its other side. */
  public static final String RUNTIME_FILTERED = "rows filtered by joins";

  /** Columns of row groups that were found decoded, and that were not. */
  public static final String COLUMN_CACHE_HITS = "column cache hits";

  public static final String COLUMN_CACHE_MISSES = "column cache misses";

  public static final String SPILLED_BYTES = "spilled bytes";

  /** Sorted runs or partitions written. */
  public static final String SPILL_BATCHES = "spill batches";

  public static final String MEMORY_BYTES = "memory bytes";

  private final Map<Integer, Map<String, LongAdder>> counters = new ConcurrentHashMap<>();

  public void add(int node, String counter, long amount) {
    counters
        .computeIfAbsent(node, id -> new ConcurrentHashMap<>())
        .computeIfAbsent(counter, name -> new LongAdder())
        .add(amount);
  }

  public long get(int node, String counter) {
    LongAdder adder = counters.getOrDefault(node, Map.of()).get(counter);
    return adder == null ? 0 : adder.sum();
  }

  /** All counters by node and name, and sets them to 0; adding meanwhile loses nothing. */
  public Map<Integer, Map<String, Long>> drain() {
    Map<Integer, Map<String, Long>> drained = new TreeMap<>();
    counters.forEach(
        (node, byName) -> {
          Map<String, Long> values = new TreeMap<>();
          byName.forEach((name, adder) -> values.put(name, adder.sumThenReset()));
          drained.put(node, values);
        });
    return drained;
  }

  /** All counters of a node, by name. */
  public Map<String, Long> of(int node) {
    Map<String, Long> values = new TreeMap<>();
    counters.getOrDefault(node, Map.of()).forEach((name, adder) -> values.put(name, adder.sum()));
    return values;
  }
}
