package io.megadb.tables.olap;

import io.megadb.plan.ModifyNode;
import io.megadb.planner.storage.TableWriter;
import io.megadb.tables.codec.RowCodec;
import io.megadb.tables.olap.read.RowIdentity;
import io.megadb.tables.statistics.TableSketch;
import io.megadb.vector.Batch;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;

/**
 * Writes one statement's rows: new ones into data files, replaced and deleted ones as positions
 * into delete files. What it wrote becomes part of the table with {@link #finish}.
 */
final class OlapWriter implements TableWriter {
  private final ModifyNode node;
  private final OlapTable table;
  private final FileNumbers fileNumbers;
  private final PartitionedWriter inserted;
  private final SortedRows sorted;
  private final RowDeletes deleted = new RowDeletes();
  private final OldRows oldRows;
  private final int[] fieldIds;
  private final TableSketch sketch = new TableSketch();

  OlapWriter(
      ModifyNode node,
      OlapTable table,
      FileNumbers fileNumbers,
      OldRows oldRows,
      int[] fieldIds,
      ForkJoinPool pool) {
    this.node = node;
    this.table = table;
    this.fileNumbers = fileNumbers;
    this.oldRows = oldRows;
    this.fieldIds = fieldIds;
    BaseTable target = table.table();
    this.inserted = new PartitionedWriter(target, node.tableTypes(), pool);
    this.sorted = new SortedRows(target, node.tableTypes(), inserted);
  }

  @Override
  public Batch write(Batch input) {
    return switch (node.kind()) {
      case INSERT -> {
        FlatVector[] columns = RowCodec.flat(input, 0);
        sketch.add(columns, fieldIds, node.tableTypes());
        for (int i = 0; i < input.size(); i++) {
          sorted.write(columns, i);
        }
        yield node.returning() ? input : new Batch(input.size());
      }
      case UPDATE -> update(input);
      case DELETE -> delete(input);
    };
  }

  private Batch update(Batch input) {
    int[] rows = takeAway(input);
    Batch first = input.select(rows, rows.length);
    FlatVector[] columns = RowCodec.flat(first, 1);
    sketch.add(columns, fieldIds, node.tableTypes());
    for (int i = 0; i < rows.length; i++) {
      sorted.write(columns, i);
    }
    return node.returning() ? new Batch(rows.length, columns) : new Batch(rows.length);
  }

  private Batch delete(Batch input) {
    int[] rows = takeAway(input);
    if (!node.returning()) {
      return new Batch(rows.length);
    }
    BytesVector identities = (BytesVector) input.column(0).flat().select(rows, rows.length);
    return oldRows.read(identities, fileNumbers);
  }

  /** The rows of the input that this statement meets for the first time. */
  private int[] takeAway(Batch input) {
    BytesVector identities = (BytesVector) input.column(0).flat();
    int[] rows = new int[input.size()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      FileScanTask task = fileNumbers.get(RowIdentity.fileNumber(identities, i));
      if (deleted.add(task, RowIdentity.position(identities, i))) {
        rows[count++] = i;
      }
    }
    return java.util.Arrays.copyOf(rows, count);
  }

  @Override
  public void finish() {
    sorted.flush();
    List<DataFile> files = inserted.finish();
    sketch.seal();
    if (!deleted.isEmpty()) {
      List<DeleteFile> deletes = deleted.write(table.table());
      table.add(new OlapChange.Replace(files, deletes, sketch));
    } else if (!files.isEmpty()) {
      table.add(new OlapChange.Append(files, sketch));
    }
  }

  /** Files that were begun stay until the transaction ends and takes them away. */
  @Override
  public void close() {
    inserted.abandon();
  }
}
