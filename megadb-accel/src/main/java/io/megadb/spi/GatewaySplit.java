package io.megadb.spi;

/**
 * Stands for a {@link ProcessBoundSplit} in a process that cannot read it.
 *
 * @param scan node id of the scan
 * @param number of the split among the scan's splits, from 0 on
 */
public record GatewaySplit(int scan, int number, long weight) implements Split {}
