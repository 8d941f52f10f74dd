package io.megadb.tables.olap;

import io.megadb.tables.statistics.TableSketch;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;

/**
 * One transaction's changes of one olap table.
 *
 * <pre>
 *   metadata of the base ─change 1─► staged ─change 2─► staged …
 *        └ rebase: the same changes on a newer base
 * </pre>
 */
final class OlapTable {
  private final FileIO files;
  private final List<OlapChange> changes = new ArrayList<>();

  /** Metadata after 0, 1, 2 … changes. */
  private final List<TableMetadata> staged = new ArrayList<>();

  private int baseNumber;

  /**
   * @param baseNumber of the committed metadata that the changes start from, or {@link
   *     Pointer#NONE} for a table made in this transaction
   */
  OlapTable(int baseNumber, TableMetadata base, FileIO files) {
    this.baseNumber = baseNumber;
    this.files = files;
    staged.add(base);
  }

  int baseNumber() {
    return baseNumber;
  }

  int changes() {
    return changes.size();
  }

  boolean isRebasable() {
    return changes.stream().allMatch(OlapChange::isRebasable);
  }

  TableMetadata current() {
    return staged.get(staged.size() - 1);
  }

  void add(OlapChange change) {
    staged.add(change.apply(current(), files));
    changes.add(change);
  }

  /** What is known of the values after all changes; the argument is of the base, and is used up. */
  TableSketch counted(TableSketch base) {
    TableSketch sketch = base;
    for (OlapChange change : changes) {
      sketch = change.counted(sketch);
    }
    return sketch;
  }

  /** Undoes all but the first changes. */
  void cut(int count) {
    changes.subList(count, changes.size()).clear();
    staged.subList(count + 1, staged.size()).clear();
  }

  /** Starts the same changes from newer metadata. */
  void rebase(int newNumber, TableMetadata newBase) {
    staged.clear();
    staged.add(newBase);
    for (OlapChange change : changes) {
      staged.add(change.apply(current(), files));
    }
    baseNumber = newNumber;
  }

  /** What this transaction's first changes look like on a base that another statement sees. */
  TableMetadata on(TableMetadata otherBase, int count) {
    TableMetadata metadata = otherBase;
    for (OlapChange change : changes.subList(0, count)) {
      metadata = change.apply(metadata, files);
    }
    return metadata;
  }

  /** The table after a number of changes. */
  TableMetadata after(int count) {
    return staged.get(count);
  }

  /** For writing into the table as it is now. */
  BaseTable table() {
    return StagedTable.of(current(), files);
  }
}
