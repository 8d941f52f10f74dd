package io.megadb.function.string;

import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionSignature;
import io.megadb.function.TableFunction;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;

/** regexp_matches and regexp_split_to_table. */
public final class SplittingFunctions implements FunctionFamily {
  /** Values of the only column for text, expression and options. */
  private interface Parts {
    List<Object> of(String text, String expression, String flags);
  }

  private record Splitting(FunctionSignature signature, Parts parts) implements TableFunction {
    @Override
    public List<String> columnNames() {
      return List.of(signature.name());
    }

    @Override
    public List<PgType> columnTypes(List<PgType> arguments) {
      return List.of(PgType.of(signature.result()));
    }

    @Override
    public Iterator<Batch> rows(
        List<PgType> types, List<Object> arguments, EvaluationContext context) {
      if (arguments.contains(null)) {
        return Collections.emptyIterator();
      }
      String flags = arguments.size() > 2 ? ((Bytes) arguments.get(2)).text() : "";
      List<Object> values =
          parts.of(((Bytes) arguments.get(0)).text(), ((Bytes) arguments.get(1)).text(), flags);
      List<Batch> batches = new ArrayList<>();
      for (int from = 0; from < values.size(); from += Batch.MAX_ROWS) {
        int to = Math.min(values.size(), from + Batch.MAX_ROWS);
        VectorBuilder out = VectorBuilder.of(PgType.of(signature.result()), to - from);
        values.subList(from, to).forEach(out::append);
        batches.add(new Batch(to - from, out.build()));
      }
      return batches.iterator();
    }
  }

  @Override
  public void define(FunctionTable table) {
    for (String arguments : List.of("(text,text)", "(text,text,text)")) {
      table.table(
          "regexp_matches" + arguments,
          signature -> new Splitting(signature, SplittingFunctions::matches));
      table.table(
          "regexp_split_to_table" + arguments,
          signature ->
              new Splitting(
                  signature,
                  (text, expression, flags) ->
                      RegexFunctions.split(RegexTranslation.compile(expression, flags), text)));
    }
  }

  private static List<Object> matches(String text, String expression, String flags) {
    boolean all = flags.indexOf('g') >= 0;
    Matcher matcher = RegexTranslation.compile(expression, flags.replace("g", "")).matcher(text);
    List<Object> matches = new ArrayList<>();
    while (matcher.find()) {
      matches.add(RegexFunctions.groups(matcher));
      if (!all) {
        break;
      }
    }
    return matches;
  }
}
