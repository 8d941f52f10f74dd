package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.gateway.focus.parquet.ParquetFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports in the columns of every version of FOCUS, in an order and case of their own. */
class FocusVersionsTest {
  @TempDir Path folder;

  private static final List<String> OF_1_1 =
      List.of(
          "CapacityReservationId",
          "CapacityReservationStatus",
          "CommitmentDiscountQuantity",
          "CommitmentDiscountUnit",
          "ServiceSubcategory",
          "SkuMeter",
          "SkuPriceDetails");
  private static final List<String> OF_1_2 =
      List.of(
          "BillingAccountType",
          "InvoiceId",
          "PricingCurrency",
          "PricingCurrencyContractedUnitPrice",
          "PricingCurrencyEffectiveCost",
          "PricingCurrencyListUnitPrice",
          "SubAccountType");
  private static final List<String> OF_1_3 =
      List.of(
          "AllocatedMethodDetails",
          "AllocatedMethodId",
          "AllocatedResourceId",
          "AllocatedResourceName",
          "AllocatedTags",
          "ContractApplied",
          "HostProviderName",
          "ServiceProviderName");
  private static final List<String> OF_1_4 =
      List.of("CommitmentProgramEligibilityDetails", "InvoiceDetailId");

  private enum Version {
    V1_0(0, 43, "x_publishername"),
    V1_1(1, 50, "x_publishername"),
    V1_2(2, 57, "x_publishername"),
    V1_3(3, 65, "x_publishername x_providername"),
    V1_4(4, 65, "");

    final int minor;
    final int width;
    final String extras;

    Version(int minor, int width, String extras) {
      this.minor = minor;
      this.width = width;
      this.extras = extras;
    }

    Set<String> extraColumns() {
      return extras.isEmpty() ? Set.of() : Set.of(extras.split(" ", -1));
    }

    List<String> columns() {
      List<String> columns =
          new ArrayList<>(Stream.of(FocusColumn.values()).map(FocusColumn::focusName).toList());
      List<List<String>> added = List.of(List.of(), OF_1_1, OF_1_2, OF_1_3, OF_1_4);
      for (int later = minor + 1; later < added.size(); later++) {
        columns.removeAll(added.get(later));
      }
      if (this != V1_4) {
        columns.addAll(List.of("ProviderName", "PublisherName"));
      }
      return columns;
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void columnsOfEveryVersionAreRead(Version version) throws IOException {
    List<String> columns = version.columns();
    assertThat(columns).hasSize(version.width);
    Collections.shuffle(columns, new Random(version.width));
    StringBuilder schema = new StringBuilder("message export {\n");
    for (int i = 0; i < columns.size(); i++) {
      String name = i % 2 == 0 ? columns.get(i) : columns.get(i).toUpperCase(Locale.ROOT);
      schema.append("  optional ").append(type(columns.get(i), name)).append(";\n");
    }
    Path file =
        ParquetFiles.write(
            folder.resolve("export"),
            schema.append("}").toString(),
            CompressionCodecName.ZSTD,
            WriterVersion.PARQUET_2_0,
            List.of(
                row -> {
                  for (int i = 0; i < columns.size(); i++) {
                    switch (kind(columns.get(i))) {
                      case DECIMAL -> row.add(i, 15_000L + i);
                      case TIMESTAMP -> row.add(i, 1_725_148_800_000_000L);
                      case TEXT, JSON -> row.add(i, columns.get(i));
                    }
                  }
                }));
    try (FocusExportReader reader = FocusExportReader.open(file)) {
      assertThat(Set.copyOf(reader.extraColumns())).isEqualTo(version.extraColumns());
      String[] row = reader.next();
      assertThat(reader.report().isClean()).isTrue();
      for (FocusColumn column : FocusColumn.values()) {
        int at = columns.indexOf(column.focusName());
        String value = row[column.position()];
        if (at < 0 && column == FocusColumn.SERVICE_PROVIDER_NAME) {
          assertThat(value).isEqualTo("ProviderName");
        } else if (at < 0) {
          assertThat(value).as(column.focusName()).isNull();
        } else {
          switch (column.kind()) {
            case DECIMAL -> assertThat(value).startsWith("1.5");
            case TIMESTAMP -> assertThat(value).isEqualTo("2024-09-01T00:00:00Z");
            case TEXT, JSON -> assertThat(value).isEqualTo(column.focusName());
          }
        }
      }
    }
  }

  private static FocusColumn.Kind kind(String name) {
    return Stream.of(FocusColumn.values())
        .filter(column -> column.focusName().equals(name))
        .findFirst()
        .map(FocusColumn::kind)
        .orElse(FocusColumn.Kind.TEXT);
  }

  private static String type(String column, String name) {
    return switch (kind(column)) {
      case DECIMAL -> "int64 " + name + " (DECIMAL(18,4))";
      case TIMESTAMP -> "int64 " + name + " (TIMESTAMP_MICROS)";
      case TEXT, JSON -> "binary " + name + " (STRING)";
    };
  }
}
