package io.megadb.proof;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Count, seed and time of a test that repeats something, and the account of what it did. A field of
 * the test, with {@code @RegisterExtension}:
 *
 * <pre>
 *   &#64;RegisterExtension final Proof proof = Proof.of("recovery", "kills", 3);
 *
 *   &#64;Test
 *   void killedServerLosesNothing() {
 *     Random random = proof.random();
 *     while (proof.goesOn()) {
 *       …
 *       proof.did(1);
 *     }
 *   }
 * </pre>
 *
 * <p>{@code ./mvnw verify} gives it a short count and always the same seed, {@code ./megadb prove}
 * a long count and another seed each time. A failure names both, and the command that repeats it.
 * {@link #did} and {@link #goesOn} may be called from several threads; all else is confined to the test's thread.
 */
public final class Proof
    implements BeforeTestExecutionCallback,
        AfterTestExecutionCallback,
        TestExecutionExceptionHandler {
  /** More failures say nothing new. */
  private static final int MAX_FAILURES = 1_000;

  private static final int SHOWN_FAILURES = 20;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final String name;
  private final String unit;
  private final ProofSettings settings;
  private final PrintStream out;
  private final List<String> failures = new ArrayList<>();
  private long done;
  private boolean used;
  private long started = System.nanoTime();
  private long lastLine = started;

  Proof(String name, String unit, ProofSettings settings, PrintStream out) {
    this.name = name;
    this.unit = unit;
    this.settings = settings;
    this.out = out;
  }

  /**
   * A proof by one test of the class that has the field; the others do not touch it.
   *
   * @param name as in {@code ./megadb prove NAME}
   * @param unit what is counted, in the plural: "kills"
   * @param shortCount units in {@code ./mvnw verify}
   */
  public static Proof of(String name, String unit, long shortCount) {
    return new Proof(
        name, unit, ProofSettings.of(System.getProperties(), shortCount), System.out);
  }

  public long seed() {
    used = true;
    return settings.seed();
  }

  /** Random numbers from the seed, the same each time this is called. */
  public Random random() {
    return new Random(seed());
  }

  /** Units to do. */
  public long count() {
    used = true;
    return settings.count();
  }

  /** Whether more is to be done: not the whole count yet, and time is left. */
  public synchronized boolean goesOn() {
    used = true;
    return done < settings.count()
        && failures.size() < MAX_FAILURES
        && seconds() < settings.time().toSeconds();
  }

  /** Accounts for units done. */
  public synchronized void did(long units) {
    done += units;
    long now = System.nanoTime();
    if (settings.told() && now - lastLine > BETWEEN_LINES.toNanos()) {
      lastLine = now;
      out.printf(
          "proof %s: %,d of %,d %s, %d failed, %d s%n",
          name, done, settings.count(), unit, failures.size(), seconds());
    }
  }

  /** Notes a unit that did not do what it should; the proof goes on and fails at its end. */
  public void failed(String description) {
    failures.add(description);
  }

  /** Fails with what was noted, if anything was. The last call of a proof that notes failures. */
  public void check() {
    if (!failures.isEmpty()) {
      throw new AssertionError(
          "%,d of %,d %s failed; the first:%n%s"
              .formatted(
                  failures.size(),
                  done,
                  unit,
                  String.join(
                      System.lineSeparator(),
                      failures.subList(0, Math.min(SHOWN_FAILURES, failures.size())))));
    }
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    started = System.nanoTime();
    lastLine = started;
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (!used || failure instanceof TestAbortedException) {
      throw failure;
    }
    throw new AssertionError(
        "proof %s failed after %,d %s with seed %d; ./megadb prove %s --seed %d --count %d repeats it: %s"
            .formatted(
                name, done, unit, seed(), name, seed(), settings.count(), failure.getMessage()),
        failure);
  }

  /** Prints what {@code ./megadb prove} reads: name, count, failures, seconds and how it ended. */
  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (used && settings.told()) {
      Throwable failure = context.getExecutionException().orElse(null);
      boolean skipped = failure instanceof TestAbortedException;
      String end = failure == null ? "proven" : skipped ? "skipped" : "FAILED";
      long failed = failure == null || skipped ? 0 : Math.max(1, failures.size());
      out.printf("proof-result|%s|%d|%s|%d|%d|%s%n", name, done, unit, failed, seconds(), end);
    }
  }

  private long seconds() {
    return Duration.ofNanos(System.nanoTime() - started).toSeconds();
  }
}
