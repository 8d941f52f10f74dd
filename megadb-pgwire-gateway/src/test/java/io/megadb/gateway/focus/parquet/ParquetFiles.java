package io.megadb.gateway.focus.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.iceberg.shaded.org.apache.parquet.example.data.Group;
import org.apache.iceberg.shaded.org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalOutputFile;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageTypeParser;

/** Parquet files written by Parquet's own writer. */
public final class ParquetFiles {
  private ParquetFiles() {}

  /**
   * Writes rows, each filled by one of {@code rows}, with dictionaries and two data pages a row.
   */
  public static Path write(
      Path file,
      String schema,
      CompressionCodecName codec,
      WriterVersion version,
      List<Consumer<Group>> rows)
      throws IOException {
    return write(file, MessageTypeParser.parseMessageType(schema), codec, version, true, rows);
  }

  /** As {@link #write}, with or without dictionaries. */
  public static Path write(
      Path file,
      MessageType schema,
      CompressionCodecName codec,
      WriterVersion version,
      boolean dictionary,
      List<Consumer<Group>> rows)
      throws IOException {
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(schema)
            .withCompressionCodec(codec)
            .withWriterVersion(version)
            .withDictionaryEncoding(dictionary)
            .withPageRowCountLimit(100)
            .withRowGroupSize(16L << 10)
            .build()) {
      for (Consumer<Group> row : rows) {
        Group group = groups.newGroup();
        row.accept(group);
        writer.write(group);
      }
    }
    return file;
  }
}
