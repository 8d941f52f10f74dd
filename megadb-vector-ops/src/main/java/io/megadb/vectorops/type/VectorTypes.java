package io.megadb.vectorops.type;

import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.type.TypeCategory;
import io.megadb.type.VectorKind;

/** The types this plugin brings, with oids that PostgreSQL 15 does not use. */
public final class VectorTypes {
  /** Name of both halves of the plugin. */
  public static final String PLUGIN = "vector";

  /** pgvector's limit, of either type. */
  public static final int MAX_DIMENSIONS = 16_000;

  /** Single-precision elements. */
  public static final BaseType VECTOR = type(15_101, "vector", VectorForm.VECTOR);

  /** Half-precision elements. */
  public static final BaseType HALFVEC = type(15_102, "halfvec", VectorForm.HALFVEC);

  private VectorTypes() {}

  private static BaseType type(int oid, String name, VectorForm form) {
    return new BaseType(
        oid,
        name,
        name,
        -1,
        TypeCategory.USER,
        false,
        VectorKind.LIST,
        0,
        PgTypes.FLOAT4_OID,
        form);
  }
}
