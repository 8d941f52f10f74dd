package io.megadb.oltp.log;

/**
 * A sealed segment, kept until the state has all of it.
 *
 * @param name file name
 * @param firstLsn no record in it has a lower LSN
 */
record Segment(String name, long firstLsn) {}
