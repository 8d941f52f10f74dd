/**
 * Plans that run again and again inside one operator: the right side of a lateral join for each
 * left row, the recursive term of WITH RECURSIVE for each round. Read {@link
 * io.megadb.operator.subplan.SubPlan} first.
 */
package io.megadb.operator.subplan;
