package io.megadb.deployment;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A standalone session cluster: Flink's own entry points of a JobManager and a TaskManager, each in
 * a Java process of its own.
 */
final class SessionClusterProcesses implements AutoCloseable {
  static final int SLOTS = 4;

  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  private final Path folder;
  private final URI url;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Process jobManager;
  private Process taskManager;

  /** Starts both and waits until the slots are there. */
  SessionClusterProcesses(Path folder) throws IOException {
    this.folder = folder;
    int restPort = freePort();
    url = URI.create("http://127.0.0.1:" + restPort);
    Files.writeString(folder.resolve("config.yaml"), configuration(restPort, freePort()));
    Files.writeString(
        folder.resolve("log4j2.properties"),
        """
        rootLogger.level = INFO
        rootLogger.appenderRef.console.ref = Console
        appender.console.type = Console
        appender.console.name = Console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d %-5p %c{1} %m%n
        """);
    jobManager = start(JOB_MANAGER, "jobmanager.log", "-Xmx320m");
    try {
      startTaskManager();
    } catch (RuntimeException | IOException e) {
      jobManager.destroyForcibly();
      if (taskManager != null) {
        taskManager.destroyForcibly();
      }
      throw e;
    }
  }

  private static String configuration(int restPort, int rpcPort) {
    return """
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: %d
        rest.bind-port: %d
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        jobmanager.bind-host: 127.0.0.1
        heartbeat.interval: 2 s
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: %d
        taskmanager.cpu.cores: 2.0
        taskmanager.memory.framework.heap.size: 128m
        taskmanager.memory.framework.off-heap.size: 128m
        taskmanager.memory.jvm-metaspace.size: 256m
        taskmanager.memory.jvm-overhead.min: 192m
        taskmanager.memory.jvm-overhead.max: 192m
        taskmanager.memory.task.heap.size: 384m
        taskmanager.memory.task.off-heap.size: 256m
        taskmanager.memory.network.min: 32m
        taskmanager.memory.network.max: 32m
        taskmanager.memory.managed.size: 16m
        """
        .formatted(restPort, restPort, rpcPort, SLOTS);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts the TaskManager, also again after {@link #killTaskManager}. */
  void startTaskManager() throws IOException {
    taskManager = start(TASK_MANAGER, "taskmanager.log", "-Xmx512m");
    await()
        .atMost(Duration.ofSeconds(120))
        .ignoreExceptions()
        .until(() -> get("/overview").contains("\"slots-available\":" + SLOTS));
  }

  /** kill -9. */
  void killTaskManager() throws InterruptedException {
    kill(taskManager);
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " survives SIGKILL");
    }
  }

  private Process start(String mainClass, String log, String heap) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What the launcher and a cluster's env.java.opts.all have; the build gives it to this run.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--") || flag.startsWith("-Dio.netty"))
        .forEach(command::add);
    command.addAll(
        List.of(
            heap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"),
            "-cp",
            RuntimeJars.classPath(),
            mainClass,
            "--configDir",
            folder.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
        .start();
  }

  URI url() {
    return url;
  }

  /** What the REST interface answers. */
  String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url.resolve(path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Cancels a job as the button in the web UI does. */
  void cancel(String job) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/jobs/" + job + "?mode=cancel"))
            .method("PATCH", HttpRequest.BodyPublishers.noBody())
            .build();
    http.send(request, HttpResponse.BodyHandlers.discarding());
  }

  /** Whether all tasks of a job run. */
  boolean runs(String job) throws IOException, InterruptedException {
    String details = get("/jobs/" + job);
    return details.contains("\"state\":\"RUNNING\"")
        && !details.matches(".*\"status\":\"(CREATED|SCHEDULED|DEPLOYING|INITIALIZING)\".*");
  }

  /** RUNNING, CANCELED, FAILED ... */
  String state(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/status").replaceAll(".*\"status\":\"([A-Z]+)\".*", "$1");
  }

  @Override
  public void close() throws InterruptedException {
    kill(taskManager);
    kill(jobManager);
  }
}
