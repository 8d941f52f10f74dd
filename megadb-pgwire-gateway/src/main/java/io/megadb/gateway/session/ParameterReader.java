package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.type.text.TypeBinary;
import io.megadb.type.text.TypeText;

/** Reads the parameters of a Bind message. */
final class ParameterReader {
  private ParameterReader() {}

  /**
   * A parameter's value as in {@code io.megadb.vector.Values}.
   *
   * @param format 0 text, 1 binary
   * @param bytes as sent; null for SQL null
   * @param index from 0, for the error's context
   */
  static Object read(
      PgType type, short format, byte[] bytes, int index, EvaluationContext context) {
    if (bytes == null) {
      return null;
    }
    try {
      return format == 0
          ? TypeText.parse(type, bytes, context)
          : TypeBinary.parse(type, bytes, context);
    } catch (MegaDbException e) {
      throw e.withContext("unnamed portal parameter $" + (index + 1));
    }
  }
}
