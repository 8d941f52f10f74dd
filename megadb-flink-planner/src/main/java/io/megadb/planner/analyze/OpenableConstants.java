package io.megadb.planner.analyze;

import io.megadb.planner.ast.Assignment;
import io.megadb.planner.ast.Command;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.Delete;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.planner.ast.Insert;
import io.megadb.planner.ast.NumericConstant;
import io.megadb.planner.ast.PgSelect;
import io.megadb.planner.ast.Update;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;

/**
 * Finds the constants of a tree that stand where only their value matters: in WHERE, SET, VALUES of
 * INSERT, and in a select list that nothing else refers to.
 *
 * <p>Constants of GROUP BY and ORDER BY may be ordinals or be matched with those of the select
 * list; those of subqueries may be either, too. Modifiers of types and limits shape the plan.
 */
public final class OpenableConstants {
  private final List<SqlLiteral> found = new ArrayList<>();

  private OpenableConstants() {}

  /** The constants' nodes; empty for a statement that is not one of these. */
  public static List<SqlLiteral> in(SqlNode statement) {
    OpenableConstants constants = new OpenableConstants();
    if (statement instanceof CommandNode node) {
      constants.command(node.command());
    } else if (statement instanceof SqlOrderBy order && order.query instanceof PgSelect select) {
      constants.visit(select.getWhere());
    } else if (statement instanceof PgSelect select) {
      constants.select(select);
    }
    return constants.found;
  }

  private void select(PgSelect select) {
    visit(select.getWhere());
    if (select.getGroup() == null
        && select.getHaving() == null
        && !select.isDistinct()
        && select.distinctOn() == null) {
      visit(select.getSelectList());
    }
  }

  private void command(Command command) {
    if (command instanceof Insert insert) {
      if (insert.source() != null && insert.source().getKind() == SqlKind.VALUES) {
        ((SqlCall) insert.source()).getOperandList().forEach(this::visit);
      }
    } else if (command instanceof Update update) {
      visit(update.where());
      for (Assignment assignment : update.assignments()) {
        visit(assignment.value());
      }
    } else if (command instanceof Delete delete) {
      visit(delete.where());
    }
  }

  private void visit(SqlNode node) {
    if (node instanceof NumericConstant || node instanceof SqlCharStringLiteral) {
      found.add((SqlLiteral) node);
    } else if (node instanceof SqlNodeList list) {
      list.forEach(this::visit);
    } else if (node instanceof FunctionCall call && call.parts().over() != null) {
      return; // offsets of window functions shape the plan
    } else if (node instanceof SqlCall call && !ExpressionAnalyzer.isQuery(call)) {
      call.getOperandList().forEach(this::visit);
    }
  }
}
