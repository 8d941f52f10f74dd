package io.megadb.planner.analyze;

import io.megadb.function.FunctionSignature;
import io.megadb.planner.relation.SetProjectionRel;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.validate.SqlValidatorUtil;

/**
 * Functions that return sets in a select list. Each stands as a call of a placeholder until the
 * query's rows are known; then those whose arguments hold none are called in step, then those over
 * their results, and so on.
 */
final class SetCalls {
  /** Stands for a function that returns a set. */
  static final class Placeholder extends SqlFunction {
    private static final long serialVersionUID = 1L;
    private final transient FunctionSignature function;

    Placeholder(FunctionSignature function) {
      super(
          "SET " + function.id(),
          SqlKind.OTHER_FUNCTION,
          null,
          null,
          null,
          SqlFunctionCategory.USER_DEFINED_FUNCTION);
      this.function = function;
    }
  }

  private final Analysis analysis;
  private final Scope scope;
  private RelNode rel;

  /**
   * @param rel the rows for which the functions are called
   */
  SetCalls(Analysis analysis, Scope scope, RelNode rel) {
    this.analysis = analysis;
    this.scope = scope;
    this.rel = rel;
  }

  /** The rows with the sets' columns; after {@link #expand}. */
  RelNode rel() {
    return rel;
  }

  static boolean isIn(RexNode node) {
    boolean[] found = new boolean[1];
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCall(RexCall call) {
            found[0] |= call.getOperator() instanceof Placeholder;
            return super.visitCall(call);
          }
        });
    return found[0];
  }

  /** The values in terms of {@link #rel}. */
  List<RexNode> expand(List<RexNode> values) {
    List<RexNode> current = values;
    while (current.stream().anyMatch(SetCalls::isIn)) {
      current = level(current);
    }
    return current;
  }

  private List<RexNode> level(List<RexNode> values) {
    List<RexCall> calls = new ArrayList<>();
    values.forEach(value -> collect(value, calls));
    List<List<RexNode>> arguments = arguments(calls);
    int width = rel.getRowType().getFieldCount();
    RelDataTypeFactory.Builder row = analysis.session().types().builder();
    row.addAll(rel.getRowType().getFieldList());
    List<SetProjectionRel.Call> projected = new ArrayList<>();
    for (RexCall call : calls) {
      row.add("set" + projected.size(), call.getType());
      projected.add(
          new SetProjectionRel.Call(
              ((Placeholder) call.getOperator()).function, arguments.get(projected.size())));
    }
    rel = SetProjectionRel.create(rel, projected, row.uniquify().build());
    RexShuttle results =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            int index = calls.indexOf(call);
            return index < 0
                ? super.visitCall(call)
                : analysis.rex().makeInputRef(rel, width + index);
          }
        };
    return results.apply(values);
  }

  /** The arguments of calls; those that hold subqueries become columns of the rows. */
  private List<List<RexNode>> arguments(List<RexCall> calls) {
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (RelDataTypeField field : rel.getRowType().getFieldList()) {
      columns.add(analysis.rex().makeInputRef(rel, field.getIndex()));
      names.add(field.getName());
    }
    int width = columns.size();
    List<List<RexNode>> arguments = new ArrayList<>();
    for (RexCall call : calls) {
      List<RexNode> own = new ArrayList<>();
      for (RexNode argument : call.getOperands()) {
        boolean subquery = RexUtil.SubQueryFinder.find(argument) != null;
        own.add(
            subquery ? analysis.rex().makeInputRef(argument.getType(), columns.size()) : argument);
        if (subquery) {
          columns.add(argument);
          names.add("argument" + columns.size());
        }
      }
      arguments.add(own);
    }
    if (columns.size() > width) {
      rel =
          LogicalProject.create(
              rel,
              List.of(),
              columns,
              SqlValidatorUtil.uniquify(names, SqlValidatorUtil.EXPR_SUGGESTER, true),
              Correlations.own(scope, columns));
    }
    return arguments;
  }

  /** The calls whose own arguments hold no further ones. */
  private static void collect(RexNode node, List<RexCall> calls) {
    if (!(node instanceof RexCall call)) {
      return;
    }
    if (call.getOperator() instanceof Placeholder
        && call.getOperands().stream().noneMatch(SetCalls::isIn)) {
      if (!calls.contains(call)) {
        calls.add(call);
      }
      return;
    }
    call.getOperands().forEach(operand -> collect(operand, calls));
  }
}
