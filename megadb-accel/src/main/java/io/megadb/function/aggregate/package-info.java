/**
 * Aggregates: accumulators over numbered groups whose results depend neither on the order of rows
 * nor on how partial states are merged. Read {@link
 * io.megadb.function.aggregate.AggregateFunctions} first.
 */
package io.megadb.function.aggregate;
