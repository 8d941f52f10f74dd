package io.megadb.planner;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.analyze.SlotReading;
import io.megadb.planner.parser.ConstantToken;
import io.megadb.planner.statement.PlannedStatement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A plan for all statements that differ from one only in the values of some constants. Immutable.
 *
 * @param plan has a parameter for each slot
 * @param open the constants that may have other values; the rest must be the same
 * @param slots how the parameters' values are read
 */
public record ShapedPlan(PlannedStatement plan, BitSet open, List<SlotReading> slots) {
  public ShapedPlan {
    open = (BitSet) open.clone();
  }

  @Override
  public BitSet open() {
    return (BitSet) open.clone();
  }

  /**
   * The parameters with which the plan is that of a statement with these constants.
   *
   * @return null if the plan does not hold for them: the statement is to be planned by itself
   */
  public List<Object> bind(List<ConstantToken> constants, EvaluationContext evaluation) {
    List<Object> parameters = new ArrayList<>(slots.size());
    for (SlotReading slot : slots) {
      Object value = slot.read(constants.get(slot.constant()), evaluation);
      if (value == SlotReading.UNREADABLE) {
        return null;
      }
      parameters.add(value);
    }
    return parameters;
  }
}
