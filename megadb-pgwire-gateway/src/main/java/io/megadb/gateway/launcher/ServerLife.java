package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts a server, does something with it, and keeps it up until the process is told to stop.
 *
 * <pre>
 *   start -&gt; task -&gt; (stay up) -&gt; close
 *                    SIGTERM, Ctrl-C at any point -&gt; close in the shutdown hook
 * </pre>
 *
 * Whoever comes first closes, once; nobody waits for it longer than {@value #CLOSING_SECONDS} s.
 * What is then still open is lost like in a crash, which the log makes good.
 */
final class ServerLife {
  private static final int CLOSING_SECONDS = 8;

  /** What is done once the server is up. */
  interface Task {
    /** Returns whether the server is to stay up afterwards. */
    boolean run(MegaDbServer server) throws SQLException, IOException;
  }

  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<MegaDbServer> open = new AtomicReference<>();

  private ServerLife() {}

  /** Returns the exit code once the server is down again; SIGTERM and Ctrl-C end it cleanly. */
  static int run(ServerOptions options, Task task, PrintStream out) {
    return new ServerLife().live(options, task, out);
  }

  private int live(ServerOptions options, Task task, PrintStream out) {
    ScratchFolder scratch = ScratchFolder.open(options.data()).tellLibraries();
    Thread hook =
        new Thread(
            () -> {
              stop.countDown();
              close();
              scratch.close();
            },
            "megadb-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      MegaDbServer server = MegaDbServer.start(options);
      open.set(server);
      if (task.run(server)) {
        out.flush();
        stop.await();
      }
      return 0;
    } catch (IOException e) {
      return failed(new MegaDbException(SqlState.IO_ERROR, e.getMessage(), e));
    } catch (SQLException e) {
      return failed(ServerErrors.map("the server refused a statement", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      if (stop.getCount() > 0) {
        close();
        scratch.close();
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  /** A client that is cut off because the process ends is no error. */
  private int failed(MegaDbException e) {
    if (stop.getCount() == 0) {
      return 0;
    }
    throw e;
  }

  private void close() {
    MegaDbServer server = open.getAndSet(null);
    if (server == null) {
      return;
    }
    Thread closing = new Thread(server::close, "megadb-close");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
