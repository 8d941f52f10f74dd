package io.megadb.tables.storage;

import io.megadb.oltp.CommitParticipant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last commit that changed each table since the database was opened. Thread-safe.
 *
 * <p>A commit is noted before it becomes visible, so a snapshot that does not see it finds a number
 * beyond its own.
 */
final class TableVersions {
  private final Map<Integer, Long> lastChange = new ConcurrentHashMap<>();

  /** Notes the tables when the transaction commits. */
  CommitParticipant noting(Set<Integer> tables) {
    return new CommitParticipant() {
      @Override
      public void commit(long lsn) {
        tables.forEach(table -> lastChange.put(table, lsn));
      }

      @Override
      public void rollback() {}
    };
  }

  /** The version of a table's rows at a log position; -1 if a later commit has replaced them. */
  long at(int table, long lsn) {
    long changed = lastChange.getOrDefault(table, 0L);
    return changed <= lsn ? changed : -1;
  }
}
