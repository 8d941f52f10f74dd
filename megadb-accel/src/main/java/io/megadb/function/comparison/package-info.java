/**
 * Order and equality of every type, as PostgreSQL's default btree classes define them, and the
 * comparison operators. Read {@link io.megadb.function.comparison.ValueOrder} first.
 */
package io.megadb.function.comparison;
