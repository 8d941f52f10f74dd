package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.planner.ast.PgSelect;
import io.megadb.planner.relation.Projections;
import io.megadb.planner.statement.OutputColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.util.ImmutableBitSet;

/** One SELECT with the ORDER BY and LIMIT behind it. */
final class SelectAnalyzer {
  private final Analysis analysis;
  private final SqlSelect select;
  private final Scope scope;
  private final List<Target> targets = new ArrayList<>();

  SelectAnalyzer(Analysis analysis, SqlSelect select, Scope parent, CommonTables commonTables) {
    this.analysis = analysis;
    this.select = select;
    scope = new Scope(parent, commonTables);
  }

  AnalyzedQuery analyze(SqlOrderBy order, boolean resolveUnknown) {
    refuse();
    scope.setFrom(from());
    scope.setAggregates(new AggregateCollector(analysis));
    scope.setWindows(new WindowCollector(analysis));
    RelNode input = where(scope.from().rel());
    if (select.getWindowList() != null) {
      analysis.expressions().windows().define(select.getWindowList(), scope);
    }
    if (select.getGroup() != null && GroupingSets.areIn(select.getGroup())) {
      scope.setColumnsMayBeNull(analysis.session().types());
    }
    scope.startClause("SELECT", true);
    targets.addAll(new TargetList(analysis, scope).expand(select.getSelectList()));
    List<OrderKey> keys = new ArrayList<>();
    List<Integer> keyTargets = new ArrayList<>();
    orderKeys(order, keys, keyTargets);
    if (resolveUnknown || select.isDistinct()) {
      targets.replaceAll(target -> target.with(analysis.coercion().known(target.value())));
    }
    Grouping grouping = grouping();
    RexNode having = null;
    if (select.getHaving() != null) {
      scope.startClause("HAVING", true);
      having =
          analysis
              .coercion()
              .bool(analysis.expressions().analyze(select.getHaving(), scope), "HAVING")
              .rex();
    }
    List<RexNode> values = new ArrayList<>();
    for (Target target : targets) {
      values.add(target.value().rex());
    }
    for (int i = 0; i < keys.size(); i++) {
      if (keyTargets.get(i) < 0) {
        keyTargets.set(i, position(values, keys.get(i).value(), order.orderList.get(i)));
      }
    }
    DistinctOn distinctOn = distinctOn(values);
    boolean grouped = select.getGroup() != null || having != null || scope.aggregates().isUsed();
    List<RexNode> windowed = scope.windows().expressions();
    if (grouped) {
      List<RexNode> all = new ArrayList<>(values);
      all.addAll(windowed);
      if (having != null) {
        all.add(having);
      }
      List<RexNode> regrouped = grouping.apply(input, all);
      input = grouping.rel();
      if (having != null) {
        RexNode condition = regrouped.remove(regrouped.size() - 1);
        input = LogicalFilter.create(input, condition, Correlations.own(scope, condition));
      }
      values.clear();
      int own = regrouped.size() - windowed.size();
      windowed = List.copyOf(regrouped.subList(own, regrouped.size()));
      values.addAll(regrouped.subList(0, own));
    }
    if (!scope.windows().calls().isEmpty()) {
      WindowPlan plan = new WindowPlan(analysis, scope, input, windowed, values);
      input = plan.rel();
      values = plan.above(values);
    }
    return finish(input, values, distinctOn, keys, keyTargets, order);
  }

  private void refuse() {
    if (select instanceof PgSelect pg) {
      if (pg.into() != null) {
        throw analysis.error(
            SqlState.SYNTAX_ERROR, "SELECT ... INTO is not allowed here", pg.into());
      }
    }
  }

  private FromItem from() {
    if (select.getFrom() == null) {
      RelNode nothing = LogicalValues.createOneRow(analysis.session().cluster());
      return new FromItem(nothing, List.of(), List.of());
    }
    return new FromAnalyzer(analysis, scope).item(select.getFrom(), null);
  }

  private RelNode where(RelNode input) {
    if (select.getWhere() == null) {
      return input;
    }
    scope.startClause("WHERE", false);
    RexNode condition =
        analysis
            .coercion()
            .bool(analysis.expressions().analyze(select.getWhere(), scope), "WHERE")
            .rex();
    condition = RexUtil.pullFactors(analysis.rex(), condition);
    return LogicalFilter.create(input, condition, Correlations.own(scope, condition));
  }

