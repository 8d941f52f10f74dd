package io.megadb.type.json;

import io.megadb.type.text.TextSink;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A value of jsonb. Immutable. The order is jsonb's btree order: objects above arrays above
 * booleans above numbers above strings above null; longer objects and arrays above shorter ones.
 */
@SuppressWarnings("JavaLangClash") // JSON's own terms; always written JsonValue.Object
public sealed interface JsonValue extends Comparable<JsonValue> {
  /** null. */
  record Null() implements JsonValue {}

  record Bool(boolean value) implements JsonValue {}

  /** A number; its scale is kept. */
  record Number(BigDecimal value) implements JsonValue {}

  record Text(String value) implements JsonValue {}

  record Array(List<JsonValue> elements) implements JsonValue {}

  /** Members in jsonb's order: shorter keys first, then by bytes; the last of equal keys won. */
  record Object(SortedMap<String, JsonValue> members) implements JsonValue {}

  /** As jsonb_typeof names it. */
  default String typeName() {
    return switch (kind()) {
      case 0 -> "null";
      case 1 -> "string";
      case 2 -> "number";
      case 3 -> "boolean";
      case 4 -> "array";
      default -> "object";
    };
  }

  private int kind() {
    if (this instanceof Null) {
      return 0;
    }
    if (this instanceof Text) {
      return 1;
    }
    if (this instanceof Number) {
      return 2;
    }
    if (this instanceof Bool) {
      return 3;
    }
    return this instanceof Array ? 4 : 5;
  }

  /** Writes the canonical text, such as {@code {"a": 1, "b": [true, null]}}. */
  default void write(TextSink sink) {
    if (this instanceof Null) {
      sink.ascii("null");
    } else if (this instanceof Bool bool) {
      sink.ascii(bool.value ? "true" : "false");
    } else if (this instanceof Number number) {
      sink.ascii(number.value.toPlainString());
    } else if (this instanceof Text text) {
      writeString(text.value, sink);
    } else if (this instanceof Array array) {
      sink.write('[');
      for (int i = 0; i < array.elements.size(); i++) {
        if (i > 0) {
          sink.ascii(", ");
        }
        array.elements.get(i).write(sink);
      }
      sink.write(']');
    } else if (this instanceof Object object) {
      sink.write('{');
      int i = 0;
      for (Map.Entry<String, JsonValue> member : object.members.entrySet()) {
        if (i++ > 0) {
          sink.ascii(", ");
        }
        writeString(member.getKey(), sink);
        sink.ascii(": ");
        member.getValue().write(sink);
      }
      sink.write('}');
    }
  }

  /** The canonical text in UTF-8. */
  default byte[] bytes() {
    TextSink sink = new TextSink();
    write(sink);
    return sink.toByteArray();
  }

  /** Writes a quoted JSON string. */
  static void writeString(String value, TextSink sink) {
    sink.write('"');
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        sink.utf8(value.substring(from, i));
        from = i + 1;
        escape(c, sink);
      }
    }
    sink.utf8(value.substring(from));
    sink.write('"');
  }

  private static void escape(char c, TextSink sink) {
    switch (c) {
      case '\b' -> sink.ascii("\\b");
      case '\f' -> sink.ascii("\\f");
      case '\n' -> sink.ascii("\\n");
      case '\r' -> sink.ascii("\\r");
      case '\t' -> sink.ascii("\\t");
      case '"' -> sink.ascii("\\\"");
      case '\\' -> sink.ascii("\\\\");
      default -> {
        sink.ascii("\\u00");
        sink.hex(c);
      }
    }
  }

  /** Order of keys: by length in bytes, then by bytes. */
  static int compareKeys(String a, String b) {
    byte[] left = a.getBytes(StandardCharsets.UTF_8);
    byte[] right = b.getBytes(StandardCharsets.UTF_8);
    return left.length != right.length
        ? Integer.compare(left.length, right.length)
        : Arrays.compareUnsigned(left, right);
  }

  @Override
  default int compareTo(JsonValue other) {
    if (this instanceof Array a && a.elements.isEmpty() && !(other instanceof Array)) {
      return -1;
    }
    if (other instanceof Array a && a.elements.isEmpty() && !(this instanceof Array)) {
      return 1;
    }
    if (kind() != other.kind()) {
      return Integer.compare(kind(), other.kind());
    }
    if (this instanceof Text a) {
      return Arrays.compareUnsigned(
          a.value.getBytes(StandardCharsets.UTF_8),
          ((Text) other).value.getBytes(StandardCharsets.UTF_8));
    }
    if (this instanceof Number a) {
      return a.value.compareTo(((Number) other).value);
    }
    if (this instanceof Bool a) {
      return Boolean.compare(a.value, ((Bool) other).value);
    }
    if (this instanceof Array a) {
      return compareLists(a.elements, ((Array) other).elements);
    }
    return this instanceof Object a ? compareObjects(a, (Object) other) : 0;
  }

  private static int compareLists(List<JsonValue> a, List<JsonValue> b) {
    if (a.size() != b.size()) {
      return Integer.compare(a.size(), b.size());
    }
    for (int i = 0; i < a.size(); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compareObjects(Object a, Object b) {
    if (a.members.size() != b.members.size()) {
      return Integer.compare(a.members.size(), b.members.size());
    }
    var left = a.members.entrySet().iterator();
    var right = b.members.entrySet().iterator();
    while (left.hasNext()) {
      Map.Entry<String, JsonValue> x = left.next();
      Map.Entry<String, JsonValue> y = right.next();
      int order =
          Arrays.compareUnsigned(
              x.getKey().getBytes(StandardCharsets.UTF_8),
              y.getKey().getBytes(StandardCharsets.UTF_8));
      if (order == 0) {
        order = x.getValue().compareTo(y.getValue());
      }
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
