/**
 * What the planner and the gateway ask of a database: transactions, snapshots, splits, writes. One
 * plugin provides it. Read {@link io.megadb.planner.storage.Database}, then {@link
 * io.megadb.planner.storage.DatabaseTransaction}.
 */
package io.megadb.planner.storage;
