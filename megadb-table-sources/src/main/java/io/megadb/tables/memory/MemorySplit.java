package io.megadb.tables.memory;

import io.megadb.tables.live.LiveSplit;
import io.megadb.vector.Bytes;

/**
 * Part of a table: every {@code parts}th chunk from number {@code part} on, or one key.
 *
 * @param key the only key to read, or null
 */
record MemorySplit(String databaseId, long snapshotId, int part, int parts, Bytes key, long weight)
    implements LiveSplit {}
