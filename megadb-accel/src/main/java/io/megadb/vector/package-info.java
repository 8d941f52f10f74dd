/**
 * Columns in Java arrays, at most {@link io.megadb.vector.Batch#MAX_ROWS} rows at a time.
 *
 * <p>Vectors are immutable once handed on: keeping one needs no copy. Nothing here knows SQL's
 * functions or Arrow. Read {@link io.megadb.vector.Vector}, then {@link io.megadb.vector.Batch}.
 */
package io.megadb.vector;
