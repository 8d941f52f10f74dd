package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.planner.ast.ComputedTable;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.planner.ast.GraphTable;
import io.megadb.planner.ast.PgOperators;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.relation.PgTable;
import io.megadb.planner.spi.MegaDbExtensions.Injection;
import io.megadb.planner.spi.QueryFunction;
import io.megadb.planner.statement.OutputColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** The FROM clause: tables, views, WITH items, subqueries, functions and their joins. */
final class FromAnalyzer {
  private final Analysis analysis;
  private final Scope scope;
  private final QueryFunctionAnalyzer queryFunctions;

  /**
   * @param scope of the query; its FROM is not set yet
   */
  FromAnalyzer(Analysis analysis, Scope scope) {
    this.analysis = analysis;
    this.scope = scope;
    this.queryFunctions = new QueryFunctionAnalyzer(analysis);
  }

  /**
   * @param left what stands before it in the same FROM, for LATERAL, or null
   */
  FromItem item(SqlNode node, FromItem left) {
    if (node instanceof SqlJoin join) {
      return new JoinAnalyzer(analysis, scope, this).join(join, left);
    }
    Alias alias = Alias.of(node, analysis);
    SqlNode body = alias.body();
    Injection<QueryFunction> function = queryFunctions.called(body);
    if (function != null) {
      return queryFunctions.item(function, body, alias, scope, this);
    }
    if (isFunction(body)) {
      return function(body, alias, null);
    }
    if (body instanceof SqlIdentifier id) {
      return relation(id, alias);
    }
    if (body.getKind() == SqlKind.TABLE_REF) {
      return relation(((SqlCall) body).operand(0), alias);
    }
    if (body.getKind() == SqlKind.LATERAL) {
      return item(alias.rewrap(((SqlCall) body).operand(0)), left);
    }
    if (body instanceof SqlJoin join) {
      FromItem joined = item(join, left);
      return alias.name() == null ? joined : aliased(joined, alias);
    }
    if (body instanceof GraphTable graph) {
      return new GraphAnalyzer(analysis).table(graph, alias, scope, this);
    }
    if (body instanceof ComputedTable computed) {
      return new GraphAnalyzer(analysis).computed(computed, alias, scope, this);
    }
    if (ExpressionAnalyzer.isQuery(body)) {
      return subquery(body, alias, new Scope(scope.parent(), scope.commonTables()));
    }
    String name =
        body instanceof SqlCall call ? call.getOperator().getName() : body.getKind().toString();
    throw analysis.notSupported(name + " in FROM", node);
  }

  /** A join under one name: the names inside cannot be used outside any more. */
  private FromItem aliased(FromItem joined, Alias alias) {
    if (alias.columns().size() > joined.columns().size()) {
      throw analysis.error(
          SqlState.INVALID_COLUMN_REFERENCE,
          "join expression \""
              + alias.name()
              + "\" has "
              + joined.columns().size()
              + " columns available but "
              + alias.columns().size()
              + " columns specified",
          (SqlNode) null);
    }
    List<ScopeColumn> columns = alias.rename(joined.columns(), alias.node(), analysis);
    return new FromItem(
        joined.rel(), List.of(new ScopeRelation(alias.name(), null, false, columns)), columns);
  }

  /** A function that is called for its rows; one that stands for a query is a query. */
  boolean isFunction(SqlNode node) {
    SqlNode body = node.getKind() == SqlKind.LATERAL ? ((SqlCall) node).operand(0) : node;
    if (queryFunctions.called(body) != null) {
      return false;
    }
    return body instanceof FunctionCall
        || body.getKind() == SqlKind.COLLECTION_TABLE
        || body.getKind() == SqlKind.UNNEST
        || body instanceof SqlCall call && call.getOperator().equals(PgOperators.WITH_ORDINALITY);
  }

  static boolean isLateral(SqlNode node) {
    return node.getKind() == SqlKind.LATERAL;
  }

  FromItem function(SqlNode body, Alias alias, FromItem left) {
    return new TableFunctionAnalyzer(analysis, scope).item(body, alias, left);
  }

  /** A subquery in FROM; {@code around} is what it may refer to. */
  FromItem subquery(SqlNode body, Alias alias, Scope around) {
    Injection<QueryFunction> function = queryFunctions.called(body);
    if (function != null) {
      return queryFunctions.item(function, body, alias, scope, this);
    }
    Scope outer = around.from() == null ? scope.parent() : around;
    if (body instanceof GraphTable graph) {
      Scope inside = new Scope(outer, scope.commonTables());
      return new GraphAnalyzer(analysis).table(graph, alias, inside, this);
    }
    AnalyzedQuery query = analysis.queries().query(body, outer, scope.commonTables(), true);
    return derived(query, alias, body);
  }

