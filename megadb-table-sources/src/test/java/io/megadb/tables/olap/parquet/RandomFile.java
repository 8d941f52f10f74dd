package io.megadb.tables.olap.parquet;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.iceberg.shaded.org.apache.parquet.example.data.Group;
import org.apache.iceberg.shaded.org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.iceberg.shaded.org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.iceberg.shaded.org.apache.parquet.io.ColumnIOFactory;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalInputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalOutputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.RecordReader;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageTypeParser;

/** A file that Parquet's own writer writes, of every type, with what its own reader reads of it. */
final class RandomFile {
  static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message t {
            required int32 i = 1;
            optional int32 oi = 2;
            required int64 l = 3;
            optional int64 ol = 4;
            optional int32 d (DATE) = 5;
            optional int64 ts (TIMESTAMP(MICROS,true)) = 6;
            optional float f = 7;
            required double g = 8;
            optional boolean b = 9;
            optional int64 dec (DECIMAL(15,2)) = 10;
            optional fixed_len_byte_array(16) big (DECIMAL(38,2)) = 11;
            optional binary s (STRING) = 12;
            required binary rs (STRING) = 13;
            optional fixed_len_byte_array(16) u (UUID) = 14;
            required int96 old = 15;
          }
          """);

  private RandomFile() {}

  /** Writes a file with pages, row groups, codec, version and dictionaries as the dice fall. */
  static void write(Path path, Random random, int rows) throws IOException {
    CompressionCodecName[] codecs = {
      CompressionCodecName.UNCOMPRESSED,
      CompressionCodecName.SNAPPY,
      CompressionCodecName.GZIP,
      CompressionCodecName.LZ4_RAW,
      CompressionCodecName.ZSTD
    };
    ExampleParquetWriter.Builder builder =
        ExampleParquetWriter.builder(new LocalOutputFile(path))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withCompressionCodec(codecs[random.nextInt(codecs.length)])
            .withWriterVersion(
                random.nextBoolean()
                    ? ParquetProperties.WriterVersion.PARQUET_1_0
                    : ParquetProperties.WriterVersion.PARQUET_2_0)
            .withDictionaryEncoding(random.nextBoolean())
            .withDictionaryPageSize(64 + random.nextInt(4000))
            .withByteStreamSplitEncoding(random.nextBoolean())
            .withPageSize(200 + random.nextInt(8000))
            .withPageRowCountLimit(10 + random.nextInt(3000))
            .withMinRowCountForPageSizeCheck(1 + random.nextInt(100))
            .withMaxRowCountForPageSizeCheck(100 + random.nextInt(500))
            .withRowGroupSize(20_000L + random.nextInt(400_000));
    int range = 1 << random.nextInt(20);
    double nulls = random.nextInt(3) == 0 ? 0 : random.nextDouble();
    SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
    int run = 0;
    int value = 0;
    boolean isNull = false;
    try (ParquetWriter<Group> writer = builder.build()) {
      for (int row = 0; row < rows; row++) {
        if (run-- == 0) {
          run = random.nextInt(3) == 0 ? random.nextInt(300) : 0;
          value = random.nextInt(range) - range / 2;
          isNull = random.nextDouble() < nulls;
        }
        writer.write(group(groups, value, isNull, random));
      }
    }
  }

  private static Group group(SimpleGroupFactory groups, int value, boolean isNull, Random random) {
    Group group = groups.newGroup();
    group.add("i", value);
    group.add("l", value * 1_000_000_007L);
    group.add("g", value / 3.0);
    group.add("rs", "k" + value % 1000);
    group.add(
        "old",
        Binary.fromConstantByteArray(
            ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Math.abs(value) * 1000L)
                .putInt(2_450_000)
                .array()));
    if (!isNull) {
      group.add("oi", value);
      group.add("ol", (long) value << 20);
      group.add("d", value);
      group.add("ts", value * 1_000_003L);
      group.add("f", value / 7f);
      group.add("b", value % 2 == 0);
      group.add("dec", value * 100L);
      group.add("big", Binary.fromConstantByteArray(big(value)));
      String text = "text " + value + "-".repeat(random.nextInt(60));
      group.add("s", value % 11 == 0 ? "" : text);
      group.add(
          "u",
          Binary.fromConstantByteArray(
              ByteBuffer.allocate(16).putLong(value).putLong(~value).array()));
    }
    return group;
  }

  private static byte[] big(int value) {
    BigInteger number = BigInteger.valueOf(value);
    if (value % 5 == 0) {
      number = number.pow(5);
    }
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[16];
    java.util.Arrays.fill(padded, (byte) (number.signum() < 0 ? -1 : 0));
    System.arraycopy(bytes, 0, padded, 16 - bytes.length, bytes.length);
    return padded;
  }

  /** All rows, as Parquet's own reader reads them: by column, a text or null. */
  static List<String[]> rows(Path path) throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(path))) {
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(SCHEMA)
                .getRecordReader(pages, new GroupRecordConverter(SCHEMA));
        for (long i = 0; i < pages.getRowCount(); i++) {
          rows.add(row(records.read()));
        }
      }
    }
    return rows;
  }

  private static String[] row(Group group) {
    String[] row = new String[SCHEMA.getFieldCount()];
    for (int i = 0; i < row.length; i++) {
      if (group.getFieldRepetitionCount(i) == 0) {
        continue;
      }
      row[i] =
          switch (SCHEMA.getType(i).asPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> new String(group.getBinary(i, 0).getBytes(), StandardCharsets.UTF_8);
            case FIXED_LEN_BYTE_ARRAY ->
                new BigInteger(group.getBinary(i, 0).getBytes()).toString();
            case INT96 -> {
              ByteBuffer bytes =
                  ByteBuffer.wrap(group.getInt96(i, 0).getBytes()).order(ByteOrder.LITTLE_ENDIAN);
              long nanos = bytes.getLong();
              yield (bytes.getInt() - 2_440_588) * 86_400_000_000L + nanos / 1000 + "";
            }
            default -> group.getValueToString(i, 0);
          };
    }
    return row;
  }
}
