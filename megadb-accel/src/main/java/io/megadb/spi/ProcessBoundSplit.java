package io.megadb.spi;

/**
 * A split that only the process that made it can read. Tasks of another process read it through
 * that one; what travels to them is a {@link GatewaySplit} in its place.
 */
public interface ProcessBoundSplit extends Split {}
