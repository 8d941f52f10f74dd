package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.LogManager;

/** Runs the command named by the first argument. */
public final class Main {
  private Main() {}

  /** Exit codes: 0 done, 1 failed, 2 wrong usage; by signal 128 and its number. */
  public static void main(String[] arguments) {
    int code;
    try {
      code = run(Arrays.asList(arguments), System.out, System.err);
    } catch (Error e) { // out of memory, a class that is missing
      System.err.println("megadb: " + e);
      code = 1;
    }
    // Always: libraries leave threads behind that would keep the process.
    System.exit(code);
  }

  /** Runs a command; what goes wrong is one sentence on {@code err}. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
    try {
      return switch (command) {
        case "up" -> new UpCommand(out).run(rest);
        case "demo" -> new DemoCommand(out).run(rest);
        case "bench" -> new BenchCommand(out).run(rest);
        case "sql" -> new SqlCommand(out, err).run(rest);
        case "import" -> new ImportCommand(out).run(rest);
        case "warm-up" -> new WarmUpCommand().run();
        default ->
            throw new UsageException(
                "unknown command '" + command + "'; megadb --help lists the commands");
      };
    } catch (UsageException e) {
      err.println("megadb: " + e.getMessage());
      return 2;
    } catch (MegaDbException e) {
      err.println("megadb: " + sentence(e));
      return 1;
    } catch (RuntimeException e) {
      LogManager.getLogger(Main.class).error("command {} failed", command, e);
      err.println("megadb: internal error: " + e);
      return 1;
    }
  }

  private static String sentence(MegaDbException e) {
    StringBuilder text = new StringBuilder(String.valueOf(e.getMessage()));
    if (e.detail() != null) {
      text.append(": ").append(e.detail());
    }
    if (e.hint() != null) {
      text.append(". ").append(e.hint());
    }
    return text.toString().replace('\n', ' ');
  }
}
