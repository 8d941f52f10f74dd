package io.megadb.function.array;

import io.megadb.function.EvaluationContext;
import io.megadb.function.comparison.ValueOrder;
import io.megadb.function.kernel.Binder;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.type.PgType;
import io.megadb.type.text.TypeText;
import io.megadb.vector.Bytes;
import io.megadb.vector.FlatVector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Length, search, change and text of one-dimensional arrays. */
public final class ArrayFunctions implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    sizes(table);
    changes(table);
    search(table);
    texts(table);
  }

  private static List<Object> list(Operand operand, int row) {
    List<Object> copy = new ArrayList<>();
    if (!operand.isNull(row)) {
      copy.addAll((List<?>) operand.valueAt(row));
    }
    return copy;
  }

  private static Object value(Operand operand, int row) {
    return operand.isNull(row) ? null : operand.valueAt(row);
  }

  private static void sizes(FunctionTable table) {
    table.rows(
        "cardinality(anyarray)",
        (a, row, out, context) -> out.append((long) list(a[0], row).size()));
    for (String name : List.of("array_length", "array_upper", "array_lower")) {
      table.rows(
          name + "(anyarray,int4)",
          (a, row, out, context) -> {
            int size = list(a[0], row).size();
            boolean present = size > 0 && a[1].longAt(row) == 1;
            out.append(present ? (Long) (name.equals("array_lower") ? 1L : size) : null);
          });
    }
    table.rows(
        "array_ndims(anyarray)",
        (a, row, out, context) -> out.append(list(a[0], row).isEmpty() ? null : (Long) 1L));
    table.rows(
        "array_dims(anyarray)",
        (a, row, out, context) -> {
          int size = list(a[0], row).size();
          out.append(size == 0 ? null : Bytes.utf8("[1:" + size + "]"));
        });
  }

  private static void changes(FunctionTable table) {
    table.rowsWithNulls(
        "array_append(anyarray,anyelement)",
        (a, row, out, context) -> {
          List<Object> list = list(a[0], row);
          list.add(value(a[1], row));
          out.append(list);
        });
    table.rowsWithNulls(
        "array_prepend(anyelement,anyarray)",
        (a, row, out, context) -> {
          List<Object> list = list(a[1], row);
          list.add(0, value(a[0], row));
          out.append(list);
        });
    table.rowsWithNulls(
        "array_cat(anyarray,anyarray)",
        (a, row, out, context) -> {
          if (a[0].isNull(row) && a[1].isNull(row)) {
            out.appendNull();
            return;
          }
          List<Object> list = list(a[0], row);
          list.addAll(list(a[1], row));
          out.append(list);
        });
    table.scalar(
        "array_remove(anyarray,anyelement)",
        (signature, types, result) ->
            Binder.rowsWithNulls(
                    (a, row, out, context) -> {
                      if (a[0].isNull(row)) {
                        out.appendNull();
                        return;
                      }
                      List<Object> list = list(a[0], row);
                      Object removed = value(a[1], row);
                      list.removeIf(item -> same(item, removed, types.get(1)));
                      out.append(list);
                    })
                .bind(signature, types, result));
    table.rows(
        "trim_array(anyarray,int4)",
        (a, row, out, context) -> {
          List<Object> list = list(a[0], row);
          long count = a[1].longAt(row);
          if (count < 0 || count > list.size()) {
            throw new io.megadb.error.MegaDbException(
                io.megadb.error.SqlState.ARRAY_SUBSCRIPT_ERROR,
                "number of elements to trim must be between 0 and " + list.size());
          }
          out.append(list.subList(0, list.size() - (int) count));
        });
  }

  /** Equality as the type defines it; null equals null. */
  static boolean same(Object left, Object right, PgType type) {
    if (left == null || right == null) {
      return left == right;
    }
    return ValueOrder.of(type).compareFlat(single(left, type), 0, single(right, type), 0) == 0;
  }

  private static FlatVector single(Object value, PgType type) {
    VectorBuilder builder = VectorBuilder.of(type, 1);
    builder.append(value);
    return builder.build();
  }

  private static void search(FunctionTable table) {
    for (String id :
        List.of(
            "array_position(anyarray,anyelement)", "array_position(anyarray,anyelement,int4)")) {
      table.scalar(
          id,
          (signature, types, result) ->
              Binder.rowsWithNulls((a, row, out, context) -> position(a, row, types.get(1), out))
                  .bind(signature, types, result));
    }
    table.scalar(
        "array_positions(anyarray,anyelement)",
        (signature, types, result) ->
            Binder.rowsWithNulls(
                    (a, row, out, context) -> {
                      if (a[0].isNull(row)) {
                        out.appendNull();
                        return;
                      }
                      List<Object> list = list(a[0], row);
                      List<Object> found = new ArrayList<>();
                      for (int i = 0; i < list.size(); i++) {
                        if (same(list.get(i), value(a[1], row), types.get(1))) {
                          found.add(i + 1L);
                        }
                      }
                      out.append(found);
                    })
                .bind(signature, types, result));
    for (String name : List.of("arraycontains", "arraycontained", "arrayoverlap")) {
      table.scalar(
          name + "(anyarray,anyarray)",
          (signature, types, result) ->
              Binder.rows(
                      (a, row, out, context) -> {
                        List<Object> x = list(a[name.equals("arraycontained") ? 1 : 0], row);
                        List<Object> y = list(a[name.equals("arraycontained") ? 0 : 1], row);
                        PgType element = TypeText.elementType(types.get(0));
                        out.append(
                            name.equals("arrayoverlap")
                                ? y.stream().anyMatch(item -> holds(x, item, element))
                                : y.stream().allMatch(item -> holds(x, item, element)));
                      })
                  .bind(signature, types, result));
    }
  }

  private static boolean holds(List<Object> list, Object item, PgType element) {
    return item != null
        && list.stream().anyMatch(held -> held != null && same(held, item, element));
  }

  private static void position(Operand[] a, int row, PgType element, VectorBuilder out) {
    List<Object> list = list(a[0], row);
    if (a.length > 2 && a[2].isNull(row) && !list.isEmpty()) {
      throw new io.megadb.error.MegaDbException(
          io.megadb.error.SqlState.NULL_VALUE_NOT_ALLOWED, "initial position must not be null");
    }
    int from = a.length > 2 ? Math.max(1, a[2].intAt(row)) - 1 : 0;
    for (int i = from; i < list.size(); i++) {
      if (same(list.get(i), value(a[1], row), element)) {
        out.append(i + 1L);
        return;
      }
    }
    out.appendNull();
  }

  private static void texts(FunctionTable table) {
    for (String id :
        List.of("array_to_string(anyarray,text)", "array_to_string(anyarray,text,text)")) {
      table.scalar(
          id,
          (signature, types, result) ->
              Binder.rowsWithNulls(
                      (a, row, out, context) -> out.append(join(a, row, types.get(0), context)))
                  .bind(signature, types, result));
    }
    for (String id : List.of("string_to_array(text,text)", "string_to_array(text,text,text)")) {
      table.rowsWithNulls(id, (a, row, out, context) -> out.append(split(a, row)));
    }
  }

  private static Bytes join(Operand[] a, int row, PgType type, EvaluationContext context) {
    if (a[0].isNull(row) || a[1].isNull(row)) {
      return null;
    }
    PgType element = TypeText.elementType(type);
    String nulls = a.length < 3 || a[2].isNull(row) ? null : a[2].textAt(row);
    List<String> parts = new ArrayList<>();
    for (Object item : list(a[0], row)) {
      if (item != null) {
        parts.add(TypeText.format(element, item, context));
      } else if (nulls != null) {
        parts.add(nulls);
      }
    }
    return Bytes.utf8(String.join(a[1].textAt(row), parts));
  }

  /** The fields of a text; null if the text is null. */
  public static List<Object> split(Operand[] a, int row) {
    if (a[0].isNull(row)) {
      return null;
    }
    String text = a[0].textAt(row);
    List<Object> fields = new ArrayList<>();
    if (text.isEmpty()) {
      return fields;
    }
    if (a[1].isNull(row)) {
      text.codePoints().forEach(c -> fields.add(Bytes.utf8(Character.toString(c))));
    } else if (a[1].textAt(row).isEmpty()) {
      fields.add(Bytes.utf8(text));
    } else {
      for (String field : text.split(Pattern.quote(a[1].textAt(row)), -1)) {
        fields.add(Bytes.utf8(field));
      }
    }
    if (a.length > 2 && !a[2].isNull(row)) {
      Bytes nulls = a[2].valueBytesAt(row);
      fields.replaceAll(field -> field.equals(nulls) ? null : field);
    }
    return fields;
  }
}
