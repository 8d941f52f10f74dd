package io.megadb.gateway.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One message of the server.
 *
 * @param type its letter, as in the protocol's documentation
 * @param body what follows the length
 */
@SuppressWarnings("ArrayRecordComponent") // messages are read, not compared
public record BackendMessage(char type, byte[] body) {

  /**
   * Fields of an error or a notice by their letter: C is SQLSTATE, M the message, P the position.
   */
  public Map<Character, String> fields() {
    Map<Character, String> fields = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(body);
    for (byte field = in.get(); field != 0; field = in.get()) {
      fields.put((char) field, string(in));
    }
    return fields;
  }

  /** SQLSTATE of an error. */
  public String sqlState() {
    return fields().get('C');
  }

  /** The body as one string: a command tag. */
  public String text() {
    return string(ByteBuffer.wrap(body));
  }

  /** Values of a data row as text; null for NULL. */
  public List<String> values() {
    ByteBuffer in = ByteBuffer.wrap(body);
    int count = in.getShort();
    List<String> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = in.getInt();
      if (length < 0) {
        values.add(null);
        continue;
      }
      byte[] value = new byte[length];
      in.get(value);
      values.add(new String(value, StandardCharsets.UTF_8));
    }
    return values;
  }

  /** Type oids of a row description's columns. */
  public List<Integer> typeOids() {
    ByteBuffer in = ByteBuffer.wrap(body);
    int count = in.getShort();
    List<Integer> oids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      string(in);
      in.getInt();
      in.getShort();
      oids.add(in.getInt());
      in.getShort();
      in.getInt();
      in.getShort();
    }
    return oids;
  }

  private static String string(ByteBuffer in) {
    int start = in.position();
    int end = start;
    while (in.get(end) != 0) {
      end++;
    }
    in.position(end + 1);
    return new String(in.array(), start, end - start, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return switch (type) {
      case 'E', 'N' -> type + fields().toString();
      case 'D' -> "D" + values();
      case 'C' -> "C[" + text() + "]";
      case 'Z' -> "Z[" + (char) body[0] + "]";
      default -> String.valueOf(type);
    };
  }
}
