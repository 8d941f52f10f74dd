package io.megadb.tables.live;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The databases open in this process, by id: how a task beside the gateway finds the rows of tables
 * that are not files. The one static state of the storage modules. Thread-safe.
 */
public final class LiveDatabases {
  private static final Map<String, SnapshotReader> OPEN = new ConcurrentHashMap<>();

  private LiveDatabases() {}

  /** Makes a database findable until {@link #remove}. */
  public static void add(String databaseId, SnapshotReader reader) {
    if (OPEN.putIfAbsent(databaseId, reader) != null) {
      throw new IllegalStateException("database " + databaseId + " is open already");
    }
  }

  public static void remove(String databaseId) {
    OPEN.remove(databaseId);
  }

  /** The open database; 0A000 where it is not in this process. */
  public static SnapshotReader find(String databaseId) {
    SnapshotReader reader = OPEN.get(databaseId);
    if (reader == null) {
      throw new MegaDbException(
              SqlState.FEATURE_NOT_SUPPORTED,
              "database " + databaseId + " is not open in this process")
          .withHint(
              "Tables of the tiers oltp and memory are read in the gateway's process; "
                  + "set megadb.execution to local or copy the rows into an olap table.");
    }
    return reader;
  }
}
