package io.megadb.gateway.focus.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.gateway.focus.MalformedExportException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.iceberg.shaded.org.apache.parquet.example.data.Group;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageTypeParser;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetExportTest {
  @TempDir Path folder;

  @Test
  void decimalsOfEveryPhysicalTypeKeepEveryDigit() throws IOException {
    BigInteger large = new BigInteger("-12345678901234567890123456789");
    List<String[]> rows =
        read(
            """
            message m {
              optional int32 a (DECIMAL(9,2));
              optional int64 b (DECIMAL(18,10));
              optional fixed_len_byte_array(16) c (DECIMAL(38,10));
              optional binary d (DECIMAL(38,20));
              optional int32 e (DECIMAL(9,0));
            }
            """,
            row ->
                row.append("a", -150)
                    .append("b", 8_000L)
                    .append("c", Binary.fromConstantByteArray(fixed(large, 16)))
                    .append("d", Binary.fromConstantByteArray(large.toByteArray()))
                    .append("e", 1_200),
            row -> {});
    assertThat(rows.get(0))
        .containsExactly(
            "-1.5",
            "0.0000008",
            "-1234567890123456789.0123456789",
            "-123456789.01234567890123456789",
            "1200");
    assertThat(rows.get(1)).containsOnlyNulls();
  }

  @Test
  void numbersReadAsTheirShortestDecimal() throws IOException {
    assertThat(
            read(
                """
                message m {
                  optional double a; optional float b; optional int32 c; optional int64 d;
                  optional int32 e (INTEGER(32,false)); optional boolean f; optional double g;
                }
                """,
                row ->
                    row.append("a", Math.scalb(1.0, -44))
                        .append("b", 0.1f)
                        .append("c", -7)
                        .append("d", Long.MIN_VALUE)
                        .append("e", -1)
                        .append("f", true)
                        .append("g", Double.NaN)))
        .containsExactly(
            new String[] {
              "5.684341886080802e-14",
              "0.1",
              "-7",
              "-9223372036854775808",
              "4294967295",
              "true",
              "NaN"
            });
  }

  @Test
  void timesOfEveryEncodingAreIsoInUtc() throws IOException {
    ByteBuffer int96 = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    int96.putLong(3_600_000_000_000L).putInt(2_440_588 + 19_967).flip();
    long second = 1_725_152_400;
    MessageType schema =
        Types.buildMessage()
            .optional(PrimitiveTypeName.INT96)
            .named("int96")
            .optional(PrimitiveTypeName.INT64)
            .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MILLIS))
            .named("millis")
            .optional(PrimitiveTypeName.INT64)
            .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
            .named("micros")
            .optional(PrimitiveTypeName.INT64)
            .as(LogicalTypeAnnotation.timestampType(false, LogicalTypeAnnotation.TimeUnit.NANOS))
            .named("nanos")
            .optional(PrimitiveTypeName.INT32)
            .as(LogicalTypeAnnotation.dateType())
            .named("date")
            .optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named("text")
            .named("m");
    Path file = folder.resolve("times.parquet");
    ParquetFiles.write(
        file,
        schema,
        CompressionCodecName.SNAPPY,
        WriterVersion.PARQUET_1_0,
        true,
        List.of(
            row ->
                row.append("int96", Binary.fromConstantByteBuffer(int96))
                    .append("millis", second * 1_000)
                    .append("micros", -1L)
                    .append("nanos", second * 1_000_000_000)
                    .append("date", 19_967)
                    .append("text", "2024-09-01 01:00:00 UTC")));
    assertThat(read(file))
        .containsExactly(
            new String[] {
              "2024-09-01T01:00:00Z",
              "2024-09-01T01:00:00Z",
              "1969-12-31T23:59:59.999999Z",
              "2024-09-01T01:00",
              "2024-09-01",
              "2024-09-01 01:00:00 UTC"
            });
  }

  @Test
  void textsNeedNoAnnotationAndEmptyOnesAreNull() throws IOException {
    assertThat(
            read(
                """
                message m {
                  optional binary a (STRING); optional binary b (ENUM); optional binary c (JSON);
                  optional binary d; optional binary e; optional binary f (STRING);
                }
                """,
                row ->
                    row.append("a", "ü")
                        .append("b", "Usage")
                        .append("c", "{}")
                        .append("d", "plain")
                        .append("e", Binary.fromConstantByteArray(new byte[] {(byte) 0xff, 1}))
                        .append("f", "")))
        .containsExactly(new String[] {"ü", "Usage", "{}", "plain", "\\xff01", null});
  }

  @Test
  void nestedFieldsBecomeJson() throws IOException {
    List<String[]> rows =
        read(
            """
            message m {
              optional group tags (MAP) {
                repeated group key_value { required binary key (STRING); optional binary value (STRING); }
              }
              optional group discounts (MAP) {
                repeated group map (MAP_KEY_VALUE) {
                  required binary key (STRING); optional int64 value (DECIMAL(18,4));
                }
              }
              optional group list (LIST) { repeated group list { optional double element; } }
              repeated group label { optional binary k (STRING); optional int32 v; }
              optional group struct { optional boolean flag; optional group inner { optional int32 x; } }
            }
            """,
            row -> {
              Group tags = row.addGroup("tags");
              tags.addGroup("key_value").append("key", "env").append("value", "a \"b\"\n");
              tags.addGroup("key_value").append("key", "team");
              tags.addGroup("key_value").append("key", "env").append("value", "last");
              row.addGroup("discounts")
                  .addGroup("map")
                  .append("key", "edp")
                  .append("value", 12_500L);
              Group list = row.addGroup("list");
              list.addGroup("list").append("element", 0.5);
              list.addGroup("list");
              row.addGroup("label").append("k", "a").append("v", 1);
              row.addGroup("label").append("v", 2);
              Group struct = row.addGroup("struct").append("flag", false);
              struct.addGroup("inner").append("x", 3);
            },
            row -> row.addGroup("tags"));
    assertThat(rows.get(0))
        .containsExactly(
            "{\"team\":null,\"env\":\"last\"}",
            "{\"edp\":1.25}",
            "[0.5,null]",
            "[{\"k\":\"a\",\"v\":1},{\"v\":2}]",
            "{\"flag\":false,\"inner\":{\"x\":3}}");
    assertThat(rows.get(1)).containsExactly("{}", null, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "UNCOMPRESSED,PARQUET_1_0,true",
    "SNAPPY,PARQUET_1_0,true",
    "SNAPPY,PARQUET_2_0,false",
    "GZIP,PARQUET_1_0,true",
    "GZIP,PARQUET_2_0,true",
    "ZSTD,PARQUET_2_0,true",
    "ZSTD,PARQUET_1_0,false",
    "LZ4_RAW,PARQUET_1_0,true"
  })
  void manyRowGroupsOfEveryCodecAndPageVersionAreRead(
      CompressionCodecName codec, WriterVersion version, boolean dictionary) throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required binary s (STRING); optional int64 n; optional double d; }");
    List<Consumer<Group>> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int number = i;
      rows.add(
          row -> {
            row.append("s", "service " + number % 7);
            if (number % 3 != 0) {
              row.append("n", (long) number).append("d", number / 4.0);
            }
          });
    }
    Path file = ParquetFiles.write(folder.resolve("f"), schema, codec, version, dictionary, rows);
    List<String[]> read = read(file);
    assertThat(read).hasSize(5_000);
    assertThat(read.get(4_999)).containsExactly("service 1", "4999", "1249.75");
    assertThat(read.get(3)).containsExactly("service 3", null, null);
  }

  @Test
  void damagedFileIsRefusedWithItsPlace() throws IOException {
    Path file = folder.resolve("damaged.parquet");
    Files.writeString(file, "PAR1 and so on");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(MalformedExportException.class)
        .hasMessageStartingWith("Row 1: cannot be read as Parquet: ");
    Path cut = folder.resolve("cut.parquet");
    ParquetFiles.write(
        cut,
        "message m { required binary s (STRING); }",
        CompressionCodecName.GZIP,
        WriterVersion.PARQUET_1_0,
        Collections.nCopies(500, row -> row.append("s", "text")));
    byte[] bytes = Files.readAllBytes(cut);
    for (int i = 30; i < 60; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(cut, bytes);
    assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
  }

  @Test
  void formatIsToldByTheFirstBytes() throws IOException {
    Path file = folder.resolve("x");
    Files.write(file, "PARE....".getBytes(StandardCharsets.US_ASCII));
    assertThat(ParquetExport.format(file)).isEqualTo(ParquetExport.Format.ENCRYPTED);
    Files.write(file, "PA".getBytes(StandardCharsets.US_ASCII));
    assertThat(ParquetExport.format(file)).isEqualTo(ParquetExport.Format.OTHER);
  }

  private static byte[] fixed(BigInteger value, int length) {
    byte[] bytes = new byte[length];
    byte[] digits = value.toByteArray();
    java.util.Arrays.fill(bytes, (byte) (value.signum() < 0 ? -1 : 0));
    System.arraycopy(digits, 0, bytes, length - digits.length, digits.length);
    return bytes;
  }

  private List<String[]> read(String schema, Consumer<Group> row) throws IOException {
    return read(schema, List.of(row));
  }

  private List<String[]> read(String schema, Consumer<Group> first, Consumer<Group> second)
      throws IOException {
    return read(schema, List.of(first, second));
  }

  private List<String[]> read(String schema, List<Consumer<Group>> rows) throws IOException {
    return read(
        ParquetFiles.write(
            folder.resolve("export.parquet"),
            schema,
            CompressionCodecName.SNAPPY,
            WriterVersion.PARQUET_1_0,
            rows));
  }

  private static List<String[]> read(Path file) throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (ParquetExport export = new ParquetExport(file, bytes -> {})) {
      for (String[] row = export.next(); row != null; row = export.next()) {
        rows.add(row);
        assertThat(export.line()).isEqualTo(rows.size());
      }
    }
    return rows;
  }
}
