package io.megadb.oltp.lock;

import java.util.Arrays;

/**
 * What a lock is on: a row's key, or with a null key the table itself. The hash is computed once.
 */
final class LockName {
  private final int tableId;
  private final byte[] key;
  private final int hash;

  LockName(int tableId, byte[] key) {
    this.tableId = tableId;
    this.key = key;
    this.hash = hash(tableId, key);
  }

  private static int hash(int tableId, byte[] key) {
    return key == null ? 31 * tableId : 31 * tableId + KeyHash.of(key, 0, key.length);
  }

  int tableId() {
    return tableId;
  }

  /** Null for the table itself. */
  byte[] key() {
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LockName name
        && hash == name.hash
        && tableId == name.tableId
        && Arrays.equals(key, name.key);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
