package io.megadb.planner.parser;

import static io.megadb.planner.parser.NodeFactory.apply;
import static io.megadb.planner.parser.NodeFactory.at;
import static io.megadb.planner.parser.NodeFactory.identifier;
import static io.megadb.planner.parser.NodeFactory.list;
import static io.megadb.planner.parser.NodeFactory.names;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.Locking;
import io.megadb.planner.ast.PgOrderBy;
import io.megadb.planner.ast.PgSelect;
import io.megadb.planner.ast.WindowNode;
import io.megadb.planner.parser.generated.PgParserImplConstants;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Makes the nodes of queries and FROM for the generated parser; nothing else should use it. */
public final class QueryFactory {
  private QueryFactory() {}

  public static SqlNodeList distinct(SqlParserPos pos) {
    return new SqlNodeList(List.of(SqlSelectKeyword.DISTINCT.symbol(pos)), pos);
  }

  public static SqlNode as(SqlNode e, PgToken alias) {
    return apply(SqlStdOperatorTable.AS, e.getParserPosition(), e, identifier(alias));
  }

  /** TABLE name. */
  public static SqlNode selectAll(SqlIdentifier table, SqlParserPos pos) {
    SqlNodeList star = list(SqlIdentifier.star(pos));
    return new PgSelect(pos, null, null, star, null, table, null, null, false, null, null);
  }

  public static SqlNode setOperation(PgToken word, boolean all, SqlNode left, SqlNode right) {
    SqlOperator op =
        switch (word.kind) {
          case PgParserImplConstants.UNION ->
              all ? SqlStdOperatorTable.UNION_ALL : SqlStdOperatorTable.UNION;
          case PgParserImplConstants.INTERSECT ->
              all ? SqlStdOperatorTable.INTERSECT_ALL : SqlStdOperatorTable.INTERSECT;
          default -> all ? SqlStdOperatorTable.EXCEPT_ALL : SqlStdOperatorTable.EXCEPT;
        };
    return apply(op, at(word), left, right);
  }

  /** Adds order, limit and locks to a query; one in parentheses may have some of them already. */
  public static SqlNode orderBy(
      SqlParserPos pos,
      SqlNode query,
      SqlNodeList order,
      SqlNode offset,
      SqlNode limit,
      boolean limited,
      boolean ties,
      List<Locking> locking) {
    if (!(query instanceof PgOrderBy inner)) {
      return new PgOrderBy(pos, query, orEmpty(order), offset, limit, ties, locking);
    }
    if (order != null && !inner.orderList.isEmpty()) {
      throw multiple("ORDER BY", order.getParserPosition());
    }
    if (offset != null && inner.offset != null) {
      throw multiple("OFFSET", offset.getParserPosition());
    }
    if (limited && limit != null && inner.fetch != null) {
      throw multiple("LIMIT", limit.getParserPosition());
    }
    List<Locking> locks = new ArrayList<>(inner.locking());
    locks.addAll(locking);
    return new PgOrderBy(
        pos,
        inner.query,
        order == null ? inner.orderList : order,
        offset == null ? inner.offset : offset,
        limit == null ? inner.fetch : limit,
        ties || inner.withTies(),
        locks);
  }

  private static SqlNodeList orEmpty(SqlNodeList list) {
    return list == null ? SqlNodeList.EMPTY : list;
  }

  private static MegaDbException multiple(String clause, SqlParserPos pos) {
    return new MegaDbException(SqlState.SYNTAX_ERROR, "multiple " + clause + " clauses not allowed")
        .withPosition(pos.getColumnNum());
  }

  public static MegaDbException limitWithComma(PgToken limit) {
    return new MegaDbException(SqlState.SYNTAX_ERROR, "LIMIT #,# syntax is not supported")
        .withHint("Use separate LIMIT and OFFSET clauses.")
        .withPosition(limit.beginColumn);
  }

