package io.megadb.tables.storage;

import io.megadb.oltp.OltpStore;
import io.megadb.oltp.ReservedTables;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/** Gives new objects their oids, from a sequence of the log: never twice. Thread-safe. */
final class Oids {
  private static final long SEQUENCE = 1;

  private final OltpStore store;

  Oids(OltpStore store) {
    this.store = store;
  }

  int next() {
    long value = store.sequences().nextValues(SEQUENCE, 1) - 1 + ReservedTables.FIRST_USER_TABLE;
    return Math.toIntExact(value);
  }

  /** The definition with oids for it and its constraints, attnums, and NOT NULL for key columns. */
  TableDefinition assign(TableDefinition table) {
    PrimaryKey key = table.primaryKey();
    List<ColumnDefinition> columns = new ArrayList<>();
    int attnum = 0;
    for (ColumnDefinition column : table.columns()) {
      attnum = column.attnum() > 0 ? column.attnum() : attnum + 1;
      boolean notNull = column.notNull() || key != null && key.columns().contains(columns.size());
      columns.add(column.withAttnum(attnum).withNotNull(notNull));
    }
    return new TableDefinition(
        next(),
        table.schema(),
        table.name(),
        table.kind(),
        columns,
        key(key),
        checks(table.checks()),
        table.accessMethod(),
        table.options(),
        table.viewSql(),
        table.owner(),
        table.comment());
  }

  /** The definition with oids for those of its constraints and indexes that have none yet. */
  TableDefinition assignParts(TableDefinition table) {
    return table
        .withConstraints(key(table.primaryKey()), checks(table.checks()))
        .withIndexes(
            table.indexes().stream()
                .map(index -> index.oid() == 0 ? index.withOid(next()) : index)
                .toList());
  }

  private PrimaryKey key(PrimaryKey key) {
    return key == null || key.oid() != 0
        ? key
        : new PrimaryKey(next(), next(), key.name(), key.columns(), key.enforced());
  }

  private List<CheckDefinition> checks(List<CheckDefinition> checks) {
    List<CheckDefinition> assigned = new ArrayList<>();
    for (CheckDefinition check : checks) {
      assigned.add(
          check.oid() != 0 ? check : new CheckDefinition(next(), check.name(), check.sql()));
    }
    return assigned;
  }
}
