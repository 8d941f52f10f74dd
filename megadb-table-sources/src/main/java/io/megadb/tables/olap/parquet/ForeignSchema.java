package io.megadb.tables.olap.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/** The schema of a file that others wrote, whose columns are known by name. Stateless. */
public final class ForeignSchema {
  private ForeignSchema() {}

  /**
   * The named columns, with these field ids in place of those the file may have.
   *
   * @param names by column, the first that the file has counts; with none of them it lacks the column
   */
  public static MessageType withIds(MessageType file, int[] ids, String[][] names) {
    List<Type> fields = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      for (String name : names[i]) {
        if (file.containsField(name) && !named(fields, name)) {
          fields.add(file.getType(name).withId(ids[i]));
          break;
        }
      }
    }
    return new MessageType(file.getName(), fields);
  }

  private static boolean named(List<Type> fields, String name) {
    return fields.stream().anyMatch(field -> field.getName().equals(name));
  }

  /** A footer with another schema. */
  public static ParquetMetadata withSchema(ParquetMetadata footer, MessageType schema) {
    FileMetaData file = footer.getFileMetaData();
    return new ParquetMetadata(
        new FileMetaData(schema, file.getKeyValueMetaData(), file.getCreatedBy()),
        footer.getBlocks());
  }
}
