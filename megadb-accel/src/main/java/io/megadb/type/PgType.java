package io.megadb.type;

import java.io.Serializable;

/**
 * A type with its modifier, as PostgreSQL writes it into a row description.
 *
 * @param base what kind of values
 * @param typmod the modifier in PostgreSQL's encoding: -1 none; varchar(n) and char(n) n + 4;
 *     numeric(p, s) (p &lt;&lt; 16 | s &amp; 0x7ff) + 4; timestamp(p), time(p) p; interval fields
 *     and precision
 */
public record PgType(BaseType base, int typmod) implements Serializable {
  /** PostgreSQL's VARHDRSZ, part of several modifiers. */
  private static final int HEADER = 4;

  public static PgType of(BaseType base) {
    return new PgType(base, -1);
  }

  /** varchar(n) or char(n). */
  public static PgType characters(BaseType base, int length) {
    return new PgType(base, length + HEADER);
  }

  /** numeric(precision, scale). */
  public static PgType numeric(int precision, int scale) {
    return new PgType(PgTypes.NUMERIC, ((precision << 16) | (scale & 0x7ff)) + HEADER);
  }

  public int oid() {
    return base.oid();
  }

  public VectorKind kind() {
    return base.kind();
  }

  public boolean is(BaseType other) {
    return base.oid() == other.oid();
  }

  public PgType withoutModifier() {
    return typmod == -1 ? this : of(base);
  }

  /** Precision of a numeric with a modifier; -1 without one. */
  public int precision() {
    return typmod < HEADER ? -1 : (typmod - HEADER) >>> 16;
  }

  /** Scale of a numeric with a modifier, possibly negative; 0 without one. */
  public int scale() {
    return typmod < HEADER ? 0 : ((typmod - HEADER & 0x7ff) ^ 1024) - 1024;
  }

  /** Characters of a varchar(n) or char(n); -1 without a modifier. */
  public int characters() {
    return typmod < HEADER ? -1 : typmod - HEADER;
  }

  /** As format_type(oid, typmod) prints it, such as "numeric(10,2)". */
  @Override
  public String toString() {
    return TypeNames.format(this);
  }
}
