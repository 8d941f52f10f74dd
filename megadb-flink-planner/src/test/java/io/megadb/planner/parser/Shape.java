package io.megadb.planner.parser;

import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.planner.ast.NumericConstant;
import io.megadb.planner.ast.PgOperatorName;
import io.megadb.planner.ast.PgOrderBy;
import io.megadb.planner.ast.PgSelect;
import io.megadb.planner.ast.PgWithItem;
import io.megadb.planner.ast.WindowNode;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWith;

/**
 * A tree as one line, every operation in brackets: {@code a = b::int} is {@code (a = (b :: int4))}.
 */
final class Shape {
  private Shape() {}

  static String of(SqlNode n) {
    if (n == null) {
      return "-";
    }
    if (n instanceof SqlIdentifier id) {
      return id.names.stream()
          .map(name -> name.isEmpty() ? "*" : name)
          .collect(Collectors.joining("."));
    }
    if (n instanceof SqlDynamicParam p) {
      return "$" + (p.getIndex() + 1);
    }
    if (n instanceof NumericConstant number) {
      return number.text();
    }
    if (n instanceof SqlLiteral literal) {
      return literal.getTypeName().getName().equals("CHAR")
          ? "'" + literal.getValueAs(String.class) + "'"
          : String.valueOf(literal.toValue());
    }
    if (n instanceof SqlDataTypeSpec spec) {
      return spec.getTypeNameSpec().toString().replace("pg_catalog.", "");
    }
    if (n instanceof SqlNodeList list) {
      return all(list.getList());
    }
    if (n instanceof CommandNode command) {
      return command.command().getClass().getSimpleName();
    }
    return query(n);
  }

  static String all(List<? extends SqlNode> nodes) {
    return nodes.stream().map(Shape::of).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String query(SqlNode n) {
    if (n instanceof PgSelect s) {
      return "SELECT"
          + part(s.distinctOn() == null ? "" : " DISTINCT ON ", s.distinctOn())
          + (s.isDistinct() ? " DISTINCT " : " ")
          + of(s.getSelectList())
          + part(" FROM ", s.getFrom())
          + part(" WHERE ", s.getWhere())
          + part(" GROUP BY ", s.getGroup())
          + part(" HAVING ", s.getHaving())
          + (s.getWindowList().isEmpty() ? "" : " WINDOW " + of(s.getWindowList()));
    }
    if (n instanceof PgOrderBy o) {
      return of(o.query)
          + (o.orderList.isEmpty() ? "" : " ORDER BY " + of(o.orderList))
          + part(" OFFSET ", o.offset)
          + part(" LIMIT ", o.fetch)
          + (o.withTies() ? " WITH TIES" : "")
          + o.locking().stream()
              .map(l -> " FOR " + l.strength() + " " + l.waiting())
              .collect(Collectors.joining());
    }
    if (n instanceof SqlWith w) {
      return "WITH " + of(w.withList) + " " + of(w.body);
    }
    if (n instanceof PgWithItem item) {
      return of(item.name) + part("", item.columnList) + " AS " + of(item.query);
    }
    if (n instanceof SqlJoin j) {
      return "["
          + of(j.getLeft())
          + (j.isNatural() ? " NATURAL " : " ")
          + j.getJoinType()
          + " "
          + of(j.getRight())
          + part(" " + j.getConditionType() + " ", j.getCondition())
          + "]";
    }
    return call((SqlCall) n);
  }

  private static String part(String word, SqlNode n) {
    return n == null ? "" : word + of(n);
  }

  private static String call(SqlCall call) {
    if (call instanceof FunctionCall f) {
      return function(f);
    }
    if (call instanceof WindowNode w) {
      return part("", w.name())
          + "{"
          + part("", w.reference())
          + (w.partitionBy().isEmpty() ? "" : " PARTITION BY " + of(w.partitionBy()))
          + (w.orderBy().isEmpty() ? "" : " ORDER BY " + of(w.orderBy()))
          + (w.frame() == null
              ? ""
              : " "
                  + w.frame().unit()
                  + " "
                  + w.frame().start().kind()
                  + ".."
                  + w.frame().end().kind())
          + "}";
    }
    String name = call.getOperator().getName();
    if (call.getOperator() instanceof PgOperatorName op && op.schema() != null) {
      name = op.schema() + "." + name;
    }
    List<SqlNode> operands = call.getOperandList();
    boolean infix =
        call.getOperator() instanceof SqlBinaryOperator
            || call.getOperator() instanceof PgOperatorName;
    if (infix && operands.size() > 1) {
      return operands.stream()
          .map(Shape::of)
          .collect(Collectors.joining(" " + name + " ", "(", ")"));
    }
    return name + all(operands);
  }

  private static String function(FunctionCall f) {
    StringBuilder text = new StringBuilder(of(f.parts().name())).append('(');
    text.append(f.parts().star() ? "*" : "").append(f.parts().distinct() ? "DISTINCT " : "");
    String arguments = "";
    for (int i = 0; i < f.parts().arguments().size(); i++) {
      SqlIdentifier name = f.parts().argumentNames().get(i);
      arguments +=
          (i == 0 ? "" : ", ")
              + (name == null ? "" : name + " => ")
              + of(f.parts().arguments().get(i));
    }
    text.append(f.parts().variadic() ? "VARIADIC " : "").append(arguments);
    text.append(f.parts().orderBy().isEmpty() ? "" : " ORDER BY " + of(f.parts().orderBy()))
        .append(')');
    text.append(f.parts().withinGroup().isEmpty() ? "" : " WITHIN " + of(f.parts().withinGroup()));
    text.append(f.parts().filter() == null ? "" : " FILTER " + of(f.parts().filter()));
    return text.append(f.parts().over() == null ? "" : " OVER " + of(f.parts().over())).toString();
  }
}
