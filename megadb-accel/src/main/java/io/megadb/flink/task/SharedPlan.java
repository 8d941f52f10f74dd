package io.megadb.flink.task;

import io.megadb.operator.exchange.Fragment;
import io.megadb.plan.SharedNode;
import io.megadb.type.PgType;
import java.io.Serializable;
import java.util.List;

/**
 * A plan that is computed once, as it travels to those that compute and read it.
 *
 * @param id {@code SharedNode.id}
 * @param node id of the plan node
 * @param readers fragments that read it; each has a task beside each task that computes it, in the
 *     same process
 */
public record SharedPlan(int id, int node, List<PgType> types, int readers)
    implements Serializable {
  public SharedPlan {
    types = List.copyOf(types);
  }

  /** Of the fragment that computes it. */
  public static SharedPlan of(Fragment fragment, int readers) {
    SharedNode shared = fragment.shared();
    return new SharedPlan(shared.id(), shared.properties().id(), shared.shared().types(), readers);
  }
}
