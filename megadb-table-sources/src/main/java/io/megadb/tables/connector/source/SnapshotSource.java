package io.megadb.tables.connector.source;

import io.megadb.plan.ScanColumn;
import io.megadb.plan.TableScan;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

/**
 * The rows of a scan at one snapshot: that of the moment the job starts, the same for all tables
 * the job reads. Immutable; travels with the job.
 */
final class SnapshotSource implements Source<RowData, TableSplit, ArrayList<TableSplit>> {
  private static final long serialVersionUID = 1L;

  private final String databaseId;
  private final TableScan scan;
  private final int fields;

  /**
   * @param fields columns of the scan that rows have, its first ones
   */
  SnapshotSource(String databaseId, TableScan scan, int fields) {
    this.databaseId = databaseId;
    this.scan = scan;
    this.fields = fields;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<TableSplit, ArrayList<TableSplit>> createEnumerator(
      SplitEnumeratorContext<TableSplit> context) {
    return new SnapshotEnumerator(databaseId, scan, context, null);
  }

  @Override
  public SplitEnumerator<TableSplit, ArrayList<TableSplit>> restoreEnumerator(
      SplitEnumeratorContext<TableSplit> context, ArrayList<TableSplit> splits) {
    return new SnapshotEnumerator(databaseId, scan, context, splits);
  }

  @Override
  public SourceReader<RowData, TableSplit> createReader(SourceReaderContext context) {
    List<PgType> types = scan.columns().stream().limit(fields).map(ScanColumn::type).toList();
    return new TableSplitReader(scan, types, context);
  }

  @Override
  public SimpleVersionedSerializer<TableSplit> getSplitSerializer() {
    return new JavaSerializer<>();
  }

  @Override
  public SimpleVersionedSerializer<ArrayList<TableSplit>> getEnumeratorCheckpointSerializer() {
    return new JavaSerializer<>();
  }
}
