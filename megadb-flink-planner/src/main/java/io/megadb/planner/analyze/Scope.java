package io.megadb.planner.analyze;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * What the expressions of one clause of one query may name: the FROM clause's columns, and through
 * the parent those of the queries around it.
 */
final class Scope {
  /** A use of a column of this scope, for messages about grouping. */
  record ColumnUse(String name, SqlParserPos position) {}

  /** The clause of EXECUTE's arguments. */
  static final String EXECUTE_PARAMETERS = "EXECUTE parameters";

  private static final Set<String> MAY_RETURN_SETS = Set.of("SELECT", "ORDER BY", "DISTINCT ON");

  private final Scope parent;
  private final CommonTables commonTables;
  private final IdentityHashMap<RexNode, ColumnUse> uses = new IdentityHashMap<>();
  private final Set<CorrelationId> created = new HashSet<>();
  private FromItem from;
  private RelDataType row;
  private RelDataType nullableRow;
  private CorrelationId correlation;
  private AggregateCollector aggregates;
  private WindowCollector windows;
  private String clause = "";
  private boolean aggregatesAllowed;
  private String withoutSets;

  /**
   * @param parent the query around, or null
   * @param commonTables of WITH, visible here
   */
  Scope(Scope parent, CommonTables commonTables) {
    this.parent = parent;
    this.commonTables = commonTables;
  }

  Scope parent() {
    return parent;
  }

  CommonTables commonTables() {
    return commonTables;
  }

  FromItem from() {
    return from;
  }

  /** Fixes the FROM clause; a new row for correlated subqueries begins. */
  void setFrom(FromItem item) {
    from = item;
    row = item.rel().getRowType();
    nullableRow = null;
    startClause("", false);
  }

  /** From here on subqueries see columns that may be null, as grouping sets leave them out. */
  void setColumnsMayBeNull(RelDataTypeFactory types) {
    RelDataTypeFactory.Builder builder = types.builder();
    for (RelDataTypeField field : row.getFieldList()) {
      builder.add(field.getName(), types.createTypeWithNullability(field.getType(), true));
    }
    nullableRow = builder.build();
  }

  /** Starts a clause such as WHERE. */
  void startClause(String name, boolean mayAggregate) {
    clause = name;
    aggregatesAllowed = mayAggregate;
  }

  /** Analyses a part of a clause that has rules of its own and holds no aggregates. */
  <T> T inClause(String name, Supplier<T> body) {
    return inClause(name, false, body);
  }

  /** Analyses a part of a clause that has rules of its own. */
  <T> T inClause(String name, boolean mayAggregate, Supplier<T> body) {
    String clauseBefore = clause;
    boolean allowedBefore = aggregatesAllowed;
    startClause(name, mayAggregate);
    try {
      return body.get();
    } finally {
      startClause(clauseBefore, allowedBefore);
    }
  }

  /** Analyses a subquery; it refers to this scope's row by a variable of its own. */
  <T> T subquery(Supplier<T> body) {
    CorrelationId before = correlation;
    correlation = null;
    try {
      return body.get();
    } finally {
      correlation = before;
    }
  }

  /** Analyses a construct in which no function may return a set. */
  <T> T withoutSets(String construct, Supplier<T> body) {
    String before = withoutSets;
    withoutSets = construct;
    try {
      return body.get();
    } finally {
      withoutSets = before;
    }
  }

  /** Why a function may not return a set here; null if it may. */
  String setsForbidden() {
    if (withoutSets != null) {
      return withoutSets;
    }
    return MAY_RETURN_SETS.contains(clause) ? null : clause;
  }

  String clause() {
    return clause;
  }

  boolean aggregatesAllowed() {
    return aggregatesAllowed;
  }

  AggregateCollector aggregates() {
    return aggregates;
  }

  void setAggregates(AggregateCollector collector) {
    aggregates = collector;
  }

  /** Window functions of this query; null where there can be none. */
  WindowCollector windows() {
    return windows;
  }

  void setWindows(WindowCollector collector) {
    windows = collector;
  }

  /** The row type of the FROM clause. */
  RelDataType row() {
    return row;
  }

  /** The row type that a correlation variable of this scope has. */
  RelDataType outerRow() {
    boolean grouped = nullableRow != null && (aggregates == null || !aggregates.isInside());
    return grouped ? nullableRow : row;
  }

  /** The variable that stands for this scope's row inside the subquery being analysed. */
  CorrelationId correlation(RelNode any) {
    if (correlation == null) {
      correlation = anotherCorrelation(any);
    }
    return correlation;
  }

  /** A further variable for this scope's row, for a subquery that is used twice. */
  CorrelationId anotherCorrelation(RelNode any) {
    CorrelationId another = any.getCluster().createCorrel();
    created.add(another);
    return another;
  }

  /** The variable stands for this scope's row. */
  boolean hasCreated(CorrelationId id) {
    return created.contains(id);
  }

  /** The variable that the subquery being analysed has used, or null. */
  CorrelationId usedCorrelation() {
    return correlation;
  }

  void recordUse(RexNode node, String name, SqlParserPos pos) {
    uses.put(node, new ColumnUse(name, pos));
  }

  /** Some use of a column of this scope; there must be one. */
  ColumnUse anyUse() {
    return uses.values().iterator().next();
  }

  ColumnUse use(RexNode node) {
    return uses.get(node);
  }

  /** Relations of this scope with this alias. */
  List<ScopeRelation> relations(String alias) {
    List<ScopeRelation> found = new ArrayList<>();
    if (from != null) {
      for (ScopeRelation relation : from.relations()) {
        if (relation.alias().equals(alias)) {
          found.add(relation);
        }
      }
    }
    return found;
  }

  /** Columns of this scope that this unqualified name means. */
  List<ScopeColumn> columns(String name) {
    List<ScopeColumn> found = new ArrayList<>();
    if (from != null) {
      for (ScopeColumn column : from.columns()) {
        if (column.name().equals(name)) {
          found.add(column);
        }
      }
    }
    return found;
  }
}
