package io.megadb.tables.oltp;

import io.megadb.error.MegaDbException;
import io.megadb.oltp.OltpStore;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.tables.keyed.TableLayout;
import io.megadb.tables.storage.StorageTransaction;
import io.megadb.tables.storage.Tier;
import io.megadb.tables.storage.TierSession;
import java.util.Map;

/** Tables whose rows are in the engine's state, under the table's oid. */
final class OltpTier implements Tier {
  /** Bytes of a value of variable length, as long as nothing is known of it. */
  private static final int GUESSED_WIDTH = 24;

  private final OltpStore store;

  OltpTier(OltpStore store) {
    this.store = store;
  }

  OltpStore store() {
    return store;
  }

  @Override
  public void check(TableDefinition table) {
    if (!table.options().isEmpty()) {
      throw new MegaDbException(
              io.megadb.error.SqlState.INVALID_PARAMETER_VALUE,
              "unrecognized parameter \"" + table.options().keySet().iterator().next() + "\"")
          .withHint("Tables of the tier oltp have no options.");
    }
    if (table.primaryKey() != null && table.primaryKey().enforced()) {
      new TableLayout(table).keyCodec();
    }
  }

  @Override
  public boolean writesAtOnce() {
    return true;
  }

  @Override
  public TierSession begin(StorageTransaction transaction) {
    return new OltpSession(this, transaction);
  }

  @Override
  public TableStatistics statistics(TableDefinition table) {
    double rows = store.rowCount(table.oid());
    double width = 0;
    for (ColumnDefinition column : table.columns()) {
      int length = column.type().base().length();
      width += length > 0 ? length : GUESSED_WIDTH;
    }
    TableLayout layout = new TableLayout(table);
    Map<String, ColumnStatistics> columns =
        layout.keyColumns().length == 1
            ? Map.of(
                table.columns().get(layout.keyColumns()[0]).name(),
                new ColumnStatistics(rows, 0, null, null))
            : Map.of();
    return new TableStatistics(rows, rows * width, columns);
  }
}