  private void orderKeys(SqlOrderBy order, List<OrderKey> keys, List<Integer> keyTargets) {
    if (order == null) {
      return;
    }
    scope.startClause("ORDER BY", true);
    for (SqlNode node : order.orderList) {
      SortItem item = SortItem.of(node, analysis);
      int target = target(item.expression(), "ORDER BY");
      Typed value =
          target >= 0
              ? targets.get(target).value()
              : analysis.coercion().known(analysis.expressions().analyze(item.expression(), scope));
      keys.add(new OrderKey(value.rex(), item.descending(), item.nullsFirst()));
      keyTargets.add(target);
    }
  }

  /** The target that an ordinal or an output name means, or -1. */
  private int target(SqlNode node, String clause) {
    if (node instanceof SqlLiteral literal) {
      return analysis.queries().ordinal(literal, targets.size(), clause);
    }
    if (!(node instanceof SqlIdentifier id) || !id.isSimple()) {
      return -1;
    }
    int found = -1;
    for (int i = 0; i < targets.size(); i++) {
      if (!targets.get(i).name().equals(id.getSimple())) {
        continue;
      }
      if (found >= 0 && !targets.get(found).value().rex().equals(targets.get(i).value().rex())) {
        throw analysis.error(
            SqlState.AMBIGUOUS_COLUMN, clause + " \"" + id.getSimple() + "\" is ambiguous", id);
      }
      found = found < 0 ? i : found;
    }
    return found;
  }

  /** The position of a value, which is added if it is not a target. */
  private int position(List<RexNode> values, RexNode value, SqlNode item) {
    int found = values.indexOf(value);
    if (found >= 0) {
      return found;
    }
    if (select.isDistinct()) {
      throw analysis.error(
          SqlState.INVALID_COLUMN_REFERENCE,
          "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
          SortItem.of(item, analysis).expression());
    }
    values.add(value);
    return values.size() - 1;
  }

  /** The columns of DISTINCT ON, which are added if they are no targets; null without it. */
  private DistinctOn distinctOn(List<RexNode> values) {
    if (!(select instanceof PgSelect pg) || pg.distinctOn() == null) {
      return null;
    }
    scope.startClause("DISTINCT ON", true);
    List<Integer> columns = new ArrayList<>();
    List<SqlNode> nodes = new ArrayList<>();
    for (SqlNode node : pg.distinctOn()) {
      int column = target(node, "DISTINCT ON");
      if (column < 0) {
        Typed value = analysis.coercion().known(analysis.expressions().analyze(node, scope));
        column = position(values, value.rex(), node);
      }
      columns.add(column);
      nodes.add(node);
    }
    return new DistinctOn(analysis, columns, nodes);
  }

  private Grouping grouping() {
    Grouping grouping = new Grouping(analysis, scope);
    if (select.getGroup() != null) {
      scope.startClause("GROUP BY", false);
      boolean distinct = select instanceof PgSelect pg && pg.groupDistinct();
      grouping.addKeys(select.getGroup(), distinct, targets);
    }
    return grouping;
  }

  private AnalyzedQuery finish(
      RelNode input,
      List<RexNode> values,
      DistinctOn distinctOn,
      List<OrderKey> keys,
      List<Integer> keyTargets,
      SqlOrderBy order) {
    List<OutputColumn> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Target target : targets) {
      columns.add(target.output(scope));
      names.add(target.name());
    }
    while (names.size() < values.size()) {
      names.add("sort");
    }
    SetCalls sets = new SetCalls(analysis, scope, input);
    List<RexNode> results = sets.expand(values);
    List<String> unique = SqlValidatorUtil.uniquify(names, SqlValidatorUtil.EXPR_SUGGESTER, true);
    RelNode rel =
        LogicalProject.create(
            sets.rel(), List.of(), results, unique, Correlations.own(scope, results));
    if (select.isDistinct()) {
      rel =
          LogicalAggregate.create(
              rel, List.of(), ImmutableBitSet.range(values.size()), null, List.of());
    }
    List<RelFieldCollation> collation = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int column = keyTargets.get(i);
      if (collation.stream().noneMatch(key -> key.getFieldIndex() == column)) {
        collation.add(keys.get(i).collation(column));
      }
    }
    if (distinctOn != null) {
      distinctOn.check(collation);
      rel = distinctOn.first(rel, collation);
    }
    if (order != null) {
      rel = new LimitAnalyzer(analysis).limit(rel, collation, order, scope);
    }
    if (values.size() > targets.size()) {
      List<RexNode> kept = new ArrayList<>();
      for (int i = 0; i < targets.size(); i++) {
        kept.add(analysis.rex().makeInputRef(rel, i));
      }
      rel = Projections.project(rel, kept, unique.subList(0, targets.size()));
    }
    return new AnalyzedQuery(rel, columns);
  }
}
