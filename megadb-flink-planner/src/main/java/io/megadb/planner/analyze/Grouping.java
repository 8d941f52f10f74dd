package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.plan.ExpandNode.GroupingSet;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.relation.ExpandRel;
import io.megadb.planner.relation.PgAggregateFunction;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.ImmutableBitSet;

/** GROUP BY: the aggregation's plan, and the expressions above it in terms of its columns. */
final class Grouping {
  private final Analysis analysis;
  private final Scope scope;
  private final List<RexNode> keys = new ArrayList<>();

  /** Keys that every grouping set has. */
  private final List<RexNode> common = new ArrayList<>();

  /** Numbers of keys in each grouping set. */
  private List<List<Integer>> sets = List.of(List.of());

  /** Numbers that tell grouping sets apart, as columns after the keys; 0 for one set. */
  private int numbers;

  private RelNode rel;

  Grouping(Analysis analysis, Scope scope) {
    this.analysis = analysis;
    this.scope = scope;
  }

  /** The aggregation; after {@link #apply}. */
  RelNode rel() {
    return rel;
  }

  /** The items of GROUP BY. */
  void addKeys(SqlNodeList items, boolean distinct, List<Target> targets) {
    sets = new GroupingSets(analysis, item -> keyNumber(item, targets)).expand(items, distinct);
    for (int key = 0; key < keys.size(); key++) {
      int number = key;
      if (sets.stream().allMatch(set -> set.contains(number))) {
        common.add(keys.get(key));
      }
    }
  }

  /** The number of a key: an ordinal, a column, an output name or an expression. */
  private int keyNumber(SqlNode node, List<Target> targets) {
    Typed key = analysis.coercion().known(key(node, targets));
    if (AggregateUse.isIn(key.rex(), scope.aggregates())) {
      SqlNode written =
          node instanceof SqlLiteral ordinal
              ? targets.get(analysis.queries().ordinal(ordinal, targets.size(), "GROUP BY")).node()
              : node;
      SqlNode call = AggregateUse.first(written, analysis);
      throw analysis.error(
          SqlState.GROUPING_ERROR,
          "aggregate functions are not allowed in GROUP BY",
          call == null ? written : call);
    }
    if (SetCalls.isIn(key.rex())) {
      throw analysis.notSupported("set-returning function in GROUP BY", node);
    }
    SqlParserPos window = scope.windows().position(key.rex());
    if (window != null) {
      throw analysis.error(
          SqlState.WINDOWING_ERROR, "window functions are not allowed in GROUP BY", window);
    }
    return column(keys, key.rex());
  }

  private Typed key(SqlNode node, List<Target> targets) {
    if (node instanceof SqlLiteral literal && literal.getValue() != null) {
      return targets.get(analysis.queries().ordinal(literal, targets.size(), "GROUP BY")).value();
    }
    if (node instanceof SqlIdentifier id
        && id.isSimple()
        && scope.columns(id.getSimple()).isEmpty()) {
      Typed found = null;
      for (Target target : targets) {
        if (!target.name().equals(id.getSimple())) {
          continue;
        }
        if (found != null && !found.rex().equals(target.value().rex())) {
          throw analysis.error(
              SqlState.AMBIGUOUS_COLUMN, "GROUP BY \"" + id.getSimple() + "\" is ambiguous", id);
        }
        found = target.value();
      }
      if (found != null) {
        return found;
      }
    }
    return analysis.expressions().analyze(node, scope);
  }

  /**
   * Builds the aggregation.
   *
   * @return the expressions over its output; 42803 for a column that is neither grouped nor
   *     aggregated
   */
  List<RexNode> apply(RelNode input, List<RexNode> expressions) {
    List<List<Integer>> groupings = groupings();
    int written = keys.size();
    expressions.forEach(this::addDependentColumns);
    List<RexNode> columns = new ArrayList<>(keys);
    List<PendingCall> calls = new ArrayList<>();
    for (AggregateCollector.Call call : scope.aggregates().calls()) {
      List<Integer> arguments = new ArrayList<>();
      call.arguments().forEach(argument -> arguments.add(column(columns, argument)));
      int filter = call.filter() == null ? -1 : column(columns, isTrue(call.filter()));
      List<RelFieldCollation> order = new ArrayList<>();
      for (OrderKey key : call.orderBy()) {
        order.add(key.collation(column(columns, key.value())));
      }
      calls.add(new PendingCall(call, arguments, filter, RelCollations.of(order)));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      names.add("c" + i);
    }
    RelNode project =
        columns.isEmpty()
            ? input
            : LogicalProject.create(
                input, List.of(), columns, names, Correlations.own(scope, columns));
    if (sets.size() == 1) {
      rel = aggregate(project, ImmutableBitSet.range(keys.size()), calls, -1);
    } else {
      ExpandRel expand = ExpandRel.create(project, keys.size(), sets(groupings, written));
      numbers = expand.numbers();
      int grouped = keys.size() + numbers;
      int own = expand.seeded() ? grouped : -1;
      int shift = grouped + (expand.seeded() ? 1 : 0);
      List<PendingCall> shifted = calls.stream().map(call -> call.shift(shift)).toList();
      rel = aggregate(expand, ImmutableBitSet.range(grouped), shifted, own);
    }
    GroupedExpressions regroup = new GroupedExpressions(analysis, scope, rel, keys, numbers);
    List<RexNode> result = new ArrayList<>();
    expressions.forEach(expression -> result.add(expression.accept(regroup)));
    return result;
  }

