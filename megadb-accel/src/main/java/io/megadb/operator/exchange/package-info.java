/**
 * Moving rows between fragments: partitioning on one side, reading on the other. Read {@link
 * io.megadb.operator.exchange.BatchPartitioner} first.
 */
package io.megadb.operator.exchange;
