package io.megadb.tables.storage;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names of writes that have committed, so that a task which Flink starts again after its commit
 * does not write its rows a second time. Remembers the latest ones while the database is open.
 * Thread-safe.
 */
public final class CommittedWrites {
  /** Far more than jobs that can still be started again. */
  private static final int REMEMBERED = 10_000;

  private final Map<String, Boolean> names =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  public synchronized void add(String name) {
    names.put(name, true);
  }

  public synchronized boolean contains(String name) {
    return names.containsKey(name);
  }
}
