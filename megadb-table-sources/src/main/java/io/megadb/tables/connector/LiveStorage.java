package io.megadb.tables.connector;

import io.megadb.error.MegaDbException;
import io.megadb.tables.live.LiveDatabases;
import io.megadb.tables.live.SnapshotReader;
import io.megadb.tables.storage.StorageDatabase;

/**
 * Where a job's parts find the database they read and write: in their own process. Reading splits
 * goes through {@link LiveDatabases} alone, so that a reader of another process's database fits in
 * there; fixing a snapshot and writing need the database itself. Stateless.
 */
public final class LiveStorage {
  private LiveStorage() {}

  /** The open database; 0A000 where it is not in this process. */
  public static StorageDatabase find(String databaseId) {
    SnapshotReader reader = LiveDatabases.find(databaseId);
    if (reader instanceof StorageDatabase database) {
      return database;
    }
    throw MegaDbException.notSupported("Table API jobs over a database of another process")
        .withHint("Run the job in the process that has the data directory open.");
  }
}
