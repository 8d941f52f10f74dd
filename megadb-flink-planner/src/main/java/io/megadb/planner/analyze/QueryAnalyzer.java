package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.PgOrderBy;
import io.megadb.planner.ast.PgWithItem;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.relation.Projections;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Queries: WITH, set operations, VALUES, ORDER BY and LIMIT around a SELECT. */
public final class QueryAnalyzer {
  private final Analysis analysis;

  QueryAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  /** A statement that is a query. */
  public AnalyzedQuery query(SqlNode node) {
    return query(node, null, null, true);
  }

  /**
   * @param parent the scope around, for outer references, or null
   * @param resolveUnknown gives columns of unknown type the type text
   */
  AnalyzedQuery query(
      SqlNode node, Scope parent, CommonTables commonTables, boolean resolveUnknown) {
    return analysis.nested(() -> query(node, null, parent, commonTables, resolveUnknown));
  }

  @SuppressWarnings("ReferenceEquality") // commonTables is where the WITH's own items end
  private AnalyzedQuery query(
      SqlNode node,
      SqlOrderBy order,
      Scope parent,
      CommonTables commonTables,
      boolean resolveUnknown) {
    if (node instanceof SqlOrderBy inner) {
      if (order != null) {
        return order(query(node, null, parent, commonTables, resolveUnknown), order, parent);
      }
      if (inner instanceof PgOrderBy pg) {
        if (pg.withTies() && pg.orderList.isEmpty()) {
          throw analysis.error(
              SqlState.SYNTAX_ERROR,
              "WITH TIES cannot be specified without ORDER BY clause",
              (SqlNode) null);
        }
        if (!pg.locking().isEmpty()) {
          throw analysis.notSupported("SELECT … FOR UPDATE", node);
        }
      }
      return query(inner.query, inner, parent, commonTables, resolveUnknown);
    }
    if (node instanceof SqlWith with) {
      CommonTables tables = with(with.withList, parent, commonTables);
      for (CommonTables item = tables; item != commonTables; item = item.next()) {
        if (!isMentioned(item.name(), with)) {
          analysis.withItems().check(item);
        }
      }
      AnalyzedQuery body = query(with.body, order, parent, tables, resolveUnknown);
      for (CommonTables item = tables; item != commonTables; item = item.next()) {
        body = analysis.withItems().around(item, body);
      }
      return body;
    }
    if (node instanceof SqlSelect select) {
      return new SelectAnalyzer(analysis, select, parent, commonTables)
          .analyze(order, resolveUnknown);
    }
    if (node.getKind() == SqlKind.VALUES) {
      return order(values((SqlCall) node, parent, commonTables, resolveUnknown), order, parent);
    }
    if (node instanceof SqlCall call && call.getOperator() instanceof SqlSetOperator) {
      return order(setOperation(call, parent, commonTables), order, parent);
    }
    if (node.getKind() == SqlKind.EXPLICIT_TABLE) {
      Scope scope = new Scope(parent, commonTables);
      FromItem item = new FromAnalyzer(analysis, scope).item(((SqlCall) node).operand(0), null);
      List<OutputColumn> columns = new ArrayList<>();
      for (ScopeColumn column : item.columns()) {
        columns.add(
            new OutputColumn(column.name(), column.type(), column.tableOid(), column.attnum()));
      }
      return order(new AnalyzedQuery(item.rel(), columns), order, parent);
    }
    throw analysis.notSupported(node.getKind() + " as a query", node);
  }

  CommonTables with(SqlNodeList items, Scope parent, CommonTables outer) {
    CommonTables tables = outer;
    Set<String> names = new HashSet<>();
    for (SqlNode node : items) {
      SqlWithItem item = (SqlWithItem) node;
      if (item.query instanceof CommandNode) {
        throw analysis.notSupported("data-modifying statements in WITH", item);
      }
      boolean recursive = item.recursive.booleanValue() && TableNames.namesItself(item);
      List<String> columns = new ArrayList<>();
      if (item.columnList != null) {
        item.columnList.forEach(column -> columns.add(((SqlIdentifier) column).getSimple()));
      }
      String name = item.name.getSimple();
      if (!names.add(name)) {
        throw analysis.error(
            SqlState.DUPLICATE_ALIAS,
            "WITH query name \"" + name + "\" specified more than once",
            item.name);
      }
      tables =
          new CommonTables(
              name,
              columns,
              item.query,
              tables,
              parent,
              item.name,
              recursive ? CommonTables.Kind.RECURSIVE : CommonTables.Kind.PLAIN,
              item instanceof PgWithItem pg ? pg.materialized() : null,
              null);
    }
    return tables;
  }

