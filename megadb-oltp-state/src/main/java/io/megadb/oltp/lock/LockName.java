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

  /**
   * FNV-1a: numbers in sequence, the commonest keys, get different hashes, unlike with factor 31.
   */
  private static int hash(int tableId, byte[] key) {
    int hash = 0x811c9dc5 ^ tableId;
    if (key != null) {
      for (byte next : key) {
        hash = (hash ^ next) * 0x01000193;
      }
    }
    return hash;
  }

  int tableId() {
    return tableId;
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
