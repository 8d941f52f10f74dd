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
  private final Rows rows;
  private final SqlNodeList columns;

  /**
   * ONE ROW PER VERTEX (v) or STEP (v, e, w): what names the elements that a path is told by.
   *
   * @param iterators one vertex; or a step's vertex, edge and vertex
   */
  public record Rows(List<SqlIdentifier> iterators, SqlParserPos pos) {
    /** A row is an edge with its ends, else a vertex. */
    public boolean steps() {
      return iterators.size() == 3;
    }
  }

  /**
   * @param where over all patterns, or null
   * @param rows null for ONE ROW PER MATCH
   */
  public GraphTable(
      SqlIdentifier graph,
      List<PathPattern> patterns,
      SqlNode where,
      Rows rows,
      SqlNodeList columns,
      SqlParserPos pos) {
    super(pos);
    this.graph = graph;
    this.patterns = List.copyOf(patterns);
    this.where = where;
    this.rows = rows;
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

  /** Null for ONE ROW PER MATCH. */
  public Rows rows() {
    return rows;
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
        if (element.part() != null && element.part().where() != null) {
          operands.add(element.part().where());
        }
      }
      for (PathPattern.Element element : pattern.written()) {
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
    return new GraphTable(graph, patterns, where, rows, columns, pos);
  }
}
