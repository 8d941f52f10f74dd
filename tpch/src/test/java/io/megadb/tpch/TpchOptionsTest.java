package io.megadb.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.gateway.launcher.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the command line accepts. */
class TpchOptionsTest {
  @Test
  void enginesStandInTheReportsOrder() {
    assertThat(parse("--engines", "flink,datafusion43,duckdb-native,megadb").engines())
        .containsExactly(
            EngineName.MEGADB, EngineName.DUCKDB_NATIVE, EngineName.DATAFUSION43, EngineName.FLINK);
    assertThat(parse().engines()).containsExactly(EngineName.MEGADB, EngineName.DUCKDB);
  }

  @Test
  void unknownEngineIsRefusedWithAllChoices() {
    refused("duckdb-native, datafusion, datafusion43, flink", "--engines", "megadb,duck");
    refused("Flink SQL reads MegaDB's tables", "--engines", "flink,duckdb");
  }

  @Test
  void clientsHaveSecondsAndRounds() {
    TpchOptions options = parse("--clients", "8");
    assertThat(options.mode()).isEqualTo(TpchOptions.Mode.CLIENTS);
    assertThat(options.clients()).isEqualTo(8);
    assertThat(options.seconds()).isEqualTo(20);
    assertThat(options.rounds()).isEqualTo(3);
    assertThat(parse("--clients=2", "--seconds=5", "--rounds=1").seconds()).isEqualTo(5);
  }

  @Test
  void optionsThatWouldBeIgnoredAreRefused() {
    refused("--seconds and --rounds need --clients", "--seconds", "5");
    refused("exclude each other", "--clients", "2", "--pruning");
    refused("one statement at a time", "--clients", "2", "--engines", "megadb,flink");
    refused("--json is about times", "--pruning", "--json", "f");
    refused("a query and a table of its own", "--pruning", "--queries", "6");
    refused("--pruning is about MegaDB", "--pruning", "--engines", "duckdb");
    refused("'0', expected a number from 1 to 256", "--clients", "0");
  }

  @Test
  void memoryIsTheLaunchers() {
    MemoryCap cap = TpchOptions.parse(List.of("--memory", "8g"), "8g").memory();
    assertThat(cap.duckDb()).isEqualTo("8192MiB");
    assertThat(cap.bytes()).isEqualTo(8L << 30);
    assertThat(MemoryCap.parse("3000M", "3000M").mebibytes()).isEqualTo(3000);
    assertThat(parse().memory()).isNull();
    refused("expected a number followed by g or m", "--memory", "8");
    // The server would be larger than its peers.
    refused("needs a start through ./megadb", "--memory", "8g");
  }

  @Test
  void settingsSayWhatIsMeasured() {
    assertThat(TpchBenchmark.settings(parse("--clients", "4", "--sf", "1")))
        .startsWith("settings: scale 1; 4 clients at once")
        .contains("3 rounds of 20 s")
        .endsWith("above 1: MegaDB does more");
    assertThat(TpchBenchmark.settings(parse("--pruning"))).contains("year(l_shipdate)");
  }

  private static TpchOptions parse(String... arguments) {
    return TpchOptions.parse(List.of(arguments), null);
  }

  private static void refused(String message, String... arguments) {
    assertThatThrownBy(() -> parse(arguments))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }
}
