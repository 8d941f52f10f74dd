package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.focus.FocusDataSet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads files into a running server. */
final class ImportCommand {
  private static final String HELP =
      """
      Usage: megadb import focus FILE... [OPTION...]

      Loads billing exports of FOCUS 1.0 to 1.4 in Parquet or in CSV, plain or gzip: all files or
      none.

        --dataset NAME  cost-and-usage, invoice-detail, billing-period or contract-commitment;
                        told by the columns if not given
        --table NAME    table to load into, created if it does not exist, given the columns it lacks
                        otherwise (default focus_billing, focus_invoice_detail,
                        focus_billing_period, focus_contract_commitment)
        --host H        server (default localhost)
        --port P        PostgreSQL port (default 5432)
        --user U        user name (default megadb)
        --database D    database name (default megadb)
        --help          this text\
      """;

  private final PrintStream out;

  ImportCommand(PrintStream out) {
    this.out = out;
  }

  int run(List<String> arguments) {
    Options options =
        Options.parse(
            arguments,
            Set.of("dataset", "table", "host", "port", "user", "database"),
            Set.of("help", "h"));
    if (options.has("help") || options.has("h")) {
      out.println(HELP);
      return 0;
    }
    List<String> operands = options.operands();
    if (operands.isEmpty() || !operands.get(0).equals("focus")) {
      throw new UsageException(
          "import needs the format, which is focus: megadb import focus FILE...");
    }
    List<Path> files = operands.stream().skip(1).map(Path::of).toList();
    if (files.isEmpty()) {
      throw new UsageException("import focus needs a FILE");
    }
    files.forEach(ImportCommand::refuseUnreadable);
    FocusDataSet dataSet = dataSet(options.get("dataset", null));
    try (Connection connection = connect(options)) {
      FocusImport.Loaded loaded =
          new FocusImport(out, Terminal.isInteractive(), dataSet, options.get("table", null))
              .load(connection, files);
      out.printf("Loaded %,d rows into %s%n", loaded.rows(), loaded.table());
      return 0;
    } catch (SQLException e) {
      throw ServerErrors.map("nothing is loaded", e);
    } catch (IOException e) {
      throw new MegaDbException(
          SqlState.BAD_COPY_FILE_FORMAT, "nothing is loaded: " + e.getMessage(), e);
    }
  }

  private static FocusDataSet dataSet(String option) {
    if (option == null) {
      return null;
    }
    FocusDataSet dataSet = FocusDataSet.ofOption(option);
    if (dataSet == null) {
      throw new UsageException(
          "unknown data set "
              + option
              + "; there are "
              + Stream.of(FocusDataSet.values())
                  .map(FocusDataSet::option)
                  .collect(Collectors.joining(", ")));
    }
    return dataSet;
  }

  /** Refuses a file that is not there, cannot be read or has a format that cannot. */
  static void refuseUnreadable(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new MegaDbException(SqlState.UNDEFINED_FILE, "there is no file " + file);
    }
    if (!Files.isReadable(file)) {
      throw new MegaDbException(SqlState.INSUFFICIENT_PRIVILEGE, "cannot read " + file);
    }
    try {
      FocusImport.refuseEncrypted(file);
    } catch (IOException e) {
      throw new MegaDbException(SqlState.IO_ERROR, "cannot read " + file, e);
    }
  }

  private static Connection connect(Options options) {
    String address =
        options.get("host", "localhost") + ":" + options.integer("port", 5432, 1, 65535);
    try {
      return DriverManager.getConnection(
          "jdbc:postgresql://" + address + "/" + options.get("database", "megadb"),
          options.get("user", "megadb"),
          "");
    } catch (SQLException e) {
      throw new MegaDbException(
          SqlState.CONNECTION_FAILURE, "cannot connect to " + address + ": " + e.getMessage(), e);
    }
  }
}