  /** The items of a WITH before INSERT, UPDATE or DELETE; null without one. */
  CommonTables with(SqlNodeList items) {
    if (items == null) {
      return null;
    }
    CommonTables tables = with(items, null, null);
    for (CommonTables table = tables; table != null; table = table.next()) {
      analysis.withItems().check(table); // for its errors, if nothing reads it
    }
    return tables;
  }

  /** An item's own query. */
  AnalyzedQuery analyzed(CommonTables item) {
    return item.kind() == CommonTables.Kind.RECURSIVE
        ? new RecursiveAnalyzer(analysis, item).analyze()
        : query(item.query(), item.scope(), item.next(), true);
  }

  private static boolean isMentioned(String name, SqlWith with) {
    return TableNames.contains(with.body, name)
        || with.withList.stream()
            .anyMatch(item -> TableNames.contains(((SqlWithItem) item).query, name));
  }

  private AnalyzedQuery values(
      SqlCall call, Scope parent, CommonTables commonTables, boolean resolveUnknown) {
    Scope scope = new Scope(parent, commonTables);
    scope.startClause("VALUES", false);
    List<List<Typed>> rows = new ArrayList<>();
    for (SqlNode row : call.getOperandList()) {
      List<SqlNode> items =
          row instanceof SqlNodeList list
              ? list.getList()
              : row.getKind() == SqlKind.ROW ? ((SqlCall) row).getOperandList() : List.of(row);
      if (!rows.isEmpty() && items.size() != rows.get(0).size()) {
        throw analysis.error(
            SqlState.SYNTAX_ERROR,
            "VALUES lists must all be the same length",
            items.isEmpty() ? row : items.get(0));
      }
      rows.add(analysis.expressions().analyzeAll(items, scope));
    }
    int width = rows.get(0).size();
    List<PgType> types = new ArrayList<>();
    boolean[] nullable = new boolean[width];
    List<List<RexNode>> converted = new ArrayList<>();
    rows.forEach(row -> converted.add(new ArrayList<>()));
    for (int i = 0; i < width; i++) {
      List<Typed> column = new ArrayList<>();
      for (List<Typed> row : rows) {
        column.add(row.get(i));
      }
      boolean keep = !resolveUnknown && column.stream().allMatch(Typed::isUnknown);
      PgType type = keep ? column.get(0).type() : analysis.coercion().common(column, "VALUES");
      types.add(type);
      for (int r = 0; r < rows.size(); r++) {
        Typed value =
            keep ? column.get(r) : analysis.coercion().toCommon(column.get(r), type, "VALUES");
        nullable[i] |= value.nullable();
        converted.get(r).add(value.rex());
      }
    }
    RelDataTypeFactory.Builder rowType = analysis.session().types().builder();
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      String name = "column" + (i + 1);
      rowType.add(name, analysis.rel(types.get(i), nullable[i]));
      columns.add(new OutputColumn(name, types.get(i), 0, 0));
    }
    return new AnalyzedQuery(Rows.create(analysis.session(), rowType.build(), converted), columns);
  }

  private AnalyzedQuery setOperation(SqlCall call, Scope parent, CommonTables commonTables) {
    SqlSetOperator operator = (SqlSetOperator) call.getOperator();
    AnalyzedQuery left = query(call.operand(0), parent, commonTables, false);
    AnalyzedQuery right = query(call.operand(1), parent, commonTables, false);
    String name = operator.getKind().name();
    if (left.columns().size() != right.columns().size()) {
      throw analysis.error(
          SqlState.SYNTAX_ERROR,
          "each " + name + " query must have the same number of columns",
          firstItem(call.operand(1)));
    }
    List<PgType> types = new ArrayList<>();
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < left.columns().size(); i++) {
      List<Typed> pair =
          List.of(column(left, i, call.operand(0)), column(right, i, call.operand(1)));
      PgType type = analysis.coercion().common(pair, name);
      types.add(type);
      columns.add(new OutputColumn(left.columns().get(i).name(), type, 0, 0));
    }
    List<RelNode> inputs =
        List.of(
            convert(left, types, call.operand(0), name),
            convert(right, types, call.operand(1), name));
    RelNode rel =
        switch (operator.getKind()) {
          case UNION -> LogicalUnion.create(inputs, operator.isAll());
          case INTERSECT -> LogicalIntersect.create(inputs, operator.isAll());
          default -> LogicalMinus.create(inputs, operator.isAll());
        };
    return new AnalyzedQuery(rel, columns);
  }

  /** Where a query's first word stands. */
  static SqlParserPos start(SqlNode query) {
    return switch (query.getKind()) {
      case ORDER_BY -> start(((SqlOrderBy) query).query);
      case UNION, INTERSECT, EXCEPT -> start(((SqlCall) query).operand(0));
      default -> query.getParserPosition();
    };
  }

  static SqlNode firstItem(SqlNode query) {
    return query instanceof SqlSelect select && !select.getSelectList().isEmpty()
        ? select.getSelectList().get(0)
        : query;
  }

  Typed column(AnalyzedQuery query, int index, SqlNode node) {
    RexNode value = UnknownColumns.value(query.rel(), index);
    SqlNode place = node;
    if (node instanceof SqlSelect select && select.getSelectList().size() > index) {
      place = select.getSelectList().get(index);
    }
    return new Typed(
        value == null ? analysis.rex().makeInputRef(query.rel(), index) : value,
        place.getParserPosition());
  }

  /** The query with its columns converted; literals of unknown type are read in their new type. */
  RelNode convert(AnalyzedQuery query, List<PgType> types, SqlNode node, String construct) {
    List<RexNode> values = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < types.size(); i++) {
      Typed column = column(query, i, node);
      Typed converted = analysis.coercion().toCommon(column, types.get(i), construct);
      same &=
          PgRelDataType.of(query.rel().getRowType().getFieldList().get(i).getType())
              .equals(converted.type());
      values.add(converted.rex());
    }
    return same
        ? query.rel()
        : Projections.project(query.rel(), values, query.rel().getRowType().getFieldNames());
  }

  /** ORDER BY and LIMIT of a query whose columns alone may be named. */
  private AnalyzedQuery order(AnalyzedQuery query, SqlOrderBy order, Scope parent) {
    if (order == null) {
      return query;
    }
    List<RelFieldCollation> keys = new ArrayList<>();
    for (SqlNode node : order.orderList) {
      SortItem item = SortItem.of(node, analysis);
      int column = outputColumn(item.expression(), query.columns());
      if (column < 0) {
        checkNames(query, item.expression(), parent);
        throw analysis
            .error(
                SqlState.FEATURE_NOT_SUPPORTED,
                "invalid UNION/INTERSECT/EXCEPT ORDER BY clause",
                Positions.leftmost(item.expression()))
            .withDetail("Only result column names can be used, not expressions or functions.")
            .withHint(
                "Add the expression/function to every SELECT, or move the UNION into a FROM"
                    + " clause.");
      }
      keys.add(new OrderKey(null, item.descending(), item.nullsFirst()).collation(column));
    }
    Scope own = new Scope(parent, parent == null ? null : parent.commonTables());
    return new AnalyzedQuery(
        new LimitAnalyzer(analysis).limit(query.rel(), keys, order, own), query.columns());
  }

  /** What an expression of ORDER BY names must at least exist. */
  private void checkNames(AnalyzedQuery query, SqlNode node, Scope parent) {
    Scope output = new Scope(parent, parent == null ? null : parent.commonTables());
    List<ScopeColumn> columns = new ArrayList<>();
    for (int i = 0; i < query.columns().size(); i++) {
      columns.add(
          new ScopeColumn(query.columns().get(i).name(), i, query.columns().get(i).type(), 0, 0));
    }
    output.setFrom(new FromItem(query.rel(), List.of(), columns));
    output.startClause("ORDER BY", false);
    analysis.expressions().analyze(node, output);
  }

  /** The output column that an ordinal or a bare name of ORDER BY means, or -1. */
  int outputColumn(SqlNode node, List<OutputColumn> columns) {
    if (node instanceof SqlLiteral literal) {
      return ordinal(literal, columns.size(), "ORDER BY");
    }
    if (!(node instanceof SqlIdentifier id) || !id.isSimple()) {
      return -1;
    }
    int found = -1;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(id.getSimple())) {
        if (found >= 0) {
          throw analysis.error(
              SqlState.AMBIGUOUS_COLUMN, "ORDER BY \"" + id.getSimple() + "\" is ambiguous", id);
        }
        found = i;
      }
    }
    return found;
  }

  /** The position, from 0, that a number in ORDER BY or GROUP BY means. */
  int ordinal(SqlLiteral literal, int size, String clause) {
    if (!(literal instanceof org.apache.calcite.sql.SqlNumericLiteral number)
        || !number.isInteger()) {
      throw analysis.error(SqlState.SYNTAX_ERROR, "non-integer constant in " + clause, literal);
    }
    long position = number.bigDecimalValue().longValue();
    if (position < 1 || position > size) {
      throw analysis.error(
          SqlState.INVALID_COLUMN_REFERENCE,
          clause + " position " + position + " is not in select list",
          literal);
    }
    return (int) position - 1;
  }
}
