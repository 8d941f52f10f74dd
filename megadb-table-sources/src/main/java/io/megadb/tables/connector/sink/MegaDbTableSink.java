package io.megadb.tables.connector.sink;

import io.megadb.error.MegaDbException;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.transformations.WithBoundedness;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.RowLevelModificationScanContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.abilities.SupportsRowLevelDelete;
import org.apache.flink.table.connector.sink.abilities.SupportsRowLevelUpdate;
import org.apache.flink.table.connector.sink.abilities.SupportsTargetColumnWriting;
import org.apache.flink.table.connector.sink.abilities.SupportsTruncate;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

/**
 * A table as Flink's planner writes it: INSERT of bounded input, TRUNCATE TABLE. Columns that the
 * INSERT does not name take their defaults. Confined to the planner's thread.
 */
public final class MegaDbTableSink
    implements DynamicTableSink,
        SupportsTargetColumnWriting,
        SupportsTruncate,
        SupportsRowLevelUpdate,
        SupportsRowLevelDelete {
  private final WritePlanner planner;
  private final TableDefinition table;
  private final OnConflict onConflict;
  private final ZoneId zone;
  private List<Integer> fields;

  public MegaDbTableSink(
      WritePlanner planner, TableDefinition table, OnConflict onConflict, ZoneId zone) {
    this.planner = planner;
    this.table = table;
    this.onConflict = onConflict;
    this.zone = zone;
    this.fields = IntStream.range(0, table.columns().size()).boxed().toList();
  }

  /** Changes of rows written before are taken only where the newest row of a key replaces them. */
  @Override
  public ChangelogMode getChangelogMode(ChangelogMode requested) {
    return onConflict != OnConflict.UPDATE || requested.containsOnly(RowKind.INSERT)
        ? ChangelogMode.insertOnly()
        : ChangelogMode.newBuilder()
            .addContainedKind(RowKind.INSERT)
            .addContainedKind(RowKind.UPDATE_AFTER)
            .build();
  }

  @Override
  public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
    TransactionSink sink = new TransactionSink(planner.plan(table, fields, onConflict, zone));
    return new DataStreamSinkProvider() {
      @Override
      public DataStreamSink<?> consumeDataStream(
          ProviderContext provider, DataStream<RowData> rows) {
        checkBounded(rows.getTransformation());
        DataStreamSink<RowData> end = rows.sinkTo(sink).setParallelism(1);
        provider.generateUid("megadb-sink").ifPresent(end::uid);
        return end.name("MegaDB " + table.reference());
      }

      @Override
      public java.util.Optional<Integer> getParallelism() {
        return java.util.Optional.of(1);
      }
    };
  }

  /** Rows become visible when the input ends, which an unbounded one never does. */
  private void checkBounded(Transformation<?> input) {
    for (Transformation<?> each : input.getTransitivePredecessors()) {
      if (each instanceof WithBoundedness source
          && source.getBoundedness() != Boundedness.BOUNDED) {
        throw MegaDbException.notSupported("INSERT of an unbounded stream through the Table API")
            .withHint(
                "Bound the source (\"" + each.getName() + "\"): the job's one commit is at its end.");
      }
    }
  }

  @Override
  public boolean applyTargetColumns(int[][] columns) {
    if (columns.length > 0) {
      fields = Arrays.stream(columns).map(path -> path[0]).toList();
    }
    return true;
  }

  @Override
  public void executeTruncation() {
    try (DatabaseTransaction transaction =
        planner.database().begin(IsolationLevel.READ_COMMITTED, false)) {
      transaction.truncate(table.oid());
      transaction.commit();
    }
  }

  @Override
  public RowLevelDeleteInfo applyRowLevelDelete(RowLevelModificationScanContext context) {
    throw refused("DELETE");
  }

  @Override
  public RowLevelUpdateInfo applyRowLevelUpdate(
      List<Column> updatedColumns, RowLevelModificationScanContext context) {
    throw refused("UPDATE");
  }

  private static MegaDbException refused(String statement) {
    return MegaDbException.notSupported(statement + " through the Table API")
        .withHint("Run the statement at the PostgreSQL prompt.");
  }

  @Override
  public DynamicTableSink copy() {
    MegaDbTableSink copy = new MegaDbTableSink(planner, table, onConflict, zone);
    copy.fields = fields;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return "MegaDB table " + table.reference() + " (" + table.accessMethod() + ")";
  }
}
