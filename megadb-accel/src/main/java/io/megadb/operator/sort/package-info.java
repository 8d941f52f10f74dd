/**
 * Sorting, whole or the first rows only. Read {@link io.megadb.operator.sort.SortOperator} first.
 */
package io.megadb.operator.sort;
