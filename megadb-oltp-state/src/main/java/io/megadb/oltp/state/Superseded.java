package io.megadb.oltp.state;

/**
 * A version that nobody can see once no snapshot is older than the commit that replaced it.
 *
 * @param tableId its table
 * @param key its key
 * @param lsn its own LSN; for a deletion the tombstone's, and then it and everything older goes
 * @param replacedAt the commit that replaced it
 */
@SuppressWarnings("ArrayRecordComponent")
record Superseded(int tableId, byte[] key, long lsn, long replacedAt) {

  boolean isTombstone() {
    return lsn == replacedAt;
  }
}
