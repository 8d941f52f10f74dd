/**
 * The functions, operators, casts and aggregates of the types, as columnar kernels that the local
 * run and Flink's tasks share. Read {@link io.megadb.vectorops.function.VectorFunctions} first.
 */
package io.megadb.vectorops.function;
