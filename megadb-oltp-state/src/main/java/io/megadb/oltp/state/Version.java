package io.megadb.oltp.state;

/**
 * One version of a key.
 *
 * @param lsn commit that wrote it
 * @param row the row's bytes; null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent")
public record Version(long lsn, byte[] row) {}
