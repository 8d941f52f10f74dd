package io.megadb.type;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.text.TextSink;
import io.megadb.vector.FlatVector;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Stands for the form of a type whose plugin is not here: tables that have such columns stay in the
 * catalog, but can only be dropped. Immutable.
 *
 * @param type name of the type
 * @param plugin name of its plugin
 */
public record MissingForm(String type, String plugin) implements TypeForm {

  /** A type of which only this is known. */
  public static BaseType type(int oid, String name, String plugin) {
    return new BaseType(
        oid,
        name,
        name,
        -1,
        TypeCategory.USER,
        false,
        VectorKind.BYTES,
        0,
        0,
        new MissingForm(name, plugin));
  }

  /** 42704 with the plugin as hint. */
  public MegaDbException error() {
    return new MegaDbException(SqlState.UNDEFINED_OBJECT, "type \"" + type + "\" does not exist")
        .withHint("It comes with the plugin \"" + plugin + "\", which is not on the class path.");
  }

  @Override
  public int modifier(List<Integer> numbers) {
    throw error();
  }

  @Override
  public void writeText(FlatVector values, int row, TextSink sink) {
    throw error();
  }

  @Override
  public Object readText(String text, int typmod) {
    throw error();
  }

  @Override
  public void writeBinary(FlatVector values, int row, TextSink sink) {
    throw error();
  }

  @Override
  public Object readBinary(ByteBuffer input, int typmod) {
    throw error();
  }

  @Override
  public StrictBody modifierBody(PgType target) {
    throw error();
  }

  @Override
  public StrictBody conversion(PgType source, PgType target) {
    throw error();
  }
}
