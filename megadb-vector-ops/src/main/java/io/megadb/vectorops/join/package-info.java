/**
 * Joins by distance: the nearest rows, or all rows near enough, for each row of another input. Read
 * {@link io.megadb.vectorops.join.NeighbourJoinNode} first.
 */
package io.megadb.vectorops.join;
