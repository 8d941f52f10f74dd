package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FocusGeneratorTest {
  private static final DemoSize SMALL = new DemoSize(20, 13, 42);

  /** A change of any rule changes this; engines' recorded answers then change as well. */
  private static final String SMALL_SHA_256 =
      "d5f9871e5a894606ae308c5d5b16bf7c4e925f227da442321ab3feb7a1101f1a";

  private static final String SMALL_DATA_SETS_SHA_256 =
      "192d2afb6fcae7402693e84e7771e6352796d93e134bf45e12718efc11a3893d";

  private static final List<DemoTable> DATA_SETS =
      List.of(
          DemoTable.FOCUS_INVOICE_DETAIL,
          DemoTable.FOCUS_BILLING_PERIOD,
          DemoTable.FOCUS_CONTRACT_COMMITMENT);

  private static final List<DemoTable> BILL_AND_INVENTORY =
      Stream.of(DemoTable.values()).filter(table -> !DATA_SETS.contains(table)).toList();

  @Test
  void smallSizeHasTheRecordedBytes() throws NoSuchAlgorithmException, IOException {
    assertThat(digest(SMALL, BILL_AND_INVENTORY)).isEqualTo(SMALL_SHA_256);
    assertThat(digest(SMALL, DATA_SETS)).isEqualTo(SMALL_DATA_SETS_SHA_256);
  }

  @Test
  void anotherSeedIsAnotherCompany() throws NoSuchAlgorithmException, IOException {
    DemoSize other = new DemoSize(20, 13, 43);
    assertThat(digest(other, BILL_AND_INVENTORY)).isNotEqualTo(digest(SMALL, BILL_AND_INVENTORY));
    assertThat(digest(other, DATA_SETS)).isNotEqualTo(digest(SMALL, DATA_SETS));
  }

  @ParameterizedTest
  @EnumSource(DemoTable.class)
  void twoRunsAreByteIdenticalAndAsLongAsAnnounced(DemoTable table) {
    DemoSize size = new DemoSize(33, 4, 11);
    assertThat(GeneratedTables.csv(size, table)).isEqualTo(GeneratedTables.csv(size, table));
    assertThat((long) GeneratedTables.rows(size, table).size())
        .isEqualTo(new FocusGenerator(size).rows(table));
  }

  @ParameterizedTest
  @EnumSource(DemoTable.class)
  void headerNamesTheColumnsOfTheCreateStatement(DemoTable table) {
    Map<String, String> first = GeneratedTables.rows(SMALL, table).get(0);
    assertThat(table.columns()).containsAll(first.keySet());
    Matcher column =
        Pattern.compile(
                "[(,\\n]\\s*([a-z_0-9]+) (?:text|int|bigint|numeric|timestamptz|jsonb|vector)")
            .matcher(table.createStatement());
    assertThat(column.results().map(match -> match.group(1)).toList()).isEqualTo(table.columns());
  }

  @Test
  void eachTableNamesItsTier() {
    assertThat(DemoTable.FOCUS_BILLING.createStatement())
        .contains(
            "USING OLAP",
            "partition_by = 'month(billingperiodstart),serviceprovidername'",
            "sort_by = 'resourceid'");
    assertThat(DemoTable.LIVE_PRICE.createStatement())
        .endsWith("USING MEMORY WITH (ttl = '15 minutes', capacity = 1000000)");
    for (DemoTable table :
        List.of(DemoTable.RESOURCES, DemoTable.APPS, DemoTable.DEPENDS_ON, DemoTable.APP_USES)) {
      assertThat(table.createStatement()).endsWith("USING OLTP");
    }
  }

  @Test
  void defaultSizeHasMoreThanHundredThousandBillingRows() {
    assertThat(new FocusGenerator(DemoSize.DEFAULT).rows(DemoTable.FOCUS_BILLING))
        .isBetween(100_000L, 130_000L);
  }

  @Test
  void errorOfTheStreamReachesTheCaller() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    assertThatThrownBy(() -> new FocusGenerator(SMALL).writeCsv(DemoTable.FOCUS_BILLING, full))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  @Test
  void sizeOutsideItsLimitsIsRefused() {
    assertThatThrownBy(() -> new DemoSize(0, 13, 1)).hasMessageContaining("1 to 999999, not 0");
    assertThatThrownBy(() -> new DemoSize(1_000_000, 13, 1)).hasMessageContaining("not 1000000");
    assertThatThrownBy(() -> new DemoSize(1, 0, 1)).hasMessageContaining("1 to 120, not 0");
    assertThatThrownBy(() -> new DemoSize(1, 121, 1)).hasMessageContaining("not 121");
  }

  private static String digest(DemoSize size, List<DemoTable> tables)
      throws NoSuchAlgorithmException, IOException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    FocusGenerator generator = new FocusGenerator(size);
    try (DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
      for (DemoTable table : tables) {
        generator.writeCsv(table, out);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }
}
