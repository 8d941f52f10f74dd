/**
 * Locks on rows and tables, in memory: who holds, who waits in which order, and who dies when waits
 * form a circle. Knows keys only as names. Read {@link io.megadb.oltp.lock.LockTable} first.
 */
package io.megadb.oltp.lock;
