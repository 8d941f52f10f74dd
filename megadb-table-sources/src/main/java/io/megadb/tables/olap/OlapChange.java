package io.megadb.tables.olap;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.olap.type.Storage;
import io.megadb.tables.statistics.TableSketch;
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

  /** Brings what is known of a table's values up to the change; as it is unless rows are new. */
  default TableSketch counted(TableSketch before) {
    return before;
  }

  /**
   * Adds rows.
   *
   * @param rows what was counted in them
   */
  record Append(List<DataFile> files, TableSketch rows) implements OlapChange {
    @Override
    public TableSketch counted(TableSketch before) {
      before.merge(rows);
      return before;
    }

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

  /**
   * Adds rows and takes some away.
   *
   * @param rows what was counted in those that are new
   */
  record Replace(List<DataFile> files, List<DeleteFile> deletes, TableSketch rows)
      implements OlapChange {
    @Override
    public TableSketch counted(TableSketch before) {
      before.merge(rows);
      return before;
    }

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
    public TableSketch counted(TableSketch before) {
      return new TableSketch();
    }

    @Override
    public boolean isRebasable() {
      return false;
    }

    @Override
    public void applyTo(BaseTable table) {
      table.newDelete().deleteFromRowFilter(Expressions.alwaysTrue()).commit();
    }
  }

  /** Brings the schema from one definition of the table to another. */
  record Columns(TableDefinition from, TableDefinition to) implements OlapChange {
    @Override
    public boolean isRebasable() {
      return false;
    }

    @Override
    public void applyTo(BaseTable table) {
      drop(table);
      rename(table);
      add(table);
    }

    private static TableMetadata metadata(BaseTable table) {
      return table.operations().current();
    }

    private static ColumnDefinition find(TableDefinition table, int attnum) {
      for (ColumnDefinition column : table.columns()) {
        if (column.attnum() == attnum) {
          return column;
        }
      }
      return null;
    }

    private static String name(ColumnDefinition column, BaseTable table) {
      return table.schema().findColumnName(FieldIds.of(column, metadata(table)));
    }

    private void drop(BaseTable table) {
      UpdateSchema update = table.updateSchema();
      for (ColumnDefinition column : from.columns()) {
        if (find(to, column.attnum()) == null) {
          update.deleteColumn(name(column, table));
        }
      }
      update.commit();
    }

    private void rename(BaseTable table) {
      UpdateSchema update = table.updateSchema();
      for (ColumnDefinition column : from.columns()) {
        ColumnDefinition after = find(to, column.attnum());
        if (after != null && !after.name().equals(column.name())) {
          update.renameColumn(name(column, table), after.name());
        }
      }
      update.commit();
    }

    private void add(BaseTable table) {
      for (ColumnDefinition column : to.columns()) {
        if (find(from, column.attnum()) == null) {
          table
              .updateSchema()
              .addColumn(
                  null,
                  column.name(),
                  Storage.icebergType(column.type(), OlapSchema.NEW_ELEMENT_ID),
                  column.type().toString())
              .commit();
          int id = table.schema().findField(column.name()).fieldId();
          table
              .updateProperties()
              .set(FieldIds.PROPERTY, FieldIds.with(metadata(table), column.attnum(), id))
              .commit();
        }
      }
    }
  }
}
