/**
 * Row by row work: conditions and projections. Read {@link
 * io.megadb.operator.filter.FilterOperator} first.
 */
package io.megadb.operator.filter;
