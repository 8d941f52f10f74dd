/**
 * PostgreSQL's types: identity (oid, typmod), names, categories and how a column of each is held.
 *
 * <p>Conversion between types and texts is not here but in {@code io.megadb.function}. Read {@link
 * io.megadb.type.PgType} first.
 */
package io.megadb.type;
