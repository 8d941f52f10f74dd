package io.megadb.tables.olap;

import java.util.List;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.FileIO;

/** One change of an olap table, as a step from one metadata to the next. */
sealed interface OlapChange {
  /** True if the change means the same on any newer state of the table. */
  boolean isRebasable();

  void applyTo(BaseTable table);

  /** The table's metadata after the change. */
  default TableMetadata apply(TableMetadata metadata, FileIO files) {
    BaseTable table = StagedTable.of(metadata, files);
    applyTo(table);
    return table.operations().current();
  }

  /** Adds rows. */
  record Append(List<DataFile> files) implements OlapChange {
    @Override
    public boolean isRebasable() {
      return true;
    }

    @Override
    public void applyTo(BaseTable table) {
      AppendFiles append = table.newFastAppend();
      files.forEach(append::appendFile);
      append.commit();
    }
  }

  /** Adds rows and takes some away. */
  record Replace(List<DataFile> files, List<DeleteFile> deletes) implements OlapChange {
    @Override
    public boolean isRebasable() {
      return false;
    }

    @Override
    public void applyTo(BaseTable table) {
      RowDelta delta = table.newRowDelta();
      files.forEach(delta::addRows);
      deletes.forEach(delta::addDeletes);
      delta.commit();
    }
  }

  /** Removes all rows. */
  record Truncate() implements OlapChange {
    @Override
    public boolean isRebasable() {
      return false;
    }

    @Override
    public void applyTo(BaseTable table) {
      table.newDelete().deleteFromRowFilter(Expressions.alwaysTrue()).commit();
    }
  }

  /** Renames columns: from, to, from, to … */
  record Rename(List<String> names) implements OlapChange {
    @Override
    public boolean isRebasable() {
      return false;
    }

    @Override
    public void applyTo(BaseTable table) {
      UpdateSchema update = table.updateSchema();
      for (int i = 0; i < names.size(); i += 2) {
        update.renameColumn(names.get(i), names.get(i + 1));
      }
      update.commit();
    }
  }
}
