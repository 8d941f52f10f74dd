package io.megadb.function.string;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * LIKE, NOT LIKE, ILIKE, NOT ILIKE. A constant pattern %word… is searched over all bytes of the
 * vector at once.
 */
final class LikeBody implements StrictBody {
  private final boolean ignoreCase;
  private final boolean negated;

  private byte[] compiledText;
  private LikePattern compiled;

  LikeBody(boolean ignoreCase, boolean negated) {
    this.ignoreCase = ignoreCase;
    this.negated = negated;
  }

  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    byte[] out = new byte[rows];
    Operand text = arguments[0];
    Operand pattern = arguments[1];
    if (ignoreCase || !pattern.isConstant()) {
      rowByRow(text, pattern, rows, validity, out);
    } else {
      LikePattern constant = compiled(pattern.bytesAt(0));
      String word = constant.firstFloating();
      if (word == null || text.isConstant()) {
        eachRow(text.bytes(), text.mask(), constant, rows, out);
      } else {
        search(text.bytes(), constant, word, rows, out);
      }
    }
    if (negated) {
      for (int i = 0; i < rows; i++) {
        out[i] ^= 1;
      }
    }
    return new BoolVector(rows, out, validity);
  }

  private LikePattern compiled(byte[] pattern) {
    if (!Arrays.equals(pattern, compiledText)) {
      compiled = LikePattern.compile(pattern);
      compiledText = pattern;
    }
    return compiled;
  }

  private static void eachRow(
      BytesVector text, int mask, LikePattern pattern, int rows, byte[] out) {
    for (int i = 0; i < rows; i++) {
      int row = i & mask;
      boolean matches = pattern.matches(text.data(), text.offsets()[row], text.offsets()[row + 1]);
      out[i] = (byte) (matches ? 1 : 0);
    }
  }

  private static void search(
      BytesVector text, LikePattern pattern, String word, int rows, byte[] out) {
    int[] offsets = text.offsets();
    int end = offsets[rows];
    int base = offsets[0];
    String all = new String(text.data(), base, end - base, StandardCharsets.ISO_8859_1);
    int row = 0;
    int hit = all.indexOf(word);
    while (hit >= 0) {
      int at = hit + base;
      while (offsets[row + 1] <= at) {
        row++;
      }
      if (at + word.length() > offsets[row + 1]) {
        hit = all.indexOf(word, hit + 1);
        continue;
      }
      boolean matches = pattern.matchesRest(text.data(), at + word.length(), offsets[row + 1], 2);
      out[row] = (byte) (matches ? 1 : 0);
      hit = all.indexOf(word, offsets[row + 1] - base);
    }
  }

  private void rowByRow(Operand text, Operand pattern, int rows, long[] validity, byte[] out) {
    for (int i = 0; i < rows; i++) {
      if (validity == null || Validity.isValid(validity, i)) {
        byte[] value = text.bytesAt(i);
        byte[] form = pattern.bytesAt(i);
        if (ignoreCase) {
          value = CaseMapping.lower(value);
          form = CaseMapping.lower(form);
        }
        out[i] = (byte) (compiled(form).matches(value, 0, value.length) ? 1 : 0);
      }
    }
  }
}
