package io.megadb.function.string;

import static io.megadb.function.string.StringFunctions.put;

import io.megadb.function.EvaluationContext;
import io.megadb.function.ScalarKernel;
import io.megadb.function.cast.Casts;
import io.megadb.function.kernel.Binder;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TextWriter;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.Vector;
import java.util.List;

/** concat, concat_ws, format and the quoting functions: arguments of any type, as text. */
public final class FormatFunctions implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    table.scalar("concat(any)", (signature, arguments, result) -> concat(arguments, false));
    table.scalar("concat_ws(text,any)", (signature, arguments, result) -> concat(arguments, true));
    table.scalar("format(text,any)", (signature, arguments, result) -> format(arguments));
    table.scalar("format(text)", (signature, arguments, result) -> format(arguments));
    table.rows(
        "quote_ident(text)",
        (a, row, out, context) -> put(out, Identifiers.quote(a[0].textAt(row))));
    table.rows(
        "quote_literal(text)",
        (a, row, out, context) -> put(out, Identifiers.literal(a[0].textAt(row))));
    table.rowsWithNulls(
        "quote_nullable(text)",
        (a, row, out, context) ->
            put(out, a[0].isNull(row) ? "NULL" : Identifiers.literal(a[0].textAt(row))));
    table.scalar(
        "quote_literal(anyelement)",
        (signature, arguments, result) -> {
          ScalarKernel cast = Casts.kernel(arguments.get(0), PgType.of(PgTypes.TEXT), true);
          ScalarKernel quote =
              Binder.rows((a, row, out, context) -> put(out, Identifiers.literal(a[0].textAt(row))))
                  .bind(signature, arguments, result);
          return (vectors, rows, context) ->
              quote.apply(new Vector[] {cast.apply(vectors, rows, context)}, rows, context);
        });
  }

  private static TextWriter[] writers(List<PgType> types, EvaluationContext context) {
    TextWriter[] writers = new TextWriter[types.size()];
    for (int i = 0; i < writers.length; i++) {
      writers[i] = new TextWriter(types.get(i), context);
    }
    return writers;
  }

  private static ScalarKernel concat(List<PgType> types, boolean separated) {
    return (vectors, rows, context) -> {
      TextWriter[] writers = writers(types, context);
      BytesBuilder out = new BytesBuilder(rows);
      TextSink sink = new TextSink();
      for (int i = 0; i < rows; i++) {
        if (separated && vectors[0].isNull(i)) {
          out.appendNull();
          continue;
        }
        sink.truncate(0);
        boolean first = true;
        for (int k = separated ? 1 : 0; k < vectors.length; k++) {
          if (!vectors[k].isNull(i)) {
            if (separated && !first) {
              writers[0].write(vectors[0], i, sink);
            }
            writers[k].write(vectors[k], i, sink);
            first = false;
          }
        }
        out.appendBytes(sink.array(), 0, sink.length());
      }
      return out.build();
    };
  }

  private static ScalarKernel format(List<PgType> types) {
    return (vectors, rows, context) -> {
      TextWriter[] writers = writers(types, context);
      Operand pattern = Operand.of(vectors[0]);
      BytesBuilder out = new BytesBuilder(rows);
      for (int i = 0; i < rows; i++) {
        if (pattern.isNull(i)) {
          out.appendNull();
        } else {
          out.appendText(new FormatString(pattern.textAt(i), vectors, writers, i).run());
        }
      }
      return out.build();
    };
  }
}
