package io.megadb.planner.ast;

import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** An item of FROM that a plugin computes from the rows of queries, its operands. */
public final class ComputedTable extends SqlCall {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("COMPUTED TABLE", SqlKind.OTHER);

  private final List<SqlNode> queries;
  private final Function<List<RelNode>, RelNode> relation;

  /**
   * @param relation makes the relation over those of the queries; its row's names are the columns'
   */
  public ComputedTable(
      List<SqlNode> queries, Function<List<RelNode>, RelNode> relation, SqlParserPos pos) {
    super(pos);
    this.queries = List.copyOf(queries);
    this.relation = relation;
  }

  public RelNode relation(List<RelNode> inputs) {
    return relation.apply(inputs);
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return queries;
  }

  @Override
  public SqlNode clone(SqlParserPos pos) {
    return new ComputedTable(queries, relation, pos);
  }
}
