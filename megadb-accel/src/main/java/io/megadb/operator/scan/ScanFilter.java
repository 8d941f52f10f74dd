package io.megadb.operator.scan;

/**
 * A runtime filter at a scan.
 *
 * @param column of the scan's output that holds the key
 * @param wake goes on with the scan's task when the filter is ready
 */
public record ScanFilter(RuntimeFilter filter, int column, Runnable wake) {}
