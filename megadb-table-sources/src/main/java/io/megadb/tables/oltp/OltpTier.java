package io.megadb.tables.oltp;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
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

  private static final String FILL_FACTOR = "fillfactor";

  private final OltpStore store;

  OltpTier(OltpStore store) {
    this.store = store;
  }

  OltpStore store() {
    return store;
  }

  @Override
  public void check(TableDefinition table) {
    table.options().forEach(OltpTier::checkOption);
    if (table.primaryKey() != null && table.primaryKey().enforced()) {
      new TableLayout(table).keyCodec();
    }
  }

  /**
   * PostgreSQL's tools say how full pages should be: that is kept and shown, but there are none.
   */
  private static void checkOption(String name, String value) {
    if (!name.equals(FILL_FACTOR)) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE, "unrecognized parameter \"" + name + "\"")
          .withHint("The only option of tables of the tier oltp is fillfactor.");
    }
    int percent;
    try {
      percent = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE,
          "invalid value for integer option \"fillfactor\": " + value);
    }
    if (percent < 10 || percent > 100) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE,
              "value " + value + " out of bounds for option \"fillfactor\"")
          .withDetail("Valid values are between \"10\" and \"100\".");
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
