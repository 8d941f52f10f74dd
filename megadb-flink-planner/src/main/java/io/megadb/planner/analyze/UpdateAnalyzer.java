package io.megadb.planner.analyze;

import io.megadb.plan.ModifyNode;
import io.megadb.planner.ast.Assignment;
import io.megadb.planner.ast.Delete;
import io.megadb.planner.ast.Update;
import io.megadb.planner.catalog.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.util.ImmutableBitSet;

/** UPDATE and DELETE: both find rows by their identity first. */
public final class UpdateAnalyzer {
  private final Analysis analysis;
  private final ModificationAnalyzer common;
  private final SqlNodeList with;
  private final SqlIdentifier id;
  private final SqlIdentifier alias;
  private final List<Assignment> assignments;
  private final SqlNode others;
  private final SqlNode where;
  private final SqlNodeList returning;

  private UpdateAnalyzer(
      Analysis analysis,
      SqlNodeList with,
      SqlIdentifier id,
      SqlIdentifier alias,
      List<Assignment> assignments,
      SqlNode others,
      SqlNode where,
      SqlNodeList returning) {
    this.analysis = analysis;
    this.with = with;
    this.id = id;
    this.alias = alias;
    this.assignments = assignments;
    this.others = others;
    this.where = where;
    this.returning = returning;
    common = new ModificationAnalyzer(analysis);
  }

  public static AnalyzedModification update(Analysis analysis, Update update) {
    refuse(analysis, update.currentOf());
    return new UpdateAnalyzer(
            analysis,
            update.with(),
            update.table(),
            update.alias(),
            update.assignments(),
            update.from(),
            update.where(),
            update.returning())
        .analyze();
  }

  public static AnalyzedModification delete(Analysis analysis, Delete delete) {
    refuse(analysis, delete.currentOf());
    return new UpdateAnalyzer(
            analysis,
            delete.with(),
            delete.table(),
            delete.alias(),
            null,
            delete.using(),
            delete.where(),
            delete.returning())
        .analyze();
  }

  private static void refuse(Analysis analysis, SqlIdentifier currentOf) {
    if (currentOf != null) {
      throw analysis.notSupported("WHERE CURRENT OF", currentOf);
    }
  }

  private AnalyzedModification analyze() {
    TableDefinition table = common.target(id, assignments == null ? "DELETE" : "UPDATE");
    int width = table.columns().size();
    Scope scope = new Scope(null, analysis.queries().with(with));
    FromAnalyzer from = new FromAnalyzer(analysis, scope);
    Alias named = alias == null ? Alias.none(id) : Alias.named(id, alias.getSimple());
    FromItem target = from.table(table, named, id, true);
    FromItem joined = others == null ? null : from.item(others, null);
    scope.setFrom(joined == null ? target : with(target, joined));
    RelNode rel = scope.from().rel();
    RexNode condition = null;
    if (where != null) {
      scope.startClause("WHERE", false);
      condition =
          analysis.coercion().bool(analysis.expressions().analyze(where, scope), "WHERE").rex();
      rel = LogicalFilter.create(rel, condition, Correlations.own(scope, condition));
    }
    List<RexNode> values = assignments == null ? List.of() : newValues(table, scope, rel);
    List<RexNode> projects = new ArrayList<>(List.of(analysis.rex().makeInputRef(rel, width)));
    projects.addAll(values);
    boolean returnsOthers = joined != null && returning != null;
    for (int i = 0; returnsOthers && i < joined.width(); i++) {
      projects.add(analysis.rex().makeInputRef(rel, target.width() + i));
    }
    List<String> names = new ArrayList<>(List.of("identity"));
    projects.forEach(value -> names.add("v" + names.size()));
    names.remove(names.size() - 1);
    RelNode rows =
        LogicalProject.create(rel, List.of(), projects, names, Correlations.own(scope, projects));
    if (others != null) {
      rows = once(rows);
    }
    boolean again = others == null && again(condition) && values.stream().allMatch(this::again);
    ModificationAnalyzer.Returning output =
        returnsOthers
            ? common.returning(returning, returningScope(table, named, joined, scope))
            : common.returning(returning, table, id, alias);
    return new AnalyzedModification(
        rows,
        table,
        assignments == null ? ModifyNode.Kind.DELETE : ModifyNode.Kind.UPDATE,
        again ? condition : null,
        again ? values : null,
        null,
        assignments == null ? List.of() : common.checks(table, id),
        output.values(),
        output.columns());
  }

  /** The written row's columns, then those of the other tables' row. */
  private Scope returningScope(TableDefinition table, Alias named, FromItem joined, Scope around) {
    Scope scope = new Scope(null, around.commonTables());
    FromItem written = new FromAnalyzer(analysis, scope).table(table, named, id, false);
    scope.setFrom(with(written, joined));
    scope.startClause("RETURNING", false);
    return scope;
  }

  private boolean again(RexNode node) {
    return node == null || RexUtil.SubQueryFinder.find(node) == null;
  }

  private List<RexNode> newValues(TableDefinition table, Scope scope, RelNode rel) {
    scope.startClause("UPDATE", false);
    List<RexNode> kept = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      kept.add(analysis.rex().makeInputRef(rel, i));
    }
    return common.values(table, assignments, scope, kept);
  }

  private FromItem with(FromItem target, FromItem from) {
    RelNode rel =
        LogicalJoin.create(
            target.rel(),
            from.rel(),
            List.of(),
            analysis.rex().makeLiteral(true),
            Set.of(),
            JoinRelType.INNER);
    List<ScopeColumn> columns = new ArrayList<>(target.columns());
    from.columns().forEach(column -> columns.add(column.shift(target.width())));
    return new FromItem(rel, target.relationsWith(from), columns);
  }

  /** A row that joins with several others is changed once, by the first of them. */
  private RelNode once(RelNode rows) {
    if (rows.getRowType().getFieldCount() == 1) {
      return LogicalAggregate.create(rows, List.of(), ImmutableBitSet.of(0), null, List.of());
    }
    return FirstMatch.of(analysis, rows);
  }
}
