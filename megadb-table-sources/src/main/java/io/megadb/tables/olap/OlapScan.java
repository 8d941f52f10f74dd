package io.megadb.tables.olap;

import io.megadb.error.MegaDbException;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.NodeMetrics;
import io.megadb.plan.ScanColumn;
import io.megadb.plan.TableScan;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.SplitPlan;
import io.megadb.spi.Split;
import io.megadb.tables.olap.read.OlapFilters;
import io.megadb.tables.olap.read.OlapSplit;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.TableMetadata;

/** Plans one scan: which files, divided how. Stateless. */
final class OlapScan {
  /** Splits are not made smaller than this. */
  private static final long MIN_SPLIT_BYTES = 1L << 20;

  private OlapScan() {}

  /**
   * Plans.
   *
   * @param fileNumbers takes the files, to name rows by their number; see {@link FileNumbers}
   * @param lists of files that are known already
   */
  static SplitPlan plan(
      TableScan scan,
      TableDefinition table,
      TableMetadata metadata,
      FileNumbers fileNumbers,
      FileLists lists,
      LocalFiles files,
      ExecutionContext context,
      int wanted) {
    List<String> names = new ArrayList<>();
    List<PgType> types = new ArrayList<>();
    int[] fieldIds = new int[scan.columns().size()];
    String[] missing = new String[fieldIds.length];
    for (ScanColumn column : scan.columns()) {
      ColumnDefinition definition = table.columns().get(column.ordinal());
      int id = FieldIds.of(definition, metadata);
      fieldIds[names.size()] = id;
      missing[names.size()] = definition.missing();
      // Metadata older than the column says nothing of it.
      names.add(id == FieldIds.NONE ? null : metadata.schema().findColumnName(id));
      types.add(column.type());
    }
    List<FileScanTask> tasks =
        lists.matching(metadata, OlapFilters.of(scan.filters(), names, types, context), files);
    long bytes = tasks.stream().mapToLong(task -> task.file().fileSizeInBytes()).sum();
    long target = Math.max(MIN_SPLIT_BYTES, bytes / wanted);
    List<Split> splits = new ArrayList<>();
    for (FileScanTask task : tasks) {
      String[] inFile = ForeignFiles.names(task.file().location(), fieldIds, metadata);
      divide(task, fieldIds, inFile, missing, files, fileNumbers.add(task), target, splits);
    }
    Map<String, Long> counters = new TreeMap<>();
    counters.put(NodeMetrics.FILES, (long) tasks.size());
    counters.put(NodeMetrics.FILES_SKIPPED, totalFiles(metadata) - tasks.size());
    return new SplitPlan(splits, counters);
  }

  private static long totalFiles(TableMetadata metadata) {
    if (metadata.currentSnapshot() == null) {
      return 0;
    }
    String total = metadata.currentSnapshot().summary().get("total-data-files");
    return total == null ? 0 : Long.parseLong(total);
  }

  /** Cuts a file between row groups so that each part has about the target size. */
  private static void divide(
      FileScanTask task,
      int[] fieldIds,
      String[] names,
      String[] missing,
      LocalFiles files,
      int fileNumber,
      long target,
      List<Split> splits) {
    DataFile file = task.file();
    String[] deletes = deletes(task, files);
    String path = files.path(file.location());
    List<Long> offsets = file.splitOffsets();
    long start = 0;
    if (offsets != null) {
      for (long offset : offsets) {
        if (offset - start >= target) {
          splits.add(
              new OlapSplit(
                  path,
                  file.location(),
                  start,
                  offset,
                  deletes,
                  fieldIds,
                  names,
                  missing,
                  fileNumber,
                  offset - start));
          start = offset;
        }
      }
    }
    long end = file.fileSizeInBytes();
    splits.add(
        new OlapSplit(
            path,
            file.location(),
            start,
            end,
            deletes,
            fieldIds,
            names,
            missing,
            fileNumber,
            end - start));
  }

  private static String[] deletes(FileScanTask task, LocalFiles files) {
    String[] paths = new String[task.deletes().size()];
    for (int i = 0; i < paths.length; i++) {
      DeleteFile delete = task.deletes().get(i);
      if (delete.content() != FileContent.POSITION_DELETES) {
        throw MegaDbException.notSupported("reading an Iceberg table with equality deletes")
            .withHint("Compact the table with the engine that wrote the deletes.");
      }
      paths[i] = files.path(delete.location());
    }
    return paths;
  }
}
