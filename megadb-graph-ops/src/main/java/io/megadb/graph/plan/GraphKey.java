package io.megadb.graph.plan;

import io.megadb.plan.PlanNode;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/**
 * Names the content of a graph: two graphs of equal keys are equal.
 *
 * @param home the cache that may keep it; one in another process must not, since it does not hear
 *     of restarts
 * @param database its id
 * @param reads what is read, as plans without ids and estimates
 * @param versions of the rows of each table read, in the order of the reads
 */
public record GraphKey(UUID home, String database, List<PlanNode> reads, List<Long> versions)
    implements Serializable {
  public GraphKey {
    reads = List.copyOf(reads);
    versions = List.copyOf(versions);
  }

  /** Same reads, whatever their rows. */
  public boolean isOfSameReads(GraphKey other) {
    return home.equals(other.home) && database.equals(other.database) && reads.equals(other.reads);
  }
}
