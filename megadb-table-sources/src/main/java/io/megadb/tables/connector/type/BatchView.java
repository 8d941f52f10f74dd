package io.megadb.tables.connector.type;

import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.util.List;
import org.apache.flink.table.data.RowData;

/** A batch as Flink rows, which are views and copy nothing. Confined to one thread. */
public final class BatchView {
  private final int size;
  private final ColumnView[] columns;

  /**
   * @param types of the columns that the rows show: the batch's first ones
   */
  public BatchView(Batch batch, List<PgType> types) {
    size = batch.size();
    columns = new ColumnView[types.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ColumnView(types.get(i), batch.column(i));
    }
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** A row, which stays valid as long as somebody holds it. */
  public RowData row(int index) {
    return new BatchRow(columns, index);
  }
}