  private static RelNode aggregate(
      RelNode input, ImmutableBitSet groupBy, List<PendingCall> calls, int own) {
    List<org.apache.calcite.rel.core.AggregateCall> aggregates = new ArrayList<>();
    for (PendingCall call : calls) {
      aggregates.add(call.create(aggregates.size(), own));
    }
    return LogicalAggregate.create(input, List.of(), groupBy, null, aggregates);
  }

  /** The numbers of the keys that each call of GROUPING names. */
  private List<List<Integer>> groupings() {
    List<List<Integer>> groupings = new ArrayList<>();
    for (List<Typed> arguments : scope.aggregates().groupings()) {
      List<Integer> numbersOfKeys = new ArrayList<>();
      for (Typed argument : arguments) {
        int key = keys.indexOf(argument.rex());
        if (key < 0 && argument.rex() instanceof RexFieldAccess) {
          throw MegaDbException.notSupported("GROUPING of an outer query")
              .withPosition(analysis.position(argument.position()));
        }
        if (key < 0) {
          throw analysis.error(
              SqlState.GROUPING_ERROR,
              "arguments to GROUPING must be grouping expressions of the associated query level",
              argument.position());
        }
        numbersOfKeys.add(key);
      }
      groupings.add(numbersOfKeys);
    }
    return groupings;
  }

  /** The sets with their own number and the value of each call of GROUPING. */
  private List<GroupingSet> sets(List<List<Integer>> groupings, int written) {
    List<GroupingSet> result = new ArrayList<>();
    for (List<Integer> set : sets) {
      List<Integer> keysOfSet = new ArrayList<>(set);
      for (int key = written; key < keys.size(); key++) {
        keysOfSet.add(key);
      }
      List<Integer> values = new ArrayList<>();
      values.add(result.size());
      for (List<Integer> arguments : groupings) {
        int value = 0;
        for (int key : arguments) {
          value = value << 1 | (set.contains(key) ? 0 : 1);
        }
        values.add(value);
      }
      result.add(new GroupingSet(keysOfSet, values));
    }
    return result;
  }

  /** Calcite insists on a filter that is never null; null and false keep the same rows out. */
  private RexNode isTrue(RexNode filter) {
    return filter.getType().isNullable()
        ? analysis
            .rex()
            .makeCall(
                analysis.rel(PgType.of(PgTypes.BOOL), false),
                SqlStdOperatorTable.IS_TRUE,
                List.of(filter))
        : filter;
  }

  private record PendingCall(
      AggregateCollector.Call call, List<Integer> arguments, int filter, RelCollation order) {
    /** The same over columns so many places further. */
    PendingCall shift(int places) {
      return new PendingCall(
          call,
          arguments.stream().map(column -> column + places).toList(),
          filter < 0 ? filter : filter + places,
          RelCollations.shift(order, places));
    }

    /**
     * @param own the column that tells the input's rows, or -1 if all are; a filter is false in
     *     others anyway
     */
    org.apache.calcite.rel.core.AggregateCall create(int number, int own) {
      return org.apache.calcite.rel.core.AggregateCall.create(
          new PgAggregateFunction(call.function(), call.type()),
          call.distinct(),
          false,
          false,
          List.of(),
          arguments,
          filter < 0 ? own : filter,
          null,
          order,
          call.type(),
          "a" + number);
    }
  }

  private static int column(List<RexNode> columns, RexNode value) {
    int found = columns.indexOf(value);
    if (found < 0) {
      found = columns.size();
      columns.add(value);
    }
    return found;
  }

  /** Columns that depend on a grouped primary key become keys themselves. */
  private void addDependentColumns(RexNode expression) {
    expression.accept(
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            return keys.contains(call) || scope.aggregates().number(call) >= 0
                ? call
                : super.visitCall(call);
          }

          @Override
          public RexNode visitSubQuery(RexSubQuery subquery) {
            Correlations.replaceOwn(
                scope,
                subquery,
                access -> {
                  RexNode reference =
                      analysis.rex().makeInputRef(access.getType(), access.getField().getIndex());
                  if (!keys.contains(reference)) {
                    dependent(reference, access, true);
                  }
                  return access;
                });
            return super.visitSubQuery(subquery);
          }

          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            if (!keys.contains(reference)) {
              dependent(reference, reference, false);
            }
            return reference;
          }
        });
  }

  private void dependent(RexNode reference, RexNode use, boolean outer) {
    int index = ((RexInputRef) reference).getIndex();
    for (ScopeRelation relation : scope.from().relations()) {
      boolean own = relation.columns().stream().anyMatch(column -> column.index() == index);
      PrimaryKey key = relation.table() == null ? null : relation.table().primaryKey();
      if (own && key != null && key.columns().stream().allMatch(c -> isKey(relation, c))) {
        keys.add(reference);
        return;
      }
    }
    Scope.ColumnUse found = scope.use(use);
    String name = found == null ? "?" : found.name();
    throw analysis.error(
        SqlState.GROUPING_ERROR,
        outer
            ? "subquery uses ungrouped column \"" + name + "\" from outer query"
            : "column \""
                + name
                + "\" must appear in the GROUP BY clause or be used in an aggregate function",
        found == null ? null : found.position());
  }

  private boolean isKey(ScopeRelation relation, int column) {
    int index = relation.columns().get(column).index();
    return common.stream()
        .anyMatch(key -> key instanceof RexInputRef reference && reference.getIndex() == index);
  }
}
