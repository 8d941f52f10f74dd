package io.megadb.proof;

import java.time.Duration;
import java.util.Properties;

/**
 * How long a proof is and where it starts.
 *
 * @param count units to do, at least one
 * @param seed of all that is random in it
 * @param time after which no further unit is begun
 * @param told whether progress and result are printed
 */
record ProofSettings(long count, long seed, Duration time, boolean told) {
  static final String COUNT = "megadb.proof.count";
  static final String SEED = "megadb.proof.seed";
  static final String MINUTES = "megadb.proof.minutes";
  static final String TOLD = "megadb.proof.told";

  private static final long SHORT_SEED = 1;
  private static final Duration ENDLESS = Duration.ofDays(365);

  ProofSettings {
    if (count < 1) {
      throw new IllegalArgumentException(COUNT + " is " + count + ", must be at least 1");
    }
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(MINUTES + " must be more than 0");
    }
  }

  /** Reads {@code megadb.proof.*}; without them a proof has its short form. */
  static ProofSettings of(Properties properties, long shortCount) {
    return new ProofSettings(
        number(properties, COUNT, shortCount),
        number(properties, SEED, SHORT_SEED),
        Duration.ofMinutes(number(properties, MINUTES, ENDLESS.toMinutes())),
        Boolean.parseBoolean(properties.getProperty(TOLD)));
  }

  private static long number(Properties properties, String name, long otherwise) {
    String text = properties.getProperty(name, "");
    try {
      return text.isEmpty() ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is '" + text + "', must be a whole number", e);
    }
  }
}
