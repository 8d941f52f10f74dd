package io.megadb.tables.olap.parquet;

import io.megadb.type.PgType;
import io.megadb.vector.ListBuilder;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.io.IOException;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnReader;

/**
 * A column of arrays: values with repetition level 1 belong to the row before. Parquet's own reader
 * reads it value by value.
 */
final class ListCursor extends ColumnCursor {
  private final NestedColumns columns;
  private final ColumnDescriptor column;
  private final int valueLevel;
  private final ListBuilder lists;
  private final ColumnIn converter;
  private ColumnReader reader;
  private int rowGroup;
  private long position;

  /** The range read last. */
  private long start;

  private Vector read;

  ListCursor(NestedColumns columns, ColumnDescriptor column, PgType type) {
    this.columns = columns;
    this.column = column;
    this.valueLevel = column.getMaxDefinitionLevel();
    lists = (ListBuilder) VectorBuilder.of(type);
    converter = ColumnIn.of(type, lists.elements());
  }

  @Override
  void open(int newRowGroup) {
    rowGroup = newRowGroup;
    reader = null;
    read = null;
    position = 0;
  }

  @Override
  Vector read(long from, int rows) throws IOException {
    if (read != null && start == from && read.size() == rows) {
      return read;
    }
    if (reader == null) {
      reader = columns.values(rowGroup, column, converter);
    }
    while (position < from) {
      append((int) Math.min(from - position, 4096));
      lists.build();
    }
    append(rows);
    start = from;
    read = lists.build();
    return read;
  }

  private void append(int rows) {
    for (int i = 0; i < rows; i++) {
      int level = reader.getCurrentDefinitionLevel();
      if (level < valueLevel - 2) {
        lists.appendNull();
        reader.consume();
      } else if (level == valueLevel - 2) {
        lists.endRow();
        reader.consume();
      } else {
        do {
          if (reader.getCurrentDefinitionLevel() == valueLevel) {
            reader.writeCurrentValueToConverter();
          } else {
            lists.elements().appendNull();
          }
          reader.consume();
        } while (reader.getCurrentRepetitionLevel() > 0);
        lists.endRow();
      }
    }
    position += rows;
  }
}
