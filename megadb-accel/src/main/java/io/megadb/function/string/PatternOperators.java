package io.megadb.function.string;

import io.megadb.function.EvaluationContext;
import io.megadb.function.OperatorSignature;
import io.megadb.function.kernel.Binder;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictKernel;
import io.megadb.vector.BoolBuilder;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.VectorBuilder;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** LIKE, ILIKE and regular expression operators, over text, name, char(n) and bytea. */
public final class PatternOperators implements FunctionFamily {
  private static final Map<String, boolean[]> LIKE =
      Map.of(
          "~~", new boolean[] {false, false},
          "!~~", new boolean[] {false, true},
          "~~*", new boolean[] {true, false},
          "!~~*", new boolean[] {true, true});
  private static final Map<String, boolean[]> REGEX =
      Map.of(
          "~", new boolean[] {false, false},
          "!~", new boolean[] {false, true},
          "~*", new boolean[] {true, false},
          "!~*", new boolean[] {true, true});

  @Override
  public void define(FunctionTable table) {
    LIKE.forEach(
        (symbol, form) -> {
          for (OperatorSignature operator : table.operators(symbol)) {
            table.scalar(operator.function().text(), like(form[0], form[1]));
          }
        });
    for (String name : List.of("like", "notlike")) {
      for (String arguments : List.of("(text,text)", "(name,text)", "(bytea,bytea)")) {
        table.scalar(name + arguments, like(false, name.equals("notlike")));
      }
    }
    REGEX.forEach(
        (symbol, form) -> {
          for (OperatorSignature operator : table.operators(symbol)) {
            if (operator.left() != null) {
              regex(table, operator, form[0], form[1]);
            }
          }
        });
    table.rows(
        "like_escape(text,text)",
        (a, row, out, context) ->
            ((BytesBuilder) out)
                .appendText(LikeEscape.convert(a[0].textAt(row), a[1].textAt(row))));
    for (String id : List.of("similar_to_escape(text)", "similar_to_escape(text,text)")) {
      table.rows(id, PatternOperators::similar);
    }
    table.rowsWithNulls(
        "similar_escape(text,text)",
        (a, row, out, context) -> {
          if (a[0].isNull(row)) {
            out.appendNull();
          } else {
            similar(a[1].isNull(row) ? new Operand[] {a[0]} : a, row, out, context);
          }
        });
    table.rows(
        "starts_with(text,text)",
        (a, row, out, context) ->
            ((BoolBuilder) out).appendBool(a[0].textAt(row).startsWith(a[1].textAt(row))));
  }

  private static void similar(Operand[] a, int row, VectorBuilder out, EvaluationContext context) {
    String escape = a.length > 1 ? a[1].textAt(row) : null;
    ((BytesBuilder) out).appendText(SimilarPattern.convert(a[0].textAt(row), escape));
  }

  /** A kernel remembers its last pattern, so each call site has its own body. */
  private static Binder like(boolean ignoreCase, boolean negated) {
    return (signature, arguments, result) ->
        new StrictKernel(new LikeBody(ignoreCase, negated), result, signature.volatility());
  }

  private static void regex(
      FunctionTable table, OperatorSignature operator, boolean ignoreCase, boolean negated) {
    table.scalar(
        operator.function().text(),
        (signature, arguments, result) -> {
          RegexCache cache = new RegexCache();
          String flags = ignoreCase ? "i" : "";
          return Binder.rows(
                  (a, row, out, context) -> {
                    Pattern pattern = cache.get(a[1].textAt(row), flags);
                    boolean found = pattern.matcher(a[0].textAt(row)).find();
                    ((BoolBuilder) out).appendBool(found != negated);
                  })
              .bind(signature, arguments, result);
        });
  }
}