  FromItem derived(AnalyzedQuery query, Alias alias, SqlNode node) {
    List<ScopeColumn> columns = new ArrayList<>();
    for (int i = 0; i < query.columns().size(); i++) {
      OutputColumn column = query.columns().get(i);
      columns.add(
          new ScopeColumn(column.name(), i, column.type(), column.tableOid(), column.attnum()));
    }
    List<ScopeColumn> named = alias.rename(columns, node, analysis);
    return new FromItem(
        query.rel(), List.of(new ScopeRelation(alias.nameOr(""), null, false, named)), named);
  }

  private FromItem relation(SqlIdentifier id, Alias alias) {
    if (id.isSimple()) {
      CommonTables common = CommonTables.find(scope.commonTables(), id.getSimple());
      if (common != null) {
        return commonTable(common, id, alias);
      }
    }
    TableDefinition table = analysis.relations().get(id);
    if (table.kind() == RelationKind.PROPERTY_GRAPH) {
      throw analysis
          .error(SqlState.WRONG_OBJECT_TYPE, "\"" + table.name() + "\" is a property graph", id)
          .withHint("Query it with GRAPH_TABLE (" + table.name() + " MATCH ... COLUMNS (...)).");
    }
    return table.viewSql() != null ? view(table, alias, id) : table(table, alias, id, false);
  }

  private FromItem commonTable(CommonTables common, SqlIdentifier id, Alias alias) {
    AnalyzedQuery named = renamed(analysis.withItems().reference(common), common);
    return derived(named, alias.withDefault(id), id);
  }

  static AnalyzedQuery renamed(Analysis analysis, AnalyzedQuery query, CommonTables common) {
    return new FromAnalyzer(analysis, null).renamed(query, common);
  }

  private AnalyzedQuery renamed(AnalyzedQuery query, CommonTables common) {
    List<String> names = common.columns();
    if (names.size() > query.columns().size()) {
      throw analysis.error(
          SqlState.INVALID_COLUMN_REFERENCE,
          "WITH query \""
              + common.name()
              + "\" has "
              + query.columns().size()
              + " columns available but "
              + names.size()
              + " columns specified",
          common.place());
    }
    List<OutputColumn> columns = new ArrayList<>(query.columns());
    for (int i = 0; i < names.size(); i++) {
      OutputColumn column = columns.get(i);
      columns.set(
          i, new OutputColumn(names.get(i), column.type(), column.tableOid(), column.attnum()));
    }
    return new AnalyzedQuery(query.rel(), columns);
  }

  private FromItem view(TableDefinition view, Alias alias, SqlIdentifier id) {
    AnalyzedQuery query =
        analysis.inView(
            view.name(),
            () -> analysis.queries().query(PgParser.parse(view.viewSql()).get(0).node()));
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < view.columns().size(); i++) {
      ColumnDefinition column = view.columns().get(i);
      columns.add(
          new OutputColumn(
              column.name(), query.columns().get(i).type(), view.oid(), column.attnum()));
    }
    FromItem item = derived(new AnalyzedQuery(query.rel(), columns), alias.withDefault(id), id);
    ScopeRelation relation = item.relations().get(0);
    return new FromItem(
        item.rel(),
        List.of(
            new ScopeRelation(relation.alias(), view, alias.name() == null, relation.columns())),
        item.columns());
  }

  /**
   * A scan of a table.
   *
   * @param rowIdentity adds the hidden column that UPDATE and DELETE need
   */
  FromItem table(TableDefinition table, Alias alias, SqlIdentifier id, boolean rowIdentity) {
    PgTable scanned =
        PgTable.of(
            table,
            analysis.context().statistics().apply(table.reference()),
            rowIdentity,
            analysis.session().types());
    RelNode rel = LogicalTableScan.create(analysis.session().cluster(), scanned, List.of());
    List<ScopeColumn> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnDefinition column = table.columns().get(i);
      columns.add(new ScopeColumn(column.name(), i, column.type(), table.oid(), column.attnum()));
    }
    List<ScopeColumn> named = alias.rename(columns, id, analysis);
    return new FromItem(
        rel,
        List.of(new ScopeRelation(alias.nameOr(table.name()), table, alias.name() == null, named)),
        named);
  }
}
