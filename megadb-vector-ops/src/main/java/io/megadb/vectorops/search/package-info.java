/**
 * Nearest neighbours in statements: which plans ask for them, the indexes that answer, and how
 * those follow their tables. Read {@link io.megadb.vectorops.search.NearestNeighbours} first.
 */
package io.megadb.vectorops.search;
