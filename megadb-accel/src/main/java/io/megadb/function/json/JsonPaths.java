package io.megadb.function.json;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reading and changing a jsonb value along a path of keys and indexes. */
final class JsonPaths {
  /** What to do at the end of a path. */
  enum Change {
    SET,
    SET_OR_CREATE,
    INSERT_BEFORE,
    INSERT_AFTER,
    DELETE
  }

  private JsonPaths() {}

  /** The member or element, or null. */
  static JsonValue step(JsonValue value, String key) {
    if (value instanceof JsonValue.Object object) {
      return object.members().get(key);
    }
    if (value instanceof JsonValue.Array array) {
      Integer index = index(key);
      return index == null ? null : element(array, index);
    }
    return null;
  }

  static JsonValue element(JsonValue.Array array, int index) {
    int size = array.elements().size();
    int position = index < 0 ? size + index : index;
    return position < 0 || position >= size ? null : array.elements().get(position);
  }

  /** The value at the end of a path, or null. */
  static JsonValue get(JsonValue value, List<String> path) {
    JsonValue current = value;
    for (String key : path) {
      current = key == null || current == null ? null : step(current, key);
    }
    return current;
  }

  private static Integer index(String key) {
    try {
      return Integer.valueOf(key.trim());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The value with the end of the path changed; unchanged where the path does not lead. */
  static JsonValue change(
      JsonValue value, List<String> path, int depth, JsonValue replacement, Change change) {
    if (depth == path.size()) {
      return value;
    }
    String key = path.get(depth);
    if (key == null) {
      throw new MegaDbException(
          SqlState.NULL_VALUE_NOT_ALLOWED, "path element at position " + (depth + 1) + " is null");
    }
    boolean last = depth + 1 == path.size();
    if (value instanceof JsonValue.Object object) {
      return inObject(object, path, depth, key, last, replacement, change);
    }
    if (value instanceof JsonValue.Array array) {
      return inArray(array, path, depth, key, last, replacement, change);
    }
    return value;
  }

  private static JsonValue inObject(
      JsonValue.Object object,
      List<String> path,
      int depth,
      String key,
      boolean last,
      JsonValue replacement,
      Change change) {
    SortedMap<String, JsonValue> members = new TreeMap<>(JsonValue::compareKeys);
    members.putAll(object.members());
    JsonValue present = members.get(key);
    if (!last) {
      if (present != null) {
        members.put(key, change(present, path, depth + 1, replacement, change));
      }
      return new JsonValue.Object(members);
    }
    switch (change) {
      case DELETE -> members.remove(key);
      case SET -> {
        if (present != null) {
          members.put(key, replacement);
        }
      }
      case SET_OR_CREATE -> members.put(key, replacement);
      case INSERT_BEFORE, INSERT_AFTER -> {
        if (present != null) {
          throw new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, "cannot replace existing key")
              .withHint("Try using the function jsonb_set to replace key value.");
        }
        members.put(key, replacement);
      }
    }
    return new JsonValue.Object(members);
  }

  private static JsonValue inArray(
      JsonValue.Array array,
      List<String> path,
      int depth,
      String key,
      boolean last,
      JsonValue replacement,
      Change change) {
    Integer parsed = index(key);
    if (parsed == null) {
      throw new MegaDbException(
          SqlState.INVALID_TEXT_REPRESENTATION,
          "path element at position " + (depth + 1) + " is not an integer: \"" + key + "\"");
    }
    List<JsonValue> elements = new ArrayList<>(array.elements());
    int size = elements.size();
    int index = parsed < 0 ? size + parsed : parsed;
    boolean inside = index >= 0 && index < size;
    if (!last) {
      if (inside) {
        elements.set(index, change(elements.get(index), path, depth + 1, replacement, change));
      }
      return new JsonValue.Array(elements);
    }
    switch (change) {
      case DELETE -> {
        if (inside) {
          elements.remove(index);
        }
      }
      case SET -> {
        if (inside) {
          elements.set(index, replacement);
        }
      }
      case SET_OR_CREATE -> {
        if (inside) {
          elements.set(index, replacement);
        } else {
          elements.add(index < 0 ? 0 : size, replacement);
        }
      }
      case INSERT_BEFORE, INSERT_AFTER -> {
        int place = inside && change == Change.INSERT_AFTER ? index + 1 : index;
        elements.add(Math.max(0, Math.min(size, place)), replacement);
      }
    }
    return new JsonValue.Array(elements);
  }

  /** Containment, the operator @&gt;. */
  static boolean contains(JsonValue whole, JsonValue part, boolean top) {
    if (whole instanceof JsonValue.Object a && part instanceof JsonValue.Object b) {
      return b.members().entrySet().stream()
          .allMatch(
              member -> {
                JsonValue held = a.members().get(member.getKey());
                return held != null && contains(held, member.getValue(), false);
              });
    }
    if (whole instanceof JsonValue.Array a) {
      if (part instanceof JsonValue.Array b) {
        return b.elements().stream()
            .allMatch(
                wanted -> a.elements().stream().anyMatch(held -> contains(held, wanted, false)));
      }
      boolean scalar = !(part instanceof JsonValue.Object);
      return top && scalar && a.elements().stream().anyMatch(held -> held.compareTo(part) == 0);
    }
    return !(part instanceof JsonValue.Array)
        && !(part instanceof JsonValue.Object)
        && !(whole instanceof JsonValue.Object)
        && whole.compareTo(part) == 0;
  }
}
