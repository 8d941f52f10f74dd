package io.megadb.planner.analyze;

import io.megadb.planner.relation.WindowRel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;

/**
 * The plan of a query's window functions: a projection to what they and the expressions above need,
 * then the functions; and the expressions in terms of its columns.
 */
final class WindowPlan {
  private final Analysis analysis;
  private final Scope scope;
  private final List<RexNode> columns = new ArrayList<>();
  private final List<Integer> kept;
  private final RelNode rel;

  /**
   * @param input of the windows, grouped if the query is
   * @param expressions those of {@link WindowCollector#expressions} over the input
   * @param values the query's other expressions over the input
   */
  WindowPlan(
      Analysis analysis,
      Scope scope,
      RelNode input,
      List<RexNode> expressions,
      List<RexNode> values) {
    this.analysis = analysis;
    this.scope = scope;
    kept = List.copyOf(columnsOf(values));
    kept.forEach(column -> columns.add(analysis.rex().makeInputRef(input, column)));
    List<WindowRel.Call> calls = calls(expressions);
    if (columns.isEmpty()) {
      // Calcite's trimmer insists on a column.
      columns.add(analysis.rex().makeLiteral(true));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      names.add("c" + i);
    }
    RelNode project =
        LogicalProject.create(input, List.of(), columns, names, Correlations.own(scope, columns));
    rel = WindowRel.create(project, calls);
  }

  RelNode rel() {
    return rel;
  }

  /** The input's columns that expressions use, in subqueries too. */
  private Set<Integer> columnsOf(List<RexNode> values) {
    Set<Integer> used = new TreeSet<>();
    RexVisitorImpl<Void> visitor =
        new RexVisitorImpl<>(true) {
          @Override
          public Void visitInputRef(RexInputRef reference) {
            used.add(reference.getIndex());
            return null;
          }

          @Override
          public Void visitSubQuery(RexSubQuery subquery) {
            for (CorrelationId id : Correlations.own(scope, subquery)) {
              used.addAll(Correlations.fields(subquery.rel, id));
            }
            return super.visitSubQuery(subquery);
          }
        };
    values.forEach(value -> value.accept(visitor));
    return used;
  }

  /** The calls over columns; takes the expressions in the collector's order. */
  private List<WindowRel.Call> calls(List<RexNode> expressions) {
    WindowCollector collector = scope.windows();
    int[] next = new int[1];
    collector.named().values().forEach(w -> next[0] += w.partitionBy().size() + w.orderBy().size());
    List<WindowRel.Call> calls = new ArrayList<>();
    for (WindowCollector.Call call : collector.calls()) {
      List<Integer> arguments = new ArrayList<>();
      for (int i = 0; i < call.arguments().size(); i++) {
        arguments.add(column(expressions.get(next[0]++)));
      }
      int filter = call.filter() == null ? -1 : column(expressions.get(next[0]++));
      List<Integer> partitionBy = new ArrayList<>();
      for (int i = 0; i < call.window().partitionBy().size(); i++) {
        partitionBy.add(column(expressions.get(next[0]++)));
      }
      List<RelFieldCollation> orderBy = new ArrayList<>();
      for (OrderKey key : call.window().orderBy()) {
        orderBy.add(key.collation(column(expressions.get(next[0]++))));
      }
      calls.add(
          new WindowRel.Call(
              call.function(),
              arguments,
              filter,
              new WindowRel.Window(partitionBy, orderBy, call.window().frame()),
              call.type()));
    }
    return calls;
  }

  private int column(RexNode value) {
    int found = columns.indexOf(value);
    if (found < 0) {
      found = columns.size();
      columns.add(value);
    }
    return found;
  }

  /** Expressions over the input in terms of the plan's columns. */
  List<RexNode> above(List<RexNode> values) {
    Above above = new Above();
    List<RexNode> result = new ArrayList<>();
    values.forEach(value -> result.add(value.accept(above)));
    return result;
  }

  private final class Above extends RexShuttle {
    @Override
    public RexNode visitCall(RexCall call) {
      int number = WindowCollector.number(call);
      return number >= 0
          ? analysis.rex().makeInputRef(rel, columns.size() + number)
          : super.visitCall(call);
    }

    @Override
    public RexNode visitInputRef(RexInputRef reference) {
      return analysis.rex().makeInputRef(rel, kept.indexOf(reference.getIndex()));
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
      RexNode variable = analysis.rex().makeCorrel(rel.getRowType(), scope.anotherCorrelation(rel));
      RexSubQuery moved =
          Correlations.replaceOwn(
              scope,
              subquery,
              access ->
                  analysis
                      .rex()
                      .makeFieldAccess(variable, kept.indexOf(access.getField().getIndex())));
      return moved.clone(moved.getType(), apply(moved.operands));
    }
  }
}
