package io.megadb.tpch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** An engine under measurement, with the tables in it. One statement at a time. */
interface Engine extends AutoCloseable {
  /** A short name that heads columns. */
  String name();

  /** Name, version and what differs from the settings it is shipped with. */
  String description();

  /** Which files its tables are, and their size. */
  String files();

  /** Runs a query and takes all its rows; nanoseconds from sending the text to the last row. */
  long time(String sql) throws SQLException, IOException;

  /** Runs a query and gives its rows. */
  Answer answer(String sql) throws SQLException, IOException;

  /** The engine's process. */
  long processId();

  @Override
  void close();

  /**
   * Processor time that the process has taken, in milliseconds; 0 where the system does not tell.
   */
  default long processorMillis() throws IOException {
    Path stat = Path.of("/proc/" + processId() + "/stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    String line = Files.readString(stat);
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    // User and system time in hundredths, the unit that Linux shows everywhere.
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
  }

  /**
   * The most memory that the process has had resident, in MiB; 0 where the system does not tell.
   */
  default long peakMemoryMib() throws IOException {
    Path status = Path.of("/proc/" + processId() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /**
   * Bytes that the process has written to files, whether or not the disk has them yet; 0 where the
   * system does not tell.
   */
  default long writtenBytes() throws IOException {
    Path counters = Path.of("/proc/" + processId() + "/io");
    if (!Files.isReadable(counters)) {
      return 0;
    }
    return Files.readAllLines(counters).stream()
        .filter(line -> line.startsWith("write_bytes: "))
        .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
        .findFirst()
        .orElse(0);
  }
}
