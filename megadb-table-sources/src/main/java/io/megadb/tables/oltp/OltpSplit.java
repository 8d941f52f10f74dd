package io.megadb.tables.oltp;

import io.megadb.tables.live.LiveSplit;

/**
 * A range of keys, or one key.
 *
 * @param from lowest key, or null
 * @param to first key not read, or null
 * @param point read only the key {@code from}
 */
@SuppressWarnings("ArrayRecordComponent")
record OltpSplit(
    String databaseId, long snapshotId, byte[] from, byte[] to, boolean point, long weight)
    implements LiveSplit {}
