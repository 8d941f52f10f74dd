package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvBufferTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final CsvBuffer csv = new CsvBuffer(out);

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "0, 10, 0.0000000000",
    "7, 4, 0.0007",
    "-7, 4, -0.0007",
    "123456, 4, 12.3456",
    "-1200, 2, -12.00",
    "999999999999999999, 0, 999999999999999999",
    "1000000000000000000, 10, 100000000.0000000000",
    "9223372036854775807, 10, 922337203.6854775807",
    "-9223372036854775807, 18, -9.223372036854775807"
  })
  void decimalHasExactlyItsScale(long unscaled, int scale, String expected) throws IOException {
    csv.decimal(unscaled, scale);
    assertThat(written()).isEqualTo(expected);
  }

  @Test
  void rowQuotesWhatCsvRequiresAndLeavesNullEmpty() throws IOException {
    csv.row(Arrays.asList("a", null, "", "b,c", "say \"hi\"", "two\nlines", "ü"));
    assertThat(written()).isEqualTo("a,,\"\",\"b,c\",\"say \"\"hi\"\"\",\"two\nlines\",ü\n");
  }

  @Test
  void bytesBeyondTheBufferArriveInOrder() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      csv.decimal(i, 2);
      csv.raw(new byte[] {';'});
      expected.append(i / 100).append('.').append(i / 10 % 10).append(i % 10).append(';');
    }
    assertThat(written()).isEqualTo(expected.toString());
  }

  @Test
  void lineLongerThanTheBufferArrivesInOrder() throws IOException {
    String wide = "x".repeat(70_000);
    csv.row(List.of("before"));
    csv.row(List.of(wide));
    csv.row(List.of("after"));
    assertThat(written()).isEqualTo("before\n" + wide + "\nafter\n");
  }

  private String written() throws IOException {
    csv.flush();
    return out.toString(StandardCharsets.UTF_8);
  }
}
