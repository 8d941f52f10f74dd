package io.megadb.tables.connector.source;

import io.megadb.plan.TableScan;
import io.megadb.spi.Split;
import io.megadb.tables.connector.LiveStorage;
import io.megadb.tables.storage.SharedSnapshots;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Fixes the job's snapshot, divides the scan at it and hands splits to readers as they become free,
 * the heaviest first. Holds the snapshot until the job ends.
 */
final class SnapshotEnumerator implements SplitEnumerator<TableSplit, ArrayList<TableSplit>> {
  /** The name under which Flink's metrics carry the job's id. */
  private static final String JOB_ID = "<job_id>";

  /** Splits for each reader, so that all end at about the same time. */
  private static final int SPLITS_PER_READER = 2;

  private final String databaseId;
  private final TableScan scan;
  private final SplitEnumeratorContext<TableSplit> context;
  private final ArrayDeque<TableSplit> waiting = new ArrayDeque<>();
  private final boolean restored;
  private SharedSnapshots.Part snapshot;

  /**
   * @param splits what a checkpoint had left over; null to divide the scan anew
   */
  SnapshotEnumerator(
      String databaseId,
      TableScan scan,
      SplitEnumeratorContext<TableSplit> context,
      List<TableSplit> splits) {
    this.databaseId = databaseId;
    this.scan = scan;
    this.context = context;
    this.restored = splits != null;
    if (restored) {
      waiting.addAll(splits);
    }
  }

  @Override
  public void start() {
    String job = context.metricGroup().getAllVariables().get(JOB_ID);
    snapshot =
        LiveStorage.find(databaseId)
            .sharedSnapshots()
            .join(job == null ? UUID.randomUUID().toString() : job);
    if (restored) {
      return;
    }
    int wanted = SPLITS_PER_READER * context.currentParallelism();
    List<Split> splits =
        new ArrayList<>(
            snapshot
                .splits(
                    scan,
                    TaskContexts.create(SnapshotEnumerator.class.getClassLoader()),
                    wanted)
                .splits());
    splits.sort(Comparator.comparingLong(Split::weight).reversed());
    for (Split split : splits) {
      waiting.add(new TableSplit(Integer.toString(waiting.size()), split, 0));
    }
  }

  @Override
  public void addReader(int task) {}

  @Override
  public void handleSplitRequest(int task, String host) {
    if (!context.registeredReaders().containsKey(task)) {
      return;
    }
    TableSplit split = waiting.poll();
    if (split == null) {
      context.signalNoMoreSplits(task);
    } else {
      context.assignSplit(split, task);
    }
  }

  @Override
  public void addSplitsBack(List<TableSplit> splits, int task) {
    splits.forEach(waiting::addFirst);
  }

  @Override
  public ArrayList<TableSplit> snapshotState(long checkpointId) {
    return new ArrayList<>(waiting);
  }

  @Override
  public void close() {
    if (snapshot != null) {
      snapshot.close();
    }
  }
}
