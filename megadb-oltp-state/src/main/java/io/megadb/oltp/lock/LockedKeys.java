package io.megadb.oltp.lock;

/**
 * Keys of one table that a transaction holds exclusively without an entry each. The set may only
 * change inside {@link LockTable#acquireAll} and before {@link LockTable#release}; it is asked
 * under the table's lock by any thread.
 */
public interface LockedKeys {
  boolean contains(byte[] key);
}
