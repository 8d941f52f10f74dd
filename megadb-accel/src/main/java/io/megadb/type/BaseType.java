package io.megadb.type;

import java.io.Serializable;

/**
 * A type without its modifier. Built-in ones are the constants of {@link PgTypes}; a plugin brings
 * its own, with fixed oids below 16384 that PostgreSQL does not use, and registers them with its
 * functions.
 *
 * @param oid pg_type.oid
 * @param name pg_type.typname, such as "int4"
 * @param sqlName as format_type prints it without a modifier, such as "integer"
 * @param length pg_type.typlen: bytes, -1 for variable length, -2 for a C string
 * @param category pg_type.typcategory
 * @param preferred pg_type.typispreferred
 * @param kind how a column is held; null for pseudo types that have no column
 * @param arrayOid oid of the array type of this type, 0 if none
 * @param elementOid for a type held as LIST the oid of the elements, else 0
 * @param form what the type means; null for built-in types, whose meaning the core knows
 */
public record BaseType(
    int oid,
    String name,
    String sqlName,
    int length,
    TypeCategory category,
    boolean preferred,
    VectorKind kind,
    int arrayOid,
    int elementOid,
    TypeForm form)
    implements Serializable {

  /** A built-in type. */
  BaseType(
      int oid,
      String name,
      String sqlName,
      int length,
      TypeCategory category,
      boolean preferred,
      VectorKind kind,
      int arrayOid,
      int elementOid) {
    this(oid, name, sqlName, length, category, preferred, kind, arrayOid, elementOid, null);
  }

  public boolean isArray() {
    return category == TypeCategory.ARRAY;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BaseType that && that.oid == oid;
  }

  @Override
  public int hashCode() {
    return oid;
  }

  @Override
  public String toString() {
    return name;
  }
}