  public static WindowNode.Frame frame(
      WindowNode.Unit unit,
      WindowNode.Bound start,
      WindowNode.Bound end,
      WindowNode.Exclusion exclusion,
      SqlParserPos pos) {
    WindowNode.Bound last =
        end == null ? new WindowNode.Bound(WindowNode.BoundKind.CURRENT_ROW, null, pos) : end;
    if (start.kind() == WindowNode.BoundKind.UNBOUNDED_FOLLOWING) {
      throw windowError("frame start cannot be UNBOUNDED FOLLOWING", start);
    }
    if (last.kind() == WindowNode.BoundKind.UNBOUNDED_PRECEDING) {
      throw windowError("frame end cannot be UNBOUNDED PRECEDING", last);
    }
    boolean current = start.kind() == WindowNode.BoundKind.CURRENT_ROW;
    boolean following = start.kind() == WindowNode.BoundKind.FOLLOWING;
    if (end == null && following) {
      throw windowError("frame starting from following row cannot end with current row", start);
    }
    if (current && last.kind() == WindowNode.BoundKind.PRECEDING) {
      throw windowError("frame starting from current row cannot have preceding rows", last);
    }
    if (following
        && (last.kind() == WindowNode.BoundKind.PRECEDING
            || last.kind() == WindowNode.BoundKind.CURRENT_ROW)) {
      throw windowError("frame starting from following row cannot have preceding rows", last);
    }
    return new WindowNode.Frame(unit, start, last, exclusion, pos);
  }

  private static MegaDbException windowError(String message, WindowNode.Bound bound) {
    return new MegaDbException(SqlState.WINDOWING_ERROR, message)
        .withPosition(bound.pos().getColumnNum());
  }

  // FROM

  public static SqlNode commaJoin(SqlParserPos pos, SqlNode left, SqlNode right) {
    return join(pos, left, false, JoinType.COMMA, right, null, null);
  }

  public static SqlNode join(
      SqlParserPos pos,
      SqlNode left,
      boolean natural,
      JoinType type,
      SqlNode right,
      SqlNode on,
      List<SqlIdentifier> using) {
    JoinConditionType condition =
        on != null
            ? JoinConditionType.ON
            : using != null ? JoinConditionType.USING : JoinConditionType.NONE;
    return new SqlJoin(
        pos,
        left,
        SqlLiteral.createBoolean(natural, pos),
        type.symbol(pos),
        right,
        condition.symbol(pos),
        on != null ? on : names(using));
  }

  /** True for a join, with or without an alias. */
  public static boolean isJoin(SqlNode e) {
    return e instanceof SqlJoin;
  }

  public static SqlNode tableAlias(SqlNode e, SqlIdentifier alias, List<SqlIdentifier> columns) {
    List<SqlNode> operands = new ArrayList<>();
    operands.add(e);
    operands.add(alias);
    if (columns != null) {
      operands.addAll(columns);
    }
    return apply(SqlStdOperatorTable.AS, alias.getParserPosition(), operands);
  }

  /** Wraps a table reference in LATERAL, below its alias. */
  public static SqlNode lateral(SqlParserPos pos, SqlNode e) {
    if (e.getKind() == SqlKind.AS && e instanceof SqlBasicCall as) {
      List<SqlNode> operands = new ArrayList<>(as.getOperandList());
      operands.set(0, lateral(pos, operands.get(0)));
      return apply(SqlStdOperatorTable.AS, as.getParserPosition(), operands);
    }
    return apply(SqlStdOperatorTable.LATERAL, pos, e);
  }

  /** A query in FROM, which must have an alias, or a join in parentheses, which may. */
  public static SqlNode subqueryInFrom(PgToken first, SqlNode e, boolean lateral) {
    if (e.isA(SqlKind.QUERY)) {
      boolean values = e.getKind() == SqlKind.VALUES;
      throw new MegaDbException(
              SqlState.SYNTAX_ERROR,
              (values ? "VALUES" : "subquery") + " in FROM must have an alias")
          .withHint(
              values
                  ? "For example, FROM (VALUES ...) [AS] foo."
                  : "For example, FROM (SELECT ...) [AS] foo.")
          .withPosition(first.beginColumn);
    }
    return lateral ? lateral(at(first), e) : e;
  }
}
