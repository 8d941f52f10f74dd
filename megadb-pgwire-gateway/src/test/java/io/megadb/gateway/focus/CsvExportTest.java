package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CsvExportTest {
  @Test
  void quotedFieldsKeepCommasQuotesAndLineBreaks() throws IOException {
    try (CsvExport csv = open("a,b\r\n\"x, \"\"y\"\"\",\"two\r\nlines\"\r\nlast,\"\"\r\n")) {
      assertThat(csv.columns()).containsExactly("a", "b");
      assertThat(csv.next()).containsExactly("x, \"y\"", "two\r\nlines");
      assertThat(csv.line()).isEqualTo(2);
      assertThat(csv.next()).containsExactly("last", null);
      assertThat(csv.line()).isEqualTo(4);
      assertThat(csv.next()).isNull();
    }
  }

  @Test
  void lastLineNeedsNoLineBreak() throws IOException {
    assertThat(rows("a,b\n1,2")).containsExactly(List.of("1", "2"));
    assertThat(rows("a,b\n1,\"2\"")).containsExactly(List.of("1", "2"));
  }

  @Test
  void trailingCommaIsAnEmptyField() throws IOException {
    try (CsvExport csv = open("a,b\n1,")) {
      assertThat(csv.next()).containsExactly("1", null);
      assertThat(csv.next()).isNull();
    }
  }

  @Test
  void emptyFieldAndTheWordNullAreNull() throws IOException {
    try (CsvExport csv = open("a,b,c,d\nNULL,,\"\",Null\n")) {
      assertThat(csv.next()).containsExactly(null, null, null, "Null");
    }
  }

  @Test
  void blankLinesAreSkippedAndCounted() throws IOException {
    try (CsvExport csv = open("a,b\n\n\r\n1,2\n\n")) {
      assertThat(csv.next()).containsExactly("1", "2");
      assertThat(csv.line()).isEqualTo(4);
      assertThat(csv.next()).isNull();
    }
  }

  @Test
  void byteOrderMarkBeforeAQuotedHeaderIsSkipped() throws IOException {
    try (CsvExport csv = open("\uFEFF\"a\",b\n1,2\n")) {
      assertThat(csv.columns()).containsExactly("a", "b");
    }
  }

  @Test
  void gzipIsRecognisedByItsFirstBytesAndMayHaveSeveralMembers() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (String part : List.of("a,b\n1,", "2\n3,4\n")) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
        gzip.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(rows(file.toByteArray())).containsExactly(List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void fieldsAcrossBufferBoundariesStayWhole() throws IOException {
    String wide = "ü,\"".repeat(20_000);
    String quoted = '"' + wide.replace("\"", "\"\"") + '"';
    assertThat(rows("a,b\n" + quoted + ",1\n" + quoted + ",2\n"))
        .containsExactly(List.of(wide, "1"), List.of(wide, "2"));
  }

  @Test
  void damagedFilesNameTheLine() {
    assertThatThrownBy(() -> rows(""))
        .hasMessage("Line 1: the file is empty; a header line was expected");
    assertThatThrownBy(() -> rows("a\n1\n\"open"))
        .isInstanceOf(MalformedExportException.class)
        .hasMessage("Line 3: the file ends inside a quoted field");
    assertThatThrownBy(() -> rows("a\n\"1\"2\n"))
        .hasMessage("Line 2: text follows a closing quote");
    assertThatThrownBy(() -> rows(new byte[] {'a', '\n', (byte) 0xC3, '\n'}))
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void fieldAtTheLimitIsReadAndOneLongerIsRefused() throws IOException {
    String longest = "x".repeat(CsvRecordReader.MAX_FIELD_CHARS);
    assertThat(rows("a\n" + longest)).containsExactly(List.of(longest));
    assertThatThrownBy(() -> rows("a\n" + longest + "x"))
        .hasMessage("Line 2: a field is longer than 1048576 characters");
  }

  @Test
  void recordWithTooManyFieldsIsRefused() throws IOException {
    String most = ",".repeat(CsvRecordReader.MAX_FIELDS - 1);
    try (CsvExport csv = open(most)) {
      assertThat(csv.columns()).hasSize(CsvRecordReader.MAX_FIELDS);
    }
    assertThatThrownBy(() -> rows(most + ",")).hasMessage("Line 1: more than 1600 fields");
  }

  private static CsvExport open(String text) throws IOException {
    return new CsvExport(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<List<String>> rows(String text) throws IOException {
    return rows(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<List<String>> rows(byte[] bytes) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvExport csv = new CsvExport(new ByteArrayInputStream(bytes))) {
      for (String[] row = csv.next(); row != null; row = csv.next()) {
        rows.add(List.of(row));
      }
    }
    return rows;
  }
}
