package io.megadb.planner.ast;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** GRAPH_TABLE (graph MATCH … COLUMNS (…)) in FROM. Visitors see the graph's name first. */
public final class GraphTable extends SqlCall {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("GRAPH_TABLE", SqlKind.OTHER);

  private final SqlIdentifier graph;
  private final List<PathPattern> patterns;
  private final SqlNode where;
  private final SqlNodeList columns;

  /**
   * @param where over all patterns, or null
   */
  public GraphTable(
      SqlIdentifier graph,
      List<PathPattern> patterns,
      SqlNode where,
      SqlNodeList columns,
      SqlParserPos pos) {
    super(pos);
    this.graph = graph;
    this.patterns = List.copyOf(patterns);
    this.where = where;
    this.columns = columns;
  }

  public SqlIdentifier graph() {
    return graph;
  }

  public List<PathPattern> patterns() {
    return patterns;
  }

  public SqlNode where() {
    return where;
  }

  public SqlNodeList columns() {
    return columns;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    List<SqlNode> operands = new ArrayList<>();
    operands.add(graph);
    for (PathPattern pattern : patterns) {
      for (PathPattern.Element element : pattern.elements()) {
        if (element.where() != null) {
          operands.add(element.where());
        }
        if (element.cost() != null) {
          operands.add(element.cost());
        }
      }
    }
    if (where != null) {
      operands.add(where);
    }
    operands.addAll(columns.getList());
    return operands;
  }

  @Override
  public SqlNode clone(SqlParserPos pos) {
    return new GraphTable(graph, patterns, where, columns, pos);
  }
}
