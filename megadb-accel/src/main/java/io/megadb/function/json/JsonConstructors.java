package io.megadb.function.json;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.ScalarKernel;
import io.megadb.function.kernel.Binder;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.type.PgType;
import io.megadb.type.json.JsonValue;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TypeText;
import io.megadb.vector.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** to_json, json_build_… and their jsonb forms. */
public final class JsonConstructors implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    table.scalar(
        "to_jsonb(anyelement)",
        (signature, types, result) ->
            Binder.rows(
                    (a, row, out, context) ->
                        JsonFunctions.put(
                            out, JsonConversion.value(a[0].valueAt(row), types.get(0), context)))
                .bind(signature, types, result));
    for (String id : List.of("to_json(anyelement)", "array_to_json(anyarray)")) {
      table.scalar(
          id,
          (signature, types, result) ->
              Binder.rows(
                      (a, row, out, context) -> {
                        TextSink sink = new TextSink();
                        JsonConversion.write(a[0].valueAt(row), types.get(0), context, sink);
                        out.append(Bytes.of(sink.toByteArray()));
                      })
                  .bind(signature, types, result));
    }
    for (String prefix : List.of("json", "jsonb")) {
      boolean binary = prefix.equals("jsonb");
      for (String arguments : List.of("(any)", "()")) {
        table.scalar(
            prefix + "_build_array" + arguments,
            (signature, types, result) ->
                Binder.rowsWithNulls(
                        (a, row, out, context) ->
                            out.append(Bytes.of(array(a, row, types, context, binary))))
                    .bind(signature, types, result));
        table.scalar(
            prefix + "_build_object" + arguments,
            (signature, types, result) -> buildObject(signature, types, result, binary));
      }
    }
  }

  private static ScalarKernel buildObject(
      io.megadb.function.FunctionSignature signature,
      List<PgType> types,
      PgType result,
      boolean binary) {
    if (types.size() % 2 != 0) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE, "argument list must have even number of elements")
          .withHint(
              "The arguments of "
                  + signature.name()
                  + "() must consist of alternating keys and values.");
    }
    return Binder.rowsWithNulls(
            (a, row, out, context) ->
                out.append(
                    Bytes.of(
                        binary
                            ? object(a, row, types, context)
                            : objectText(a, row, types, context))))
        .bind(signature, types, result);
  }

  private static byte[] array(
      Operand[] a, int row, List<PgType> types, EvaluationContext context, boolean binary) {
    if (binary) {
      List<JsonValue> elements = new ArrayList<>();
      for (int i = 0; i < a.length; i++) {
        elements.add(JsonConversion.value(value(a[i], row), types.get(i), context));
      }
      return new JsonValue.Array(elements).bytes();
    }
    TextSink sink = new TextSink();
    sink.write('[');
    for (int i = 0; i < a.length; i++) {
      if (i > 0) {
        sink.ascii(", ");
      }
      JsonConversion.write(value(a[i], row), types.get(i), context, sink);
    }
    sink.write(']');
    return sink.toByteArray();
  }

  private static byte[] object(
      Operand[] a, int row, List<PgType> types, EvaluationContext context) {
    SortedMap<String, JsonValue> members = new TreeMap<>(JsonValue::compareKeys);
    for (int i = 0; i < a.length; i += 2) {
      members.put(
          key(a[i], row, types.get(i), context, i),
          JsonConversion.value(value(a[i + 1], row), types.get(i + 1), context));
    }
    return new JsonValue.Object(members).bytes();
  }

  private static byte[] objectText(
      Operand[] a, int row, List<PgType> types, EvaluationContext context) {
    TextSink sink = new TextSink();
    sink.write('{');
    for (int i = 0; i < a.length; i += 2) {
      if (i > 0) {
        sink.ascii(", ");
      }
      JsonValue.writeString(key(a[i], row, types.get(i), context, i), sink);
      sink.ascii(" : ");
      JsonConversion.write(value(a[i + 1], row), types.get(i + 1), context, sink);
    }
    sink.write('}');
    return sink.toByteArray();
  }

  private static String key(
      Operand operand, int row, PgType type, EvaluationContext context, int index) {
    if (operand.isNull(row)) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE, "argument " + (index + 1) + ": key must not be null");
    }
    return TypeText.format(type, operand.valueAt(row), context);
  }

  private static Object value(Operand operand, int row) {
    return operand.isNull(row) ? null : operand.valueAt(row);
  }
}
