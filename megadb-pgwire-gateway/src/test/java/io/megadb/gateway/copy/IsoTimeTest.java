package io.megadb.gateway.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.error.MegaDbException;
import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.TypeText;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read quickly means what the types' own readers make of it. */
class IsoTimeTest {
  private static final PgType DATE = PgType.of(PgTypes.DATE);
  private static final PgType TIMESTAMP = PgType.of(PgTypes.TIMESTAMP);
  private static final PgType TIMESTAMPTZ = PgType.of(PgTypes.TIMESTAMPTZ);

  private static long quick(PgType type, String text) {
    byte[] bytes = ("x" + text + "x").getBytes(StandardCharsets.US_ASCII);
    int to = bytes.length - 1;
    return type.equals(DATE)
        ? IsoTime.date(bytes, 1, to)
        : IsoTime.timestamp(bytes, 1, to, type.equals(TIMESTAMPTZ));
  }

  private static Object slow(PgType type, String text) {
    try {
      return TypeText.parse(
          type, text.getBytes(StandardCharsets.US_ASCII), EvaluationContext.constant());
    } catch (MegaDbException refused) {
      return refused.state();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2000-01-01",
        "1999-12-31",
        "2024-02-29",
        "2000-02-29",
        "1900-02-28",
        "9999-12-31",
        "1000-01-01"
      })
  void datesAreReadQuickly(String text) {
    assertThat(quick(DATE, text)).isEqualTo(slow(DATE, text));
    for (String time : new String[] {" 00:00:00", "T23:59:59", " 12:34:56.5", "T01:02:03.000001"}) {
      assertThat(quick(TIMESTAMP, text + time)).isEqualTo(slow(TIMESTAMP, text + time));
      for (String zone : new String[] {"Z", "+00", "-07", "+05:30", "-03:30", "+14"}) {
        assertThat(quick(TIMESTAMPTZ, text + time + zone))
            .isEqualTo(slow(TIMESTAMPTZ, text + time + zone));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2000-1-1",
        "2023-02-29",
        "1900-02-29",
        "2000-13-01",
        "2000-00-10",
        "2000-04-31",
        "0099-01-01",
        "infinity",
        "2000-01-01 24:00:00",
        "2000-01-01 23:59:60",
        "2000-01-01 10:00",
        "2000-01-01 10:00:00.",
        "2000-01-01 10:00:00.1234567",
        "2000-01-01 10:00:00 BC",
        "2000-01-01 10:00:00 Europe/Zurich",
        "2000-01-01 10:00:00+0200",
        "2000-01-01t10:00:00Z"
      })
  void everythingElseIsLeftToOthers(String text) {
    assertThat(quick(DATE, text)).isEqualTo(IsoTime.OTHER);
    assertThat(quick(TIMESTAMP, text)).isEqualTo(IsoTime.OTHER);
    assertThat(quick(TIMESTAMPTZ, text)).isEqualTo(IsoTime.OTHER);
  }

  @Test
  void neverDiffersFromTheTypesOwnReader() {
    Random random = new Random(7);
    char[] damage = "0123456789-:. +ZT".toCharArray();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text =
          new StringBuilder(
              String.format(
                  "%04d-%02d-%02d %02d:%02d:%02d.%06d+%02d",
                  1000 + random.nextInt(9000),
                  1 + random.nextInt(12),
                  1 + random.nextInt(31),
                  random.nextInt(24),
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(1_000_000),
                  random.nextInt(15)));
      if (random.nextBoolean()) {
        text.setCharAt(random.nextInt(text.length()), damage[random.nextInt(damage.length)]);
      }
      text.setLength(new int[] {10, 19, 22, 26, 29}[random.nextInt(5)]);
      for (PgType type : new PgType[] {DATE, TIMESTAMP, TIMESTAMPTZ}) {
        long value = quick(type, text.toString());
        if (value != IsoTime.OTHER) {
          assertThat(slow(type, text.toString())).as("%s %s", type, text).isEqualTo(value);
        }
      }
    }
  }
}
