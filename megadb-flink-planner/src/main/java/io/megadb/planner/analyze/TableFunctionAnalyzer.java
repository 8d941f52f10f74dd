package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.function.FunctionSignature;
import io.megadb.function.TableFunction;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.planner.ast.PgOperators;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.relation.Projections;
import io.megadb.planner.relation.TableFunctionRel;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Functions in FROM, over nothing or over each row of what stands before them. */
final class TableFunctionAnalyzer {
  private final Analysis analysis;
  private final Scope scope;

  TableFunctionAnalyzer(Analysis analysis, Scope scope) {
    this.analysis = analysis;
    this.scope = scope;
  }

  /**
   * @param left what the arguments may refer to; the result then has its columns first; or null
   */
  FromItem item(SqlNode node, Alias alias, FromItem left) {
    SqlNode body = node;
    boolean ordinality = false;
    while (true) {
      if (body instanceof SqlCall call && call.getOperator().equals(PgOperators.WITH_ORDINALITY)) {
        ordinality = true;
        body = call.operand(0);
      } else if (body.getKind() == SqlKind.COLLECTION_TABLE || body.getKind() == SqlKind.LATERAL) {
        body = ((SqlCall) body).operand(0);
      } else {
        break;
      }
    }
    SqlCall call = (SqlCall) body;
    String name =
        body instanceof FunctionCall function
            ? CallAnalyzer.simpleName(function.parts().name())
            : call.getOperator().getName().toLowerCase(Locale.ROOT);
    Scope arguments = new Scope(scope.parent(), scope.commonTables());
    if (left != null) {
      arguments.setFrom(left);
    }
    arguments.startClause("FROM", false);
    List<Typed> values = analysis.expressions().analyzeAll(call.getOperandList(), arguments);
    FunctionResolver.Choice choice =
        analysis.functions().function(name, values, call.getParserPosition());
    TableFunction function = analysis.context().functions().table(choice.function().id());
    return function == null
        ? scalar(name, choice, values, alias, left, ordinality, call)
        : table(name, function, choice, values, alias, left, ordinality);
  }

  private FromItem table(
      String name,
      TableFunction function,
      FunctionResolver.Choice choice,
      List<Typed> values,
      Alias alias,
      FromItem left,
      boolean ordinality) {
    List<RexNode> operands = new ArrayList<>();
    List<PgType> types = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      PgType type = PgType.of(choice.arguments().get(i));
      RexNode operand = analysis.coercion().implicit(values.get(i), type).rex();
      operands.add(operand);
      types.add(PgRelDataType.of(operand.getType()));
    }
    List<PgType> columnTypes = function.columnTypes(types);
    List<String> names = new ArrayList<>(function.columnNames());
    if (columnTypes.size() == 1) {
      names = new ArrayList<>(List.of(alias.nameOr(name)));
    }
    RelNode input = left == null ? oneRow() : left.rel();
    RelDataTypeFactory.Builder row = analysis.session().types().builder();
    row.addAll(input.getRowType().getFieldList());
    int width = left == null ? 0 : left.width();
    List<ScopeColumn> columns = new ArrayList<>();
    for (int i = 0; i < columnTypes.size(); i++) {
      row.add(names.get(i), analysis.rel(columnTypes.get(i), true));
      columns.add(new ScopeColumn(names.get(i), width + i, columnTypes.get(i), 0, 0));
    }
    if (ordinality) {
      PgType bigint = PgType.of(PgTypes.INT8);
      row.add("ordinality", analysis.rel(bigint, false));
      columns.add(new ScopeColumn("ordinality", width + columnTypes.size(), bigint, 0, 0));
    }
    RelNode rel =
        left == null && operands.stream().anyMatch(o -> RexUtil.SubQueryFinder.find(o) != null)
            ? overSubqueries(choice.function(), operands, ordinality, row.uniquify().build())
            : TableFunctionRel.create(
                input, choice.function(), operands, ordinality, false, row.uniquify().build());
    List<ScopeColumn> renamed = alias.rename(columns, alias.node(), analysis);
    ScopeRelation relation = new ScopeRelation(alias.nameOr(name), null, false, renamed);
    if (left == null) {
      return new FromItem(rel, List.of(relation), renamed);
    }
    List<ScopeRelation> relations = new ArrayList<>(left.relations());
    relations.add(relation);
    List<ScopeColumn> all = new ArrayList<>(left.columns());
    all.addAll(renamed);
    return new FromItem(rel, relations, all);
  }

  /** A call whose arguments are columns of one row, for there can be no subqueries in a call. */
  private RelNode overSubqueries(
      FunctionSignature function, List<RexNode> operands, boolean ordinality, RelDataType row) {
    List<String> names = new ArrayList<>();
    operands.forEach(operand -> names.add("argument" + names.size()));
    RelNode input = Projections.project(oneRow(), operands, names);
    List<RexNode> arguments = new ArrayList<>();
    RelDataTypeFactory.Builder both = analysis.session().types().builder();
    for (RelDataTypeField field : input.getRowType().getFieldList()) {
      arguments.add(analysis.rex().makeInputRef(input, field.getIndex()));
      both.add(field);
    }
    both.addAll(row.getFieldList());
    RelNode call =
        TableFunctionRel.create(
            input, function, arguments, ordinality, false, both.uniquify().build());
    List<RexNode> results = new ArrayList<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      results.add(analysis.rex().makeInputRef(call, operands.size() + i));
    }
    return Projections.project(call, results, row.getFieldNames());
  }

  /** An ordinary function in FROM is one row of one column. */
  private FromItem scalar(
      String name,
      FunctionResolver.Choice choice,
      List<Typed> values,
      Alias alias,
      FromItem left,
      boolean ordinality,
      SqlCall call) {
    if (ordinality || analysis.context().functions().aggregate(choice.function().id()) != null) {
      throw analysis.error(
          SqlState.GROUPING_ERROR,
          "aggregate functions are not allowed in functions in FROM",
          call);
    }
    RexNode value = analysis.expressions().apply(choice, values);
    RelNode input = left == null ? oneRow() : left.rel();
    List<RexNode> projects = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int width = left == null ? 0 : left.width();
    for (int i = 0; i < width; i++) {
      projects.add(analysis.rex().makeInputRef(input, i));
      names.add(input.getRowType().getFieldNames().get(i));
    }
    projects.add(value);
    names.add(name + "_" + width);
    RelNode rel = Projections.project(input, projects, names);
    List<ScopeColumn> columns =
        alias.rename(
            List.of(
                new ScopeColumn(
                    alias.nameOr(name), width, PgRelDataType.of(value.getType()), 0, 0)),
            call,
            analysis);
    List<ScopeRelation> relations = new ArrayList<>(left == null ? List.of() : left.relations());
    relations.add(new ScopeRelation(alias.nameOr(name), null, false, columns));
    List<ScopeColumn> all = new ArrayList<>(left == null ? List.of() : left.columns());
    all.addAll(columns);
    return new FromItem(rel, relations, all);
  }

  private RelNode oneRow() {
    return Projections.project(
        LogicalValues.createOneRow(analysis.session().cluster()),
        List.<RexNode>of(),
        List.<String>of());
  }
}
