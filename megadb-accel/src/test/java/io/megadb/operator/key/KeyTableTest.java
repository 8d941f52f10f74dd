package io.megadb.operator.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.execution.MemoryBudget;
import io.megadb.operator.fixture.Rows;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.Interval;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTableTest {
  private final MemoryBudget budget = new MemoryBudget(1L << 30);
  private final MemoryAccount account = new MemoryAccount(budget);

  private static long inverse(long odd) {
    return BigInteger.valueOf(odd).modInverse(BigInteger.ONE.shiftLeft(64)).longValue();
  }

  /** The long whose hash is that of null. */
  private static long numberLikeNull() {
    long x = ColumnHash.nullHash();
    x = x ^ x >>> 29 ^ x >>> 58;
    x *= inverse(0xBF58476D1CE4E5B9L);
    x = x ^ x >>> 32;
    return x * inverse(0x9E3779B97F4A7C15L);
  }

  @Test
  void keysWithOneHashAreKeptApart() {
    long collision = numberLikeNull();
    assertThat(ColumnHash.mix(collision)).isEqualTo(ColumnHash.nullHash());
    PgType type = PgType.of(PgTypes.INT8);
    List<List<Object>> rows = new ArrayList<>();
    for (Object value : new Object[] {collision, null, collision, 5L, null}) {
      rows.add(Rows.row(value));
    }
    for (int batchRows : new int[] {1, 5}) {
      KeyTable table = new KeyTable(List.of(type), account);
      List<Integer> numbers = new ArrayList<>();
      for (Batch batch : Rows.batches(List.of(type), rows, batchRows)) {
        int[] found = new int[batch.size()];
        table.insert(batch.columns(), batch.size(), found);
        for (int number : found) {
          numbers.add(number);
        }
      }
      assertThat(table.size()).isEqualTo(3);
      assertThat(numbers.get(2)).isEqualTo(numbers.get(0));
      assertThat(numbers.get(4)).isEqualTo(numbers.get(1));
      assertThat(numbers.get(1)).isNotEqualTo(numbers.get(0));
      int[] found = new int[1];
      table.find(new Vector[] {new LongVector(1, new long[] {6}, null)}, 1, found);
      assertThat(found[0]).isEqualTo(-1);
      table.release();
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void numbersFollowTheOrderOfFirstAppearanceWhileTheTableGrows() {
    PgType type = PgType.of(PgTypes.INT8);
    KeyTable table = new KeyTable(List.of(type), account);
    long[] values = new Random(3).longs(100_000).distinct().toArray();
    for (int from = 0; from < values.length; from += 1000) {
      long[] part =
          java.util.Arrays.copyOfRange(values, from, Math.min(values.length, from + 1000));
      int[] numbers = new int[part.length];
      table.insert(new Vector[] {new LongVector(part.length, part, null)}, part.length, numbers);
      for (int i = 0; i < part.length; i++) {
        assertThat(numbers[i]).isEqualTo(from + i);
      }
    }
    account.close();
    assertThat(budget.reservedBytes()).isZero();
  }

  /** Keys close together, far apart, and growing from one into the other, both ways. */
  @Test
  void singleLongsAreNumberedAsAMapDoes() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      MemoryAccount own = new MemoryAccount(budget);
      KeyTable table = new KeyTable(List.of(PgType.of(PgTypes.INT8)), own);
      Map<Long, Integer> expected = new HashMap<>();
      long base =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> Long.MIN_VALUE;
            case 2 -> Long.MAX_VALUE - 1_000_000;
            default -> random.nextLong();
          };
      int batches = 1 + random.nextInt(12);
      for (int batch = 0; batch < batches; batch++) {
        long spread = 1L << random.nextInt(random.nextInt(4) == 0 ? 63 : 20);
        int rows = 1 + random.nextInt(4096);
        boolean nulls = random.nextInt(3) == 0;
        long[] values = new long[rows];
        long[] validity = nulls ? Validity.allValid(rows) : null;
        for (int i = 0; i < rows; i++) {
          values[i] = base + Math.floorMod(random.nextLong(), spread);
          if (nulls && random.nextInt(10) == 0) {
            Validity.setNull(validity, i);
          }
        }
        LongVector keys = new LongVector(rows, values, validity);
        int[] numbers = new int[rows];
        if (random.nextInt(3) > 0) {
          table.insert(new Vector[] {keys}, rows, numbers);
          for (int i = 0; i < rows; i++) {
            Long key = keys.isNull(i) ? null : values[i];
            Integer number = expected.putIfAbsent(key, expected.size());
            assertThat(numbers[i]).isEqualTo(number == null ? expected.size() - 1 : number);
          }
        }
        table.find(new Vector[] {keys}, rows, numbers);
        int[] shared = new int[rows];
        table.forReading().find(new Vector[] {keys}, rows, shared);
        assertThat(shared).isEqualTo(numbers);
        for (int i = 0; i < rows; i++) {
          Long key = keys.isNull(i) ? null : values[i];
          assertThat(numbers[i]).isEqualTo(expected.getOrDefault(key, -1));
        }
        assertThat(table.size()).isEqualTo(expected.size());
        assertThat(own.heldBytes()).isEqualTo(table.heldBytes());
      }
      own.close();
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  private static long hash(PgType type, Vector vector) {
    long[] hashes = new long[1];
    new KeyHasher(List.of(type)).hash(new Vector[] {vector}, 1, hashes);
    return hashes[0];
  }

  private static long hash(PgType type, Object value) {
    return hash(type, Rows.batch(List.of(type), List.of(Rows.row(value))).column(0));
  }

  @Test
  void equalValuesOfAnyFormHaveOneHash() {
    PgType numeric = PgType.of(PgTypes.NUMERIC);
    long one = hash(numeric, new DecimalVector(1, new long[] {1}, 0, null));
    assertThat(hash(numeric, new DecimalVector(1, new long[] {1_000_000}, 6, null))).isEqualTo(one);
    assertThat(
            hash(
                numeric,
                new NumericVector(
                    1, new PgNumeric[] {PgNumeric.of(BigInteger.TEN.pow(40), 40)}, null)))
        .isEqualTo(one);
    assertThat(hash(PgType.of(PgTypes.FLOAT8), -0.0))
        .isEqualTo(hash(PgType.of(PgTypes.FLOAT8), 0.0));
    assertThat(hash(PgType.of(PgTypes.BPCHAR), "a  "))
        .isEqualTo(hash(PgType.of(PgTypes.BPCHAR), "a"));
    assertThat(hash(PgType.of(PgTypes.INTERVAL), new Interval(1, 0, 0)))
        .isEqualTo(hash(PgType.of(PgTypes.INTERVAL), new Interval(0, 29, 86_400_000_000L)));
    assertThat(hash(PgType.of(PgTypes.JSONB), "{\"a\": [1.0, null], \"b\": \"x\"}"))
        .isEqualTo(hash(PgType.of(PgTypes.JSONB), "{\"a\": [1.00, null], \"b\": \"x\"}"));
  }

  @Test
  void hashesSpreadEvenlyOverWorkers() {
    PgType type = PgType.of(PgTypes.INT8);
    int rows = 30_000;
    long[] values = new long[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = i * 1024L;
    }
    long[] hashes = new long[rows];
    new KeyHasher(List.of(type))
        .hash(new Vector[] {new LongVector(rows, values, null)}, rows, hashes);
    int[] counts = new int[3];
    for (long hash : hashes) {
      counts[KeyHasher.partition(hash, 3)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(9_500, 10_500);
    }
  }
}
