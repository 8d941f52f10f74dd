package io.megadb.gateway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** networkit in a process of Python, with one thread; measures itself, in memory. */
final class NetworkitPeer implements AutoCloseable {
  private static final String SCRIPT = "/bench/networkit_peer.py";

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;
  private final String description;

  /**
   * Starts it over a graph.
   *
   * @param python program that can import networkit and numpy
   * @param directory for files
   */
  NetworkitPeer(String python, KroneckerGraph graph, Path directory) throws IOException {
    Path script = directory.resolve("networkit_peer.py");
    try (InputStream resource = NetworkitPeer.class.getResourceAsStream(SCRIPT)) {
      Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Path ends = directory.resolve("ends");
    Path weights = directory.resolve("weights");
    graph.writeEnds(ends);
    graph.writeWeights(weights);
    process =
        new ProcessBuilder(
                python,
                script.toString(),
                String.valueOf(graph.vertices()),
                ends.toString(),
                weights.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    description = line();
  }

  String description() {
    return description;
  }

  /** Runs something once. */
  long nanos(String what, int source) throws IOException {
    questions.write(what + " " + source + "\n");
    questions.flush();
    return (long) (Double.parseDouble(line()) * 1e6);
  }

  private String line() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("networkit's process ended");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
