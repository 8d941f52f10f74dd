package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.function.CastSignature.Context;
import io.megadb.planner.ast.CallParts;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Calls by name: decides what a name is, and analyses functions of single values. */
final class CallAnalyzer {
  private final Analysis analysis;
  private final AggregateAnalyzer aggregates;

  CallAnalyzer(Analysis analysis) {
    this.analysis = analysis;
    aggregates = new AggregateAnalyzer(analysis);
  }

  AggregateAnalyzer aggregates() {
    return aggregates;
  }

  Typed call(FunctionCall node, Scope scope) {
    CallParts parts = node.parts();
    String name = simpleName(parts.name());
    if (parts.name().isSimple()) {
      Typed special = special(name, node, scope);
      if (special != null) {
        return special;
      }
    }
    Typed value = sqlValue(name, node);
    if (value != null) {
      return value;
    }
    refuse(parts, node);
    if (!parts.withinGroup().isEmpty() || OrderedSetCall.isRequired(name)) {
      return new OrderedSetCall(analysis).analyze(name, parts, node, scope);
    }
    if (parts.over() != null) {
      return analysis.expressions().windows().call(name, node, scope);
    }
    if (parts.star() || aggregates.isAggregate(name)) {
      Typed aggregate = aggregates.call(name, node, scope);
      if (aggregate != null) {
        return aggregate;
      }
    }
    List<Typed> arguments = analysis.expressions().analyzeAll(parts.arguments(), scope);
    if (parts.needsAggregate() && !analysis.context().functions().named(name).isEmpty()) {
      String what = parts.distinct() ? "DISTINCT" : parts.filter() != null ? "FILTER" : "ORDER BY";
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE,
          what + " specified, but " + name + " is not an aggregate function",
          node);
    }
    return scalar(name, arguments, node, scope);
  }

  private void refuse(CallParts parts, SqlNode node) {
    if (parts.variadic()) {
      throw analysis.notSupported("VARIADIC arguments", node);
    }
    for (SqlIdentifier name : parts.argumentNames()) {
      if (name != null) {
        throw analysis.notSupported("named arguments", node);
      }
    }
  }

  /** Forms that PostgreSQL's grammar knows by name. */
  private Typed special(String name, FunctionCall node, Scope scope) {
    List<SqlNode> arguments = node.parts().arguments();
    ConditionalAnalyzer conditionals = analysis.expressions().conditionals();
    return switch (name) {
      case "coalesce" -> conditionals.coalesce(node, arguments, scope);
      case "nullif" -> conditionals.nullIf(node, arguments, scope);
      case "greatest" -> conditionals.extreme(node, arguments, true, scope);
      case "least" -> conditionals.extreme(node, arguments, false, scope);
      default -> null;
    };
  }

  /** CURRENT_DATE, USER and their kin, which are no functions; null for any other call. */
  private Typed sqlValue(String name, FunctionCall node) {
    if (node.parts().name().isSimple()) {
      return null;
    }
    switch (name) {
      case "user", "current_role" -> {
        return scalar("current_user", List.of(), node);
      }
      case "current_catalog" -> {
        return scalar("current_database", List.of(), node);
      }
      default -> {
        return dateTimeValue(name, node);
      }
    }
  }

  private Typed dateTimeValue(String name, FunctionCall node) {
    BaseType type =
        switch (name) {
          case "current_timestamp" -> PgTypes.TIMESTAMPTZ;
          case "localtimestamp" -> PgTypes.TIMESTAMP;
          case "current_date" -> PgTypes.DATE;
          case "localtime" -> PgTypes.TIME;
          case "current_time" -> throw analysis.notSupported("CURRENT_TIME", node);
          default -> null;
        };
    if (type == null) {
      return null;
    }
    List<SqlNode> precision = node.parts().arguments();
    int modifier = -1;
    if (!precision.isEmpty()) {
      long digits = ((org.apache.calcite.sql.SqlLiteral) precision.get(0)).longValue(true);
      modifier = (int) Math.min(digits, 6);
    }
    Typed now = scalar("now", List.of(), node);
    return analysis.coercion().coerce(now, new PgType(type, modifier), Context.EXPLICIT);
  }

  /** Functions that come as Calcite's own operators, by their PostgreSQL name. */
  Typed calciteFunction(SqlCall call, Scope scope) {
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    List<SqlNode> operands = call.getOperandList();
    boolean star =
        operands.size() == 1 && operands.get(0) instanceof SqlIdentifier id && id.isStar();
    SqlIdentifier id = new SqlIdentifier(name, call.getParserPosition());
    CallParts plain = CallParts.plain(id, star ? List.of() : operands);
    boolean distinct =
        call.getFunctionQuantifier() != null
            && call.getFunctionQuantifier().toString().equalsIgnoreCase("DISTINCT");
    CallParts parts =
        new CallParts(
            id,
            plain.arguments(),
            plain.argumentNames(),
            star,
            distinct,
            false,
            plain.orderBy(),
            plain.withinGroup(),
            null,
            null);
    return call(new FunctionCall(parts, call.getParserPosition()), scope);
  }

  private Typed scalar(String name, List<Typed> arguments, SqlNode node) {
    return scalar(name, arguments, node, null);
  }

  /**
   * @param scope null where no set can be returned
   */
  private Typed scalar(String name, List<Typed> arguments, SqlNode node, Scope scope) {
    String shown = shown(name, node);
    FunctionResolver.Choice choice =
        analysis.functions().find(name, shown, arguments, node.getParserPosition());
    if (choice == null) {
      Typed cast = castByFunction(name, arguments, node);
      if (cast != null) {
        return cast;
      }
      throw analysis.functions().noFunction(shown, arguments, node.getParserPosition());
    }
    if (name.equals("pg_typeof")
        && arguments.get(0).isUnknown()
        && !arguments.get(0).isParameter()) {
      return new Typed(
          analysis.rex().constant((long) PgTypes.UNKNOWN_OID, PgType.of(PgTypes.REGTYPE)),
          node.getParserPosition());
    }
    if (analysis.context().functions().window(choice.function().id()) != null) {
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE, "window function " + name + " requires an OVER clause", node);
    }
    if (choice.function().returnsSet()) {
      return new SetCallAnalyzer(analysis).call(choice, arguments, node, scope);
    }
    return new Typed(analysis.expressions().apply(choice, arguments), node.getParserPosition());
  }

  /** A function by the name that was written; SQL's own forms are functions of pg_catalog. */
  private static String shown(String name, SqlNode node) {
    if (node instanceof FunctionCall call) {
      return String.join(".", call.parts().name().names);
    }
    return node instanceof SqlCall ? "pg_catalog." + name : name;
  }

  /** {@code int4(x)}: a type's name called as a function converts. */
  private Typed castByFunction(String name, List<Typed> arguments, SqlNode node) {
    BaseType type = analysis.typeNames().find(name);
    if (type == null || arguments.size() != 1) {
      return null;
    }
    Typed converted =
        analysis.coercion().tryCoerce(arguments.get(0), PgType.of(type), Context.EXPLICIT);
    return converted == null ? null : new Typed(converted.rex(), node.getParserPosition());
  }

  Typed collate(SqlCall call, Scope scope) {
    String collation = simpleName((SqlIdentifier) call.operand(1));
    if (!List.of("default", "C", "POSIX", "ucs_basic").contains(collation)) {
      throw analysis.error(
          SqlState.UNDEFINED_OBJECT,
          "collation \"" + collation + "\" for encoding \"UTF8\" does not exist",
          call.operand(1));
    }
    Typed value = analysis.coercion().known(analysis.expressions().analyze(call.operand(0), scope));
    return new Typed(value.rex(), call.getParserPosition());
  }

  Typed overlaps(SqlCall call, Scope scope) {
    List<SqlNode> operands = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      SqlNode row = call.operand(i);
      if (row.getKind() != SqlKind.ROW || ((SqlCall) row).operandCount() != 2) {
        throw analysis.error(
            SqlState.SYNTAX_ERROR,
            "wrong number of parameters on "
                + (i == 0 ? "left" : "right")
                + " side of OVERLAPS expression",
            row);
      }
      operands.addAll(((SqlCall) row).getOperandList());
    }
    return scalar("overlaps", analysis.expressions().analyzeAll(operands, scope), call);
  }

  static String simpleName(SqlIdentifier id) {
    return id.names.get(id.names.size() - 1);
  }
}
