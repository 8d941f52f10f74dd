package io.megadb.tables.olap.parquet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/** The schema of a file that others wrote, whose columns are known by name. Stateless. */
public final class ForeignSchema {
  private ForeignSchema() {}

  /**
   * A file's schema with these field ids in place of those the file may have.
   *
   * @param names by column, the first that the file has counts; with none of them it lacks the
   *     column
   */
  public static MessageType withIds(MessageType file, int[] ids, String[][] names) {
    Map<String, Integer> idOf = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      for (String name : names[i]) {
        if (file.containsField(name)) {
          idOf.putIfAbsent(name, ids[i]);
          break;
        }
      }
    }
    List<Type> fields = new ArrayList<>();
    for (Type field : file.getFields()) {
      Integer id = idOf.get(field.getName());
      // No table's field has an id below 0.
      fields.add(field.withId(id == null ? -1 - fields.size() : id));
    }
    return new MessageType(file.getName(), fields);
  }

  /** A footer that tells of the columns alone whose ids are a table's, with a schema of this class. */
  public static ParquetMetadata withSchema(ParquetMetadata footer, MessageType schema) {
    List<Type> known = new ArrayList<>(schema.getFields());
    known.removeIf(field -> field.getId().intValue() < 0);
    FileMetaData file = footer.getFileMetaData();
    return new ParquetMetadata(
        new FileMetaData(
            new MessageType(schema.getName(), known), file.getKeyValueMetaData(), file.getCreatedBy()),
        footer.getBlocks());
  }
}
