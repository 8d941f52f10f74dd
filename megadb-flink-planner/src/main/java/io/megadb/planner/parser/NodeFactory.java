package io.megadb.planner.parser;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.CallParts;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.planner.ast.NumericConstant;
import io.megadb.planner.ast.PgOperatorName;
import io.megadb.planner.ast.PgTypeNameSpec;
import io.megadb.planner.ast.UnsupportedStatement;
import io.megadb.planner.parser.generated.PgParserImplConstants;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Makes the tree's nodes for the generated parser; nothing else should use it. */
public final class NodeFactory {
  private static final int MAX_PARAMETER = 65535;

  /** Digits before the point that PostgreSQL's numeric can hold. */
  private static final int MAX_NUMERIC_DIGITS = 131072;

  private NodeFactory() {}

  // Places, names and lists

  public static SqlParserPos at(PgToken t) {
    return new SqlParserPos(1, t.beginColumn, 1, t.endColumn);
  }

  public static SqlIdentifier identifier(PgToken t) {
    return new SqlIdentifier(t.value, at(t));
  }

  public static SqlIdentifier identifier(List<PgToken> parts) {
    List<String> names = new ArrayList<>(parts.size());
    List<SqlParserPos> positions = new ArrayList<>(parts.size());
    for (PgToken part : parts) {
      names.add(part.value);
      positions.add(at(part));
    }
    return new SqlIdentifier(names, null, positions.get(0), positions);
  }

  /** {@code parts.*}. */
  public static SqlIdentifier star(List<PgToken> parts, SqlParserPos star) {
    List<String> names = new ArrayList<>(parts.size() + 1);
    List<SqlParserPos> positions = new ArrayList<>(parts.size() + 1);
    for (PgToken part : parts) {
      names.add(part.value);
      positions.add(at(part));
    }
    names.add("");
    positions.add(star);
    return new SqlIdentifier(names, null, positions.get(0), positions);
  }

  public static SqlNodeList list(List<? extends SqlNode> nodes) {
    return new SqlNodeList(
        nodes, nodes.isEmpty() ? SqlParserPos.ZERO : nodes.get(0).getParserPosition());
  }

  public static SqlNodeList list(SqlNode node) {
    return new SqlNodeList(List.of(node), node.getParserPosition());
  }

  /** The names as a list, or null for null. */
  public static SqlNodeList names(List<SqlIdentifier> names) {
    return names == null ? null : list(names);
  }

  /** True for what can name a column or table: identifiers, unreserved and col_name words. */
  public static boolean isColumnName(int kind) {
    return kind == PgParserImplConstants.IDENTIFIER
        || (kind >= PgParserImplConstants.ABORT && kind <= PgParserImplConstants.XMLTABLE);
  }

  /** True when the name is not a lone col_name word, which is never a function's or type's. */
  public static boolean isFunctionName(List<PgToken> parts) {
    int kind = parts.get(0).kind;
    return parts.size() > 1
        || kind < PgParserImplConstants.BETWEEN
        || kind > PgParserImplConstants.XMLTABLE;
  }

  /** True when {@code (} and these two tokens begin CREATE TABLE AS's names rather than columns. */
  public static boolean isNameList(int first, int second) {
    return isColumnName(first)
        && (second == PgParserImplConstants.COMMA || second == PgParserImplConstants.RPAREN);
  }

  /** True for the words that are values, such as CURRENT_USER. */
  public static boolean isSqlValue(int kind) {
    return switch (kind) {
      case PgParserImplConstants.CURRENT_DATE,
          PgParserImplConstants.CURRENT_ROLE,
          PgParserImplConstants.CURRENT_USER,
          PgParserImplConstants.SESSION_USER,
          PgParserImplConstants.USER,
          PgParserImplConstants.CURRENT_CATALOG,
          PgParserImplConstants.CURRENT_SCHEMA,
          PgParserImplConstants.CURRENT_TIME,
          PgParserImplConstants.CURRENT_TIMESTAMP,
          PgParserImplConstants.LOCALTIME,
          PgParserImplConstants.LOCALTIMESTAMP ->
          true;
      default -> false;
    };
  }

  /** True when a table reference begins with a function that is no plain name. */
  public static boolean isFunctionInFrom(int kind, int following) {
    return isSqlValue(kind)
        || kind == PgParserImplConstants.CAST
        || (kind == PgParserImplConstants.COLLATION && following == PgParserImplConstants.FOR)
        || (kind >= PgParserImplConstants.AUTHORIZATION
            && kind <= PgParserImplConstants.VERBOSE
            && kind != PgParserImplConstants.COLLATION);
  }

