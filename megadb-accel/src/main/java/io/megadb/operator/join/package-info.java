/** Joins by hash and by nested loops. Read {@link io.megadb.operator.join.PairJoin} first. */
package io.megadb.operator.join;
