package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;

/** Where a recursive query may name itself: once, in FROM of its recursive term. */
final class RecursionCheck {
  private final Analysis analysis;
  private final String name;
  private int references;

  RecursionCheck(Analysis analysis, String name) {
    this.analysis = analysis;
    this.name = name;
  }

  /**
   * Checks the two terms.
   *
   * @throws io.megadb.error.MegaDbException 42P19
   */
  void check(SqlCall union) {
    visit(union.operand(0), "its non-recursive term", false);
    references = 0;
    visit(union.operand(1), null, false);
  }

  private void visit(SqlNode node, String forbidden, boolean from) {
    if (node == null) {
      return;
    }
    if (node instanceof SqlIdentifier id) {
      if (from && id.isSimple() && id.getSimple().equals(name)) {
        reference(id, forbidden);
      }
    } else if (node instanceof SqlSelect select) {
      visit(select.getFrom(), forbidden, true);
      if (isNamedIn(select.getFrom())) {
        refuseAggregate(select.getSelectList());
        refuseAggregate(select.getHaving());
      }
      for (SqlNode item : select.getOperandList()) {
        if (item != null && !item.equals(select.getFrom())) {
          visit(item, "a subquery", false);
        }
      }
    } else if (node instanceof SqlJoin join) {
      join(join, forbidden);
    } else if (node instanceof SqlNodeList list) {
      list.forEach(item -> visit(item, forbidden, from));
    } else if (node instanceof SqlCall call) {
      String inside =
          switch (node.getKind()) {
            case EXCEPT -> "EXCEPT";
            case INTERSECT -> "INTERSECT";
            default -> forbidden;
          };
      boolean named = from && node.getKind() == SqlKind.AS;
      for (int i = 0; i < call.operandCount(); i++) {
        boolean table = named && i == 0 || from && node.getKind() == SqlKind.LATERAL;
        visit(call.operand(i), inside, table);
      }
    }
  }

  /** Whether FROM names the query, outside of subqueries. */
  private boolean isNamedIn(SqlNode from) {
    if (from instanceof SqlIdentifier id) {
      return id.isSimple() && id.getSimple().equals(name);
    }
    if (from instanceof SqlJoin join) {
      return isNamedIn(join.getLeft()) || isNamedIn(join.getRight());
    }
    return from != null && from.getKind() == SqlKind.AS && isNamedIn(((SqlCall) from).operand(0));
  }

  private void refuseAggregate(SqlNode node) {
    SqlNode aggregate = node == null ? null : AggregateUse.first(node, analysis);
    if (aggregate != null) {
      throw analysis.error(
          SqlState.INVALID_RECURSION,
          "aggregate functions are not allowed in a recursive query's recursive term",
          aggregate);
    }
  }

  private void join(SqlJoin join, String forbidden) {
    String outer = forbidden == null ? "an outer join" : forbidden;
    JoinType type = join.getJoinType();
    boolean leftNull = type == JoinType.RIGHT || type == JoinType.FULL;
    boolean rightNull = type == JoinType.LEFT || type == JoinType.FULL;
    visit(join.getLeft(), leftNull ? outer : forbidden, true);
    visit(join.getRight(), rightNull ? outer : forbidden, true);
    visit(join.getCondition(), "a subquery", false);
  }

  private void reference(SqlIdentifier id, String forbidden) {
    if (forbidden != null) {
      throw analysis.error(
          SqlState.INVALID_RECURSION,
          "recursive reference to query \"" + name + "\" must not appear within " + forbidden,
          id);
    }
    if (++references > 1) {
      throw analysis.error(
          SqlState.INVALID_RECURSION,
          "recursive reference to query \"" + name + "\" must not appear more than once",
          id);
    }
  }
}
