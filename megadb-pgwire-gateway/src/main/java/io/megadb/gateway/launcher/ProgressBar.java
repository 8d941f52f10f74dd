package io.megadb.gateway.launcher;

import java.io.PrintStream;

/**
 * One line that grows while rows are loaded. On a terminal it is redrawn in place; elsewhere only
 * the finished line is printed.
 */
final class ProgressBar {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream out;
  private final boolean terminal;
  private final String label;
  private final long total;
  private final long startNanos = System.nanoTime();
  private long drawnNanos;

  ProgressBar(PrintStream out, boolean terminal, String label, long total) {
    this.out = out;
    this.terminal = terminal;
    this.label = label;
    this.total = total;
  }

  void update(long done) {
    long now = System.nanoTime();
    if (terminal && now - drawnNanos >= REDRAW_NANOS) {
      drawnNanos = now;
      out.print("\r" + line(Math.min(done, total)));
      out.flush();
    }
  }

  /** The last state, with the time it took. */
  void finish(long rows) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    out.println(
        (terminal ? "\r" : "") + line(total) + String.format("  %,d rows, %.1f s", rows, seconds));
  }

  private String line(long done) {
    int filled = total == 0 ? WIDTH : (int) (WIDTH * done / total);
    return String.format(
        "  %-14s [%s%s] %3d %%",
        label,
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        total == 0 ? 100 : 100 * done / total);
  }
}
