/**
 * The plugin of vector search: types, distances and nearest neighbours, all of which come into
 * MegaDB through its plugin interfaces only. Read {@link io.megadb.vectorops.VectorPlugin} and
 * {@link io.megadb.vectorops.function.VectorTaskPlugin} first. Not for the engine's column vectors,
 * which are {@code io.megadb.vector}.
 */
package io.megadb.vectorops;
