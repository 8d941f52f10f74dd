package io.megadb.tables.olap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.parquet.Parquet;

/** The rows that one statement takes away, by file and position. Confined to one thread. */
final class RowDeletes {
  private record Deleted(DataFile file, BitSet positions) {}

  private final Map<String, Deleted> files = new TreeMap<>();

  /** False if this statement took the row away before. */
  boolean add(FileScanTask task, long position) {
    BitSet positions =
        files
            .computeIfAbsent(task.file().location(), path -> new Deleted(task.file(), new BitSet()))
            .positions();
    int bit = Math.toIntExact(position);
    boolean first = !positions.get(bit);
    positions.set(bit);
    return first;
  }

  Iterable<String> paths() {
    return files.keySet();
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Writes a delete file for each data file that loses rows. */
  List<DeleteFile> write(BaseTable table) {
    List<DeleteFile> written = new ArrayList<>();
    for (Map.Entry<String, Deleted> entry : files.entrySet()) {
      written.add(write(table, entry.getKey(), entry.getValue()));
    }
    return written;
  }

  private static DeleteFile write(BaseTable table, String dataFile, Deleted deleted) {
    PartitionSpec spec = table.specs().get(deleted.file().specId());
    String path = table.locationProvider().newDataLocation(UUID.randomUUID() + "-deletes.parquet");
    try {
      PositionDeleteWriter<Void> writer =
          Parquet.writeDeletes(table.io().newOutputFile(path))
              .forTable(table)
              .rowSchema(null)
              .withSpec(spec)
              .withPartition(spec.isUnpartitioned() ? null : deleted.file().partition())
              .overwrite()
              .buildPositionWriter();
      try (writer) {
        PositionDelete<Void> row = PositionDelete.create();
        BitSet positions = deleted.positions();
        for (int i = positions.nextSetBit(0); i >= 0; i = positions.nextSetBit(i + 1)) {
          writer.write(row.set(dataFile, i));
        }
      }
      return writer.toDeleteFile();
    } catch (IOException failure) {
      throw FileErrors.writing(path, failure);
    }
  }
}
