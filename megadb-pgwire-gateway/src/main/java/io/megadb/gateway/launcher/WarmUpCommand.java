package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small demonstration in a temporary folder without a word, which loads the classes that a server
 * needs. The shell launcher calls it to record which classes to archive.
 */
final class WarmUpCommand {
  private static final List<String> SMALL =
      List.of("--resources", "20", "--months", "2", "--port", "0", "--ui-port", "0", "--exit");

  int run() {
    Path folder = temporaryFolder();
    try (PrintStream silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      List<String> arguments = new ArrayList<>(SMALL);
      arguments.add("--data");
      arguments.add(folder.toString());
      return new DemoCommand(silence).run(arguments);
    } finally {
      DataFolder.delete(folder);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("megadb-warm-up");
    } catch (IOException e) {
      throw new MegaDbException(
          SqlState.IO_ERROR, "cannot create a temporary folder: " + e.getMessage(), e);
    }
  }
}
