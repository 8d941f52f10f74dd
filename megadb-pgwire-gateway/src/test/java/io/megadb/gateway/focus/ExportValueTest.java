package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportValueTest {
  private final ImportReport report = new ImportReport();

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "12.340, 12.340",
    "-0.005, -0.005",
    "+7, 7",
    ".5, 0.5",
    "35.2E-7, 0.00000352",
    "1e3, 1000",
    "2.000000000000000, 2.000000000000000",
    "1234567890123456789012345678, 1234567890123456789012345678"
  })
  void decimalKeepsItsDigitsAndWritesExponentsOut(String text, String expected) {
    assertThat(ExportValue.decimal(text, report)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,000", "$5", "NaN", "Infinity", "1.2.3", "", "-", "0x10", "1E99999", "5 USD"})
  void otherSpellingsAreNoDecimals(String text) {
    assertThatThrownBy(() -> ExportValue.decimal(text, report)).hasMessage("not a decimal number");
  }

  @Test
  void decimalsThatNoColumnHoldsAreRefused() {
    assertThatThrownBy(() -> ExportValue.decimal("1E28", report))
        .hasMessage("more than 28 digits before the point");
    assertThatThrownBy(() -> ExportValue.decimal("1E-101", report))
        .hasMessage("more than 100 digits after the point");
    assertThat(ExportValue.decimal("1E-100", report)).hasSize(102);
    assertThatThrownBy(() -> ExportValue.decimal("1".repeat(201), report))
        .hasMessage("not a decimal number");
  }

  @Test
  void largestScaleIsReported() {
    ExportValue.decimal("1.50", report);
    ExportValue.decimal("0.000000000000001", report);
    ExportValue.decimal("2", report);
    assertThat(report.largestScale()).isEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-09-18T22:00:00Z, 2024-09-18T22:00:00Z",
    "2024-09-18 22:00:00, 2024-09-18T22:00:00Z",
    "2024-09-18T22:00Z, 2024-09-18T22:00:00Z",
    "2024-09-18, 2024-09-18T00:00:00Z",
    "2024-09-18 22:00:00 UTC, 2024-09-18T22:00:00Z",
    "2024-09-18T22:00:00.123456Z, 2024-09-18T22:00:00.123456Z",
    "2024-09-18T22:00:00+09:00, 2024-09-18T13:00:00Z",
    "2024-09-18T22:00:00-0530, 2024-09-19T03:30:00Z",
    "2024-02-29T00:00:00+00, 2024-02-29T00:00:00Z"
  })
  void timestampIsWrittenInUtc(String text, String expected) {
    assertThat(ExportValue.timestamp(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"09/18/2024", "2024-9-1", "yesterday", "2024-09-18T22Z", "1726696800"})
  void otherSpellingsAreNoTimestamps(String text) {
    assertThatThrownBy(() -> ExportValue.timestamp(text)).hasMessageContaining("not a time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2023-02-29", "2024-13-01", "2024-01-01 25:00", "2024-01-01 00:00+19:00"})
  void impossibleTimesAreRefused(String text) {
    assertThatThrownBy(() -> ExportValue.timestamp(text)).hasMessage("no such date or time");
  }

  @Test
  void textWithTheCharacterZeroIsRefused() {
    assertThat(ExportValue.text("a b")).isEqualTo("a b");
    assertThatThrownBy(() -> ExportValue.text("a\0b")).hasMessageContaining("character zero");
  }
}
