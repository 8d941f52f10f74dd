package io.megadb.tables.olap.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnReader;
import org.apache.iceberg.shaded.org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Converter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.GroupConverter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/** A file's columns with nesting, which Parquet's own reader reads. Confined to one thread. */
final class NestedColumns implements AutoCloseable {
  private final ParquetFile file;
  private final MessageType projection;
  private ParquetFileReader reader;
  private PageReadStore pages;
  private int opened = -1;

  NestedColumns(ParquetFile file, List<Type> columns) {
    this.file = file;
    this.projection = new MessageType("nested", columns);
  }

  ColumnDescriptor column(String name) {
    for (ColumnDescriptor column : projection.getColumns()) {
      if (column.getPath()[0].equals(name)) {
        return column;
      }
    }
    throw new IllegalArgumentException("no column " + name);
  }

  /** Values of a column of a row group. */
  ColumnReader values(int rowGroup, ColumnDescriptor column, ColumnIn converter)
      throws IOException {
    if (reader == null) {
      reader = ParquetFiles.reader(file.path());
      reader.setRequestedSchema(projection);
    }
    if (opened != rowGroup) {
      pages = reader.readRowGroup(rowGroup);
      opened = rowGroup;
    }
    String writer = file.footer().metadata().getFileMetaData().getCreatedBy();
    return new ColumnReadStoreImpl(pages, new Route(converter), projection, writer)
        .getColumnReader(column);
  }

  @Override
  public void close() {
    if (reader != null) {
      try {
        reader.close();
      } catch (IOException failure) {
        throw file.failed(failure);
      }
    }
  }

  /** Leads every path of the schema to one converter. */
  private static final class Route extends GroupConverter {
    private final ColumnIn column;

    Route(ColumnIn column) {
      this.column = column;
    }

    @Override
    public Converter getConverter(int fieldIndex) {
      return new Either(this, column);
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  /** Is a group on the way and the column's converter at its end. */
  private static final class Either extends Converter {
    private final GroupConverter group;
    private final ColumnIn column;

    Either(GroupConverter group, ColumnIn column) {
      this.group = group;
      this.column = column;
    }

    @Override
    public boolean isPrimitive() {
      return true;
    }

    @Override
    public org.apache.iceberg.shaded.org.apache.parquet.io.api.PrimitiveConverter
        asPrimitiveConverter() {
      return column;
    }

    @Override
    public GroupConverter asGroupConverter() {
      return group;
    }
  }
}
