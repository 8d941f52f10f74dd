package io.megadb.planner.analyze;

import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexNode;

/** Names of constraints that the statement does not name, as PostgreSQL chooses them. */
final class ConstraintNames {
  private ConstraintNames() {}

  /** table_column_check for one column, else table_check; a number makes it unique. */
  static String check(
      String table,
      RexNode condition,
      List<ColumnDefinition> columns,
      List<CheckDefinition> before) {
    Set<Integer> used = RelOptUtil.InputFinder.bits(condition).asSet();
    String base =
        used.size() == 1
            ? table + "_" + columns.get(used.iterator().next()).name() + "_check"
            : table + "_check";
    String name = base;
    for (int number = 1; isUsed(name, before); number++) {
      name = base + number;
    }
    return name;
  }

  private static boolean isUsed(String name, List<CheckDefinition> before) {
    return before.stream().anyMatch(check -> check.name().equals(name));
  }
}
