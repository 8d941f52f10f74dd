package io.megadb.function.json;

import io.megadb.type.json.JsonValue;
import io.megadb.type.text.TextSink;

/** jsonb_pretty: four blanks a level. */
final class JsonPretty {
  private JsonPretty() {}

  static String format(JsonValue value) {
    TextSink sink = new TextSink();
    write(value, 0, sink);
    return sink.toString();
  }

  private static void write(JsonValue value, int level, TextSink sink) {
    if (value instanceof JsonValue.Object object) {
      sink.write('{');
      String separator = "\n";
      for (var member : object.members().entrySet()) {
        sink.ascii(separator);
        sink.ascii("    ".repeat(level + 1));
        JsonValue.writeString(member.getKey(), sink);
        sink.ascii(": ");
        write(member.getValue(), level + 1, sink);
        separator = ",\n";
      }
      close('}', level, sink);
    } else if (value instanceof JsonValue.Array array) {
      sink.write('[');
      String separator = "\n";
      for (JsonValue element : array.elements()) {
        sink.ascii(separator);
        sink.ascii("    ".repeat(level + 1));
        write(element, level + 1, sink);
        separator = ",\n";
      }
      close(']', level, sink);
    } else {
      value.write(sink);
    }
  }

  private static void close(char bracket, int level, TextSink sink) {
    sink.write('\n');
    sink.ascii("    ".repeat(level));
    sink.write(bracket);
  }
}
