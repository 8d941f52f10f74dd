package io.megadb.tpch;

import io.megadb.gateway.launcher.Options;
import io.megadb.gateway.launcher.UsageException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The command line, checked. */
final class TpchOptions {
  private static final Set<String> VALUED =
      Set.of(
          "sf",
          "engines",
          "run",
          "runs",
          "warm-up",
          "queries",
          "tables",
          "files",
          "json",
          "directory",
          "column-cache",
          "clients",
          "seconds",
          "rounds",
          "memory");

  /** What is measured; each but the first is asked for by an option of its name. */
  enum Mode {
    TIMES,
    ESTIMATES,
    PRUNING,
    CLIENTS
  }

  private final Options options;
  private final MemoryCap memory;
  private final Mode mode;

  private TpchOptions(Options options, MemoryCap memory, Mode mode) {
    this.options = options;
    this.memory = memory;
    this.mode = mode;
  }

  /**
   * Reads a command line.
   *
   * @param launched MEGADB_MEMORY of this process, null where it is not set
   * @throws UsageException if a value is wrong or two options exclude each other
   */
  static TpchOptions parse(List<String> arguments, String launched) {
    Options options =
        Options.parse(arguments, VALUED, Set.of("help", "h", "reload", "estimates", "pruning"));
    options.refuseOperands();
    MemoryCap memory =
        options.has("memory") ? MemoryCap.parse(options.get("memory", ""), launched) : null;
    TpchOptions checked = new TpchOptions(options, memory, mode(options));
    checked.check();
    return checked;
  }

  private static Mode mode(Options options) {
    List<String> asked = Stream.of("estimates", "pruning", "clients").filter(options::has).toList();
    if (asked.size() > 1) {
      throw new UsageException(
          "options --" + asked.get(0) + " and --" + asked.get(1) + " exclude each other");
    }
    return switch (asked.isEmpty() ? "" : asked.get(0)) {
      case "estimates" -> Mode.ESTIMATES;
      case "pruning" -> Mode.PRUNING;
      case "clients" -> Mode.CLIENTS;
      default -> Mode.TIMES;
    };
  }

  private void check() {
    scale();
    engines();
    queries();
    ownTables();
    run();
    columnCache();
    runs();
    warmUps();
    rounds();
    seconds();
    if (mode == Mode.PRUNING && (options.has("queries") || options.has("tables"))) {
      throw new UsageException("option --pruning has a query and a table of its own");
    }
    if (mode != Mode.TIMES && json() != null) {
      throw new UsageException("option --json is about times of single queries");
    }
    if (mode != Mode.CLIENTS && (options.has("seconds") || options.has("rounds"))) {
      throw new UsageException("options --seconds and --rounds need --clients");
    }
    if (mode == Mode.CLIENTS) {
      clients();
      if (engines().contains(EngineName.FLINK)) {
        throw new UsageException("option --clients: Flink SQL takes one statement at a time");
      }
    } else if (mode != Mode.TIMES && !engines().contains(EngineName.MEGADB)) {
      throw new UsageException(
          "option --"
              + (mode == Mode.PRUNING ? "pruning" : "estimates")
              + " is about MegaDB: --engines needs megadb");
    }
  }

  boolean help() {
    return options.has("help") || options.has("h");
  }

  Mode mode() {
    return mode;
  }

  /** Null if memory is not capped. */
  MemoryCap memory() {
    return memory;
  }

  /** As it was written, which names folders. */
  String scaleText() {
    return options.get("sf", "0.1");
  }

  double scale() {
    try {
      double scale = Double.parseDouble(scaleText());
      if (scale >= 0.001 && scale <= 1000) {
        return scale;
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw new UsageException(
        "option --sf is '" + scaleText() + "', expected a number from 0.001 to 1000");
  }

  List<EngineName> engines() {
    return EngineName.parse(options.get("engines", "megadb,duckdb"));
  }

  /** Numbers from 1 to 22. */
  List<Integer> queries() {
    String list = options.get("queries", null);
    if (list == null) {
      return IntStream.rangeClosed(1, 22).boxed().toList();
    }
    try {
      List<Integer> numbers = Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
      if (numbers.stream().allMatch(number -> number >= 1 && number <= 22)) {
        return numbers;
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw new UsageException(
        "option --queries is '" + list + "', expected numbers from 1 to 22 with commas between");
  }

  /** Whether MegaDB reads tables that it wrote. */
  boolean ownTables() {
    return oneOf("tables", "own", "files").equals("own");
  }

  /** What megadb.execution is set to. */
  String run() {
    return oneOf("run", "local", "flink");
  }

  boolean columnCache() {
    return oneOf("column-cache", "off", "on").equals("on");
  }

  private String oneOf(String name, String fallback, String other) {
    String value = options.get(name, fallback);
    if (!value.equals(fallback) && !value.equals(other)) {
      throw new UsageException(
          "option --" + name + " is '" + value + "', expected " + fallback + " or " + other);
    }
    return value;
  }

  int runs() {
    return options.integer("runs", 5, 1, 1000);
  }

  int warmUps() {
    return options.integer("warm-up", 3, 0, 1000);
  }

  int clients() {
    return options.integer("clients", 1, 1, 256);
  }

  /** Of a round of one engine. */
  int seconds() {
    return options.integer("seconds", 20, 1, 3600);
  }

  int rounds() {
    return options.integer("rounds", 3, 1, 100);
  }

  /** Whether tables that engines keep are made anew. */
  boolean reload() {
    return options.has("reload");
  }

  /** Parquet files to read; null for those that DuckDB writes. */
  Path files() {
    return options.has("files") ? Path.of(options.get("files", "")).toAbsolutePath() : null;
  }

  /** Where times are written to; null for nowhere. */
  Path json() {
    return options.has("json") ? Path.of(options.get("json", "")) : null;
  }

  /** Where rows, files and tables are kept. */
  Path directory(Path home) {
    return Path.of(options.get("directory", home.resolve("target/tpch").toString()))
        .toAbsolutePath();
  }
}
