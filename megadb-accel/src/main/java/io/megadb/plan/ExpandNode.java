package io.megadb.plan;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives every input row once for each grouping set, so that one aggregation groups by all of them.
 * Output: a copy of each key, null where the set has not the key; the set's numbers; with {@code
 * seeded}, whether the row is one of the input's; then the input's columns.
 *
 * @param keys input columns
 * @param numbers how many numbers each set has
 * @param seeded adds for each set without keys a row of nulls that is not one of the input's: such
 *     a set has its group even over no rows
 */
public record ExpandNode(
    PlanProperties properties,
    PlanNode input,
    List<Integer> keys,
    List<GroupingSet> sets,
    int numbers,
    boolean seeded)
    implements PlanNode {
  /**
   * One grouping set.
   *
   * @param keys which of the node's keys it groups by, as positions among them
   * @param numbers constants, the first of which tells it from the other sets
   */
  public record GroupingSet(List<Integer> keys, List<Integer> numbers) implements Serializable {
    public GroupingSet {
      keys = List.copyOf(keys);
      numbers = List.copyOf(numbers);
    }
  }

  public ExpandNode {
    keys = List.copyOf(keys);
    sets = List.copyOf(sets);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public List<PgType> types() {
    List<PgType> types = new ArrayList<>();
    keys.forEach(key -> types.add(input.types().get(key)));
    for (int i = 0; i < numbers; i++) {
      types.add(PgType.of(PgTypes.INT4));
    }
    if (seeded) {
      types.add(PgType.of(PgTypes.BOOL));
    }
    types.addAll(input.types());
    return types;
  }

  @Override
  public ExpandNode withInputs(List<PlanNode> inputs) {
    return new ExpandNode(properties, inputs.get(0), keys, sets, numbers, seeded);
  }
}
