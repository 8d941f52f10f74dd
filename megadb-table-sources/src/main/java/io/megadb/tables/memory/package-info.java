/**
 * The memory tier: column batches in a bounded ring with a key index and deadlines; content is gone
 * after a restart. Read {@link io.megadb.tables.memory.MemoryTable} first.
 */
package io.megadb.tables.memory;
