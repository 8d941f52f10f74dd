package io.megadb.tpch;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An engine in a process that speaks the lines of {@link DuckDbProcess}. */
final class ProcessEngine implements ConcurrentEngine {
  private static final int STOP_SECONDS = 10;

  private final String name;
  private final Process process;
  private final Path errors;
  private final BufferedReader answers;
  private final PrintStream statements;
  private String description;
  private String files = "";

  private ProcessEngine(String name, Process process, Path errors) {
    this.name = name;
    this.process = process;
    this.errors = errors;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.statements = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Starts the process and waits until it takes statements.
   *
   * @param name which heads its columns
   * @param product which stands before its version
   * @param errors the file for what it prints as errors
   */
  static ProcessEngine start(String name, String product, List<String> command, Path errors)
      throws IOException {
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    ProcessEngine engine = new ProcessEngine(name, process, errors);
    try {
      engine.description = product + " " + engine.header()[3];
      return engine;
    } catch (IOException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String files() {
    return files;
  }

  void describeFiles(String text) {
    files = text;
  }

  void describeSettings(String text) {
    description += ", " + text;
  }

  /** Runs a statement without rows. */
  void execute(String sql) throws IOException {
    send("do", sql);
  }

  /** Names Parquet files as a table; DataFusion only. */
  void table(String name, String path) throws IOException {
    send("table", name + " " + path);
  }

  @Override
  public long time(String sql) throws IOException {
    return Long.parseLong(send("time", sql)[1]);
  }

  @Override
  public Answer answer(String sql) throws IOException {
    return rows(send("rows", sql));
  }

  @Override
  public Work work(Workload workload) throws IOException {
    Path file = Files.createTempFile("tpch-workload", ".txt");
    try {
      workload.write(file);
      return Work.of(rows(send("work", file.toString())).rows());
    } finally {
      Files.delete(file);
    }
  }

  private Answer rows(String[] header) throws IOException {
    List<Answer.Kind> kinds = new ArrayList<>();
    for (char letter : header[3].toCharArray()) {
      kinds.add(Answer.Kind.of(letter));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = Integer.parseInt(header[2]); i > 0; i--) {
      List<String> row = new ArrayList<>();
      for (String value : answers.readLine().split("\t", -1)) {
        row.add(value.equals("\\N") ? null : value);
      }
      rows.add(row);
    }
    return new Answer(kinds, rows);
  }

  private String[] send(String verb, String sql) throws IOException {
    statements.println(verb + " " + sql.replace('\n', ' '));
    return header();
  }

  private String[] header() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      List<String> printed = Files.readAllLines(errors);
      throw failure("ended", printed.isEmpty() ? null : printed.get(printed.size() - 1));
    }
    if (!line.startsWith("ok ")) {
      throw failure("answered", line);
    }
    return line.split(" ", 4);
  }

  private MegaDbException failure(String what, String detail) {
    MegaDbException failure =
        new MegaDbException(SqlState.IO_ERROR, "the process of " + name + " " + what);
    return detail == null ? failure : failure.withDetail(detail);
  }

  @Override
  public long processId() {
    return process.pid();
  }

  @Override
  public void close() {
    statements.close();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
