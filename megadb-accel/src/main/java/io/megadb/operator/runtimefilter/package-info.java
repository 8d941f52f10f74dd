/**
 * Which joins of a run tell which scans their keys, so that scans leave out rows that joins would
 * drop. Read {@link io.megadb.operator.runtimefilter.RuntimeFilters}; the filter itself is {@link
 * io.megadb.operator.scan.RuntimeFilter}.
 */
package io.megadb.operator.runtimefilter;
