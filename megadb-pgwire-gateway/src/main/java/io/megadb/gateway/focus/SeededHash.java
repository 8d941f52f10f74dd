package io.megadb.gateway.focus;

/**
 * A value for every (seed, stream, indexes) without a sequence: any row can be computed on its own,
 * in any order, on any machine. The mixing steps are those of splitmix64. Immutable.
 *
 * @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea, Flood: Fast splittable
 *     pseudorandom number generators</a>
 */
final class SeededHash {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** What a value is drawn for; two streams never share values. */
  enum Stream {
    PROVIDER,
    REGION,
    SERVICE,
    SIZE,
    FAMILY,
    TEAM,
    ENVIRONMENT,
    DISCOUNT,
    STATE,
    BIRTH,
    ENCRYPTED,
    BACKUP,
    ZONE,
    STORAGE,
    COVERED,
    SPIKE,
    HALF_DAY,
    TAGGED,
    EMBEDDING,
    EDGE_COUNT,
    EDGE_TARGET,
    EDGE_KIND,
    EDGE_FORWARD,
    APP_TEAM,
    APP_TIER,
    APP_USE_COUNT,
    APP_USE,
    LIVE_PRICE,
    FETCHED;

    @SuppressWarnings("EnumOrdinal") // Streams only have to differ.
    private long salt() {
      return (ordinal() + 1) * GOLDEN_GAMMA;
    }
  }

  private final long seed;

  SeededHash(long seed) {
    this.seed = mix(seed + GOLDEN_GAMMA);
  }

  /** 64 uniform bits. */
  long bits(Stream stream, long first, long second) {
    long state = mix(seed + stream.salt());
    state = mix(state + (first + 1) * GOLDEN_GAMMA);
    return mix(state + (second + 1) * GOLDEN_GAMMA);
  }

  /** Uniform in 0 (inclusive) to {@code bound} (exclusive). */
  int below(Stream stream, long first, long second, int bound) {
    return (int) Math.multiplyHigh(bits(stream, first, second) >>> 1, (long) bound << 1);
  }

  /**
   * Skewed towards 0: {@code floor(u^exponent * bound)} with u uniform in [0, 1). StrictMath keeps
   * the result the same on every machine.
   */
  int skewedBelow(Stream stream, long first, long second, double exponent, int bound) {
    double uniform = (bits(stream, first, second) >>> 11) * 0x1.0p-53;
    return (int) (StrictMath.pow(uniform, exponent) * bound);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
