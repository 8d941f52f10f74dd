package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A window after OVER or in a WINDOW clause; its position is that of its parenthesis. */
public final class WindowNode extends SqlCall {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("WINDOW", SqlKind.WINDOW);

  private final SqlIdentifier name;
  private final SqlIdentifier reference;
  private final SqlNodeList partitionBy;
  private final SqlNodeList orderBy;
  private final Frame frame;

  /**
   * @param name in a WINDOW clause, else null
   * @param reference the window it refines, or null
   * @param partitionBy empty when none
   * @param orderBy empty when none
   * @param frame null when none was written
   */
  public WindowNode(
      SqlParserPos pos,
      SqlIdentifier name,
      SqlIdentifier reference,
      SqlNodeList partitionBy,
      SqlNodeList orderBy,
      Frame frame) {
    super(pos);
    this.name = name;
    this.reference = reference;
    this.partitionBy = partitionBy;
    this.orderBy = orderBy;
    this.frame = frame;
  }

  /**
   * ROWS, RANGE or GROUPS BETWEEN start AND end EXCLUDE …; without BETWEEN the end is CURRENT ROW.
   */
  public record Frame(Unit unit, Bound start, Bound end, Exclusion exclusion, SqlParserPos pos) {}

  /** Where a frame begins or ends; {@code value} is null unless the kind is an offset. */
  public record Bound(BoundKind kind, SqlNode value, SqlParserPos pos) {}

  public enum Unit {
    ROWS,
    RANGE,
    GROUPS
  }

  public enum BoundKind {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING
  }

  public enum Exclusion {
    NO_OTHERS,
    CURRENT_ROW,
    GROUP,
    TIES
  }

  public SqlIdentifier name() {
    return name;
  }

  public SqlIdentifier reference() {
    return reference;
  }

  public SqlNodeList partitionBy() {
    return partitionBy;
  }

  public SqlNodeList orderBy() {
    return orderBy;
  }

  public Frame frame() {
    return frame;
  }

  /** The same window under a name. */
  public WindowNode named(SqlIdentifier newName) {
    return new WindowNode(
        getParserPosition(), newName, reference, partitionBy, orderBy, frame);
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(partitionBy, orderBy);
  }

  @Override
  public SqlNode clone(SqlParserPos pos) {
    return new WindowNode(pos, name, reference, partitionBy, orderBy, frame);
  }
}
