package io.megadb.tables.olap.parquet;

import io.megadb.type.PgType;
import io.megadb.vector.ListBuilder;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;

/** A column of arrays: values with repetition level 1 belong to the row before. */
final class ListCursor extends ValueCursor {
  private final ListBuilder lists;
  private final ColumnIn converter;

  ListCursor(ColumnDescriptor column, PgType type) {
    super(column);
    lists = (ListBuilder) VectorBuilder.of(type);
    converter = ColumnIn.of(type, lists.elements());
  }

  @Override
  ColumnIn converter() {
    return converter;
  }

  @Override
  Vector read(int rows) {
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
    return lists.build();
  }
}
