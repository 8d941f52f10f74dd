package io.megadb.tables.olap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.InclusiveMetricsEvaluator;
import org.apache.iceberg.expressions.Projections;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;

/**
 * The files of tables' snapshots with their least and greatest values, so that planning a scan of a
 * table that has not changed reads no manifest. A snapshot never changes; those used longest ago
 * are given up. Thread-safe.
 */
final class FileLists {
  /** Of all lists together; a file takes about 1 KiB and 100 bytes a column. */
  private static final int MAX_FILES = 20_000;

  private final Map<Key, List<FileScanTask>> lists = new LinkedHashMap<>(16, 0.75f, true);
  private int files;

  /** Tables are known by their folders. */
  private record Key(String location, long snapshotId) {}

  /** The files that may have rows for which a filter is true. */
  List<FileScanTask> matching(TableMetadata metadata, Expression filter, FileIO io) {
    if (metadata.currentSnapshot() == null) {
      return List.of();
    }
    List<FileScanTask> matching = new ArrayList<>();
    InclusiveMetricsEvaluator bounds = new InclusiveMetricsEvaluator(metadata.schema(), filter);
    Map<Integer, Evaluator> partitions = new HashMap<>();
    for (FileScanTask task : all(metadata, io)) {
      Evaluator partition =
          partitions.computeIfAbsent(
              task.file().specId(), id -> partition(metadata.spec(id), filter));
      if (partition.eval(task.file().partition()) && bounds.eval(task.file())) {
        matching.add(task);
      }
    }
    return matching;
  }

  private static Evaluator partition(PartitionSpec spec, Expression filter) {
    return new Evaluator(spec.partitionType(), Projections.inclusive(spec).project(filter));
  }

  private List<FileScanTask> all(TableMetadata metadata, FileIO io) {
    Key key = new Key(metadata.location(), metadata.currentSnapshot().snapshotId());
    synchronized (lists) {
      List<FileScanTask> known = lists.get(key);
      if (known != null) {
        return known;
      }
    }
    List<FileScanTask> read = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        StagedTable.of(metadata, io).newScan().includeColumnStats().planFiles()) {
      tasks.forEach(read::add);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    keep(key, List.copyOf(read));
    return read;
  }

  private void keep(Key key, List<FileScanTask> list) {
    synchronized (lists) {
      if (list.size() > MAX_FILES || lists.putIfAbsent(key, list) != null) {
        return;
      }
      files += list.size();
      Iterator<List<FileScanTask>> oldest = lists.values().iterator();
      while (files > MAX_FILES) {
        files -= oldest.next().size();
        oldest.remove();
      }
    }
  }
}
