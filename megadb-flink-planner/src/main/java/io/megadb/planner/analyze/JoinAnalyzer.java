package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.relation.Projections;
import io.megadb.planner.relation.TableFunctionRel;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/** Joins of two items of FROM, with ON, USING or NATURAL, and LATERAL. */
final class JoinAnalyzer {
  private final Analysis analysis;
  private final Scope scope;
  private final FromAnalyzer items;

  JoinAnalyzer(Analysis analysis, Scope scope, FromAnalyzer items) {
    this.analysis = analysis;
    this.scope = scope;
    this.items = items;
  }

  FromItem join(SqlJoin join, FromItem before) {
    FromItem left = items.item(join.getLeft(), before);
    JoinRelType type =
        switch (join.getJoinType()) {
          case COMMA, CROSS, INNER -> JoinRelType.INNER;
          case LEFT -> JoinRelType.LEFT;
          case RIGHT -> JoinRelType.RIGHT;
          case FULL -> JoinRelType.FULL;
          default -> throw analysis.notSupported(join.getJoinType() + " JOIN", join);
        };
    Alias alias = Alias.of(join.getRight(), analysis);
    if (items.isFunction(alias.body())) {
      FromItem item = functionOver(left, alias, type, join);
      if (item != null) {
        checkAliases(
            left, item.relations().subList(left.relations().size(), item.relations().size()));
        return condition(item, join, type);
      }
    }
    if (FromAnalyzer.isLateral(alias.body()) || items.isFunction(alias.body())) {
      return lateral(left, alias, type, join);
    }
    FromItem right = items.item(join.getRight(), left);
    checkAliases(left, right.relations());
    return combine(left, right, type, join);
  }

  /** A function whose arguments refer to the left side; null if they do not. */
  private FromItem functionOver(FromItem left, Alias alias, JoinRelType type, SqlJoin join) {
    if (type == JoinRelType.RIGHT || type == JoinRelType.FULL) {
      return null;
    }
    FromItem item = items.function(alias.body(), alias, left);
    if (item.rel() instanceof TableFunctionRel function) {
      if (function.arguments().stream().anyMatch(a -> RexUtil.SubQueryFinder.find(a) != null)) {
        return null; // as LATERAL
      }
      boolean refers = function.arguments().stream().anyMatch(RexUtil::containsInputRef);
      if (!refers) {
        return null;
      }
      if (type == JoinRelType.LEFT && !isTrue(join)) {
        return null; // as LATERAL (SELECT * FROM function)
      }
      if (type == JoinRelType.LEFT) {
        RelNode outer =
            TableFunctionRel.create(
                function.getInput(),
                function.function(),
                function.arguments(),
                function.ordinality(),
                true,
                function.getRowType());
        return new FromItem(outer, item.relations(), item.columns());
      }
      return item;
    }
    return type == JoinRelType.INNER ? item : null;
  }

  private static boolean isTrue(SqlJoin join) {
    return join.getCondition() == null || ConditionalAnalyzer.isTrue(join.getCondition());
  }

  /** The ON condition of an inner join as a filter. */
  private FromItem condition(FromItem item, SqlJoin join, JoinRelType type) {
    if (type == JoinRelType.LEFT || isTrue(join)) {
      return item;
    }
    if (join.getConditionType() != JoinConditionType.ON) {
      throw analysis.notSupported("USING with LATERAL", join);
    }
    Scope joined = joined(item);
    return new FromItem(
        filter(item, on(joined, join.getCondition()), joined), item.relations(), item.columns());
  }

  private FromItem lateral(FromItem left, Alias alias, JoinRelType type, SqlJoin join) {
    Scope around = new Scope(scope.parent(), scope.commonTables());
    around.setFrom(left);
    FromItem right;
    if (items.isFunction(alias.body())) {
      Scope inside = new Scope(around, scope.commonTables());
      right = new TableFunctionAnalyzer(analysis, inside).item(alias.body(), alias, null);
    } else {
      SqlNode body = ((org.apache.calcite.sql.SqlCall) alias.body()).operand(0);
      right = items.subquery(body, alias, around);
    }
    checkAliases(left, right.relations());
    CorrelationId id = around.usedCorrelation();
    if (id == null) {
      return combine(left, right, type, join);
    }
    if (type == JoinRelType.RIGHT || type == JoinRelType.FULL) {
      Scope.ColumnUse use = around.anyUse();
      String table = use.name().substring(0, Math.max(0, use.name().lastIndexOf('.')));
      throw analysis
          .error(
              SqlState.INVALID_COLUMN_REFERENCE,
              "invalid reference to FROM-clause entry for table \"" + table + "\"",
              use.position())
          .withDetail("The combining JOIN type must be INNER or LEFT for a LATERAL reference.");
    }
    RelNode partner = right.rel();
    if (type == JoinRelType.LEFT && !isTrue(join)) {
      partner = LogicalFilter.create(partner, insideCondition(left, right, id, join));
    }
    ImmutableBitSet.Builder required = ImmutableBitSet.builder();
    Correlations.fields(partner, id).forEach(required::set);
    RelNode rel =
        LogicalCorrelate.create(left.rel(), partner, List.of(), id, required.build(), type);
    List<ScopeColumn> columns = new ArrayList<>(left.columns());
    right.columns().forEach(column -> columns.add(column.shift(left.width())));
    return condition(new FromItem(rel, left.relationsWith(right), columns), join, type);
  }

