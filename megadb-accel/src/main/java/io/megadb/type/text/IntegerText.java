package io.megadb.type.text;

import io.megadb.error.MegaDbException;
import io.megadb.type.PgTypes;
import java.nio.charset.StandardCharsets;

/** Reads smallint, integer, bigint and oid. */
final class IntegerText {
  private IntegerText() {}

  /** The number in {@code length} bytes from {@code from}; 22P02 or 22003. */
  static long parse(int typeOid, byte[] text, int from, int length) {
    int at = from;
    int end = from + length;
    while (at < end && InputError.isSpace(text[at])) {
      at++;
    }
    while (end > at && InputError.isSpace(text[end - 1])) {
      end--;
    }
    boolean negative = at < end && text[at] == '-';
    if (negative || at < end && text[at] == '+') {
      at++;
    }
    if (at == end) {
      throw syntax(typeOid, text, from, length);
    }
    long value = 0;
    boolean overflow = false;
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        throw syntax(typeOid, text, from, length);
      }
      overflow |= value < (Long.MIN_VALUE + digit) / 10;
      value = value * 10 - digit;
    }
    if (!negative) {
      overflow |= value == Long.MIN_VALUE;
      value = -value;
    }
    if (overflow || !inRange(typeOid, value)) {
      throw InputError.range(typeName(typeOid), text(text, from, length));
    }
    return typeOid == PgTypes.OID_OID ? value & 0xffffffffL : value;
  }

  private static boolean inRange(int typeOid, long value) {
    return switch (typeOid) {
      case PgTypes.INT2_OID -> value == (short) value;
      case PgTypes.INT4_OID -> value == (int) value;
      case PgTypes.INT8_OID -> true;
      default -> value >= Integer.MIN_VALUE && value <= 0xffffffffL;
    };
  }

  private static String typeName(int typeOid) {
    return switch (typeOid) {
      case PgTypes.INT2_OID -> "smallint";
      case PgTypes.INT4_OID -> "integer";
      case PgTypes.INT8_OID -> "bigint";
      default -> "oid";
    };
  }

  private static MegaDbException syntax(int typeOid, byte[] text, int from, int length) {
    return InputError.syntax(typeName(typeOid), text(text, from, length));
  }

  private static String text(byte[] text, int from, int length) {
    return new String(text, from, length, StandardCharsets.UTF_8);
  }
}
