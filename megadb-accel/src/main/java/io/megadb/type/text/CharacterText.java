package io.megadb.type.text;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lengths of varchar(n), char(n) and name, and validity of UTF-8. */
public final class CharacterText {
  /** Bytes of a name without its final zero. */
  public static final int NAME_BYTES = 63;

  private CharacterText() {}

  /** Number of characters in UTF-8 bytes {@code from} to {@code to} (exclusive). */
  public static int characters(byte[] utf8, int from, int to) {
    int continuation = 0;
    for (int i = from; i < to; i++) {
      continuation += (utf8[i] & 0xc0) == 0x80 ? 1 : 0;
    }
    return to - from - continuation;
  }

  /** Position of the character {@code count} characters after {@code from}, at most {@code to}. */
  public static int skip(byte[] utf8, int from, int to, int count) {
    int at = from;
    for (int i = 0; i < count && at < to; i++) {
      at++;
      while (at < to && (utf8[at] & 0xc0) == 0x80) {
        at++;
      }
    }
    return at;
  }

  /** Position behind the last byte that is no blank. */
  public static int trimmedEnd(byte[] utf8, int from, int to) {
    int end = to;
    while (end > from && utf8[end - 1] == ' ') {
      end--;
    }
    return end;
  }

  /**
   * Writes the text as a value of the type: cut or refused where too long, filled with blanks for
   * char(n).
   *
   * @param explicit too long a text is cut silently; otherwise only blanks are, and 22001
   */
  public static void write(
      byte[] utf8, int from, int to, PgType type, boolean explicit, TextSink sink) {
    int limit = type.characters();
    switch (type.oid()) {
      case PgTypes.NAME_OID -> sink.write(utf8, from, nameEnd(utf8, from, to) - from);
      case PgTypes.CHAR_OID -> {
        if (to > from && utf8[from] != 0) {
          sink.write(utf8[from]);
        }
      }
      case PgTypes.BPCHAR_OID, PgTypes.VARCHAR_OID -> {
        int end = limit < 0 ? to : limitedEnd(utf8, from, to, limit, type, explicit);
        sink.write(utf8, from, end - from);
        if (limit >= 0 && type.is(PgTypes.BPCHAR)) {
          for (int i = characters(utf8, from, end); i < limit; i++) {
            sink.write(' ');
          }
        }
      }
      default -> sink.write(utf8, from, to - from);
    }
  }

  /** As {@link #write}, to an array of its own. */
  public static byte[] coerce(byte[] utf8, PgType type, boolean explicit) {
    boolean modified = type.is(PgTypes.NAME) || type.is(PgTypes.CHAR) || type.characters() >= 0;
    if (!modified) {
      return utf8;
    }
    TextSink sink = new TextSink(utf8.length + 16);
    write(utf8, 0, utf8.length, type, explicit, sink);
    return sink.toByteArray();
  }

  private static int limitedEnd(
      byte[] utf8, int from, int to, int limit, PgType type, boolean explicit) {
    int end = skip(utf8, from, to, limit);
    if (end < to && !explicit) {
      for (int i = end; i < to; i++) {
        if (utf8[i] != ' ') {
          throw new MegaDbException(
              SqlState.STRING_DATA_RIGHT_TRUNCATION, "value too long for type " + type);
        }
      }
    }
    return end;
  }

  private static int nameEnd(byte[] utf8, int from, int to) {
    int end = Math.min(to, from + NAME_BYTES);
    while (end < to && end > from && (utf8[end] & 0xc0) == 0x80) {
      end--;
    }
    return end;
  }

  /** Checks that bytes are UTF-8 without a zero byte; 22021 otherwise. */
  public static void validate(byte[] utf8, int from, int length) {
    boolean ascii = true;
    for (int i = from; i < from + length; i++) {
      ascii &= utf8[i] > 0;
    }
    if (ascii) {
      return;
    }
    for (int i = from; i < from + length; i++) {
      if (utf8[i] == 0) {
        throw invalid("0x00");
      }
    }
    ByteBuffer input = ByteBuffer.wrap(utf8, from, length);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(input);
    } catch (CharacterCodingException e) {
      throw invalid(sequence(Arrays.copyOfRange(utf8, input.position(), from + length)));
    }
  }

  private static String sequence(byte[] rest) {
    int first = rest[0] & 0xff;
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(length, rest.length); i++) {
      text.append(i == 0 ? "" : " ").append(String.format("0x%02x", rest[i] & 0xff));
    }
    return text.toString();
  }

  private static MegaDbException invalid(String sequence) {
    return new MegaDbException(
        SqlState.CHARACTER_NOT_IN_REPERTOIRE,
        "invalid byte sequence for encoding \"UTF8\": " + sequence);
  }
}
