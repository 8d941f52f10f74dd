/**
 * Functions, operators, casts and aggregates: their signatures in PostgreSQL's terms, and the
 * kernels that run them over vectors.
 *
 * <p>The planner resolves names against the signatures; tasks look kernels up by {@link
 * io.megadb.function.FunctionId}. Read {@link io.megadb.function.FunctionRegistry} first.
 */
package io.megadb.function;
