package io.megadb.tables.olap.parquet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
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
   * @param names by column; null for one that the file lacks
   */
  public static MessageType withIds(MessageType file, int[] ids, String[] names) {
    Map<String, Integer> idOf = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      if (names[i] != null) {
        idOf.put(names[i], ids[i]);
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

  /**
   * A footer that tells of the columns alone whose ids are a table's, with a schema of this class.
   */
  public static ParquetMetadata withSchema(ParquetMetadata footer, MessageType schema) {
    List<Type> known = new ArrayList<>(schema.getFields());
    known.removeIf(field -> field.getId().intValue() < 0);
    MessageType pruned = new MessageType(schema.getName(), known);
    List<BlockMetaData> blocks = new ArrayList<>();
    for (BlockMetaData block : footer.getBlocks()) {
      BlockMetaData part = new BlockMetaData();
      part.setRowCount(block.getRowCount());
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        if (pruned.containsPath(chunk.getPath().toArray())) {
          part.addColumn(chunk);
        }
      }
      blocks.add(part);
    }
    FileMetaData file = footer.getFileMetaData();
    return new ParquetMetadata(
        new FileMetaData(pruned, file.getKeyValueMetaData(), file.getCreatedBy()), blocks);
  }
}
