package io.megadb.type;

import io.megadb.error.MegaDbException;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.text.TextSink;
import io.megadb.vector.FlatVector;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a type of a plugin means beyond the columns that hold it: its modifier, its two wire formats
 * and its conversions. One that is held as LIST has no null elements. Types travel inside plans,
 * hence serialisable. Stateless.
 */
public interface TypeForm extends Serializable {
  /** The plugin that brings the type, for messages where it is missing. */
  String plugin();

  /**
   * The modifier that these numbers in parentheses stand for.
   *
   * @throws MegaDbException 22023 if the type takes no such modifier
   */
  int modifier(List<Integer> numbers);

  /** Writes the text of a row that is not null. */
  void writeText(FlatVector values, int row, TextSink sink);

  /**
   * The value that a text stands for, with the modifier applied.
   *
   * @return as in {@code io.megadb.vector.Values}
   */
  Object readText(String text, int typmod);

  /** Writes the binary form of a row that is not null, without its length. */
  void writeBinary(FlatVector values, int row, TextSink sink);

  /**
   * The value of the remaining bytes, with the modifier applied.
   *
   * @throws java.nio.BufferUnderflowException if there are too few
   */
  Object readBinary(ByteBuffer input, int typmod);

  /** Applies a modifier to values of the type; null if none of them can violate it. */
  StrictBody modifierBody(PgType target);

  /**
   * The conversion between the type and another one, modifiers left aside; asked for those
   * conversions that the plugin has registered and for those through text.
   *
   * @return null to convert through text
   */
  StrictBody conversion(PgType source, PgType target);
}
