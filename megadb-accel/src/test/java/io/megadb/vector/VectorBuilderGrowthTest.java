package io.megadb.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.type.VectorKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VectorBuilderGrowthTest {
  private static final Map<VectorKind, Object> VALUES =
      Map.of(
          VectorKind.BOOL,
          true,
          VectorKind.LONG,
          7L,
          VectorKind.DOUBLE,
          0.5,
          VectorKind.NUMERIC,
          PgNumeric.of(150, 2),
          VectorKind.BYTES,
          Bytes.utf8("text"),
          VectorKind.INTERVAL,
          new Interval(1, 2, 3));

  @Test
  void aBuilderTakesMoreRowsThanItHadRoomFor() {
    VALUES.forEach(
        (kind, value) -> {
          VectorBuilder builder = VectorBuilder.of(kind, 1);
          for (int i = 0; i < 100; i++) {
            builder.append(value);
          }
          FlatVector vector = builder.build();
          for (int row : List.of(0, 1, 16, 99)) {
            assertThat(Values.get(vector, row)).isEqualTo(value);
          }
        });
  }
}