  /** The condition of LEFT JOIN LATERAL over the right side's row and the variable of the left. */
  private RexNode insideCondition(FromItem left, FromItem right, CorrelationId id, SqlJoin join) {
    if (join.getConditionType() != JoinConditionType.ON) {
      throw analysis.notSupported("USING with LATERAL", join);
    }
    List<ScopeColumn> columns = new ArrayList<>(left.columns());
    right.columns().forEach(column -> columns.add(column.shift(left.width())));
    RelNode joined = join(left, right, analysis.rex().makeLiteral(true), JoinRelType.INNER);
    RexNode condition =
        on(joined(new FromItem(joined, left.relationsWith(right), columns)), join.getCondition());
    if (RexUtil.SubQueryFinder.find(condition) != null) {
      throw analysis.notSupported("subquery in the condition of LEFT JOIN LATERAL", join);
    }
    RexNode variable = analysis.rex().makeCorrel(left.rel().getRowType(), id);
    return condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            int index = reference.getIndex();
            return index < left.width()
                ? analysis.rex().makeFieldAccess(variable, index)
                : analysis.rex().makeInputRef(reference.getType(), index - left.width());
          }
        });
  }

  private void checkAliases(FromItem left, List<ScopeRelation> right) {
    Set<String> names = new LinkedHashSet<>();
    left.relations().forEach(relation -> names.add(relation.alias()));
    for (ScopeRelation relation : right) {
      if (!relation.alias().isEmpty()
          && names.contains(relation.alias())
          && !bothUnaliased(left, relation)) {
        throw analysis.error(
            SqlState.DUPLICATE_ALIAS,
            "table name \"" + relation.alias() + "\" specified more than once",
            (SqlNode) null);
      }
    }
  }

  /** s1.t and s2.t may stand side by side. */
  private static boolean bothUnaliased(FromItem left, ScopeRelation relation) {
    return relation.schemaVisible()
        && relation.table() != null
        && left.relations().stream()
            .filter(other -> other.alias().equals(relation.alias()))
            .allMatch(
                other ->
                    other.schemaVisible()
                        && other.table() != null
                        && other.table().oid() != relation.table().oid());
  }

  private Scope joined(FromItem item) {
    Scope joined = new Scope(scope.parent(), scope.commonTables());
    joined.setFrom(item);
    joined.startClause("JOIN/ON", false);
    return joined;
  }

  private RexNode on(Scope joined, SqlNode condition) {
    return analysis
        .coercion()
        .bool(analysis.expressions().analyze(condition, joined), "JOIN/ON")
        .rex();
  }

  private static RelNode filter(FromItem item, RexNode condition, Scope joined) {
    return LogicalFilter.create(item.rel(), condition, Correlations.own(joined, condition));
  }

  private RelNode join(FromItem left, FromItem right, RexNode condition, JoinRelType type) {
    return LogicalJoin.create(left.rel(), right.rel(), List.of(), condition, Set.of(), type);
  }

  private FromItem combine(FromItem left, FromItem right, JoinRelType type, SqlJoin join) {
    List<String> using = using(left, right, join);
    RexNode always = analysis.rex().makeLiteral(true);
    List<ScopeColumn> columns = new ArrayList<>(left.columns());
    right.columns().forEach(column -> columns.add(column.shift(left.width())));
    FromItem both =
        new FromItem(
            join(left, right, always, JoinRelType.INNER), left.relationsWith(right), columns);
    if (using != null) {
      return merged(left, right, both, using, type, join);
    }
    if (join.getConditionType() != JoinConditionType.ON) {
      return new FromItem(join(left, right, always, type), both.relations(), columns);
    }
    Scope joined = joined(both);
    RexNode condition = on(joined, join.getCondition());
    boolean hasSubquery = RexUtil.SubQueryFinder.find(condition) != null;
    if (hasSubquery && type != JoinRelType.INNER) {
      throw analysis.notSupported("subquery in the condition of an outer join", join);
    }
    RelNode rel =
        hasSubquery ? filter(both, condition, joined) : join(left, right, condition, type);
    return new FromItem(rel, both.relations(), columns);
  }

  private List<String> using(FromItem left, FromItem right, SqlJoin join) {
    if (join.isNatural()) {
      Set<String> names = new LinkedHashSet<>();
      for (ScopeColumn column : left.columns()) {
        if (right.columns().stream().anyMatch(other -> other.name().equals(column.name()))) {
          names.add(column.name());
        }
      }
      return List.copyOf(names);
    }
    if (join.getConditionType() != JoinConditionType.USING) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (SqlNode node : (SqlNodeList) join.getCondition()) {
      names.add(((SqlIdentifier) node).getSimple());
    }
    return names;
  }

  private ScopeColumn side(FromItem item, String name, String side) {
    List<ScopeColumn> found =
        item.columns().stream().filter(column -> column.name().equals(name)).toList();
    if (found.size() > 1) {
      throw analysis.error(
          SqlState.AMBIGUOUS_COLUMN,
          "common column name \"" + name + "\" appears more than once in " + side + " table",
          (SqlNode) null);
    }
    if (found.isEmpty()) {
      throw analysis.error(
          SqlState.UNDEFINED_COLUMN,
          "column \"" + name + "\" specified in USING clause does not exist in " + side + " table",
          (SqlNode) null);
    }
    analysis.use(found.get(0));
    return found.get(0);
  }

  private FromItem merged(
      FromItem left,
      FromItem right,
      FromItem both,
      List<String> names,
      JoinRelType type,
      SqlJoin join) {
    List<RexNode> conditions = new ArrayList<>();
    List<ScopeColumn[]> pairs = new ArrayList<>();
    for (String name : names) {
      ScopeColumn a = side(left, name, "left");
      ScopeColumn b = side(right, name, "right").shift(left.width());
      pairs.add(new ScopeColumn[] {a, b});
      Typed x = new Typed(analysis.rex().makeInputRef(both.rel(), a.index()), null);
      Typed y = new Typed(analysis.rex().makeInputRef(both.rel(), b.index()), null);
      conditions.add(
          analysis
              .expressions()
              .operators()
              .binary("=", x, y, join.getParserPosition(), join.getParserPosition())
              .rex());
    }
    RexNode condition =
        conditions.isEmpty()
            ? analysis.rex().makeLiteral(true)
            : analysis.expressions().operators().and(conditions);
    RelNode rel = join(left, right, condition, type);
    List<ScopeColumn> merged = new ArrayList<>();
    List<RexNode> extra = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ScopeColumn a = pairs.get(i)[0];
      ScopeColumn b = pairs.get(i)[1];
      if (type != JoinRelType.FULL && a.type().equals(b.type())) {
        ScopeColumn kept = type == JoinRelType.RIGHT ? b : a;
        merged.add(
            new ScopeColumn(
                names.get(i), kept.index(), kept.type(), kept.tableOid(), kept.attnum()));
        continue;
      }
      RexNode value = mergedValue(rel, a, b, type);
      int index = both.width() + extra.size();
      extra.add(value);
      merged.add(new ScopeColumn(names.get(i), index, PgRelDataType.of(value.getType()), 0, 0));
    }
    both.columns().stream().filter(column -> !names.contains(column.name())).forEach(merged::add);
    return new FromItem(extra.isEmpty() ? rel : append(rel, extra), both.relations(), merged);
  }

  private RexNode mergedValue(RelNode rel, ScopeColumn a, ScopeColumn b, JoinRelType type) {
    List<Typed> values =
        List.of(
            new Typed(analysis.rex().makeInputRef(rel, a.index()), null),
            new Typed(analysis.rex().makeInputRef(rel, b.index()), null));
    PgType common = analysis.coercion().common(values, "JOIN/USING");
    RexNode x = analysis.coercion().toCommon(values.get(0), common, "JOIN/USING").rex();
    RexNode y = analysis.coercion().toCommon(values.get(1), common, "JOIN/USING").rex();
    return switch (type) {
      case FULL ->
          analysis
              .rex()
              .makeCall(analysis.rel(common, true), SqlStdOperatorTable.COALESCE, List.of(x, y));
      case RIGHT -> y;
      default -> x;
    };
  }

  private RelNode append(RelNode rel, List<RexNode> extra) {
    List<RexNode> values = new ArrayList<>();
    List<String> names = new ArrayList<>(rel.getRowType().getFieldNames());
    for (int i = 0; i < names.size(); i++) {
      values.add(analysis.rex().makeInputRef(rel, i));
    }
    for (RexNode value : extra) {
      names.add("merged" + names.size());
      values.add(value);
    }
    return Projections.project(rel, values, names);
  }
}
