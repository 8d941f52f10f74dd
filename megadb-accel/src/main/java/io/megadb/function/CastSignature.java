package io.megadb.function;

import io.megadb.type.BaseType;

/** What pg_cast says of a conversion between two types. */
public record CastSignature(BaseType source, BaseType target, Context context) {
  /** Where the conversion happens without being asked for. */
  public enum Context {
    /** Anywhere. */
    IMPLICIT,
    /** When a value is stored into a column. */
    ASSIGNMENT,
    /** Only when written. */
    EXPLICIT
  }
}
