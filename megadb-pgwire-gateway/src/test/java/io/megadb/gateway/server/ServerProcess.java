package io.megadb.gateway.server;

import io.megadb.error.MegaDbException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a Java process of its own, to be killed as a power failure would. */
final class ServerProcess implements AutoCloseable {
  private static final String READY = "listening on ";

  private final Process process;
  private final int port;

  /** Starts one on a data directory and waits until clients can connect. */
  ServerProcess(Path data) throws IOException {
    process = start(data);
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    String line = output.readLine();
    while (line != null && !line.startsWith(READY)) {
      said.append(line).append(System.lineSeparator());
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("the server ended before it was ready: " + said);
    }
    port = Integer.parseInt(line.substring(READY.length()));
  }

  /** Starts one and kills it after so long, which may be before it is ready. */
  static void killWhileStarting(Path data, int milliseconds)
      throws IOException, InterruptedException {
    Process process = start(data);
    if (process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
      throw new IOException("the server ended with status " + process.exitValue());
    }
    kill(process);
  }

  private static Process start(Path data) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The launcher's flags, which this test run has from the build.
    java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ServerProcess.class.getName(),
            data.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    kill(process);
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " survives SIGKILL");
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** The process itself: serves a directory until its input ends. */
  public static void main(String[] arguments) throws IOException {
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(Path.of(arguments[0])))) {
      System.out.println(READY + server.port());
      while (System.in.read() >= 0) {
        // only the end matters
      }
    } catch (MegaDbException e) {
      System.out.println(e.state().code() + " " + e.getMessage());
    }
  }
}
