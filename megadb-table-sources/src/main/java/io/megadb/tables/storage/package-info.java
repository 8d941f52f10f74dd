/**
 * The database: one log under the catalog and all tiers. {@link
 * io.megadb.tables.storage.StorageDatabase} opens it, {@link
 * io.megadb.tables.storage.StorageTransaction} works on it, and a tier joins by implementing {@link
 * io.megadb.tables.storage.Tier}.
 */
package io.megadb.tables.storage;
