/** UNION ALL, INTERSECT and EXCEPT. Read {@link io.megadb.operator.set.UnionOperator} first. */
package io.megadb.operator.set;
