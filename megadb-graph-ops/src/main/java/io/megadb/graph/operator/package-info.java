/**
 * Graph operations over column batches, in the gateway and in Flink tasks alike. Read {@link
 * io.megadb.graph.operator.PathOperator} first.
 */
package io.megadb.graph.operator;
