/**
 * The types vector and halfvec with pgvector's formats and errors. Read {@link
 * io.megadb.vectorops.type.VectorForm} first.
 */
package io.megadb.vectorops.type;
