package io.megadb.tpch;

import io.megadb.gateway.launcher.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A release of DataFusion in an environment of Python's of its own, which is made when first asked
 * for.
 *
 * @param folder below which environments are
 */
record DataFusionEnvironment(Path folder, String version) {
  private static final int INSTALL_MINUTES = 8;

  /**
   * The start of its process.
   *
   * @param arguments of {@code datafusion_process.py}
   * @throws UsageException if it cannot be installed
   */
  List<String> command(long... arguments) throws IOException {
    Path script = folder.resolve("datafusion_process.py");
    try (InputStream source = getClass().getResourceAsStream("datafusion_process.py")) {
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>();
    command.add(python().toString());
    command.add(script.toString());
    for (long argument : arguments) {
      command.add(String.valueOf(argument));
    }
    return command;
  }

  private Path python() throws IOException {
    Path environment = folder.resolve("datafusion-" + version);
    Path python = environment.resolve("bin/python");
    if (!Files.exists(environment.resolve("complete"))) {
      install("python3", "-m", "venv", environment.toString());
      install(
          python.toString(),
          "-m",
          "pip",
          "install",
          "--quiet",
          "datafusion==" + version,
          "pyarrow");
      Files.createFile(environment.resolve("complete"));
    }
    return python;
  }

  private void install(String... command) {
    Path log = folder.resolve("datafusion-install.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0) {
        return;
      }
      process.destroyForcibly();
      throw new UsageException(notInstalled("see " + log));
    } catch (IOException e) {
      throw new UsageException(notInstalled(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException(notInstalled("interrupted"));
    }
  }

  private String notInstalled(String why) {
    return "DataFusion "
        + version
        + " cannot be installed with python3 and pip ("
        + why
        + "); leave it out of --engines";
  }
}
