package io.megadb.vectorops.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TypeBinary;
import io.megadb.type.text.TypeText;
import io.megadb.vector.VectorBuilder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts and bytes as pgvector reads and writes them. */
class VectorFormTest {
  private static final EvaluationContext CONTEXT = EvaluationContext.constant();

  private static String printed(BaseType type, String text) {
    PgType plain = PgType.of(type);
    return TypeText.format(plain, TypeText.parse(plain, text, CONTEXT), CONTEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[1,2,3];[1,2,3]",
        "[-1,-2,-3];[-1,-2,-3]",
        "[1.,2.,3.];[1,2,3]",
        "' [ 1,  2 ,    3  ] ';[1,2,3]",
        "[1.23456];[1.23456]",
        "[1.5e38,-1.5e38];[1.5e+38,-1.5e+38]",
        "[1.5e-38,-1.5e-38];[1.5e-38,-1.5e-38]",
        "[1e-46,1];[0,1]",
        "[-1e-46,1];[-0,1]"
      })
  void vectorsPrintAsTheirFloats(String text, String printed) {
    assertThat(printed(VectorTypes.VECTOR, text)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"[0.1,65504];[0.099975586,65504]", "[1e-8,-1e-8];[0,-0]", "[6e-8];[5.9604645e-08]"})
  void halfVectorsAreRoundedToHalfPrecision(String text, String printed) {
    assertThat(printed(VectorTypes.HALFVEC, text)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[hello,1];22P02;invalid input syntax for type vector: \"[hello,1]\"",
        "[NaN,1];22000;NaN not allowed in vector",
        "[Infinity,1];22000;infinite value not allowed in vector",
        "[-inf,1];22000;infinite value not allowed in vector",
        "[4e38,1];22003;\"4e38\" is out of range for type vector",
        "[1,2,3;22P02;invalid input syntax for type vector: \"[1,2,3\"",
        "[1,2,3]9;22P02;invalid input syntax for type vector: \"[1,2,3]9\"",
        "'1,2,3';22P02;invalid input syntax for type vector: \"1,2,3\"",
        "'';22P02;invalid input syntax for type vector: \"\"",
        "[;22P02;invalid input syntax for type vector: \"[\"",
        "[,;22P02;invalid input syntax for type vector: \"[,\"",
        "[];22000;vector must have at least 1 dimension",
        "[ ];22000;vector must have at least 1 dimension",
        "[1,];22P02;invalid input syntax for type vector: \"[1,]\"",
        "[1a];22P02;invalid input syntax for type vector: \"[1a]\"",
        "[1f];22P02;invalid input syntax for type vector: \"[1f]\"",
        "[1,,3];22P02;invalid input syntax for type vector: \"[1,,3]\""
      })
  void wrongTextsAreRefusedAsPgvectorDoes(String text, String code, String message) {
    assertThatThrownBy(() -> printed(VectorTypes.VECTOR, text))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> {
              assertThat(e.state().code()).isEqualTo(code);
              assertThat(e.getMessage()).isEqualTo(message);
            });
  }

  @Test
  void dimensionsHaveALimit() {
    String most = "[" + String.join(",", java.util.Collections.nCopies(16_000, "1")) + "]";
    assertThat(printed(VectorTypes.VECTOR, most)).isEqualTo(most);
    assertThatThrownBy(() -> printed(VectorTypes.VECTOR, "[1," + most.substring(1)))
        .hasMessage("vector cannot have more than 16000 dimensions")
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> assertThat(e.state()).isEqualTo(SqlState.PROGRAM_LIMIT_EXCEEDED));
  }

  @Test
  void modifierMustFit() {
    assertThat(VectorForm.VECTOR.modifier(List.of(3))).isEqualTo(3);
    assertThatThrownBy(() -> VectorForm.VECTOR.modifier(List.of(0)))
        .hasMessage("dimensions for type vector must be at least 1");
    assertThatThrownBy(() -> VectorForm.HALFVEC.modifier(List.of(16_001)))
        .hasMessage("dimensions for type halfvec cannot exceed 16000");
    assertThatThrownBy(() -> VectorForm.VECTOR.modifier(List.of(3, 2)))
        .hasMessage("invalid type modifier");
    assertThatThrownBy(() -> TypeText.parse(new PgType(VectorTypes.VECTOR, 2), "[1,2,3]", CONTEXT))
        .hasMessage("expected 2 dimensions, not 3");
  }

  private static byte[] binary(BaseType type, List<Object> value) {
    VectorBuilder builder = VectorBuilder.of(PgType.of(type));
    builder.append(value);
    TextSink sink = new TextSink();
    TypeBinary.write(builder.build(), 0, PgType.of(type), sink);
    return Arrays.copyOf(sink.array(), sink.length());
  }

  @Test
  void binaryFormIsPgvectors() {
    byte[] bytes = binary(VectorTypes.VECTOR, List.of(1.0, -2.0));
    assertThat(bytes).containsExactly(0, 2, 0, 0, 0x3f, (byte) 0x80, 0, 0, (byte) 0xc0, 0, 0, 0);
    assertThat(TypeBinary.parse(PgType.of(VectorTypes.VECTOR), bytes, CONTEXT))
        .isEqualTo(List.of(1.0, -2.0));
    bytes[3] = 1;
    assertThatThrownBy(() -> TypeBinary.parse(PgType.of(VectorTypes.VECTOR), bytes, CONTEXT))
        .hasMessage("expected unused to be 0, not 1");
    assertThatThrownBy(
            () ->
                TypeBinary.parse(
                    PgType.of(VectorTypes.VECTOR), new byte[] {0, 2, 0, 0, 0, 0}, CONTEXT))
        .hasMessage("insufficient data left in message");
    assertThat(binary(VectorTypes.HALFVEC, List.of(1.0, -0.0)))
        .containsExactly(0, 2, 0, 0, 0x3c, 0, (byte) 0x80, 0);
  }

  @Test
  void everyHalfKeepsItsBits() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      double value = HalfFloats.ofBits(bits);
      if (!Double.isNaN(value) && !Double.isInfinite(value)) {
        assertThat(HalfFloats.bits(value)).isEqualTo(bits);
        assertThat(HalfFloats.round(value)).isEqualTo(value);
      }
    }
    assertThat(HalfFloats.round(1 + 1.0 / 2048)).isEqualTo(1);
    assertThat(HalfFloats.round(1 + 3.0 / 2048)).isEqualTo(1 + 2.0 / 1024);
    assertThat(HalfFloats.round(65_520)).isGreaterThan(HalfFloats.MAX);
  }
}
