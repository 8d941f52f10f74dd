/**
 * Counting rows: LIMIT, OFFSET and scalar subqueries. Read {@link
 * io.megadb.operator.limit.LimitOperator} first.
 */
package io.megadb.operator.limit;
