package io.megadb.planner.analyze;

import io.megadb.planner.ast.FunctionCall;
import io.megadb.planner.ast.PgOperators;
import io.megadb.planner.ast.PgTypeNameSpec;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlCase;

/** Names of columns without AS, as PostgreSQL's FigureColname chooses them. */
final class OutputNames {
  private static final String NONE = "?column?";

  /**
   * @param strong false for a name that an enclosing CASE or cast may still replace
   */
  private record Name(String text, boolean strong) {}

  private OutputNames() {}

  static String of(SqlNode node) {
    Name name = name(node);
    return name == null ? NONE : name.text;
  }

  private static Name name(SqlNode node) {
    if (node instanceof SqlIdentifier id) {
      return strong(id.names.get(id.names.size() - 1));
    }
    if (node instanceof FunctionCall call) {
      return strong(CallAnalyzer.simpleName(call.parts().name()));
    }
    if (node instanceof SqlCase caseCall) {
      Name otherwise = caseCall.getElseOperand() == null ? null : name(caseCall.getElseOperand());
      return otherwise != null && otherwise.strong ? otherwise : new Name("case", false);
    }
    if (node instanceof SqlCall call) {
      return call(call);
    }
    return null;
  }

  private static Name call(SqlCall call) {
    return switch (call.getKind()) {
      case CAST -> {
        Name operand = name(call.operand(0));
        yield operand != null && operand.strong
            ? operand
            : new Name(typeName((SqlDataTypeSpec) call.operand(1)), false);
      }
      case COALESCE, NULLIF, GREATEST, LEAST, EXISTS, ROW ->
          strong(call.getKind().name().toLowerCase(Locale.ROOT));
      case ARRAY_VALUE_CONSTRUCTOR, ARRAY_QUERY_CONSTRUCTOR -> strong("array");
      case ITEM -> name(call.operand(0));
      case SCALAR_QUERY -> subquery(call.operand(0));
      case SELECT, WITH, ORDER_BY, UNION, INTERSECT, EXCEPT, VALUES -> subquery(call);
      default -> other(call);
    };
  }

  private static Name other(SqlCall call) {
    if (call.getOperator().equals(PgOperators.COLLATE)
        || call.getOperator().equals(PgOperators.SLICE)) {
      return name(call.operand(0));
    }
    if (call.getOperator().equals(PgOperators.OVERLAPS)) {
      return strong("overlaps");
    }
    return call.getOperator() instanceof org.apache.calcite.sql.SqlFunction
            && call.getKind() != SqlKind.CAST
        ? strong(call.getOperator().getName().toLowerCase(Locale.ROOT))
        : null;
  }

  private static Name subquery(SqlNode query) {
    SqlNode inner = query;
    while (true) {
      if (inner instanceof SqlOrderBy order) {
        inner = order.query;
      } else if (inner instanceof SqlWith with) {
        inner = with.body;
      } else if (inner.getKind() == SqlKind.UNION
          || inner.getKind() == SqlKind.INTERSECT
          || inner.getKind() == SqlKind.EXCEPT) {
        inner = ((SqlCall) inner).operand(0);
      } else {
        break;
      }
    }
    if (inner.getKind() == SqlKind.VALUES) {
      return strong("column1");
    }
    if (!(inner instanceof SqlSelect select)) {
      return null;
    }
    SqlNodeList list = select.getSelectList();
    if (list == null || list.size() != 1) {
      return null;
    }
    SqlNode item = list.get(0);
    return item.getKind() == SqlKind.AS
        ? strong(((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple())
        : strong(of(item));
  }

  private static String typeName(SqlDataTypeSpec type) {
    return type.getTypeNameSpec() instanceof PgTypeNameSpec spec
        ? spec.baseName()
        : type.getTypeName().names.get(type.getTypeName().names.size() - 1);
  }

  private static Name strong(String text) {
    return new Name(text, true);
  }
}
