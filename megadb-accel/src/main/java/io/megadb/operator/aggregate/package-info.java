/**
 * Grouping and aggregates, whole or in two halves. Read {@link
 * io.megadb.operator.aggregate.HashAggregateOperator} first.
 */
package io.megadb.operator.aggregate;
