package io.megadb.function.json;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.RowBody;
import io.megadb.type.json.JsonParser;
import io.megadb.type.json.JsonText;
import io.megadb.type.json.JsonValue;
import io.megadb.vector.Bytes;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Access, containment, change and description of json and jsonb values. */
public final class JsonFunctions implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    access(table);
    paths(table);
    tests(table);
    changes(table);
    table.rows(
        "jsonb_typeof(jsonb)",
        (a, row, out, context) -> out.append(Bytes.utf8(json(a[0], row).typeName())));
    table.rows(
        "json_typeof(json)",
        (a, row, out, context) -> out.append(Bytes.utf8(json(a[0], row).typeName())));
    for (String type : List.of("json", "jsonb")) {
      table.rows(
          type + "_array_length(" + type + ")",
          (a, row, out, context) -> out.append(length(json(a[0], row))));
    }
    table.rows(
        "jsonb_pretty(jsonb)",
        (a, row, out, context) -> out.append(Bytes.utf8(JsonPretty.format(json(a[0], row)))));
    table.rows(
        "jsonb_strip_nulls(jsonb)",
        (a, row, out, context) -> put(out, stripNulls(json(a[0], row))));
  }

  static JsonValue json(Operand operand, int row) {
    return JsonParser.parse(operand.textAt(row));
  }

  static void put(VectorBuilder out, JsonValue value) {
    out.append(value == null ? null : Bytes.of(value.bytes()));
  }

  /** The value as SQL text: null for JSON null, strings without quotes. */
  static void putText(VectorBuilder out, JsonValue value) {
    if (value == null || value instanceof JsonValue.Null) {
      out.appendNull();
    } else if (value instanceof JsonValue.Text text) {
      out.append(Bytes.utf8(text.value()));
    } else {
      put(out, value);
    }
  }

  private static void putRaw(VectorBuilder out, String text) {
    out.append(text == null ? null : Bytes.utf8(text));
  }

  private static void access(FunctionTable table) {
    table.rows(
        "jsonb_object_field(jsonb,text)", (a, row, out, context) -> put(out, member(a, row)));
    table.rows(
        "jsonb_object_field_text(jsonb,text)",
        (a, row, out, context) -> putText(out, member(a, row)));
    table.rows(
        "jsonb_array_element(jsonb,int4)", (a, row, out, context) -> put(out, element(a, row)));
    table.rows(
        "jsonb_array_element_text(jsonb,int4)",
        (a, row, out, context) -> putText(out, element(a, row)));
    table.rows(
        "json_object_field(json,text)",
        (a, row, out, context) -> putRaw(out, JsonText.field(a[0].textAt(row), a[1].textAt(row))));
    table.rows(
        "json_object_field_text(json,text)",
        (a, row, out, context) ->
            putRaw(out, JsonText.asText(JsonText.field(a[0].textAt(row), a[1].textAt(row)))));
    table.rows(
        "json_array_element(json,int4)",
        (a, row, out, context) ->
            putRaw(out, JsonText.element(a[0].textAt(row), a[1].longAt(row))));
    table.rows(
        "json_array_element_text(json,int4)",
        (a, row, out, context) ->
            putRaw(out, JsonText.asText(JsonText.element(a[0].textAt(row), a[1].longAt(row)))));
  }

  private static JsonValue member(Operand[] a, int row) {
    return json(a[0], row) instanceof JsonValue.Object object
        ? object.members().get(a[1].textAt(row))
        : null;
  }

  /** A scalar is its own first and last element, as it is stored. */
  private static JsonValue element(Operand[] a, int row) {
    JsonValue value = json(a[0], row);
    if (value instanceof JsonValue.Array array) {
      return JsonPaths.element(array, a[1].intAt(row));
    }
    boolean itself = a[1].intAt(row) == 0 || a[1].intAt(row) == -1;
    return itself && !(value instanceof JsonValue.Object) ? value : null;
  }

  private static void paths(FunctionTable table) {
    for (String arguments : List.of("(jsonb,text)", "(jsonb,_text)")) {
      table.rows(
          "jsonb_extract_path" + arguments,
          (a, row, out, context) -> put(out, JsonPaths.get(json(a[0], row), path(a, row))));
      table.rows(
          "jsonb_extract_path_text" + arguments,
          (a, row, out, context) -> putText(out, JsonPaths.get(json(a[0], row), path(a, row))));
    }
    for (String arguments : List.of("(json,text)", "(json,_text)")) {
      table.rows(
          "json_extract_path" + arguments,
          (a, row, out, context) -> putRaw(out, raw(a[0].textAt(row), path(a, row))));
      table.rows(
          "json_extract_path_text" + arguments,
          (a, row, out, context) ->
              putRaw(out, JsonText.asText(raw(a[0].textAt(row), path(a, row)))));
    }
  }

  private static String raw(String text, List<String> path) {
    String current = text.trim();
    for (String key : path) {
      if (current == null || key == null) {
        return null;
      }
      if (current.startsWith("{")) {
        current = JsonText.field(current, key);
      } else if (current.startsWith("[") && key.trim().matches("-?\\d{1,9}")) {
        current = JsonText.element(current, Long.parseLong(key.trim()));
      } else {
        return null;
      }
    }
    return current;
  }

  /** The path from an array of text, or from all arguments behind the first. */
  static List<String> path(Operand[] a, int row) {
    List<String> path = new ArrayList<>();
    for (int i = 1; i < a.length; i++) {
      if (a[i].valueAt(row) instanceof List<?> keys) {
        for (Object key : keys) {
          path.add(key == null ? null : ((Bytes) key).text());
        }
        break;
      }
      path.add(a[i].textAt(row));
    }
    return path;
  }

  private static void tests(FunctionTable table) {
    table.rows(
        "jsonb_contains(jsonb,jsonb)",
        (a, row, out, context) ->
            out.append(JsonPaths.contains(json(a[0], row), json(a[1], row), true)));
    table.rows(
        "jsonb_contained(jsonb,jsonb)",
        (a, row, out, context) ->
            out.append(JsonPaths.contains(json(a[1], row), json(a[0], row), true)));
    table.rows(
        "jsonb_exists(jsonb,text)",
        (a, row, out, context) -> out.append(exists(json(a[0], row), a[1].textAt(row))));
    table.rows(
        "jsonb_exists_any(jsonb,_text)",
        (a, row, out, context) -> {
          JsonValue value = json(a[0], row);
          out.append(path(a, row).stream().anyMatch(key -> key != null && exists(value, key)));
        });
    table.rows(
        "jsonb_exists_all(jsonb,_text)",
        (a, row, out, context) -> {
          JsonValue value = json(a[0], row);
          out.append(path(a, row).stream().allMatch(key -> key == null || exists(value, key)));
        });
  }

  private static boolean exists(JsonValue value, String key) {
    if (value instanceof JsonValue.Object object) {
      return object.members().containsKey(key);
    }
    if (value instanceof JsonValue.Array array) {
      return array.elements().contains(new JsonValue.Text(key));
    }
    return value instanceof JsonValue.Text text && text.value().equals(key);
  }

  private static void changes(FunctionTable table) {
    table.rows(
        "jsonb_concat(jsonb,jsonb)",
        (a, row, out, context) -> put(out, concat(json(a[0], row), json(a[1], row))));
    table.rows(
        "jsonb_delete(jsonb,text)",
        (a, row, out, context) -> put(out, delete(json(a[0], row), List.of(a[1].textAt(row)))));
    table.rows(
        "jsonb_delete(jsonb,_text)",
        (a, row, out, context) -> put(out, delete(json(a[0], row), path(a, row))));
    table.rows(
        "jsonb_delete(jsonb,int4)",
        (a, row, out, context) -> put(out, delete(json(a[0], row), a[1].intAt(row))));
    table.rows("jsonb_delete_path(jsonb,_text)", change(JsonPaths.Change.DELETE, null));
    table.rows(
        "jsonb_set(jsonb,_text,jsonb,bool)",
        change(JsonPaths.Change.SET_OR_CREATE, JsonPaths.Change.SET));
    table.rows(
        "jsonb_insert(jsonb,_text,jsonb,bool)",
        change(JsonPaths.Change.INSERT_AFTER, JsonPaths.Change.INSERT_BEFORE));
  }

  /** A change along a path; the second one is meant if the fourth argument is false. */
  private static RowBody change(JsonPaths.Change ifTrue, JsonPaths.Change ifFalse) {
    return (a, row, out, context) -> {
      JsonPaths.Change change = a.length < 4 || a[3].boolAt(row) ? ifTrue : ifFalse;
      JsonValue replacement = a.length < 3 ? null : json(a[2], row);
      JsonValue value = json(a[0], row);
      if (!(value instanceof JsonValue.Object) && !(value instanceof JsonValue.Array)) {
        throw new MegaDbException(
            SqlState.INVALID_PARAMETER_VALUE,
            change == JsonPaths.Change.DELETE
                ? "cannot delete path in scalar"
                : "cannot set path in scalar");
      }
      boolean creates = change != JsonPaths.Change.DELETE && change != JsonPaths.Change.SET;
      boolean empty =
          value instanceof JsonValue.Array array
              ? array.elements().isEmpty()
              : ((JsonValue.Object) value).members().isEmpty();
      if (empty && !creates) {
        put(out, value);
        return;
      }
      put(out, JsonPaths.change(value, path(a, row), 0, replacement, change));
    };
  }

  private static JsonValue concat(JsonValue left, JsonValue right) {
    if (left instanceof JsonValue.Object a && right instanceof JsonValue.Object b) {
      SortedMap<String, JsonValue> members = new TreeMap<>(JsonValue::compareKeys);
      members.putAll(a.members());
      members.putAll(b.members());
      return new JsonValue.Object(members);
    }
    List<JsonValue> elements = new ArrayList<>();
    for (JsonValue side : List.of(left, right)) {
      if (side instanceof JsonValue.Array array) {
        elements.addAll(array.elements());
      } else {
        elements.add(side);
      }
    }
    return new JsonValue.Array(elements);
  }

  private static JsonValue delete(JsonValue value, List<String> keys) {
    if (value instanceof JsonValue.Object object) {
      SortedMap<String, JsonValue> members = new TreeMap<>(JsonValue::compareKeys);
      members.putAll(object.members());
      keys.forEach(key -> members.keySet().removeIf(held -> held.equals(key)));
      return new JsonValue.Object(members);
    }
    if (value instanceof JsonValue.Array array) {
      List<JsonValue> elements = new ArrayList<>(array.elements());
      elements.removeIf(held -> held instanceof JsonValue.Text text && keys.contains(text.value()));
      return new JsonValue.Array(elements);
    }
    throw new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, "cannot delete from scalar");
  }

  private static JsonValue delete(JsonValue value, int index) {
    if (value instanceof JsonValue.Object) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE, "cannot delete from object using integer index");
    }
    if (!(value instanceof JsonValue.Array array)) {
      throw new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, "cannot delete from scalar");
    }
    List<JsonValue> elements = new ArrayList<>(array.elements());
    int position = index < 0 ? elements.size() + index : index;
    if (position >= 0 && position < elements.size()) {
      elements.remove(position);
    }
    return new JsonValue.Array(elements);
  }

  private static Long length(JsonValue value) {
    if (value instanceof JsonValue.Array array) {
      return (long) array.elements().size();
    }
    throw new MegaDbException(
        SqlState.INVALID_PARAMETER_VALUE,
        value instanceof JsonValue.Object
            ? "cannot get array length of a non-array"
            : "cannot get array length of a scalar");
  }

  private static JsonValue stripNulls(JsonValue value) {
    if (value instanceof JsonValue.Object object) {
      SortedMap<String, JsonValue> members = new TreeMap<>(JsonValue::compareKeys);
      object
          .members()
          .forEach(
              (key, member) -> {
                if (!(member instanceof JsonValue.Null)) {
                  members.put(key, stripNulls(member));
                }
              });
      return new JsonValue.Object(members);
    }
    if (value instanceof JsonValue.Array array) {
      return new JsonValue.Array(array.elements().stream().map(JsonFunctions::stripNulls).toList());
    }
    return value;
  }
}