  // Constants

  public static SqlNode numeric(PgToken t) {
    int exponent = Math.max(t.value.indexOf('e'), t.value.indexOf('E'));
    if (exponent >= 0) {
      String digits = t.value.substring(exponent + 1).replaceFirst("^[+-]?0*", "");
      if (digits.length() > 6
          || (!digits.isEmpty() && Integer.parseInt(digits) > MAX_NUMERIC_DIGITS)) {
        throw new MegaDbException(
                SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value overflows numeric format")
            .withPosition(t.beginColumn);
      }
    }
    return new NumericConstant(t.value, at(t));
  }

  public static SqlNode one(SqlParserPos pos) {
    return new NumericConstant("1", pos);
  }

  public static long integer(PgToken t, boolean minus) {
    try {
      return Integer.parseInt((minus ? "-" : "") + t.value);
    } catch (NumberFormatException e) {
      throw syntaxError(t);
    }
  }

  /** {@code float4} or {@code float8} by the precision of FLOAT(p). */
  public static String floatName(PgToken t) {
    int precision = t.value.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(t.value);
    if (precision < 1 || precision > 53) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE,
              precision < 1
                  ? "precision for type float must be at least 1 bit"
                  : "precision for type float must be less than 54 bits")
          .withPosition(t.beginColumn);
    }
    return precision <= 24 ? "float4" : "float8";
  }

  /** The modifiers, or a length of 1 where SQL means that. */
  public static SqlNodeList length(SqlNodeList modifiers, boolean one) {
    return one && modifiers.isEmpty() ? list(one(SqlParserPos.ZERO)) : modifiers;
  }

  public static SqlNode string(PgToken t) {
    return SqlLiteral.createCharString(t.value, at(t));
  }

  /** A bit string: its text, which begins with b or x, cast to bit without a length. */
  public static SqlNode bits(PgToken t, boolean hexadecimal) {
    for (int i = 0; i < t.value.length(); i++) {
      char c = t.value.charAt(i);
      boolean digit =
          hexadecimal ? (c < 0x80 && Character.digit(c, 16) >= 0) : (c == '0' || c == '1');
      if (!digit) {
        throw new MegaDbException(
                SqlState.INVALID_TEXT_REPRESENTATION,
                "\""
                    + t.value.substring(i, t.value.offsetByCodePoints(i, 1))
                    + "\" is not a valid "
                    + (hexadecimal ? "hexadecimal" : "binary")
                    + " digit")
            .withPosition(t.beginColumn);
      }
    }
    SqlNode text = SqlLiteral.createCharString((hexadecimal ? "x" : "b") + t.value, at(t));
    return cast(at(t), text, PgTypeNameSpec.builtIn("bit", SqlNodeList.EMPTY, null, at(t)));
  }

  public static SqlNode parameter(PgToken t) {
    int number = t.value.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(t.value);
    if (number < 1 || number > MAX_PARAMETER) {
      throw new MegaDbException(SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + t.value)
          .withPosition(t.beginColumn);
    }
    return new SqlDynamicParam(number - 1, at(t));
  }

  public static SqlNode cast(SqlParserPos pos, SqlNode value, PgTypeNameSpec type) {
    return apply(
        SqlStdOperatorTable.CAST, pos, value, new SqlDataTypeSpec(type, type.getParserPos()));
  }

  /** {@code name 'text'}. */
  public static SqlNode typedLiteral(PgToken text, SqlIdentifier name) {
    return cast(at(text), string(text), PgTypeNameSpec.named(name, SqlNodeList.EMPTY));
  }

  /** {@code name(modifiers) 'text'}. */
  public static SqlNode typedLiteral(PgToken text, FunctionCall name) {
    PgTypeNameSpec type = PgTypeNameSpec.named(name.parts().name(), list(name.parts().arguments()));
    return cast(at(text), string(text), type);
  }

  /** True for a call that could be a type with modifiers. */
  public static boolean isPlain(SqlNode e) {
    return e instanceof FunctionCall call
        && !call.parts().needsAggregate()
        && !call.parts().variadic()
        && !call.parts().arguments().isEmpty()
        && call.parts().argumentNames().stream().allMatch(n -> n == null);
  }

  // Operators

  /** A call at its own place: Calcite's createCall would stretch it over the operands. */
  public static SqlBasicCall apply(SqlOperator op, SqlParserPos pos, SqlNode... operands) {
    return new SqlBasicCall(op, Arrays.asList(operands), pos);
  }

  public static SqlBasicCall apply(SqlOperator op, SqlParserPos pos, List<SqlNode> operands) {
    return new SqlBasicCall(op, operands, pos);
  }

  /** What an operator's token means: Calcite's for SQL's own, a name for all others. */
  public static SqlOperator operator(PgToken t) {
    return switch (t.kind) {
      case PgParserImplConstants.AND -> SqlStdOperatorTable.AND;
      case PgParserImplConstants.OR -> SqlStdOperatorTable.OR;
      case PgParserImplConstants.EQ -> SqlStdOperatorTable.EQUALS;
      case PgParserImplConstants.LT -> SqlStdOperatorTable.LESS_THAN;
      case PgParserImplConstants.GT -> SqlStdOperatorTable.GREATER_THAN;
      case PgParserImplConstants.LE -> SqlStdOperatorTable.LESS_THAN_OR_EQUAL;
      case PgParserImplConstants.GE -> SqlStdOperatorTable.GREATER_THAN_OR_EQUAL;
      case PgParserImplConstants.NE -> SqlStdOperatorTable.NOT_EQUALS;
      case PgParserImplConstants.PLUS -> SqlStdOperatorTable.PLUS;
      case PgParserImplConstants.MINUS -> SqlStdOperatorTable.MINUS;
      case PgParserImplConstants.STAR -> SqlStdOperatorTable.MULTIPLY;
      case PgParserImplConstants.SLASH -> SqlStdOperatorTable.DIVIDE;
      case PgParserImplConstants.PERCENT -> SqlStdOperatorTable.PERCENT_REMAINDER;
      default -> new PgOperatorName(null, t.value);
    };
  }

  public static SqlOperator qualifiedOperator(List<PgToken> schema, PgToken symbol) {
    if (schema.size() > 1) {
      throw notSupported("an operator of another database", schema.get(0));
    }
    String name = symbol.value.equals("!=") ? "<>" : symbol.value;
    return new PgOperatorName(schema.isEmpty() ? null : schema.get(0).value, name);
  }

  public static SqlOperator like(PgToken t, boolean not) {
    return switch (t.kind) {
      case PgParserImplConstants.LIKE ->
          not ? SqlStdOperatorTable.NOT_LIKE : SqlStdOperatorTable.LIKE;
      case PgParserImplConstants.ILIKE ->
          not ? SqlLibraryOperators.NOT_ILIKE : SqlLibraryOperators.ILIKE;
      default -> not ? SqlStdOperatorTable.NOT_SIMILAR_TO : SqlStdOperatorTable.SIMILAR_TO;
    };
  }

  /** A minus sign before a constant is part of it. */
  public static SqlNode negate(SqlParserPos pos, SqlNode e) {
    return e instanceof NumericConstant constant
        ? constant.negated(pos)
        : apply(SqlStdOperatorTable.UNARY_MINUS, pos, e);
  }

  public static SqlNode between(
      SqlParserPos pos, SqlNode e, boolean not, boolean symmetric, SqlNode low, SqlNode high) {
    SqlOperator op =
        symmetric
            ? not
                ? SqlStdOperatorTable.SYMMETRIC_NOT_BETWEEN
                : SqlStdOperatorTable.SYMMETRIC_BETWEEN
            : not ? SqlStdOperatorTable.NOT_BETWEEN : SqlStdOperatorTable.BETWEEN;
    return apply(op, pos, e, low, high);
  }

  public static SqlNode is(SqlParserPos pos, SqlNode e, boolean not, PgToken word) {
    SqlOperator op =
        switch (word.kind) {
          case PgParserImplConstants.NULL ->
              not ? SqlStdOperatorTable.IS_NOT_NULL : SqlStdOperatorTable.IS_NULL;
          case PgParserImplConstants.TRUE ->
              not ? SqlStdOperatorTable.IS_NOT_TRUE : SqlStdOperatorTable.IS_TRUE;
          case PgParserImplConstants.FALSE ->
              not ? SqlStdOperatorTable.IS_NOT_FALSE : SqlStdOperatorTable.IS_FALSE;
          default -> not ? SqlStdOperatorTable.IS_NOT_UNKNOWN : SqlStdOperatorTable.IS_UNKNOWN;
        };
    return apply(op, pos, e);
  }

  public static SqlNode isNormalized(SqlParserPos pos, SqlNode e, boolean not, String form) {
    SqlNode call =
        form == null
            ? call("is_normalized", pos, e)
            : call("is_normalized", pos, e, formText(form, pos));
    return not ? apply(SqlStdOperatorTable.NOT, pos, call) : call;
  }

  public static SqlNode formName(PgToken t) {
    return formText(t.value, at(t));
  }

  private static SqlNode formText(String form, SqlParserPos pos) {
    return SqlLiteral.createCharString(form.toUpperCase(Locale.ROOT), pos);
  }

  public static SqlNode field(SqlNode e, PgToken name) {
    return apply(SqlStdOperatorTable.DOT, at(name), e, identifier(name));
  }

  public static SqlNode allFields(SqlNode e, SqlParserPos star) {
    return apply(SqlStdOperatorTable.DOT, star, e, SqlIdentifier.star(star));
  }

  // Functions

  /** A function of pg_catalog that SQL spells in its own way. */
  public static SqlNode call(String name, SqlParserPos pos, SqlNode... arguments) {
    return call(name, pos, List.of(arguments));
  }

  public static SqlNode call(String name, SqlParserPos pos, List<SqlNode> arguments) {
    SqlIdentifier qualified = new SqlIdentifier(List.of("pg_catalog", name), pos);
    return new FunctionCall(CallParts.plain(qualified, arguments), pos);
  }

  /**
   * @param words whether SQL's words stand between the arguments; with commas it is a plain call
   */
  public static SqlNode call(
      String name, boolean words, SqlParserPos pos, List<SqlNode> arguments) {
    return words
        ? call(name, pos, arguments)
        : new FunctionCall(CallParts.plain(new SqlIdentifier(name, pos), arguments), pos);
  }

  public static FunctionCall function(
      SqlIdentifier name,
      List<SqlNode> arguments,
      List<SqlIdentifier> names,
      boolean star,
      boolean distinct,
      boolean variadic,
      SqlNodeList order) {
    CallParts parts =
        new CallParts(
            name, arguments, names, star, distinct, variadic, order, SqlNodeList.EMPTY, null, null);
    return new FunctionCall(parts, name.getParserPosition());
  }

  /** The call with WITHIN GROUP, FILTER and OVER; only functions by name can have them. */
  public static SqlNode followed(
      SqlNode e, SqlNodeList within, SqlNode filter, SqlNode over, PgToken last) {
    if (within.isEmpty() && filter == null && over == null) {
      return e;
    }
    if (!(e instanceof FunctionCall call)) {
      throw syntaxError(last);
    }
    if (!within.isEmpty() && (call.parts().distinct() || !call.parts().orderBy().isEmpty())) {
      throw new MegaDbException(
              SqlState.SYNTAX_ERROR,
              call.parts().distinct()
                  ? "cannot use DISTINCT with WITHIN GROUP"
                  : "cannot use multiple ORDER BY clauses with WITHIN GROUP")
          .withPosition(within.getParserPosition().getColumnNum());
    }
    return new FunctionCall(
        call.parts().followedBy(within, filter, over), call.getParserPosition());
  }

  // What nothing runs yet, and errors

  public static UnsupportedStatement unsupported(String verb, String kind) {
    return new UnsupportedStatement(verb + " " + kind.toUpperCase(Locale.ROOT));
  }

  /** What DISCARD names: TEMP also for TEMPORARY. */
  public static String discarded(PgToken t) {
    return t.kind == PgParserImplConstants.TEMPORARY ? "TEMP" : t.value.toUpperCase(Locale.ROOT);
  }

  public static MegaDbException notSupported(String construct, PgToken t) {
    return MegaDbException.notSupported(construct).withPosition(t.beginColumn);
  }

  public static MegaDbException tooDeep(int limit, PgToken t) {
    return new MegaDbException(
            SqlState.STATEMENT_TOO_COMPLEX,
            "statement is nested more than " + limit + " levels deep")
        .withHint("Split the expression, or use IN or a VALUES list for long chains.")
        .withPosition(t.beginColumn);
  }

  /** DEFAULT where an expression is meant. */
  public static MegaDbException misplacedDefault(PgToken t) {
    return new MegaDbException(SqlState.SYNTAX_ERROR, "DEFAULT is not allowed in this context")
        .withPosition(t.beginColumn);
  }

  public static MegaDbException syntaxError(PgToken t) {
    return new MegaDbException(SqlState.SYNTAX_ERROR, "syntax error at or near \"" + t.image + "\"")
        .withPosition(t.beginColumn);
  }
}
