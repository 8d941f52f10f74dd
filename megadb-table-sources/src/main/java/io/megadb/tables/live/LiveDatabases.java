package io.megadb.tables.live;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The databases open in this process, by id: how a task beside the gateway finds the rows of tables
 * that are not files. The one static state of the storage modules. Thread-safe.
 *
 * <p>Whoever opens a data directory that this process has open already shares the database; it
 * closes when its last user has released it.
 */
public final class LiveDatabases {
  private record Entry(SnapshotReader reader, Path directory, int users) {
    Entry withUsers(int newUsers) {
      return new Entry(reader, directory, newUsers);
    }
  }

  private static final Map<String, Entry> OPEN = new ConcurrentHashMap<>();

  private LiveDatabases() {}

  /** Makes a database findable until its users, of which there is one now, have released it. */
  public static synchronized void add(String databaseId, Path directory, SnapshotReader reader) {
    if (OPEN.putIfAbsent(databaseId, new Entry(reader, real(directory), 1)) != null) {
      throw new IllegalStateException("database " + databaseId + " is open already");
    }
  }

  /**
   * One more user of the database that has this directory open, or else what the opener gives,
   * which has added itself.
   */
  public static synchronized SnapshotReader share(
      Path directory, Function<Path, SnapshotReader> opener) {
    if (Files.isDirectory(directory)) {
      Path real = real(directory);
      for (Map.Entry<String, Entry> open : OPEN.entrySet()) {
        if (open.getValue().directory().equals(real)) {
          open.setValue(open.getValue().withUsers(open.getValue().users() + 1));
          return open.getValue().reader();
        }
      }
    }
    return opener.apply(directory);
  }

  /**
   * One user less.
   *
   * @return whether that was the last one: the database cannot be found any more and must close
   */
  public static synchronized boolean release(String databaseId) {
    Entry entry = OPEN.get(databaseId);
    if (entry == null) {
      return false;
    }
    if (entry.users() > 1) {
      OPEN.put(databaseId, entry.withUsers(entry.users() - 1));
      return false;
    }
    OPEN.remove(databaseId);
    return true;
  }

  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The open database; 0A000 where it is not in this process. */
  public static SnapshotReader find(String databaseId) {
    Entry entry = OPEN.get(databaseId);
    if (entry == null) {
      throw new MegaDbException(
              SqlState.FEATURE_NOT_SUPPORTED,
              "database " + databaseId + " is not open in this process")
          .withHint(
              "Tables of the tiers oltp and memory are read in the gateway's process; "
                  + "set megadb.execution to local or copy the rows into an olap table.");
    }
    return entry.reader();
  }
}
