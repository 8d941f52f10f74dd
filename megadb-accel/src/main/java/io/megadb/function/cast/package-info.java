/**
 * Conversions between types: pg_cast's, through text, element by element for arrays, and the
 * application of modifiers. Read {@link io.megadb.function.cast.Casts} first.
 */
package io.megadb.function.cast;
