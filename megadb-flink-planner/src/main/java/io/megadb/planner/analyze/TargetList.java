package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Select lists and RETURNING: names, expressions, stars. */
final class TargetList {
  private final Analysis analysis;
  private final Scope scope;

  TargetList(Analysis analysis, Scope scope) {
    this.analysis = analysis;
    this.scope = scope;
  }

  List<Target> expand(Iterable<SqlNode> items) {
    List<Target> targets = new ArrayList<>();
    for (SqlNode node : items) {
      if (node instanceof SqlIdentifier id && id.isStar()) {
        star(id, targets);
      } else if (node.getKind() == SqlKind.AS) {
        SqlCall as = (SqlCall) node;
        targets.add(
            new Target(
                ((SqlIdentifier) as.operand(1)).getSimple(),
                analysis.expressions().analyze(as.operand(0), scope),
                as.operand(0)));
      } else {
        targets.add(
            new Target(OutputNames.of(node), analysis.expressions().analyze(node, scope), node));
      }
    }
    return targets;
  }

  private void star(SqlIdentifier id, List<Target> targets) {
    List<ScopeColumn> columns = columns(id);
    for (ScopeColumn column : columns) {
      analysis.use(column);
      Typed value =
          new Typed(
              analysis
                  .rex()
                  .makeInputRef(
                      scope.row().getFieldList().get(column.index()).getType(), column.index()),
              id.getParserPosition());
      scope.recordUse(value.rex(), shown(column), id.getParserPosition());
      targets.add(new Target(column.name(), value, id));
    }
  }

  private String shown(ScopeColumn column) {
    for (ScopeRelation relation : scope.from().relations()) {
      if (relation.columns().stream().anyMatch(other -> other.index() == column.index())) {
        return relation.alias() + "." + column.name();
      }
    }
    return column.name();
  }

  private List<ScopeColumn> columns(SqlIdentifier id) {
    if (id.names.size() == 1) {
      if (scope.from().relations().isEmpty()) {
        throw analysis.error(
            SqlState.SYNTAX_ERROR, "SELECT * with no tables specified is not valid", id);
      }
      return scope.from().columns();
    }
    String relation = id.names.get(id.names.size() - 2);
    String schema = id.names.size() > 2 ? id.names.get(id.names.size() - 3) : null;
    for (ScopeRelation item : scope.relations(relation)) {
      if (schema == null || ColumnResolver.isOf(item, schema)) {
        return item.columns();
      }
    }
    throw analysis
        .expressions()
        .columns()
        .missingRelation(schema == null ? relation : schema + "." + relation, relation, id, scope);
  }
}
