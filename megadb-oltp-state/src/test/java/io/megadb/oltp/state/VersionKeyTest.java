package io.megadb.oltp.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionKeyTest {

  @Test
  void encodedKeysOrderLikeTheirBytes() {
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      byte[] left = key(random);
      byte[] right = key(random);
      int order = Integer.signum(Arrays.compareUnsigned(left, right));
      byte[] encodedLeft = VersionKey.of(7, left, random.nextInt(3));
      byte[] encodedRight = VersionKey.of(7, right, random.nextInt(3));
      if (order != 0) {
        assertThat(Integer.signum(Arrays.compareUnsigned(encodedLeft, encodedRight)))
            .as("%s against %s", Arrays.toString(left), Arrays.toString(right))
            .isEqualTo(order);
      }
    }
  }

  /** Short, with few distinct bytes, so that prefixes and zeros meet often. */
  private static byte[] key(Random random) {
    byte[] key = new byte[random.nextInt(20)];
    for (int i = 0; i < key.length; i++) {
      key[i] = new byte[] {0, 1, 9, (byte) 0xFF}[random.nextInt(4)];
    }
    return key;
  }

  @Test
  void keyAndLsnComeBack() {
    for (int length = 0; length < 40; length++) {
      byte[] key = new byte[length];
      Arrays.fill(key, (byte) length);
      byte[] encoded = VersionKey.of(16_384, key, 123_456_789_012L);
      assertThat(VersionKey.key(encoded, encoded.length)).isEqualTo(key);
      assertThat(VersionKey.lsn(encoded, encoded.length)).isEqualTo(123_456_789_012L);
      assertThat(VersionKey.tableId(encoded)).isEqualTo(16_384);
    }
  }

  @Test
  void newerVersionsComeFirst() {
    byte[] key = {1, 2, 3};
    assertThat(Arrays.compareUnsigned(VersionKey.of(1, key, 10), VersionKey.of(1, key, 9)))
        .isNegative();
  }

  @Test
  void noEncodedKeyIsAPrefixOfAnother() {
    byte[] shorter = VersionKey.prefix(1, new byte[] {5});
    byte[] longer = VersionKey.prefix(1, new byte[] {5, 0, 0, 0, 0, 0, 0, 0, 1});
    assertThat(Arrays.copyOf(longer, shorter.length)).isNotEqualTo(shorter);
  }
}
